"""Drafts of profiles: from papers, people, searches and files, over a real store and index.

Every record and file is of our own making.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from academichub.cli import main
from academichub.collect import take
from academichub.config import Config
from academichub.desk import Desk
from academichub.drafting import MOST, Papers, draft, newest, shared
from academichub.drafting.identities import agree, people, same_names
from academichub.drafting.telling import phrases, telling
from academichub.errors import (
    IdentifierError,
    MalformedAnswerError,
    NotFoundError,
    QueryError,
    UsageError,
)
from academichub.hub import Hub
from academichub.ids import Identifier
from academichub.model import Authorship, Page, Record, Venue, to_json
from academichub.profile import FollowedAuthor, Mute, Paper, Profile, Reader, WantedTerm
from academichub.sources.zotero import Library
from academichub.starts import Starts
from academichub.text import author_key

NOW = datetime(2026, 6, 25, 8, tzinfo=UTC)
AT = "2026-06-25T08:00:00Z"
ADA, BEN, CYD = Authorship("Ada Example"), Authorship("Ben Other"), Authorship("Cyd Third")
WHO = "0000-0002-1825-0097"


def record(number: int, title: str | None = None, **changes: object) -> Record:
    name = f"2606.{10000 + number}"
    values: dict[str, object] = {
        "source": "arxiv",
        "route": "arxiv-rss",
        "key": name,
        "fetched_at": AT,
        "title": title or f"Sparse fixtures of the kind number {number} for graph kernels",
        "identifiers": (Identifier("arxiv", name),),
        "type": "preprint",
        "abstract": "Graph kernels and sparse fixtures meet.",
        "authorships": (ADA, BEN),
        "primary_category": "cs.LG",
        "categories": ("cs.LG",),
        "posted_on": f"2026-0{1 + number % 6}-01",
    }
    return Record(**{**values, **changes})


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    with Hub(Config.load(tmp_path / "hub", environ={}), clock=lambda: NOW) as opened:
        opened.store.ledger.put_setting("starter", "removed")
        opened.remove_starter()
        take(opened.store, "arxiv-rss", Page(records=[record(n) for n in range(6)]), AT)
        opened.catch_up()
        yield opened


@pytest.fixture
def starts(hub: Hub) -> Starts:
    return Desk(hub, _me()).starts


def _me() -> Reader:
    return Reader("me", "Me")


BIB = """@article{one, title={Sparse fixtures of the kind number 1 for graph kernels},
  author={Example, Ada and Other, Ben}, year={2026}, eprint={2606.10001}, archiveprefix={arXiv}}
@article{two, title={Sparse fixtures of the kind number 2 for graph kernels},
  author={Example, Ada and Other, Ben}, year={2026}}
@article{three, title={A private study of graph kernels}, author={Example, Ada and Third, Cyd},
  journal={Journal of Fixtures}, year={2024}, abstract={Known to nobody else.}}
@article{four, title={Another private study}, author={Example, Ada}, year={2023},
  journal={Journal of Fixtures}}
