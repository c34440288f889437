"""Whatever a work's text is: nothing raises, every sentence is verbatim, long lines stay cheap."""

from __future__ import annotations

import io
import json
import time
from itertools import islice

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from academichub import evidence
from academichub.model import Work

PIECES = st.sampled_from(
    ["We propose ", "Results: ", "(SSD) ", "SSD ", "$x_1$", "$", "MoS$_2$ ", "network ", ". ", "\n\n", "模型", "。",
     "(", ")", "\\alpha ", "12.5 % ", "FoxNet", ", a ", "İ", "ß", "\u0000", "方法：", "BACKGROUND ", "'", "-", "²"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join))
HOSTILE = [
    "(" * 100_000,
    "$" * 100_000,
    "a-" * 50_000,
    "A1" * 50_000,
    "We propose " * 9_000,
    "(AB) " * 20_000,
    "neural network " * 6_600,
    "H2O" * 33_000,
    "模型" * 50_000,
    "\\" * 100_000,
    "x'" * 50_000,
    "Results: " * 11_000,
    "of accuracy 5 % " * 6_000,
    " " * 100_000,
]


def work(title: str, abstract: str | None) -> Work:
    return Work(
        "arxiv:1", title, "preprint", "arxiv", ("arxiv",), "2026-01-01T00:00:00Z", abstract=abstract
    )


def assert_verbatim(one: Work, *, numbers: bool = True) -> int:
    found = evidence.gather([one]) if numbers else evidence.gather([one], read=lambda _: ())
    for sentence in found:
        assert sentence.text == getattr(one, sentence.field)[sentence.start : sentence.end]
        for thing in sentence.things:
            assert sentence.text[thing.start : thing.end] == thing.text
            assert thing.key
        for quantity in sentence.quantities:
            assert sentence.text[quantity.start : quantity.end] == quantity.text
    return len(found)


@settings(deadline=None)  # the tables are read with the first text
@given(TEXTS, TEXTS)
def test_any_text_is_gathered_verbatim(title, abstract):
    assert_verbatim(work(title, abstract))


@settings(deadline=None)  # the tables are read with the first text
@given(TEXTS)
def test_things_never_overlap(text):
    ends = 0
    for thing in evidence.things(text):
        assert ends <= thing.start < thing.end <= len(text)
        ends = thing.end


@pytest.mark.parametrize("line", HOSTILE, ids=lambda line: line[:12])
def test_a_line_of_a_hundred_kilobytes_takes_seconds_at_most(line):
    before = time.process_time()
    assert_verbatim(work("A title", line), numbers=False)
    assert time.process_time() - before < 5


@pytest.mark.parametrize("abstract", [None, "", "   ", "\n"])
def test_an_empty_abstract_gives_no_sentence(abstract):
    assert [one.field for one in evidence.gather([work("On foxes", abstract)])] == ["title"]


@pytest.mark.data
def test_recorded_abstracts_are_verbatim(recorded):
    with (recorded / "arxiv" / "recent-50k.jsonl.zst").open("rb") as packed:
        lines = io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(packed), "utf-8")
        rows = [json.loads(line) for line in islice(lines, 2_000)]
    count = sum(assert_verbatim(work(row["title"], row["abstract"]), numbers=False) for row in rows)
    assert count > 10_000
