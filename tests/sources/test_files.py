"""Bibliographic files of every format and packing; the bodies are ours unless marked `data`."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import io
import lzma
import random
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from academichub.errors import AcademicHubError, MalformedAnswerError, TooLargeError, UsageError
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
BIBTEX = r"""
@comment{ what a program left here }
@preamble{"\newcommand{\x}{y}"}
@string{jt = "Journal of " # {Things}}

@article{one,
  author = {de la Cruz, Jr, Ana and {The ATLAS Collaboration} and Bo L{\'e}vy and others},
  title = "The {DNA} of M{\"o}bius \& {C}o: $x_{1}$ at 5\%",
  journal = jt # { (B)},
  year = 2019, month = "3~" # mar, volume = 7, number = {2}, pages = {11--19},
  doi = {10.1234/AB\_7}, issn = {1234-5679}, keywords = {sums, graphs},
  abstract = {First.

  Second.},
}

@misc{two, title = {Preprint}, author = {Zhao, Zhuokai}, eprint = {2601.20802v2},
  archivePrefix = {arXiv}, primaryClass = {CS.lg}, year = {2026}}

@broken{three, title = {Never closed, author = {X},

@online(four, title = {In parentheses}, date = {2020-05-12}, eprinttype = {pubmed}, eprint = 123)
"""
RIS = (
    "TY  - JOUR\r\nAU  - Ruiz, Ana\r\nAU  - Smith, John, Jr.\r\nT1  - A title that\r\n"
    "goes on\r\nPY  - 2019/03/04/\r\nDO  - https://doi.org/10.1234/AB\r\nJO  - Things\r\n"
    "SP  - 11\r\nEP  - 19\r\nVL  - 7\r\nKW  - sums\r\nER  - \r\n\r\n"
)
CSL = {
    "id": "ruiz2019",
    "type": "article-journal",
    "title": "A <i>title</i>",
    "author": [{"family": "Ruiz", "given": "Ana"}, {"literal": "One Body"}],
    "issued": {"date-parts": [["2019", 3]]},
    "DOI": "10.1234/ab",
    "container-title": "Things",
}
PUBMED = """<?xml version="1.0" ?><PubmedArticleSet>
<PubmedArticle><MedlineCitation><PMID Version="1">11</PMID><Article><Journal><Title>Things</Title>
<JournalIssue><PubDate><Year>2019</Year></PubDate></JournalIssue></Journal>
<ArticleTitle>First title.</ArticleTitle></Article></MedlineCitation></PubmedArticle>
<PubmedArticle><MedlineCitation><PMID Version="1">12</PMID><Article>
<ArticleTitle>Second</ArticleTitle></Article></MedlineCitation></PubmedArticle>
</PubmedArticleSet>"""
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


BODIES = {
    "arxiv": line(SNAPSHOT),
    "openalex": line(OPENALEX),
    "crossref": line(CROSSREF),
    "records": to_json(RECORD) + b"\n",
    "works": line(work_json(WORK)),
    "announced": line(SEED),
    "preprints": line({"preprint_doi": "10.1101/1", "title": "T", "posted": "2019-01-02"}),
    "csl-json": orjson.dumps([CSL, CSL], option=orjson.OPT_INDENT_2),
    "bibtex": BIBTEX.encode(),
    "ris": RIS.encode(),
    "pubmed": PUBMED.encode(),
}
ZSTD = zstandard.ZstdCompressor()


def zipped(body: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inside.json", body)
    return buffer.getvalue()


PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "plain": lambda body: body,
    "gzip": gzip.compress,
    "two gzip members": lambda b: gzip.compress(b[: len(b) // 2]) + gzip.compress(b[len(b) // 2 :]),
    "zstd": ZSTD.compress,
    "two zstd frames": lambda b: ZSTD.compress(b[: len(b) // 2]) + ZSTD.compress(b[len(b) // 2 :]),
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "zip": zipped,
}


@pytest.mark.parametrize("kind", files.FORMATS)
@pytest.mark.parametrize("name", ["file", "misleading.bib", "misleading.ris", "x.json.gz"])
def test_the_format_is_told_by_the_content_whatever_the_name(kind: str, name: str):
    assert files.detect(BODIES[kind], name) == kind


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("kind", files.FORMATS)
def test_every_format_is_read_in_every_packing(kind: str, packing: str, tmp_path: Path):
    plain = [page.records for page in pages(tmp_path, BODIES[kind])]
    assert plain[0]
    assert [page.records for page in pages(tmp_path, PACKINGS[packing](BODIES[kind]))] == plain


@pytest.mark.parametrize("kind", files.FORMATS)
def test_a_byte_order_mark_and_utf_16_are_read(kind: str, tmp_path: Path):
    plain = pages(tmp_path, BODIES[kind])[0].records
    text = BODIES[kind].decode()
    assert pages(tmp_path, b"\xef\xbb\xbf" + BODIES[kind])[0].records == plain
    assert pages(tmp_path, text.encode("utf-16"))[0].records == plain


@pytest.mark.parametrize(
    "body", [b"", b"  \n", b"<!doctype html><html>x</html>", b"\x00\x01\x02", b"a,b\n1,2\n", b"{}"]
)
def test_what_is_no_format_is_refused_and_the_known_ones_named(body: bytes, tmp_path: Path):
    with pytest.raises(UsageError) as refused:
        pages(tmp_path, body)
    assert "empty" in str(refused.value) or all(
        kind in str(refused.value) for kind in files.FORMATS
    )


def test_a_format_nobody_knows_and_a_file_that_is_not_there_are_refused(tmp_path: Path):
    with pytest.raises(UsageError, match="no format is called 'docx'"):
        pages(tmp_path, b"x", kind="docx")
    with pytest.raises(UsageError, match="cannot be read"):
        list(files.read(tmp_path / "none", now=NOW))


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


def test_bibtex_is_read_with_macros_names_and_accents(tmp_path: Path):
    (page,) = pages(tmp_path, BIBTEX)
    one, two, four = page.records
    assert one.title == "The DNA of Möbius & Co: $x_{1}$ at 5%"
    assert [a.name for a in one.authorships] == [
        "Ana de la Cruz Jr",
        "The ATLAS Collaboration",
        "Bo Lévy",
    ]
    assert not one.authors_complete
    assert one.venue == Venue("Journal of Things (B)", ("1234-5679",), None, "7", "2", "11-19")
    assert (one.type, one.published_on, one.keywords) == (
        "article",
        "2019-03-03",
        ("sums", "graphs"),
    )
    assert one.identifiers == (Identifier("doi", "10.1234/ab_7"),)
    assert one.abstract == "First.\n\nSecond."
    assert (two.type, two.key, two.primary_category) == ("preprint", "2601.20802", "cs.LG")
    assert four.identifiers == (Identifier("pmid", "123"),)
    assert four.published_on == "2020-05-12"
    assert {record.route for record in page.records} == {"file-bibtex"}


def test_a_broken_bibtex_entry_is_kept_with_the_reason_and_the_rest_goes_on(tmp_path: Path):
    (page,) = pages(tmp_path, BIBTEX)
    (broken,) = page.unreadable
    assert broken.raw.startswith("@broken{three")
    assert "broken BibTeX" in broken.reason
    assert len(page.records) == 3


@pytest.mark.parametrize("parent_first", [True, False])
def test_a_chapter_takes_from_the_book_it_names(parent_first: bool, tmp_path: Path):
    child = "@incollection{c, crossref = {b}, title = {Chapter}, author = {Ruiz, Ana}}\n"
    parent = "@book{B, title = {Book}, publisher = {A Press}, year = 2001}\n"
    order = parent + child if parent_first else child + parent
    chapter = next(r for r in records(tmp_path, order) if r.title == "Chapter")
    assert chapter.venue == Venue("Book", publisher="A Press")
    assert chapter.published_on == "2001"
    assert chapter.type == "book-chapter"


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"{\c{c}}a \c{c}a {\o}re \'{e}t\'e", "ça ça øre été"),
        (r"{GPU}-{A}ccelerated {C++}", "GPU-Accelerated C++"),
        (r"a \textbackslash{} \{b\} 50\% \$5 c\_d", r"a \ {b} 50% $5 c_d"),
        (r"{{Double Braces}}", "Double Braces"),
        (r"{\LaTeX} and \emph{stressed} words", "LaTeX and stressed words"),
    ],
)
def test_braces_of_bibtex_group_and_never_show(tex: str, text: str, tmp_path: Path):
    (record,) = records(tmp_path, f"@article{{a, title = {{{tex}}}}}")
    assert record.title == text


@pytest.mark.parametrize(
    "fields",
    [
        "journal = {arXiv preprint arXiv:1706.03762}",
        "journal = {CoRR}, volume = {abs/1706.03762}, url = {http://arxiv.org/abs/1706.03762}",
        "eprint = {1706.03762}",
        "doi = {10.48550/arXiv.1706.03762}",
        "note = {arXiv:1706.03762 [cs]}",
    ],
)
def test_preprints_are_known_by_every_way_bibtex_names_them(fields: str, tmp_path: Path):
    (record,) = records(tmp_path, f"@article{{a, title = {{T}}, year = 2017, {fields}}}")
    assert record.identifiers[0] == Identifier("arxiv", "1706.03762")
    assert (record.type, record.posted_on) == ("preprint", "2017")


def test_the_same_key_twice_is_two_entries(tmp_path: Path):
    assert len(records(tmp_path, "@misc{a, title={One}}\n@misc{a, title={Two}}\n")) == 2


def test_ris_is_read_with_any_line_end_and_wrapped_lines(tmp_path: Path):
    for end in ("\r\n", "\n", "\r"):
        (record,) = records(tmp_path, RIS.replace("\r\n", end))
        assert record.title == "A title that goes on"
        assert [a.name for a in record.authorships] == ["Ana Ruiz", "John Smith Jr."]
        assert (record.published_on, record.venue.pages) == ("2019-03-04", "11-19")
        assert record.identifiers == (Identifier("doi", "10.1234/ab"),)


def test_ris_without_ends_and_in_an_old_encoding_is_read(tmp_path: Path):
    body = "TY - JOUR\nTI - Möbius\nTY  - BOOK\nTI  - Second\n"
    one, two = records(tmp_path, body.encode("cp1252"))
    assert (one.title, two.title, two.type) == ("Möbius", "Second", "book")


def test_a_ris_record_without_title_is_kept_with_the_reason(tmp_path: Path):
    (page,) = pages(tmp_path, "TY  - JOUR\nER  - \n" + RIS)
    assert [each.reason for each in page.unreadable] == ["entry 1: the entry has no title"]
    assert len(page.records) == 1


def test_csl_json_is_read(tmp_path: Path):
    (record,) = records(tmp_path, orjson.dumps([CSL]))
    assert (record.title, record.published_on) == ("A title", "2019-03")
    assert [a.name for a in record.authorships] == ["Ana Ruiz", "One Body"]
    assert (record.key, record.route) == ("doi:10.1234/ab", "file-csl-json")


def test_a_file_of_pubmed_that_is_cut_off_keeps_its_whole_citations(tmp_path: Path):
    path = tmp_path / "x.xml"
    path.write_text(PUBMED[: PUBMED.index("Second")])
    stream = files.read(path, now=NOW)
    assert [record.title for record in next(stream).records] == ["First title"]
    with pytest.raises(MalformedAnswerError, match="cut off"):
        next(stream)


def test_a_line_that_cannot_be_read_is_kept_and_the_rest_goes_on(tmp_path: Path):
    odd = [b'{"id": broken', b"[]", b'{"odd": 1}', line({"id": "x", "title": "T", "authors": "A"})]
    body = line(SNAPSHOT) + b"\n".join(odd) + line(SNAPSHOT)
    (page,) = pages(tmp_path, body)
    assert len(page.records) == 2
    assert [each.reason.split(":")[0] for each in page.unreadable] == [
        "entry 2",
        "entry 3",
        "entry 4",
        "entry 5",
    ]
    assert page.unreadable[0].raw == '{"id": broken'


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


@pytest.mark.parametrize("kind", ["gzip", "zstd", "bzip2", "xz", "zip"])
def test_an_archive_that_is_cut_off_says_so_and_keeps_what_came_before(kind: str, tmp_path: Path):
    rows = b"".join(
        line({"id": f"2001.{n:05d}", "title": f"{n}", "authors": "A", "comments": noise.hex()})
        for n, noise in enumerate(random.Random(1).randbytes(60) for _ in range(20_000))
    )
    whole = PACKINGS[kind](rows)
    path = tmp_path / "x"
    path.write_bytes(whole[: len(whole) * 2 // 3])
    if kind == "zip":
        with pytest.raises(MalformedAnswerError, match="damaged or cut off"):
            list(files.read(path, now=NOW))
        return
    found: list[Page] = []
    with pytest.raises(MalformedAnswerError, match=r"x: the \w+ archive is cut off \(after \d+"):
        found.extend(files.read(path, now=NOW))
    kept = [record.key for page in collected(path) for record in page.records]
    assert kept == [f"2001.{n:05d}" for n in range(len(kept))]
    assert len(kept) > 9_000
    assert not [each for page in collected(path) for each in page.unreadable]


def collected(path: Path) -> list[Page]:
    """The pages before the failure."""
    found: list[Page] = []
    with contextlib.suppress(MalformedAnswerError):
        for page in files.read(path, now=NOW):
            found.append(page)  # noqa: PERF402  # extend() would lose them all
    return found


@pytest.mark.parametrize("packing", ["gzip", "zstd", "bzip2", "xz"])
def test_a_bomb_is_refused_before_it_fills_the_memory(packing: str, tmp_path: Path):
    size = 2**30
    opened = {"gzip": gzip.open, "zstd": zstandard.open, "bzip2": bz2.open, "xz": lzma.open}
    slow = packing in {"bzip2", "xz"}
    with opened[packing](tmp_path / "bomb", "wb") as file:
        file.write(line(SNAPSHOT))
        for _ in range(size // 2**22 // (8 if slow else 1)):
            file.write(bytes(2**22))
    tracemalloc.start()
    with pytest.raises(TooLargeError, match="expands to more than"):
        for _ in files.read(tmp_path / "bomb", now=NOW):
            pass
    assert tracemalloc.get_traced_memory()[1] < 200 * 2**20
    tracemalloc.stop()


def test_a_line_beyond_all_measure_is_set_aside_and_the_rest_goes_on(tmp_path: Path):
    long = b'{"id": "' + b"x" * (17 * 2**20) + b'"}\n'
    (page,) = pages(tmp_path, line(SNAPSHOT) + long + line(SNAPSHOT))
    assert len(page.records) == 2
    assert page.unreadable[0].reason == "entry 2: the entry is longer than 16 MiB"
    assert len(page.unreadable[0].raw) < 50_000


def test_a_zip_with_several_files_is_refused(tmp_path: Path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.json", "{}")
        archive.writestr("b.json", "{}")
    with pytest.raises(UsageError, match="holds 2 files"):
        pages(tmp_path, buffer.getvalue())


def many(count: int) -> bytes:
    return b"".join(
        line({"id": f"2001.{n:05d}", "title": f"Title {n}", "authors": "A"})
        if n % 7
        else b"broken\n"
        for n in range(1, count + 1)
    )


@pytest.mark.parametrize("packing", ["plain", "zstd", "gzip"])
def test_an_import_goes_on_where_it_was_cut_off(packing: str, tmp_path: Path):
    path = tmp_path / "x"
    path.write_bytes(PACKINGS[packing](many(3500)))
    whole = list(files.read(path, now=NOW))
    assert [len(page.records) + len(page.unreadable) for page in whole] == [1000, 1000, 1000, 500]
    assert [page.cursor["done"] for page in whole] == [False, False, False, True]
    for at, page in enumerate(whole):
        rest = list(files.read(path, now=NOW, cursor=page.cursor))
        assert [p.records for p in rest if p.records] == [p.records for p in whole[at + 1 :]]
        assert [p.cursor for p in rest][-1] == whole[-1].cursor


def test_a_changed_file_is_read_from_its_start(tmp_path: Path):
    path = tmp_path / "x"
    path.write_bytes(many(1500))
    cursor = next(files.read(path, now=NOW)).cursor
    path.write_bytes(many(1501))
    assert sum(len(page.records) for page in files.read(path, now=NOW, cursor=cursor)) == 1287


@pytest.mark.parametrize("packing", PACKINGS)
def test_progress_ends_at_the_size_of_the_file(packing: str, tmp_path: Path):
    heard: list[int] = []
    pages(tmp_path, PACKINGS[packing](many(2000)), on_bytes=heard.append)
    size = (tmp_path / "file").stat().st_size
    assert heard == sorted(heard)
    assert heard[-1] == size or (packing == "zip" and heard[-1] > size * 0.8)


def test_a_large_file_takes_no_more_memory_than_a_small_one(tmp_path: Path):
    path = tmp_path / "x"
    with gzip.open(path, "wb", 1) as file:
        for n in range(12_000):
            row = {"id": f"2001.{n:05d}", "title": f"{n}", "authors": "A", "abstract": "z" * 4500}
            file.write(line(row))
    tracemalloc.start()
    for _ in files.read(path, now=NOW):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 40 * 2**20  # the content is 54 MB


@pytest.mark.parametrize("kind", files.FORMATS)
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_a_damaged_file_gives_records_or_says_why_not(kind: str, data, tmp_path: Path):
    body = bytearray(BODIES[kind] * 2)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(body) - 1))
        length = data.draw(st.integers(0, 8))
        body[at : at + length] = data.draw(st.binary(max_size=8))
    packed = PACKINGS[data.draw(st.sampled_from(sorted(PACKINGS)))](bytes(body))
    path = tmp_path / "x"
    path.write_bytes(packed[: data.draw(st.sampled_from([len(packed), len(packed) // 2]))])
    given_kind = data.draw(st.sampled_from([None, kind]))
    with contextlib.suppress(AcademicHubError):  # saying why not; anything else fails
        for page in files.read(path, now=NOW, kind=given_kind):
            assert all(record.title for record in page.records)
            to_json(page)


@given(st.binary(max_size=400), st.sampled_from(["a.bib", "b.ris", "c.json", "d.jsonl.gz", "e"]))
def test_any_bytes_are_a_known_format_or_refused(head: bytes, name: str):
    with contextlib.suppress(UsageError):
        assert files.detect(head, name) in files.FORMATS


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