"""


def test_papers_of_a_file_are_found_by_identifier_and_by_title_and_first_author(starts: Starts):
    found = starts.from_file("mine.bib", BIB.encode())
    assert {work.id for work in found.found} == {"arxiv:2606.10001", "arxiv:2606.10002"}
    assert set(found.profile.seeds) == {"arxiv:2606.10001", "arxiv:2606.10002"}
    assert found.missing == ("A private study of graph kernels", "Another private study")
    assert found.profile.papers[0] == Paper(
        "A private study of graph kernels", "Known to nobody else.", ("Ada Example", "Cyd Third")
    )


def test_a_readers_own_papers_never_come_into_the_store(hub: Hub, starts: Starts):
    before = hub.store.sequence(), hub.store.counts()
    starts.from_file("mine.bib", BIB.encode())
    starts.from_works(["arxiv:2606.10003"])
    assert (hub.store.sequence(), hub.store.counts()) == before


def test_the_author_of_most_papers_is_offered_as_the_reader_and_not_followed(starts: Starts):
    found = starts.from_file("mine.bib", BIB.encode())
    assert found.you is not None
    assert (found.you.author.name, found.you.papers) == ("Ada Example", 4)
    assert [one.name for one in found.you.beside] == ["Ben Other"]
    assert found.profile.authors == ()


def test_categories_and_venues_that_many_papers_share_are_taken(starts: Starts):
    found = starts.from_file("mine.bib", BIB.encode())
    assert found.profile.categories == ("cs.LG",)
    assert found.profile.venues == ("Journal of Fixtures",)
    assert "graph kernels" in found.terms
    assert found.profile.terms == ()


def test_a_paper_that_stands_twice_in_a_file_counts_once(starts: Starts):
    found = starts.from_file("mine.bib", (BIB + BIB).encode())
    assert (len(found.found), len(found.missing)) == (2, 2)


def test_of_a_large_file_the_newest_papers_are_taken_and_the_draft_says_so(starts: Starts):
    lines = [
        to_json(record(n, f"Fixture {n} of a large library", posted_on=f"{1400 + n}-01-01"))
        for n in range(620)
    ]
    found = starts.from_file("large.jsonl", b"\n".join(lines))
    assert len(found.missing) + len(found.found) == MOST
    note = next(one for one in found.notes if one.kind == "newest")
    assert (note.count, note.of) == (MOST, 620)
    assert found.missing[0] == "Fixture 619 of a large library"


def test_entries_that_cannot_be_read_are_counted_and_the_rest_is_used(starts: Starts):
    found = starts.from_file("mine.bib", (BIB + "@article{bad, year={2020}}\n").encode())
    assert [(one.kind, one.count) for one in found.notes] == [("unreadable", 1)]
    assert len(found.missing) == 2


def test_a_file_that_ends_early_gives_what_came_before(starts: Starts):
    body = json.dumps(
        [{"type": "article-journal", "title": f"Whole fixture {n}"} for n in range(3)]
    )
    found = starts.from_file("mine.json", body[:-30].encode())
    assert len(found.missing) == 2
    assert [one.kind for one in found.notes] == ["cut"]


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("a.pdf", b"%PDF-1.7 ..."),
        ("a.bib", b""),
        ("a.html", b"<!doctype html><title>Sign in</title>"),
        ("a.bib", b"@article{x, year={2020}}"),
        ("../../etc/passwd", b"root:x:0:0"),
        ("", b"\x00\x01"),
    ],
)
def test_a_file_that_holds_no_paper_is_refused_in_words(starts: Starts, name: str, body: bytes):
    with pytest.raises(UsageError):
        starts.from_anything(name, body)


def test_picked_works_are_seeds(starts: Starts):
    found = starts.from_works(["2606.10001", "arxiv:2606.10001", "arxiv:2606.10002"])
    assert found.profile.seeds == ("arxiv:2606.10001", "arxiv:2606.10002")
    with pytest.raises(UsageError, match="at least one"):
        starts.from_works([])
    with pytest.raises(NotFoundError):
        starts.from_works(["arxiv:1001.00001"])


def test_a_search_becomes_words_people_and_categories(starts: Starts):
    found = starts.from_search('"graph kernels" cat:CS.lg au:Example -survey since:2020')
    assert found.profile == Profile(
        terms=(WantedTerm("graph kernels"), WantedTerm("survey", "never")),
        authors=(FollowedAuthor("Example"),),
        categories=("cs.LG",),
    )
    assert [(one.kind, one.what) for one in found.notes] == [("narrowed", "since:2020")]


def test_a_search_for_a_source_becomes_its_journal(starts: Starts):
    assert starts.from_search("src:nature").profile.venues == ("Nature",)


def test_a_search_that_says_nothing_or_only_what_not_is_refused(starts: Starts):
    for text in ("", "-survey", "since:2020", "src:arxiv", "()"):
        with pytest.raises(UsageError):
            starts.from_search(text)
    with pytest.raises(QueryError):
        starts.from_search("kernels since:tomorrowish")


def test_an_identifier_typed_as_a_search_starts_from_that_work(starts: Starts):
    assert starts.from_search("2606.10004").profile.seeds == ("arxiv:2606.10004",)


def test_interests_are_phrases_with_commas_between_them(starts: Starts):
    found = starts.from_interests("graph kernels，蛋白质折叠; -survey\ncat:math.co")
    assert found.profile.terms == (
        WantedTerm("graph kernels"),
        WantedTerm("蛋白质折叠"),
        WantedTerm("survey", "never"),
    )
    assert found.profile.categories == ("math.CO",)


def test_an_opml_of_journals_becomes_venues(starts: Starts):
    body = b"""<opml version="2.0"><body><outline text="x">
    <outline type="rss" text="My feed of Nature" xmlUrl="https://www.nature.com/nature.rss"/>
    <outline type="rss" text="A Small Journal" xmlUrl="https://example.org/feed"/></outline></body></opml>"""
    found = starts.from_anything("feeds.opml", body)
    assert found.profile.venues == ("Nature", "A Small Journal")
    with pytest.raises(UsageError, match="lists no feed"):
        starts.from_opml(b"<opml version='2.0'><body/></opml>")
    with pytest.raises(UsageError, match="OPML"):
        starts.from_opml(b"<opml version='2.0'><body>")


def test_a_profile_that_was_exported_comes_back_as_it_was(starts: Starts):
    profile = Profile(
        terms=(WantedTerm("kernels", "must"),),
        authors=(FollowedAuthor("Ada Example", WHO),),
        categories=("cs.LG",),
        venues=("Nature",),
        seeds=("arxiv:2606.10001", "arxiv:0000.99999"),
        papers=(Paper("Mine", "About", ("Ada Example",), "doi:10.1234/x"),),
        mutes=(Mute("author", "Ben Other"),),
        turned={"terms:kernels": 2.0},
        window=30,
    )
    body = json.dumps({"title": "Mine", **profile.to_json()}).encode()
    found = starts.from_anything("mine.json", body)
    assert (found.title, found.profile) == ("Mine", profile)
    assert [work.id for work in found.found] == ["arxiv:2606.10001"]
    assert found.missing == ("Mine", "arxiv:0000.99999")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"format": "academichub-profile-2"}', "academichub-profile-1"),
        (b'{"format": "academichub-profile-1", "terms"', "not whole"),
        (b'["format", "academichub-profile-1"]', "this program reads"),
        (b'{"format": "academichub-profile-1", "window": 0}', "1 to 365"),
        (b'{"format": "academichub-profile-1", "seeds": [1]}', "seeds"),
        (b'{"format": "academichub-profile-1", "turned": {"x": 1e9}}', "from 0 to 4"),
        (b'{"format": "academichub-profile-1", "mutes": [{"kind": "all"}]}', "no such kind"),
    ],
)
def test_a_profile_that_is_none_is_refused_with_what_is_wrong(
    starts: Starts, body: bytes, said: str
):
    with pytest.raises(UsageError, match=said):
        starts.from_profile(body)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip
fields = st.sampled_from(
    ["terms", "authors", "categories", "venues", "seeds", "papers", "mutes", "turned", "window", "title"]
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.dictionaries(fields, json_values, max_size=6))
def test_any_profile_file_is_a_draft_or_refused(starts: Starts, data: dict[str, object]):
    body = json.dumps({"format": "academichub-profile-1", **data}).encode()
    try:
        found = starts.from_anything("x.json", body)
    except UsageError:
        return
    assert Profile.from_json(found.profile.to_json()) == found.profile


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60
)
@given(st.binary(max_size=300), st.text(max_size=30))
def test_any_file_is_a_draft_or_refused(starts: Starts, body: bytes, name: str):
    with contextlib.suppress(UsageError):
        starts.from_anything(name, body)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=80))
def test_any_search_and_any_interests_are_a_draft_or_refused(starts: Starts, text: str):
    for make in (starts.from_search, starts.from_interests):
        try:
            found = make(text)
        except (UsageError, NotFoundError):
            continue
        assert Profile.from_json(found.profile.to_json()) == found.profile


def test_what_is_shared_holds_nothing_private():
    profile = Profile(
        terms=(WantedTerm("kernels"),),
        papers=(Paper("Secret"),),
        mutes=(Mute("author", "Rival"),),
        turned={"author:Rival": 0.0},
    )
    assert shared(profile) == Profile(terms=(WantedTerm("kernels"),))


# From upstreams


@pytest.fixture
def upstream(tmp_path: Path, httpserver: HTTPServer) -> Iterator[Starts]:
    address = httpserver.url_for("").rstrip("/")
    environ = {"upstreams": {"orcid": address, "zotero": address}}
    config = Config.load(tmp_path / "up", environ={}).model_copy(
        update={"upstreams": Config(**environ).upstreams}
    )
    with Hub(config, clock=lambda: NOW) as opened:
        take(opened.store, "arxiv-rss", Page(records=[record(n) for n in range(6)]), AT)
        opened.catch_up()
        yield Desk(opened, _me()).starts


def _named(text: str | None) -> dict[str, str | None]:
    return {"value": text}


def serve_orcid(httpserver: HTTPServer, works: int) -> None:
    """ORCID's answers as its documentation describes them; the bodies are ours."""
    base = f"/{WHO}"
    name = {"given-names": _named("Ada"), "family-name": _named("Example")}
    summaries = [
        {"put-code": n, "title": {"title": _named(f"Paper {n}")}, "publication-date": None}
        for n in range(works)
    ]
    details = [
        {
            "work": {
                "put-code": n,
                "title": {
                    "title": _named(f"Sparse fixtures of the kind number {n} for graph kernels")
                },
                "type": "preprint",
                "external-ids": {
                    "external-id": [
                        {"external-id-type": "arxiv", "external-id-value": f"2606.{10000 + n}"}
                    ]
                },
                "contributors": {"contributor": [{"credit-name": _named("A. Example")}]},
            }
        }
        for n in range(works)
    ]
    answers = {
        f"{base}/personal-details": {"name": name},
        f"{base}/works": {"group": [{"work-summary": [one]} for one in summaries]},
        f"{base}/works/{','.join(str(n) for n in range(works))}": {"bulk": details},
    }
    for path, body in answers.items():
        httpserver.expect_request(path).respond_with_json(body)


