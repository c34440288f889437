"""A reader's library: what becomes of marks, what is found, what the radar is told."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub.cli import main
from academichub.collect import take
from academichub.errors import IdentifierError, NotFoundError, UsageError
from academichub.ids import Identifier
from academichub.library import SORTS, Library
from academichub.marking import LONGEST_NOTE, MOST_TAGS, Wanted, changed, split_tags, to_tags
from academichub.model import Authorship, Page
from academichub.profile import Mark
from academichub.query import parse
from academichub.render.notes import note_html
from academichub.shelf import fits
from academichub.store import Store
from academichub.testing import arxiv_record

NOW = datetime(2026, 6, 25, 8, tzinfo=UTC)
AT = "2026-06-25T08:00:00Z"
ONE, TWO, THREE = (f"arxiv:2606.0000{n}" for n in (1, 2, 3))


class Clock:
    """A clock that goes on a minute each time it is asked."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture
def told() -> list[tuple[str | None, str, bool]]:
    return []


@pytest.fixture
def library(store: Store, told) -> Library:
    titles = ("Wombats at Dusk", "The Alpine Quoll", "A Theory of Marsupial Gaits")
    records = [
        replace(
            arxiv_record(f"2606.0000{n}", title),
            identifiers=(Identifier("arxiv", f"2606.0000{n}"),),
            authorships=(Authorship(f"Zoë Müller{n}"),),
            posted_on=f"2026-06-0{n}",
            announcements=(),
            abstract=f"What was seen on walk {n}.",
        )
        for n, title in enumerate(titles, 1)
    ]
    take(store, "test", Page(records=tuple(records)), AT)

    def saved_in(radar: str) -> list[str]:
        if radar != "main":
            raise NotFoundError("there is no such radar")
        return [ONE]

    return Library(store, "a", Clock(), lambda *said: told.append(said), saved_in)


def listed(library: Library, **asked: object) -> list[str]:
    return [work.id for work in library.page(**asked).works]


def test_marks_keep_their_first_moment_and_go_when_they_are_taken_back(library):
    first = library.mark(ONE, saved=True)
    again = library.mark(ONE, saved=True, read=True)
    assert again.saved_at == first.saved_at < again.read_at
    assert library.marks([ONE, TWO]) == {ONE: again}
    library.mark(ONE, saved=False, read=False)
    assert library.marks([ONE]) == {}


def test_what_is_read_is_not_put_by_any_more_unless_that_is_said(library):
    library.mark(ONE, later=True)
    assert library.mark(ONE, read=True).later_at is None
    assert library.mark(ONE, read=True, later=True).later_at
    assert library.mark(ONE, note="x").later_at


def test_the_radar_is_told_of_a_save_and_of_its_end_once_each(library, told):
    library.mark(ONE, saved=True, radar="quolls")
    library.mark(ONE, saved=True)
    library.mark(ONE, read=True)
    library.mark(ONE, saved=False)
    library.mark(TWO, saved=False)
    library.mark(TWO, saved=True)
    library.forget(TWO)
    assert told == [
        ("quolls", ONE, True), (None, ONE, False), (None, TWO, True), (None, TWO, False),
    ]  # fmt: skip


def test_a_work_is_marked_by_any_of_its_names(library):
    library.mark("https://arxiv.org/abs/2606.00001v3", saved=True)
    assert library.kept("2606.00001").work == ONE
    with pytest.raises(NotFoundError):
        library.mark("arxiv:2606.09999", saved=True)
    with pytest.raises(IdentifierError):
        library.mark("nonsense", saved=True)
    with pytest.raises(NotFoundError):
        library.kept(TWO)
    with pytest.raises(NotFoundError):
        library.forget(TWO)


def test_a_note_or_tags_beyond_measure_are_refused_and_nothing_changes(library):
    library.mark(ONE, note="kept")
    for wrong in ({"note": "x" * (LONGEST_NOTE + 1)}, {"tags": ["x" * 41]},
                  {"tags": [str(n) for n in range(MOST_TAGS + 1)]}):  # fmt: skip
        with pytest.raises(UsageError):
            library.mark(ONE, **wrong)
    with pytest.raises(UsageError):
        library.tag([ONE, TWO], [str(n) for n in range(MOST_TAGS + 1)])
    assert library.marks([ONE, TWO])[ONE].note == "kept"


