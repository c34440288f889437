"""JSON lines and documents of every layout; the bodies are ours unless marked `data`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest

from academichub.ids import Identifier
from academichub.model import (
    Announcement,
    Authorship,
    Location,
    Page,
    Record,
    Reference,
    Relation,
    Update,
    Venue,
    Version,
    Work,
    to_json,
)
from academichub.render.json import work_json, works_json
from academichub.sources import files

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
SNAPSHOT = {
    "id": "0704.0001",
    "submitter": "Ana Ruiz",
    "authors": "Ana Ruiz, Bo L\\'evy",
    "title": "Sums over $x_i$\n  of things",
    "comments": "12 pages",
    "journal-ref": "J. Things 7 (2007) 11",
    "doi": "10.1234/AB.7 10.1234/second",
    "report-no": None,
    "categories": "math.CO cs.CG",
    "license": "http://arxiv.org/licenses/nonexclusive-distrib/1.0/",
    "abstract": "  We sum\nthings when p<0.001.\n",
    "versions": [
        {"version": "v1", "created": "Sat, 31 Mar 2007 02:26:18 GMT"},
        {"version": "v2", "created": "Tue, 24 Jul 2007 20:10:27 GMT"},
    ],
    "update_date": "2008-11-26",
    "authors_parsed": [["Ruiz", "Ana", ""], ["L\\'evy", "Bo", "Jr.", "One Institute"]],
}
OPENALEX = {
    "id": "https://openalex.org/W1234567",
    "doi": "https://doi.org/10.1234/ab",
    "title": "A title",
    "type": "article",
    "publication_date": "2019-03-04",
    "authorships": [{"author": {"display_name": "Ana Ruiz"}, "institutions": []}],
}
CROSSREF = {
    "DOI": "10.1234/ab",
    "prefix": "10.1234",
    "member": "1",
    "type": "journal-article",
    "title": ["A title"],
    "author": [{"family": "Ruiz", "given": "Ana"}],
    "issued": {"date-parts": [[2019, 3]]},
}
CSL = {
    "id": "ruiz2019",
    "type": "article-journal",
    "title": "A <i>title</i>",
    "author": [{"family": "Ruiz", "given": "Ana"}, {"literal": "One Body"}],
    "issued": {"date-parts": [["2019", 3]]},
    "DOI": "10.1234/ab",
    "container-title": "Things",
}
SEED = {
    "page": "000",
    "rank": 1,
    "source": "arXiv",
    "category": "CS.AI",
    "date": "2026-06-12",
    "title": "A title",
    "arxiv_id": "2606.13262",
    "version": "v2",
    "announce_type": "replace-cross",
    "abstract": "arXiv:2606.13262v2 Announce Type: replace-cross \nAbstract: When p<0.001.",
}
RECORD = Record(
    source="crossref",
    route="crossref-works",
    key="10.1234/ab",
    fetched_at="2026-01-02T03:04:05Z",
    title="Full",
    identifiers=(Identifier("doi", "10.1234/ab"), Identifier("pmid", "7")),
    type="review",
    abstract="One.\n\nTwo.",
    authorships=(Authorship("Ana Ruiz", "0000-0002-1825-0097", ("One Institute",)),),
    authors_complete=False,
    categories=("cs.LG",),
    keywords=("sums",),
    venue=Venue("Things", ("1234-5679",), "A Press", "7", "2", "11-19"),
    published_on="2019-03",
    version=2,
    stage="published",
    versions=(Version(1, "2019-01", "first"),),
    announcements=(Announcement("arxiv", "2019-01-02", "new", 1, "cs.LG"),),
    locations=(Location("https://a.example/x", "pdf", 1, "cc-by"),),
    references=(Reference(Identifier("doi", "10.1234/x"), "text", "title", "1999"),),
    relations=(
        Relation("same-work", Identifier("arxiv", "1901.00001")),
        Relation("updates", Identifier("doi", "10.1234/y"), Update("retraction", "2020")),
    ),
    updates=(
        Update("correction", "2020-01", Identifier("doi", "10.1234/z"), "Erratum", "crossref"),
    ),
    cited_by_count=3,
    raw='{"as": "it came"}',
)
WORK = Work(
    id="arxiv:2601.20802",
    title="Kept",
    type="preprint",
    source="arxiv",
    sources=("arxiv",),
    first_seen_at="2026-01-30T01:02:03Z",
    identifiers=(Identifier("arxiv", "2601.20802"), Identifier("doi", "10.1234/ab")),
    abstract="One.\n\nTwo.",
    authorships=(Authorship("Ana Ruiz", None, ("One Institute",)),),
    primary_category="cs.LG",
    categories=("cs.LG", "math.PR"),
    keywords=("sums",),
    venue=Venue("Things", ("1234-5679",)),
    posted_on="2026-01-28",
    announced_on="2026-01-29",
    announce_type="new",
    version=2,
    versions=(Version(1, "2026-01-28"), Version(2)),
    announcements=(Announcement("arxiv", "2026-01-29", "new", 1, "cs.LG"),),
    locations=(Location("https://arxiv.org/abs/2601.20802"),),
    references=(Reference(Identifier("doi", "10.1234/x")), Reference(text="Odd")),
    updates=(Update("retraction", "2026-03", Identifier("doi", "10.1234/z")),),
    cited_by_count=4,
    comment="5 pages",
    license="cc-by",
)


def line(value: object) -> bytes:
    return orjson.dumps(value) + b"\n"


def pages(folder: Path, body: bytes | str, name: str = "file", **how) -> list[Page]:
    path = folder / name
    path.write_bytes(body.encode() if isinstance(body, str) else body)
    return list(files.read(path, now=NOW, **how))


def records(folder: Path, body: bytes | str, **how) -> list[Record]:
    found = pages(folder, body, **how)
    assert not [each for page in found for each in page.unreadable]
    return [record for page in found for record in page.records]


def test_a_row_of_the_arxiv_snapshot_keeps_everything_it_says(tmp_path: Path):
    (record,) = records(tmp_path, line(SNAPSHOT))
    assert (record.source, record.route, record.key) == ("arxiv", "file-arxiv", "0704.0001")
    assert record.fetched_at == "2026-05-01T12:00:00Z"
    assert record.title == "Sums over $x_i$ of things"
    assert [str(i) for i in record.identifiers] == [
        "arxiv:0704.0001",
        "doi:10.1234/ab.7",
        "doi:10.1234/second",
    ]
    assert record.authorships == (
        Authorship("Ana Ruiz"),
        Authorship("Bo Lévy Jr.", None, ("One Institute",)),
    )
    assert (record.primary_category, record.categories) == ("math.CO", ("math.CO", "cs.CG"))
    assert record.versions == (Version(1, "2007-03-31"), Version(2, "2007-07-24"))
    assert (record.posted_on, record.updated_on, record.version) == ("2007-03-31", "2008-11-26", 2)
    assert record.abstract == "We sum things when p<0.001."
    assert (record.comment, record.journal_ref) == ("12 pages", "J. Things 7 (2007) 11")
    assert record.license == SNAPSHOT["license"]
    assert record.locations[1].url == "https://arxiv.org/pdf/0704.0001"
    assert record.raw == orjson.dumps(SNAPSHOT).decode()


def test_lists_made_of_arxiv_metadata_are_read_with_lists_or_texts_inside(tmp_path: Path):
    as_text = {"id": "math/9201239", "title": "T", "authors": "Ana Ruiz and Bo Lin",
               "categories": "math.LO,math.FA", "primary_category": "math.FA",
               "created": "1989-04-14"}  # fmt: skip
    as_list = {"id": "2501.10365", "title": "T", "authors": ["Ana Ruiz,", "Bo Lin"],
               "categories": ["cs.CY", "cs.AI"], "announced": "2024-12-09"}  # fmt: skip
    old, new = records(tmp_path, line(as_text) + line(as_list))
    assert [a.name for a in old.authorships] == [a.name for a in new.authorships]
    assert (old.primary_category, old.categories) == ("math.FA", ("math.LO", "math.FA"))
    assert old.posted_on == "1989-04-14"
    assert new.announcements == (Announcement("arxiv", "2024-12-09", "new", None, "cs.CY"),)
    assert (new.posted_on, new.key) == (None, "2501.10365@2024-12-09")


@pytest.mark.parametrize(
    ("mangled", "whole"),
    [
        ("704.0026", "0704.0026"),
        ("704.28", "0704.2800"),
        ("1001.5", "1001.5000"),
        ("1503.0203900000001", "1503.02039"),
        ("1502.0651599999999", "1502.06516"),
        ("1502.0206", "1502.02060"),
        ("0704.0026", "0704.0026"),
        ("hep-th/9901001", "hep-th/9901001"),
    ],
)
def test_an_arxiv_id_that_went_through_a_spreadsheet_is_made_whole(mangled, whole, tmp_path):
    (record,) = records(tmp_path, line({"id": mangled, "title": "T", "categories": "cs.LG"}))
    assert record.key == whole


def test_citations_of_arxiv_papers_become_references(tmp_path: Path):
    row = {"id": "hep-th/9412161", "year": 1994, "categories": ["hep-th"], "authors": ["D.V.Fur"],
           "title": "T", "refs": ["hep-th/9206070", "unread"]}  # fmt: skip
    (record,) = records(tmp_path, line(row))
    assert record.references == (
        Reference(Identifier("arxiv", "hep-th/9206070")),
        Reference(text="unread"),
    )
    assert record.posted_on == "1994"


def test_an_announcement_list_gives_announcements(tmp_path: Path):
    (record,) = records(tmp_path, line(SEED))
    assert record.announcements == (
        Announcement("arxiv", "2026-06-12", "replace-cross", 2, "cs.AI"),
    )
    assert record.abstract == "When p<0.001."
    assert (record.source, record.key) == ("arxiv", "2606.13262@2026-06-12")


def test_an_announcement_without_identifier_is_told_apart_by_its_title(tmp_path: Path):
    bare = {"source": "medRxiv", "category": "Medicine", "date": "2026-06-23", "abstract": "A."}
    titles = ("A first title of some length", "Another title of some length")
    one, two = records(tmp_path, b"".join(line(bare | {"title": t}) for t in titles))
    assert one.key != two.key
    assert (one.source, one.identifiers, one.announcements[0].announce_type) == (
        "medrxiv",
        (),
        "new",
    )


def test_some_authors_are_not_taken_for_all(tmp_path: Path):
    (record,) = records(tmp_path, line(SEED | {"authors_include": "Zhuokai Zhao"}))
    assert record.authorships == (Authorship("Zhuokai Zhao"),)
    assert not record.authors_complete


def test_a_preprint_list_links_the_article_unless_the_row_is_a_control(tmp_path: Path):
    row = {"preprint_doi": "10.1101/1", "title": "T", "posted": "2019-01-02"}
    article = {"article_doi": "10.1234/ab"}
    plain, control = records(
        tmp_path, line(row | article) + line(row | article | {"type": "Control"})
    )
    assert Identifier("doi", "10.1234/ab") in plain.identifiers
    assert control.identifiers == (Identifier("doi", "10.1101/1"),)
    assert plain.source == "biorxiv"


def test_markup_in_a_preprint_list_becomes_text(tmp_path: Path):
    row = {"source": "OSF Preprints", "doi": "10.31730/osf.io/e7bk4", "posted_date": "2020-04-02",
           "title": "T", "abstract": "<jats:p>One p<0.001 two.</jats:p>"}  # fmt: skip
    (record,) = records(tmp_path, line(row))
    assert record.abstract == "One p<0.001 two."
    assert (record.source, record.venue) == ("import", Venue("OSF Preprints"))


def test_our_records_come_back_exactly(tmp_path: Path):
    assert records(tmp_path, to_json(RECORD) + b"\n") == [RECORD]


@pytest.mark.parametrize(
    "body",
    [
        line(work_json(WORK, references=True)),
        to_json(WORK) + b"\n",
        orjson.dumps({"works": [work_json(WORK, references=True)], "total": 1}),
        orjson.dumps({"works": [work_json(WORK, references=True)]}, option=orjson.OPT_INDENT_2),
    ],
)
def test_our_works_come_back_with_everything_a_record_can_hold(body: bytes, tmp_path: Path):
    (record,) = records(tmp_path, body)
    for name in WORK.__slots__:
        if name in Record.__slots__:
            assert getattr(record, name) == getattr(WORK, name), name
    assert (record.source, record.route, record.key) == ("arxiv", "file-works", "2601.20802")


def test_starter_works_stay_starter_works(tmp_path: Path):
    (record,) = records(tmp_path, line({**work_json(WORK), "starter": True}))
    assert record.route == "starter"


def test_a_work_written_by_hand_needs_no_more_than_a_title_and_identifiers(tmp_path: Path):
    row = {"title": "T", "identifiers": {"doi": "10.1234/AB"}, "announced_on": "2026-01-02"}
    (record,) = records(tmp_path, line({"id": "doi:10.1234/ab", **row}))
    assert record.identifiers == (Identifier("doi", "10.1234/ab"),)
    assert record.announcements == (Announcement("import", "2026-01-02", "new"),)


@pytest.mark.parametrize("document", [works_json([WORK], 1), {"results": [OPENALEX]},
                                      {"message": {"total": 1, "items": [CROSSREF]}},
                                      [CSL], CSL, {"items": [CSL]}])  # fmt: skip
@pytest.mark.parametrize("option", [None, orjson.OPT_INDENT_2])
def test_json_documents_are_read_as_well_as_lines(document, option, tmp_path: Path):
    assert len(records(tmp_path, orjson.dumps(document, option=option))) == 1


@pytest.mark.parametrize("row", [
    {"title": 5}, {"title": ["x"], "abstract": {"a": 1}}, {"abstract": 7}, {"authors": 3},
    {"authors_parsed": [5]}, {"authors_parsed": 7}, {"versions": [{}]}, {"versions": [None]},
    {"versions": 3}, {"doi": 5}, {"categories": 3}, {"categories": [4]}, {"created": 7},
    {"update_date": []}, {"refs": [None]}, {"license": {"a": 1}}, {"comments": [1]},
    {"primary_category": 9},
])  # fmt: skip
def test_a_row_with_the_wrong_kind_of_value_does_not_end_the_file(row: dict, tmp_path: Path):
    plain = {key: SNAPSHOT[key] for key in ("id", "title", "authors", "categories", "abstract")}
    (page,) = pages(tmp_path, line(SNAPSHOT) + line(plain | row) + line(SNAPSHOT))
    assert len(page.records) + len(page.unreadable) == 3
    assert page.records[-1].title == page.records[0].title


@pytest.mark.data
@pytest.mark.parametrize(
    ("name", "kind", "count"),
    [
        ("arxiv/recent-50k.jsonl.zst", "arxiv", 50_000),
        ("preprints/biorxiv_preprint_to_article.jsonl.zst", "preprints", 18_841),
        ("preprints/covid19_preprints_2020-04.jsonl.zst", "preprints", 2_080),
        ("citations/paperscape_1991_1996.jsonl.zst", "arxiv", 49_264),
        ("../seeds/works.jsonl", "announced", 71),
    ],
)
def test_every_row_of_real_files_is_read(recorded: Path, name: str, kind: str, count: int):
    path = recorded / name
    assert files.detect(path.read_bytes()[:100_000], path.name) == kind
    found = [(len(p.records), len(p.unreadable)) for p in files.read(path, now=NOW)]
    assert [sum(column) for column in zip(*found, strict=True)] == [count, 0]


@pytest.mark.data
@pytest.mark.slow
def test_every_row_of_a_mangled_archive_is_read(recorded: Path):
    path = recorded / "arxiv" / "sample-160k.jsonl.zst"
    titles: dict[str, str] = {}
    differing = total = 0
    for page in files.read(path, now=NOW):
        assert not page.unreadable
        for record in page.records:
            total += 1
            title = record.title.casefold()
            differing += titles.setdefault(record.key, title) != title
    # Ids that lost zeros come back to those of the same papers, listed twice.
    assert (total, len(titles)) == (160_000, 153_461)
    assert differing < 71


@pytest.mark.data
def test_real_openalex_works_are_read(recorded: Path, tmp_path: Path):
    bodies = sorted((recorded / "protocol" / "openalex").glob("*.json"))
    loaded = (orjson.loads(path.read_bytes()) for path in bodies)
    listed = (found if isinstance(found, list) else [found] for found in loaded)
    rows = [
        work
        for works in listed
        for work in works
        if isinstance(work, dict) and str(work.get("id")).startswith("https://openalex.org/W")
    ]
    (page,) = pages(tmp_path, b"".join(map(line, rows)))
    assert len(page.records) + len(page.unreadable) == len(rows) > 500
    assert {each.reason.split(": ")[1] for each in page.unreadable} <= {"it has no title"}
    assert len(page.unreadable) < 5