def test_an_orcid_id_becomes_a_draft_that_knows_whose_it_is(
    upstream: Starts, httpserver: HTTPServer
):
    serve_orcid(httpserver, 3)
    found = upstream.from_orcid(f"https://orcid.org/{WHO}")
    assert len(found.found) == 3
    assert found.title == "Ada Example"
    assert found.you is not None
    assert found.you.author == FollowedAuthor("Ada Example", WHO)
    assert [one.name for one in found.you.beside] == ["Ben Other"]


def test_who_lists_nothing_at_orcid_is_told_what_else_to_do(
    upstream: Starts, httpserver: HTTPServer
):
    serve_orcid(httpserver, 0)
    with pytest.raises(NotFoundError, match="start from a file"):
        upstream.from_orcid(WHO)
    with pytest.raises(IdentifierError):
        upstream.from_orcid("me")


def test_a_zotero_library_becomes_a_draft_and_tells_how_far_it_is(
    upstream: Starts, httpserver: HTTPServer
):
    def answer(request: Request) -> Response:
        start = int(request.args.get("start", 0))
        item = {
            "key": "AAAA0001",
            "csljson": {
                "type": "article",
                "title": f"Own item {start}",
                "author": [{"literal": "Ada"}],
            },
        }
        response = Response(json.dumps([item]), headers={"Total-Results": "3"})
        if start < 2:
            response.headers["Link"] = f'<{request.base_url}?start={start + 1}>; rel="next"'
        return response

    httpserver.expect_request("/groups/7/items/top").respond_with_handler(answer)
    told: list[tuple[int, int | None]] = []
    found = upstream.from_zotero(Library(group="7"), lambda *at: told.append(at))
    assert found.missing == ("Own item 0", "Own item 1", "Own item 2")
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_an_empty_library_and_a_page_in_its_place_are_said(
    upstream: Starts, httpserver: HTTPServer
):
    httpserver.expect_request("/groups/7/items/top").respond_with_json([])
    httpserver.expect_request("/groups/8/items/top").respond_with_data("<html>Sorry</html>")
    with pytest.raises(NotFoundError, match="no journal articles"):
        upstream.from_zotero(Library(group="7"))
    with pytest.raises(MalformedAnswerError):
        upstream.from_zotero(Library(group="8"))


