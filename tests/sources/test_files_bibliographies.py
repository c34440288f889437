"""BibTeX, RIS, CSL-JSON and PubMed files; the bodies are ours."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest
import zstandard

from academichub.errors import MalformedAnswerError
from academichub.ids import Identifier
from academichub.model import (
    Page,
    Record,
    Venue,
)
from academichub.sources import files

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
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


@pytest.mark.parametrize(
    "between", ["}", "\n}", " } ", "\n\n}\n} ", " ", "\nO", "\n;- ", "\n" + "<b>" * 99]
)
def test_a_bibtex_entry_behind_a_stray_brace_or_on_the_line_of_another_comes_out(
    between: str, tmp_path: Path
):
    first, second = "@misc{a, title={One}}", "@article{b,\n title = {Two}\n}\n"
    found = records(tmp_path, f"{first}{between}{second}@misc{{c, title={{Three}}}}")
    assert [record.title for record in found] == ["One", "Two", "Three"]


def test_a_value_that_looks_a_little_like_an_entry_is_none(tmp_path: Path):
    (record,) = records(tmp_path, "@misc{a, title={{M}@misc{T}}, note = {{x}@cs{.edu}, or {y} @z}}")
    assert "T" in record.title


def test_a_ris_record_begins_although_the_end_of_the_one_before_is_gone(tmp_path: Path):
    second = "TY  - BOOK\nTI  - Second: the tag TY  - of RIS\nER  - \n"
    for last in ("2026/", "2026\nDO  ", "2026\nER "):
        one, two = records(tmp_path, f"TY  - JOUR\nTI  - First\nDA  - {last}{second}")
        assert (one.title, one.published_on) == ("First", "2026")
        assert (two.title, two.type) == ("Second: the tag TY - of RIS", "book")


def test_a_bibtex_entry_that_is_commented_out_is_none(tmp_path: Path):
    found = records(
        tmp_path, "@misc{a, title={One}}\n% @misc{b,\n% title={Two}}\n@misc{c, title={3rd}}"
    )
    assert [record.title for record in found] == ["One", "3rd"]


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


@pytest.mark.parametrize(
    ("damage", "entries"),
    [
        ('Cell"}Cell"},', 1),
        ("}", 0),
        ("]", 0),
        (", null", 1),
        (', "x": [1, {"y": 2}]}', 2),
        (', "x": [{"y": 2}]}', 2),
    ],
)
@pytest.mark.parametrize("layout", ["[%s]", '{"items": [%s], "total": 2}'])
def test_csl_items_behind_a_damaged_one_come_out(
    damage: str, entries: int, layout: str, tmp_path: Path
):
    item = orjson.dumps(CSL).decode()
    (page,) = pages(tmp_path, layout % f"{item}{damage},\n{item}", kind="csl-json")
    assert [record.title for record in page.records] == ["A title"] * 2
    assert (len(page.unreadable) > 0) == (entries > 0)


def test_several_csl_items_that_stand_alone_are_read(tmp_path: Path):
    item = orjson.dumps(CSL, option=orjson.OPT_INDENT_2).decode()
    assert len(records(tmp_path, f"{item} {item}\n")) == 2


@pytest.mark.parametrize(
    "inside", ['{"title": "' + "x" * 2**25, "[" * 2**25, '{"a": "' + '\\"' * 2**24]
)
def test_a_csl_item_without_an_end_is_refused_at_once(inside: str, tmp_path: Path):
    path = tmp_path / "x.json.zst"
    item = orjson.dumps(CSL).decode()
    path.write_bytes(zstandard.compress(f"[{item},{inside}".encode(), 1))
    start = time.process_time()
    with pytest.raises(MalformedAnswerError, match=r"longer than 16 MiB|nested"):
        list(files.read(path, now=NOW, kind="csl-json"))
    assert time.process_time() - start < 2


def test_a_file_of_pubmed_that_is_cut_off_keeps_its_whole_citations(tmp_path: Path):
    path = tmp_path / "x.xml"
    path.write_text(PUBMED[: PUBMED.index("Second")])
    stream = files.read(path, now=NOW)
    assert [record.title for record in next(stream).records] == ["First title"]
    with pytest.raises(MalformedAnswerError, match="cut off"):
        next(stream)
