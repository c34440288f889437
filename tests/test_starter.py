from __future__ import annotations

import io
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from academichub.ids import Identifier
from academichub.matching import match
from academichub.merging import identity, merge
from academichub.model import ANNOUNCE_TYPES, Authorship, Record, Work
from academichub.starter import records
from academichub.text import author_key, math_spans, paragraphs, plain, sentences

NOW = datetime(2026, 11, 21, 4, 24, 14, tzinfo=UTC)
CITED = Identifier("arxiv", "2601.20802")
TOO_LONG_A_RUN = 8

data = pytest.mark.data


@cache
def starter() -> tuple[Record, ...]:
    return records(NOW)


def named(part: str) -> Record:
    (found,) = (r for r in starter() if part in r.title)
    return found


def as_work(record: Record) -> Work:
    return merge([record], work_id=str(identity(record)), first_seen_at=record.fetched_at)


def announced_for_real(record: Record) -> Record:
    """What a source may later say of the same paper; every word of it is ours."""
    return replace(
        record,
        route="arxiv-rss",
        key="2606.99999",
        identifiers=record.identifiers or (Identifier("arxiv", "2606.99999"),),
        abstract="The abstract of the authors.",
        authorships=(Authorship("First Author"), *record.authorships),
        authors_complete=True,
        references=(),
    )


def letters(title: str) -> str:
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKD", title.lower()))


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def runs(text: str) -> Iterator[tuple[str, ...]]:
    said = words(text)
    return (tuple(said[i : i + TOO_LONG_A_RUN]) for i in range(len(said) - TOO_LONG_A_RUN + 1))


def numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:[.,]\d+)*", text))


# --- by itself ---------------------------------------------------------------------------------


def test_every_record_is_marked_as_starter_data_and_carries_the_moment_given():
    assert {(r.route, r.fetched_at) for r in starter()} == {("starter", "2026-11-21T04:24:14Z")}
    assert all(as_work(record).starter for record in starter())


def test_no_paper_is_there_twice():
    for one_of_a_kind in (
        [r.key for r in starter()],
        [letters(r.title) for r in starter()],
        [str(i) for r in starter() for i in r.identifiers],
        [r.abstract for r in starter()],
    ):
        assert len(one_of_a_kind) == len(set(one_of_a_kind))


def test_exactly_three_works_are_by_zhuokai_zhao_and_say_that_more_authors_wrote_them():
    name = author_key("Zhuokai Zhao")
    his = [r for r in starter() if name in {author_key(a.name) for a in r.authorships}]
    assert sorted(r.title.partition(":")[0] for r in his) == [
        "OmniOPD",
        "SAGE-OPD",
        "Token-Level LLM Collaboration via FusionRoute",
    ]
    assert not any(r.authors_complete for r in his)


def test_a_work_without_known_authors_does_not_claim_to_have_none():
    assert not any(r.authors_complete for r in starter() if not r.authorships)


def test_forty_five_works_cite_self_distillation_which_is_itself_there():
    citing = [r for r in starter() if CITED in {c.identifier for c in r.references}]
    assert len(citing) == 45
    (cited,) = (r for r in starter() if CITED in r.identifiers)
    assert (cited.title, cited.version, cited.posted_on, cited.categories) == (
        "Reinforcement Learning via Self-Distillation",
        2,
        "2026-01-28",
        ("cs.LG", "cs.AI"),
    )


@pytest.mark.parametrize("record", starter(), ids=lambda r: r.key[:40])
def test_a_summary_is_two_or_three_clean_sentences(record: Record):
    summary = record.abstract or ""
    spans = sentences(summary)
    assert 2 <= len(spans) <= 3
    assert summary[-1] == "."
    assert all(5 <= len(summary[a:b].split()) <= 60 for a, b in spans)
    assert paragraphs(summary) == summary


@pytest.mark.parametrize("record", starter(), ids=lambda r: r.key[:40])
def test_neither_title_nor_summary_shows_tex_outside_math(record: Record):
    assert plain(record.title) == record.title
    for text in (record.title, record.abstract or ""):
        bare = text
        for start, end in reversed(math_spans(text)):
            bare = bare[:start] + bare[end:]
        assert not set(bare) & set("\\{}$~^"), bare


def test_accents_of_the_titles_are_letters():
    assert named("A Holistic LLM Benchmark").title.startswith("MÖVE:")
    assert named("concentration function").title.startswith("On the Lévy concentration")


def test_sources_categories_and_announcements_are_spelled_as_the_sources_do():
    by_source = {r.source: {c for r in starter() for c in r.categories} for r in starter()}
    assert set(by_source) == {"arxiv", "medrxiv", "biorxiv"}
    for record in starter():
        pattern = {"arxiv": r"[a-z]+(-[a-z]+)?(\.[A-Z]{2})?", "medrxiv": "Medicine"}
        expected = pattern.get(record.source, "Bioinfo")
        assert all(re.fullmatch(expected, category) for category in record.categories)
        assert record.primary_category == record.categories[0]
        for announcement in record.announcements:
            assert announcement.announce_type in ANNOUNCE_TYPES
            assert announcement.source == record.source
            assert announcement.category in record.categories