# Who is who


def test_initials_agree_with_the_name_they_may_stand_for():
    key = author_key
    assert agree(key("A. Example"), key("Ada Example"))
    assert agree(key("Example, A. B."), key("Ada Beth Example"))
    assert not agree(key("B. Example"), key("Ada Example"))
    assert not agree(key("Ada Other"), key("Ada Example"))
    assert not agree(key("Example"), key("Ada Example"))


def test_an_initial_stands_for_a_name_only_where_there_is_one():
    assert same_names(["a example", "ada example"])["a example"] == "ada example"
    both = same_names(["a example", "ada example", "alan example"])
    assert both["a example"] == "a example"


def test_two_people_of_one_name_are_told_apart_by_orcid_and_by_co_authors():
    other = "0000-0001-5109-3700"
    papers = [
        record(1, authorships=(Authorship("Wei Wang", WHO), ADA)),
        record(2, authorships=(Authorship("W. Wang"), ADA)),
        record(3, authorships=(Authorship("Wei Wang", other), BEN)),
        record(4, authorships=(Authorship("Wei Wang"), BEN), primary_category="math.CO"),
        record(5, authorships=(Authorship("Wei Wang"), CYD)),
    ]
    met = people("Wei Wang", papers)
    assert [(one.orcid, one.works) for one in met] == [(WHO, 2), (other, 2), (None, 1)]
    assert met[0].names == ("Wei Wang", "W. Wang")
    assert met[1].categories == ("cs.LG", "math.CO") or met[1].categories == ("math.CO", "cs.LG")
    assert not any(one.alone for one in met)


