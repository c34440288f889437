"""Digests: the same bytes for the same works, with nothing of a stranger's text as markup."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub.ids import Identifier
from academichub.language import language
from academichub.model import Authorship, Update, Work
from academichub.render import digest as digests
from academichub.render.digest import Digest, Told

EN, ZH = language("en"), language("zh")
NASTY = "</a><script>alert(1)</script>\r\nBcc: eve@example.org\n# heading [x](javascript:1) `"
WORK = Work(
    id="arxiv:2606.00001", title="Radars see $p<0.001$ further", type="preprint", source="arxiv",
    sources=("arxiv",), first_seen_at="2026-06-25T04:00:00Z",
    identifiers=(Identifier("arxiv", "2606.00001"),), abstract="We look. " * 100,
    authorships=tuple(Authorship(f"Given{n} Family{n}") for n in range(9)),
    primary_category="cs.LG", announced_on="2026-06-25",
)  # fmt: skip
FIRST = Digest(
    "d1/2026-06-25", "My radar", "2026-06-25", "2026-06-25T05:00:00Z",
    [Told(WORK, ("followed author: Ada", "term: radar"))], "https://hub.example.org",
    "https://hub.example.org/radar/my-radar", "https://hub.example.org/unsubscribe/d1.x",
)  # fmt: skip


class Read(HTMLParser):
    """The tags and addresses of a document."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.loaded: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.addresses += [value or "" for name, value in attrs if name == "href"]
        self.loaded += [name for name, _ in attrs if name in {"src", "srcset", "background"}]
        assert not [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data):
        self.text += data


@pytest.mark.parametrize("t", [EN, ZH], ids=["en", "zh"])
def test_every_item_has_its_date_source_and_reasons_in_both_parts(t):
    for part in (digests.as_text(FIRST, t), Read(digests.as_html(FIRST, t)).text):
        assert "arXiv (cs.LG)" in part
        assert t.date("2026-06-25") in part
        assert "followed author: Ada · term: radar" in part
        assert "Given0 Family0" in part
        assert "et al." in part


def test_the_subject_says_how_many_of_what_and_when():
    assert digests.subject(FIRST, EN) == "1 new work · My radar · 25 June 2026"
    two = replace(FIRST, items=FIRST.items * 2, period="2026-W26")
    assert digests.subject(two, EN) == "2 new works · My radar · week 26 of 2026"
    assert digests.subject(two, ZH) == "2 篇新论文 · My radar · 2026 年第 26 周"


def hostile(text: str) -> Digest:
    work = replace(
        WORK, title=text, abstract=text, authorships=(Authorship(text),), primary_category=text
    )
    return replace(FIRST, title=text, items=[Told(work, (text,))], quiet=(text,))


@given(st.text(max_size=200) | st.just(NASTY))
def test_no_text_becomes_markup_a_header_or_an_address(text):
    digest = hostile(text)
    assert not re.search(r"[\x00-\x1f\x7f\u2028]", digests.subject(digest, EN))
    read = Read(digests.as_html(digest, EN))
    ours = {"html", "head", "meta", "title", "body", "h1", "a", "ol", "li", "p", "span", "em", "hr"}
    assert read.tags <= ours
    assert not read.loaded
    assert all(one.startswith("https://hub.example.org/") for one in read.addresses)


def test_markdown_of_a_strangers_text_is_text():
    from markdown_it import MarkdownIt

    note = digests.as_markdown(hostile(NASTY), EN)
    html = MarkdownIt("commonmark").render(note.split("\n---\n", 1)[1])
    assert "<script>" not in html
    assert Read(html).addresses == ["https://hub.example.org/works/arxiv:2606.00001"]
    assert len(re.findall("<h[1-6]>", html)) == 2


def test_the_front_matter_of_a_note_is_one_value_a_line():
    note = digests.as_markdown(hostile(NASTY), EN)
    _, front, _ = note.split("---\n", 2)
    values = dict(line.split(": ", 1) for line in front.strip().split("\n"))
    assert orjson.loads(values["academichub"]) == "d1/2026-06-25"
    assert orjson.loads(values["papers"]) == 1
    assert "Bcc" in orjson.loads(values["radar"])


def test_mathematics_stays_as_it_was_written():
    assert r"$p\lt 0.001$" in digests.as_markdown(FIRST, EN)


def test_what_is_outside_the_usual_or_retracted_says_so():
    work = replace(WORK, updates=(Update("retraction", "2026-06-25"),))
    digest = replace(FIRST, items=[Told(work, (), outside=True)])
    assert "[Retracted] Radars" in digests.as_text(digest, EN)
    assert "Outside your usual" in digests.as_html(digest, EN)
    assert digests.as_json(digest)["works"][0]["retracted"]


def test_a_quiet_day_says_why():
    digest = replace(FIRST, quiet=("arxiv-rss: no announcement on weekends",))
    assert "A quiet day upstream: arxiv-rss: no announcement" in digests.as_text(digest, EN)


def test_the_same_digest_is_the_same_bytes():
    for write in (digests.as_text, digests.as_html, digests.as_markdown):
        assert write(FIRST, ZH) == write(replace(FIRST), ZH)
    assert digests.as_json(FIRST) == digests.as_json(replace(FIRST))