def test_works_are_tagged_together(library):
    library.mark(ONE, tags=["Old", "stays"])
    assert library.tag([ONE, TWO, "arxiv:2606.09999"], ["New"], ["old"]) == 2
    assert {name: mark.tags for name, mark in library.marks([ONE, TWO]).items()} == {
        ONE: ("stays", "new"), TWO: ("new",),
    }  # fmt: skip
    assert library.page().tags == (("new", 2), ("stays", 1))
    library.tag([TWO], (), ["new"])
    assert TWO not in library.marks([TWO])


def test_a_library_is_listed_by_state_tag_radar_and_order(library):
    library.mark(ONE, saved=True, tags=["field work"])
    library.mark(TWO, saved=True, read=True)
    library.mark(THREE, later=True, note="Ask *Zoë*.")
    assert listed(library) == [THREE, TWO, ONE]
    assert listed(library, sort="date") == [THREE, TWO, ONE]
    assert listed(library, sort="title") == [THREE, TWO, ONE]
    assert listed(library, state="saved") == [TWO, ONE]
    assert listed(library, state="unread") == [ONE]
    assert listed(library, state="read") == [TWO]
    assert listed(library, state="later") == listed(library, state="noted") == [THREE]
    assert listed(library, tag="Field  Work") == listed(library, radar="main") == [ONE]
    assert listed(library, offset=1, limit=1) == [TWO]
    assert library.page(offset=1, limit=1).total == 3
    assert library.page().states == {"saved": 2, "unread": 1, "read": 1, "later": 1, "noted": 1}
    assert [work.id for work, _ in library.all("saved")] == [TWO, ONE]


@pytest.mark.parametrize("asked", [{"state": "x"}, {"sort": "x"}, {"query": "since:13"}])
def test_a_library_cannot_be_asked_for_what_is_not(library, asked):
    with pytest.raises(UsageError):
        library.page(**asked)
    with pytest.raises(NotFoundError):
        library.page(radar="other")


def test_a_search_looks_into_what_the_works_say_and_what_the_reader_wrote(library):
    library.mark(ONE, saved=True, note="Compare with *quokkas*.", tags=["field work"])
    library.mark(TWO, saved=True)
    library.mark(THREE, saved=True)
    found = {
        "wombat": [ONE], "dusk wombats": [ONE], '"at dusk"': [ONE], '"dusk at"': [],
        "quokka": [ONE], "field": [ONE], "ti:quokka": [], "marsup*": [THREE],
        "au:muller2": [TWO], "müller3": [THREE], "quoll OR wombat": [TWO, ONE],
        "-quoll": [THREE, ONE], "2606.00002": [TWO], "since:2026-06-03": [THREE],
        "until:2026-06-01": [ONE], "cat:cs.LG -wombat": [THREE, TWO], "cat:physics": [],
        'by:"Zoë Müller1"': [ONE], "src:arxiv gaits": [THREE], "-cat:cs": [], "": [THREE, TWO, ONE],
    }  # fmt: skip
    assert {query: listed(library, query=query) for query in found} == found


def test_each_reader_has_a_library_of_their_own(library, store):
    library.mark(ONE, saved=True, note="mine", tags=["mine"])
    other = Library(store, "b", Clock())
    assert other.page().total == 0
    assert other.page().tags == ()
    assert other.marks([ONE]) == {}
    with pytest.raises(NotFoundError):
        other.forget(ONE)
    assert library.kept(ONE).note == "mine"


def test_many_works_are_saved_at_once_and_the_unknown_are_left_out(library, told):
    assert library.save_all([ONE, TWO, "nonsense", "arxiv:2606.09999"]) == 2
    assert listed(library, state="saved") == [TWO, ONE]
    assert len(told) == 2


moments = st.none() | st.just(AT)
switches = st.none() | st.booleans()