def test_a_common_co_author_never_joins_two_orcid_ids():
    other = "0000-0001-5109-3700"
    papers = [
        record(1, authorships=(Authorship("Wei Wang", WHO), ADA)),
        record(2, authorships=(Authorship("Wei Wang"), ADA)),
        record(3, authorships=(Authorship("Wei Wang", other), ADA)),
    ]
    met = people("Wei Wang", papers)
    assert sorted(one.works for one in met) == [1, 2]


def test_a_rare_name_is_one_persons_and_a_common_one_is_not():
    alone = [record(n, authorships=(Authorship("Yann Rarely"), Authorship(f"Other{n} Person{n}")))
             for n in range(20)]  # fmt: skip
    assert [one.works for one in people("Yann Rarely", alone)] == [20]
    crowd = [record(n, authorships=(Authorship("Wei Wang" if n % 2 else f"Wei{n} Wang"),
                                    Authorship(f"Other{n} Person{n}"))) for n in range(40)]  # fmt: skip
    assert max(one.works for one in people("Wei Wang", crowd)) == 1


def test_a_hyphened_name_is_not_its_first_half():
    papers = [record(1, authorships=(Authorship("Wei-Chen Wang"), ADA)),
              record(2, authorships=(Authorship("Wei Wang"), ADA)),
              record(3, authorships=(Authorship("W.-C. Wang"), ADA))]  # fmt: skip
    assert [one.name for one in people("Wei-Chen Wang", papers)] == ["Wei-Chen Wang"]


def test_et_al_is_nobody():
    papers = Papers(
        missing=tuple(record(n, authorships=(ADA, Authorship("et al."))) for n in range(4))
    )
    made = draft(papers)
    assert made.you is not None
    assert (made.you.author.name, made.you.beside, made.authors) == ("Ada Example", (), ())


def test_people_are_found_in_the_store_by_any_spelling(hub: Hub, starts: Starts):
    more = [record(50, "A solo piece on kernels", authorships=(Authorship("A. Example"), BEN))]
    take(hub.store, "arxiv-rss", Page(records=more), AT)
    hub.catch_up()
    met = starts.people("Example, Ada")
    assert [(one.name, one.works) for one in met] == [("Ada Example", 7)]
    assert met[0].years == ("2026", "2026")
    assert starts.people("Nobody Atall") == ()
    with pytest.raises(UsageError):
        starts.people("  , 7")


names = st.lists(st.sampled_from(["Ada Example", "A. Example", "Ben Other", "Wei Wang", "W Wang", "李明"]),
                 min_size=1, max_size=4, unique=True)  # fmt: skip


