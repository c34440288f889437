"""The reference list: identifiers that cannot be, titles that differ, notices, what is cited and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub.argument.documents import Document, Entry, Mention
from academichub.audits import (
    Facts,
    Resolved,
    citations_listed,
    reference_titles,
    reference_updates,
    references,
)
from academichub.ids import Identifier
from academichub.model import Reference, Work

WORK = Work("doi:10.1000/x", "", "article", "", (), "2026-01-01T00:00:00Z", posted_on="2026-01-01")


def listing(*entries: str, body: str = "We build on this.", **said: str) -> Document:
    """A full text with these entries; what is *said* is said by each of them."""
    text, placed = body, []
    for entry in entries:
        start = len(text) + 2
        text += "\n\n" + entry
        placed.append(Entry(start, len(text), **said))
    return Document(
        "doi:10.1000/x", "full text", text, "0" * 64, "test", "1", entries=tuple(placed)
    )


def facts(*resolved: Resolved, work: Work = WORK) -> Facts:
    return Facts(work, "2026-06-01", resolved)


def kinds(findings: object) -> list[str]:
    return [dict(one.data)["kind"] for one in findings]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "entry",
    [
        "Lee, A. On moss. arXiv:2413.01234, 2024.",
        "Lee, A. On moss. arXiv:2400.01234.",
        "Lee, A. On moss. arXiv:2708.01234.",
        "Lee, A. On moss. doi:10.103/moss.12, 2020.",
        "Lee, A. Moss. ISBN 978-0-306-40615-8. Plenum.",
        "Lee, A. Moss. ISBN 0-306-40615-3.",
    ],
)
def test_an_identifier_that_cannot_be_is_told(entry: str):
    assert kinds(references.check(listing(entry), facts())) == ["impossible"]


@pytest.mark.parametrize(
    "entry",
    [
        "Lee, A. On moss. arXiv:2412.01234v2, 2024.",
        "Lee, A. On moss. arXiv:hep-th/9901001.",
        "Lee, A. On moss. doi:10.1038/s41586-021-03819-2.",
        "Lee, A. Moss. ISBN 978-0-306-40615-7. Plenum.",
        "Lee, A. Moss. ISBN 0-8044-2957-X.",
        "Lee, A. On moss. doi:10.103-\n8/moss",
        "Lee, A. On moss. doi:10.10\n38/moss",
        "Lee, A. On moss. doi:10.10 38/moss",
        "Lee, A. On moss. arXiv:2413.012-\n34",
        "Lee, A. On moss. arXiv:24 13.01234",
        "Lee, A. Moss. ISBN 978-0-306-\n40615-8",
    ],
)
def test_an_identifier_that_can_be_or_was_broken_is_left_alone(entry: str):
    assert kinds(references.check(listing(entry), facts())) == []


def test_only_a_registry_that_was_asked_can_know_no_such_identifier():
    page = listing("Lee, A. On moss. doi:10.1234/moss.77.", doi="10.1234/moss.77")
    assert kinds(references.check(page, facts(Resolved("here")))) == []
    assert kinds(references.check(page, facts(Resolved("nowhere")))) == []
    assert kinds(references.check(page, facts(Resolved("everywhere")))) == ["unknown"]


@pytest.mark.parametrize("cut", ["\n", " 5", "-\n", "\u00ad\n", "- 5", " (20"])
def test_an_identifier_that_a_wrap_went_through_is_never_called_unknown(cut: str):
    page = listing(f"Lee, A. On moss. doi:10.1234/moss.7{cut}77.", doi="10.1234/moss.7")
    assert kinds(references.check(page, facts(Resolved("everywhere")))) == []
    named = Resolved("everywhere", title="Statistics of snow on the roofs of northern barns")
    titled = listing(
        f"Lee, A. “Growth rates of mosses on old stone walls”. doi:10.1234/moss.7{cut}77.",
        doi="10.1234/moss.7",
        title="Growth rates of mosses on old stone walls",
    )
    assert kinds(reference_titles.check(titled, facts(named))) == []


def test_an_identifier_of_another_work_is_told():
    page = listing(
        "Lee, A. “Growth rates of mosses on old stone walls”. doi:10.1234/moss.7.",
        doi="10.1234/moss.7",
        title="Growth rates of mosses on old stone walls",
    )
    other = Resolved(
        "here", "doi:10.1234/moss.7", "Statistics of snow on the roofs of northern barns"
    )
    assert kinds(reference_titles.check(page, facts(other))) == ["title"]


@pytest.mark.parametrize(
    "title",
    [
        "Growth Rates of Mosses on Old Stone Walls",
        "Growth rates of mosses on old stone walls: a field study in three countries",
        "The growth rate of moss on old stone walls",
        "古老石墙上苔藓的生长速率研究",
        "Moss",
        "",
    ],
)
def test_a_title_that_may_be_the_same_is_left_alone(title: str):
    page = listing(
        "Lee, A. “Growth rates of mosses on old stone walls”. doi:10.1234/moss.7.",
        doi="10.1234/moss.7",
        title="Growth rates of mosses on old stone walls",
    )
    assert kinds(reference_titles.check(page, facts(Resolved("here", "w", title)))) == []


def test_a_retracted_work_is_told_with_its_day():
    page = listing("Lee, A. On moss.")
    gone = Resolved("here", "doi:1", "On moss", "2019", "2024-03-01", ("retraction",))
    (one,) = reference_updates.check(page, facts(gone))
    assert (one.severity, one.message) == (
        "warning",
        "“On moss” was retracted on 2024-03-01, before this paper.",
    )
    later = Resolved("here", "doi:1", "On moss", "2019", "2026-03-01", ("retraction",))
    (one,) = reference_updates.check(page, facts(later))
    assert one.severity == "note"
    fixed = Resolved("here", "doi:1", "On moss", "2019", "", ("correction",))
    assert kinds(reference_updates.check(page, facts(fixed))) == ["corrected"]


def test_a_retraction_the_paper_speaks_of_is_not_told():
    gone = Resolved("here", "doi:1", "On moss", "2019", "2024-03-01", ("retraction",))
    page = listing("Lee, A. On moss (retracted).")
    assert kinds(reference_updates.check(page, facts(gone))) == []


def test_a_retracted_work_in_the_record_is_told_without_a_list():
    work = Work(
        "doi:10.1000/x", "", "article", "", (), "2026-01-01T00:00:00Z", posted_on="2026-01-01",
        references=(Reference(Identifier("doi", "10.1/a")), Reference(Identifier("doi", "10.1/b"))),
    )  # fmt: skip
    gone = Resolved("here", "doi:10.1/b", "On moss", "2019", "2024-03-01", ("retraction",))
    known = Facts(work, "2026-06-01", (), (Resolved("here"), gone))
    (one,) = reference_updates.check(listing(), known)
    assert one.evidence[0].text == "doi:10.1/b"


def cited(count: int, *pointing: tuple[str, int]) -> Document:
    body, mentions = "", []
    for label, target in pointing:
        body += "We follow "
        mentions.append(Mention("reference", len(body), len(body) + len(label), label, target))
        body += label + (". " if not label.startswith("–") else "")
    page = listing(*(f"Entry {n}." for n in range(count)), body=body or "None.")
    from dataclasses import replace

    entries = tuple(replace(one, label=f"[{n + 1}]") for n, one in enumerate(page.entries))
    return replace(page, entries=entries, mentions=tuple(mentions))


def test_entries_that_nothing_cites_are_told_once():
    page = cited(6, *((f"[{n + 1}]", n) for n in range(5)))
    (one,) = citations_listed.check(page, facts())
    assert (dict(one.data)["uncited"], one.severity) == ("1", "note")
    assert one.evidence[0].text == "Entry 5."


def test_where_few_citations_were_read_nothing_is_said():
    assert kinds(citations_listed.check(cited(9, ("[1]", 0)), facts())) == []


def test_a_citation_beyond_the_end_of_the_list_is_told():
    page = cited(6, *((f"[{n + 1}]", n) for n in range(6)), ("[17]", -1))
    assert kinds(citations_listed.check(page, facts())) == ["beyond"]


def test_a_citation_that_was_not_set_is_told():
    assert kinds(citations_listed.check(listing(body="As is known [?]."), facts())) == [
        "unresolved"
    ]


@given(st.text(max_size=200), st.text(max_size=30), st.text(max_size=40))
def test_no_entry_makes_a_check_fail(entry: str, doi: str, title: str):
    page = listing(entry, doi=doi, title=title)
    for resolved in (
        Resolved("everywhere"),
        Resolved("here", "w", title[::-1] + entry, "1999", "2020"),
    ):
        for module in (references, reference_titles, reference_updates, citations_listed):
            list(module.check(page, facts(resolved)))