@given(st.builds(Mark, st.just(ONE), moments, moments, moments), st.builds(Wanted, *[switches] * 3))
def test_a_mark_becomes_exactly_what_was_wanted(mark: Mark, wanted: Wanted):
    after = changed(mark, wanted, "2027")
    assert wanted.saved is None or bool(after.saved_at) == wanted.saved
    assert wanted.read is None or bool(after.read_at) == wanted.read
    assert wanted.later is None or bool(after.later_at) == wanted.later
    assert changed(after, wanted, "2028") == replace(after, updated_at="2028")


@given(st.lists(st.text(max_size=30), max_size=MOST_TAGS))
def test_tags_are_spelt_one_way_however_often_they_are_read(texts: list[str]):
    try:
        once = to_tags(texts)
    except UsageError:
        return  # folding made one too long
    assert to_tags(once) == once
    assert split_tags(", ".join(once)) == once or any(set(tag) & set(";；、，\n") for tag in once)


@given(st.text(max_size=400))
def test_no_note_becomes_more_than_marks_of_text(note: str):
    html = note_html(note)
    assert "<script" not in html.lower()
    assert "<img" not in html.lower()
    assert not [tag for tag in ("<iframe", "<style", "<svg", "<form") if tag in html.lower()]


@pytest.mark.parametrize(
    "note",
    ["<script>alert(1)</script>", "[x](javascript:alert(1))", "![x](https://e.example/p.png)",
     "<img src=x onerror=alert(1)>", "[x](data:text/html,x)", "<a href=x onclick=y>z</a>"],
)  # fmt: skip
def test_a_hostile_note_is_only_text(note: str):
    html = note_html(f"*before* {note} *after*")
    assert html.startswith("<p><em>before</em>")
    assert html.endswith("<em>after</em></p>\n")
    assert not [
        wrong
        for wrong in ("<script", "<img", 'href="java', 'href="data', "<a href=x")
        if wrong in html
    ]


def test_a_link_of_a_note_says_nothing_of_where_it_stands():
    html = note_html("[x](https://a.example)")
    assert html == '<p><a href="https://a.example" rel="nofollow noopener noreferrer">x</a></p>\n'


def test_every_filter_of_the_query_language_holds_on_the_shelf(library, store):
    (work,) = store.works([store.numbers([ONE])[ONE]]).values()
    for query, wanted in {
        "type:preprint": True, "type:article": False, "-type:preprint": False, "src:pubmed": False,
        "-src:arxiv": False, '-by:"Zoë Müller1"': False, "cat:cs.*": True, "abs:wombats": False,
    }.items():  # fmt: skip
        assert fits(parse(query, NOW), work) is wanted, query


def test_the_command_line_keeps_finds_and_exports(capfd):
    def run(*arguments: str) -> tuple[int, str, str]:
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        return int(ended.value.code or 0), *capfd.readouterr()

    _, out, _ = run("daily", "--json")
    one, two = (work["id"] for work in json.loads(out)["works"][:2])
    assert run("save", one, two)[1] == f"{one}: saved\n{two}: saved\n"
    assert run("save", two, "--undo")[1] == f"{two}: nothing kept\n"
    assert run("later", two)[1] == f"{two}: later\n"
    assert run("read", two)[1] == f"{two}: read\n"
    assert run("note", one, "Some *thing*")[1] == f"{one}: saved, noted\n"
    assert run("note", one)[1] == "Some *thing*\n"
    assert run("tag", one, "--add", "To Read")[0] == 0
    found = json.loads(run("library", "thing", "--json")[1])
    assert [work["id"] for work in found["works"]] == [one]
    assert found["works"][0]["mark"]["tags"] == ["to read"]
    assert f"{one}  " in run("library", "--tag", "to read")[1]
    for kind in ("bibtex", "ris", "csl-json", "markdown"):
        assert run("library", "--format", kind)[1].strip()
    assert "Some *thing*" in run("library", "--format", "markdown")[1]
    assert run("forget", one)[0] == 0
    assert json.loads(run("library", "--json")[1])["total"] == 1
    for wrong in (("tag", one), ("library", "--format", "x"), ("library", "--state", "x")):
        assert run(*wrong)[0] == 2
    assert run("save", "arxiv:2601.99999")[0] == 1
    assert run("library", "--reader", "nobody@example.org")[0] == 1
    assert set(SORTS) == {"saved", "date", "title"}