@given(st.lists(names, min_size=1, max_size=8), st.sampled_from(["Ada Example", "W. Wang", "李明"]))
def test_every_paper_of_a_name_is_with_exactly_one_person(written: list[list[str]], name: str):
    papers = [record(n, authorships=tuple(map(Authorship, some))) for n, some in enumerate(written)]
    meant = [
        p for p in papers if any(agree(author_key(a.name), author_key(name)) for a in p.authorships)
    ]
    assert sum(one.works for one in people(name, papers)) >= len(meant)


# What papers share


def test_phrases_are_of_words_that_tell():
    assert "graph kernels" in phrases("On the graph kernels of fixtures")
    assert not any(one.startswith("the ") or one.endswith(" of") for one in phrases("the graph of"))


def test_phrases_that_are_rare_elsewhere_come_first():
    papers = [record(n, f"Deep learning with sparse kernels {n}", abstract=None) for n in range(4)]
    common = {"deep learning": 900, "sparse kernels": 3}
    found = telling(papers, lambda phrase: common.get(phrase, 500), 1000)
    assert found[0] == "sparse kernels"


def test_a_draft_of_nothing_is_empty():
    assert draft(Papers()).profile == Profile()
    assert newest([]) == ([], ())


@given(st.lists(st.text(max_size=60), max_size=6))
def test_any_titles_make_a_draft_that_can_be_kept(titles: list[str]):
    records = tuple(
        record(n, title or "?", venue=Venue(title) if title.strip() else None)
        for n, title in enumerate(titles)
        if title.strip()
    )
    made = draft(Papers(missing=records))
    assert Profile.from_json(made.profile.to_json()) == replace(
        made.profile, papers=Profile.from_json(made.profile.to_json()).papers
    )


def test_a_store_that_nothing_came_to_for_months_still_has_first_picks(tmp_path: Path):
    late = datetime(2026, 12, 1, 8, tzinfo=UTC)
    with Hub(Config.load(tmp_path / "late", environ={}), clock=lambda: late) as hub:
        hub.catch_up()
        desk = Desk(hub, _me())
        found = desk.starts.from_interests("language model distillation")
        assert desk.radars.preview(found.profile, limit=5)


# The command line


def call(capfd: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    said = capfd.readouterr()
    assert ended.value.code == code, said.err
    return said.out if code == 0 else said.err


def test_a_profile_is_started_shown_exported_and_brought_in_again(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
):
    bib = tmp_path / "mine.bib"
    bib.write_text(BIB)
    made = json.loads(call(capfd, "profile", "from-file", str(bib), "--title", "Mine", "--json"))
    assert (made["radar"], made["title"], len(made["missing"])) == ("mine", "Mine", 4)
    listed = json.loads(call(capfd, "profile", "list", "--json"))
    assert [one["slug"] for one in listed["radars"]] == ["mine"]
    assert "Another private study" in call(capfd, "profile", "show", "mine")
    saved = tmp_path / "profile.json"
    saved.write_text(call(capfd, "profile", "export", "mine"))
    copy = json.loads(call(capfd, "profile", "import", str(saved), "--json"))
    assert copy["profile"] == made["profile"]
    call(capfd, "profile", "remove", "mine")
    assert "no" in call(capfd, "profile", "show", "mine", code=1)


def test_a_dry_run_keeps_nothing_and_a_search_and_works_start_too(
    capfd: pytest.CaptureFixture[str],
):
    told = json.loads(
        call(capfd, "profile", "from-search", "kernels since:2020", "--dry-run", "--json")
    )
    assert (told["radar"], told["notes"]) == (None, ["a radar has no place for: since:2020"])
    assert json.loads(call(capfd, "profile", "list", "--json")) == {"radars": []}
    call(capfd, "profile", "from-works", "2601.20802")
    assert "seed" in call(capfd, "profile", "show")
    met = json.loads(call(capfd, "profile", "people", "Zhuokai Zhao", "--json"))
    assert met["people"][0]["name"] == "Zhuokai Zhao"


def test_what_cannot_start_a_radar_is_said_in_one_line(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
):
    assert "check digit" in call(capfd, "profile", "from-orcid", "0000-0002-1825-0098", code=2)
    assert "Zotero key" in call(capfd, "profile", "from-zotero", code=2)
    assert "cannot be read" in call(capfd, "profile", "import", str(tmp_path / "no"), code=2)
    assert "no file" in call(capfd, "profile", "from-file", str(tmp_path / "no"), code=2)