def test_every_work_has_a_date_and_every_arxiv_id_an_address():
    for record in starter():
        assert record.announcements or record.posted_on
        assert bool(record.locations) == bool(record.identifiers)


def test_raw_is_the_line_as_it_stands_in_the_file():
    assert [json.loads(r.raw)["title"] for r in starter()] == [r.title for r in starter()]


def test_the_real_record_of_each_work_finds_it_and_no_other():
    works = [as_work(record) for record in starter()]
    for record, work in zip(starter(), works, strict=True):
        found = match(announced_for_real(record), works)
        assert found is not None, record.title
        assert [w.id for w in found.works] == [work.id]


def test_the_real_record_takes_the_place_of_the_summary():
    for record in starter():
        real = announced_for_real(record)
        work = merge([record, real], work_id="x", first_seen_at=record.fetched_at)
        assert not work.starter
        assert work.abstract == "The abstract of the authors."
        assert work.authorships == real.authorships


# --- against the pages it was made from ----------------------------------------------------------


@cache
def seeds(recorded: Path) -> list[dict[str, str]]:
    lines = (recorded.parent / "seeds" / "works.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


@cache
def citing(recorded: Path) -> list[dict[str, str]]:
    return json.loads((recorded.parent / "seeds" / "citing.json").read_text("utf-8"))


@cache
def said_of(recorded: Path) -> dict[str, str]:
    """All the seed pages say of each work, by the letters of its title."""
    page = next((recorded.parent / "seeds").glob("003_*.txt")).read_text("utf-8")
    texts = {letters("Reinforcement Learning via Self-Distillation"): page}
    for entry in seeds(recorded):
        texts[letters(entry["title"])] = entry["abstract"]
    for entry in citing(recorded):
        key = letters(entry["title"])
        texts[key] = f"{texts.get(key, '')}\n{entry['summary']}"
    return texts


def by_letters() -> dict[str, Record]:
    return {letters(plain(r.title)): r for r in starter()}


def spelled(category: str) -> str:
    return f"cs.{category[3:]}" if category.startswith("CS.") else category


@data
def test_the_set_is_the_seed_works_the_citing_works_and_the_cited_one_and_nothing_more(recorded):
    expected = {letters(plain(e["title"])) for e in [*seeds(recorded), *citing(recorded)]}
    expected.add(letters("Reinforcement Learning via Self-Distillation"))
    assert set(by_letters()) == expected
    assert len(starter()) == len(expected) == 116


@data
def test_every_seed_work_has_the_title_id_category_date_and_type_of_its_page(recorded):
    found = by_letters()
    for seed in seeds(recorded):
        record = found[letters(plain(seed["title"]))]
        (announcement,) = record.announcements
        assert record.title == plain(seed["title"].replace("{é}", "é"))
        assert record.source == seed["source"].lower()
        assert announcement.announced_on == seed["date"]
        assert announcement.announce_type == (seed["announce_type"] or "new")
        assert announcement.category == spelled(seed["category"])
        assert record.version == (int(seed["version"][1:]) if seed["version"] else None)
        if seed["arxiv_id"]:
            assert record.identifiers == (Identifier("arxiv", seed["arxiv_id"]),)


@data
def test_every_citing_work_has_the_category_and_month_of_its_row(recorded):
    found = by_letters()
    rows = {letters(row["title"]): row for row in citing(recorded)}
    assert len(rows) == 45
    for key, row in rows.items():
        record = found[key]
        assert record.title == row["title"]
        assert record.posted_on == row["month"]
        assert row["category"] in record.categories
        assert CITED in {c.identifier for c in record.references}


@data
def test_ids_authors_and_categories_of_papers_that_arxiv_lists_are_the_ones_it_gives(recorded):
    zstandard = pytest.importorskip("zstandard")
    found, seen = by_letters(), 0
    with (recorded / "arxiv" / "recent-50k.jsonl.zst").open("rb") as packed:
        for line in io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(packed), "utf-8"):
            row = json.loads(line)
            record = found.get(letters(row["title"]))
            if record is None:
                continue
            seen += 1
            names = [name for name in row["authors"] if name != "et al."]
            assert [a.name for a in record.authorships] == names
            assert record.authors_complete == (names == row["authors"])
            assert record.identifiers == (Identifier("arxiv", row["id"]),)
            given = row.get("categories") or [row["primary_category"]]
            assert list(record.categories[: len(given)]) == given
    assert seen == sum(len(r.authorships) > 1 or r.authors_complete for r in starter())
    assert seen >= 24


@data
def test_no_summary_shares_a_run_of_eight_words_with_any_text_it_was_written_from(recorded):
    theirs = {run for text in said_of(recorded).values() for run in runs(text)}
    assert len(theirs) > 10_000
    for record in starter():
        shared = [" ".join(run) for run in runs(record.abstract or "") if run in theirs]
        assert not shared, record.title


@data
def test_every_number_of_a_summary_stands_in_what_the_page_says_of_the_work(recorded):
    checked = 0
    for key, record in by_letters().items():
        said = next(
            text for title, text in said_of(recorded).items() if letters(plain(title)) == key
        )
        invented = numbers(record.abstract or "") - numbers(said) - numbers(record.title)
        assert not invented, record.title
        checked += len(numbers(record.abstract or ""))
    assert checked > 150
