"""Exports read back by our own import and by readers that are not ours; every body is ours."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import bibtexparser
import orjson
import pytest
import rispy
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from academichub import ids
from academichub.ids import Identifier
from academichub.model import Authorship, Location, Record, Update, Venue, Work
from academichub.render import bibliography, naming, tex
from academichub.render.coins import coins, scholar_meta
from academichub.sources import files
from academichub.text import fold, paragraphs, plain

NOW = datetime(2026, 5, 1, tzinfo=UTC)
ARXIV = Work(
    id="arxiv:2601.20802",
    title="BERT and the Wasserstein distance: bounds on $W_2(\\mu,\\nu)$ & more",
    type="preprint",
    source="arxiv",
    sources=("arxiv",),
    first_seen_at="2026-01-30T01:02:03Z",
    identifiers=(Identifier("arxiv", "2601.20802"), Identifier("doi", "10.1234/ab_c")),
    abstract="First 5% of {x}.\n\nSecond.",
    authorships=(
        Authorship("Ludwig van Beethoven"),
        Authorship("Zoë Müller"),
        Authorship("John Smith Jr."),
        Authorship("The ATLAS Collaboration"),
        Authorship("Plato"),
    ),
    primary_category="cs.LG",
    categories=("cs.LG", "math.PR"),
    keywords=("graphs", "R&D"),
    posted_on="2026-01-28",
    locations=(
        Location("https://arxiv.org/abs/2601.20802"),
        Location("https://arxiv.org/pdf/2601.20802", "pdf"),
    ),
)
ARTICLE = Work(
    id="doi:10.1234/x(9)",
    title="A study of things",
    type="article",
    source="crossref",
    sources=("crossref",),
    first_seen_at="2026-01-30T01:02:03Z",
    identifiers=(
        Identifier("doi", "10.1234/x(9)"),
        Identifier("doi", "10.1101/2020.01.01.000001"),
        Identifier("pmid", "123456"),
        Identifier("pmcid", "PMC98765"),
        Identifier("openalex", "W1234567890"),
    ),
    authorships=(Authorship("Ana Ruiz"),),
    venue=Venue("Journal of Things & Co", ("1234-5679",), "A Press", "7", "2", "11-19"),
    published_on="2025-12",
)
EXPORTS = {
    "bib": ("bibtex", bibliography.bibtex),
    "ris": ("ris", bibliography.ris),
    "json": ("csl-json", bibliography.csl_json),
}
KINDS = pytest.mark.parametrize("suffix", EXPORTS)


def again(suffix: str, works: list[Work], folder: Path) -> list[Record]:
    """What our import makes of our export, its format told from the content."""
    kind, write = EXPORTS[suffix]
    path = folder / "export"
    path.write_bytes(write(works).encode())
    assert files.detect(path.read_bytes(), "export") == kind
    pages = list(files.read(path, now=NOW))
    assert not [each for page in pages for each in page.unreadable]
    return [record for page in pages for record in page.records]


@KINDS
def test_what_is_exported_comes_back_the_same(suffix: str, tmp_path: Path):
    arxiv, article = again(suffix, [ARXIV, ARTICLE], tmp_path)
    assert arxiv.title == ARXIV.title
    assert [a.name for a in arxiv.authorships] == [a.name for a in ARXIV.authorships]
    assert set(arxiv.identifiers) == set(ARXIV.identifiers)
    assert (arxiv.type, arxiv.posted_on) == ("preprint", "2026-01-28")
    assert arxiv.keywords == ARXIV.keywords
    assert set(article.identifiers) == set(ARTICLE.identifiers)
    assert (article.type, article.published_on) == ("article", "2025-12")
    assert article.venue == ARTICLE.venue


@pytest.mark.parametrize("suffix", ["bib", "json"])
def test_paragraphs_of_an_abstract_come_back(suffix: str, tmp_path: Path):
    assert again(suffix, [ARXIV], tmp_path)[0].abstract == ARXIV.abstract


@pytest.mark.parametrize("kind", ["review", "book", "book-chapter", "dissertation", "report"])
@pytest.mark.parametrize("suffix", ["ris", "json"])
def test_types_come_back_as_far_as_the_format_has_them(suffix: str, kind: str, tmp_path: Path):
    expected = "article" if (suffix, kind) == ("ris", "review") else kind
    assert again(suffix, [replace(ARTICLE, type=kind)], tmp_path)[0].type == expected


WORDS = st.text(
    st.one_of(
        st.sampled_from(list("abcXYZ äßéÅñ—’中 0 1 2 - : ; , . ' ( ) [ ] / + * = ! ?")),
        st.sampled_from(list('\\{}$&%#_~^<>|@"`')),
        st.characters(categories=["L", "N", "P", "S", "Zs"]),
    ),
    min_size=1,
    max_size=60,
)
NAMES = st.text(st.characters(categories=["Lu", "Ll"]), min_size=2, max_size=12)
PEOPLE = st.lists(NAMES, min_size=1, max_size=4).map(" ".join)
IDENTIFIERS = st.lists(
    st.one_of(
        st.from_regex(r"10\.[0-9]{4}/[a-z0-9._()-]{1,20}[a-z0-9]", fullmatch=True)
        .map(lambda value: Identifier("doi", value))
        .filter(lambda identifier: ids.doi(identifier.value) == identifier),
        st.from_regex(r"2[0-6]0[1-9]\.[0-9]{5}", fullmatch=True).map(
            lambda value: Identifier("arxiv", value)
        ),
        st.integers(1, 10**8).map(lambda value: Identifier("pmid", str(value))),
        st.integers(1, 10**8).map(lambda value: Identifier("pmcid", f"PMC{value}")),
        st.integers(10**4, 10**10).map(lambda value: Identifier("openalex", f"W{value}")),
    ),
    unique=True,
    max_size=4,
)
DAYS = st.one_of(
    st.dates().map(lambda day: day.isoformat()),
    st.dates().map(lambda day: day.isoformat()[:7]),
    st.dates().map(lambda day: day.isoformat()[:4]),
).filter(lambda day: day > "1000")


@KINDS
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(title=WORDS, abstract=WORDS, names=st.lists(PEOPLE), found=IDENTIFIERS, day=DAYS)
@example("p < 0.001 and $x_1$ at 5%", "A \\ b", ["Bo and Co"], [], "2020-01-02")
@example("set {a, b} of C++ & C#", "x", ["Al von Bo"], [], "2020")
@example("a_b ~c ^d", "@article(x", ["and"], [], "2020-02")
@example("a @article{b", "costs \\$5", ["Ann"], [], "2020-02")
def test_anything_clean_comes_back_the_same(
    tmp_path: Path, suffix: str, title: str, abstract: str, names: list[str], found, day: str
):
    title, abstract = plain(title), paragraphs(abstract)
    assume(title and plain(title) == title and paragraphs(abstract) == abstract)
    authors = tuple(Authorship(n) for name in names if (n := plain(name)) and plain(n) == n)
    work = replace(
        ARTICLE,
        title=title,
        abstract=abstract,
        authorships=authors,
        identifiers=tuple(found),
        published_on=day,
    )
    (record,) = again(suffix, [work], tmp_path)
    assert record.title == title
    assert record.authorships == authors
    assert set(record.identifiers) == set(found)
    assert record.published_on or record.posted_on == day
    assert (record.abstract or "") == abstract


def test_bibtex_is_read_by_another_parser_and_carries_both_ways_of_naming_an_eprint():
    library = bibtexparser.parse_string(bibliography.bibtex([ARXIV, ARTICLE]))
    assert not library.failed_blocks
    first = {field.key: field.value for field in library.entries[0].fields}
    assert library.entries[0].entry_type == "misc"
    assert first["eprint"] == "2601.20802"
    assert (first["archivePrefix"], first["primaryClass"]) == ("arXiv", "cs.LG")
    assert (first["eprinttype"], first["eprintclass"]) == ("arxiv", "cs.LG")
    assert first["doi"] == "10.1234/ab_c"
    assert first["month"] == "jan"


def test_braces_keep_the_capitals_a_style_would_lower():
    assert tex.title("BERT and the Wasserstein distance") == "{BERT} and the {Wasserstein} distance"
    assert tex.title("Deep Learning for Fast GPUs") == "Deep Learning for Fast {GPUs}"
    assert tex.title("On $X_1$") == "On {$X_1$}"


def test_tex_specials_are_escaped_and_math_is_kept():
    assert tex.escaped("R&D_x 5% #1 $a_b$") == r"R\&D\_x 5\% \#1 $a_b$"
    assert tex.escaped("{ \\ ~ ^") == (
        r"\textbraceleft{} \textbackslash{} \textasciitilde{} \textasciicircum{}"
    )


@given(WORDS)
def test_braces_of_escaped_text_always_close(text: str):
    written = tex.title(text)
    depth = 0
    for mark in re.sub(r"\\[{}]", "", written):
        depth += (mark == "{") - (mark == "}")
        assert depth >= 0
    assert depth == 0


def test_citation_keys_are_unique_and_stay_when_others_join():
    other = replace(ARXIV, id="arxiv:2601.99999")
    alone, together = naming.keys([ARXIV]), naming.keys([other, ARTICLE, ARXIV])
    assert alone == ["vanbeethoven2026bertwassersteindistance"]
    assert together[2] == alone[0]
    assert together[0].startswith(alone[0] + "-")
    assert len(set(together)) == 3
    assert naming.keys([ARXIV, ARTICLE, other]) == together[::-1]


@given(st.lists(st.tuples(WORDS, st.lists(PEOPLE, max_size=1)), max_size=6))
def test_citation_keys_are_safe_in_every_format(given_works: list[tuple[str, list[str]]]):
    works = [
        replace(ARXIV, id=f"x:{n}", title=title, authorships=tuple(map(Authorship, names)))
        for n, (title, names) in enumerate(given_works)
    ]
    keys = naming.keys(works)
    assert len(set(keys)) == len(works)
    assert all(re.fullmatch(r"[a-z][a-z0-9-]*", key) for key in keys)


def test_authors_that_go_on_say_so():
    some = replace(ARXIV, authors_complete=False)
    assert " and others}" in bibliography.bibtex([some])


def test_ris_is_read_by_another_parser():
    written = bibliography.ris([ARXIV, ARTICLE])
    first, second = rispy.loads(written.replace("\r\n", "\n"))
    assert first["type_of_reference"] == "UNPB"
    assert first["authors"][0] == "van Beethoven, Ludwig"
    assert first["date"] == "2026/01/28/"
    assert (second["start_page"], second["end_page"]) == ("11", "19")
    assert written.count("\r\nER  - \r\n") == 2
    assert all(re.match(r"[A-Z][A-Z0-9]  - |$", line) for line in written.split("\r\n"))


# The parts of csl-data.json (CSL 1.0.2) that concern what we write.
CSL_TYPES = {
    "article", "article-journal", "review", "book", "chapter", "thesis", "report", "dataset",
    "software", "document",
}  # fmt: skip
CSL_TEXTS = {
    "id", "title", "container-title", "publisher", "ISSN", "volume", "issue", "page", "abstract",
    "keyword", "language", "URL", "DOI", "PMID", "PMCID", "number", "archive", "archive_location",
}  # fmt: skip


def csl_faults(item: dict) -> list[str]:
    """What in *item* the schema does not allow."""
    faults = [f"missing {name}" for name in ("id", "type") if name not in item]
    faults += [f"type {item['type']}"] if item["type"] not in CSL_TYPES else []
    for name, value in item.items():
        if name in CSL_TEXTS:
            faults += [] if isinstance(value, str) else [f"{name} is no text"]
        elif name == "author":
            faults += [f"author {n}" for n in value if not _is_csl_name(n)]
        elif name == "issued":
            (parts,) = value["date-parts"]
            fits = 1 <= len(parts) <= 3 and all(isinstance(part, int) for part in parts)
            faults += [] if fits and set(value) == {"date-parts"} else ["issued"]
        elif name == "custom":
            faults += [] if isinstance(value, dict) else ["custom is no object"]
        elif name != "type":
            faults.append(f"unknown {name}")
    return faults


def _is_csl_name(name: dict) -> bool:
    return set(name) <= {"family", "given", "suffix", "literal"} and all(
        isinstance(part, str) for part in name.values()
    )


def test_csl_json_keeps_to_the_schema_and_a_preprint_is_an_article():
    items = orjson.loads(bibliography.csl_json([ARXIV, ARTICLE]))
    assert [csl_faults(item) for item in items] == [[], []]
    assert (items[0]["type"], items[0]["publisher"]) == ("article", "arXiv")
    assert items[0]["author"][0] == {"family": "van Beethoven", "given": "Ludwig"}
    assert items[0]["author"][2] == {"family": "Smith", "given": "John", "suffix": "Jr."}
    assert items[0]["author"][3] == {"literal": "The ATLAS Collaboration"}


def test_the_check_of_csl_json_can_fail():
    assert csl_faults({"id": "a", "type": "preprint", "volume": 3, "foo": 1}) == [
        "type preprint",
        "volume is no text",
        "unknown foo",
    ]


def test_a_retraction_is_said_in_every_bibliography_that_has_room_for_it():
    gone = replace(ARTICLE, updates=(Update("retraction"),))
    assert "note = {Retracted}" in bibliography.bibtex([gone])
    assert "N1  - Retracted" in bibliography.ris([gone])


def test_an_address_or_identifier_cannot_end_its_field():
    odd = replace(ARTICLE, locations=(Location("https://a.example/}{,x={"),))
    library = bibtexparser.parse_string(bibliography.bibtex([odd]))
    assert not library.failed_blocks
    assert library.entries[0]["url"] == "https://a.example/%7D%7B,x=%7B"


def test_coins_name_the_work_for_reference_managers():
    from urllib.parse import parse_qs

    said = parse_qs(coins(ARTICLE))
    assert said["rft.genre"] == ["article"]
    assert said["rft.jtitle"] == ["Journal of Things & Co"]
    assert "info:doi/10.1234/x(9)" in said["rft_id"]
    assert parse_qs(coins(ARXIV))["rft.genre"] == ["preprint"]


def test_meta_tags_name_everything_a_scholar_index_asks_for():
    tags = scholar_meta(ARTICLE)
    assert ("citation_title", "A study of things") in tags
    assert ("citation_publication_date", "2025/12") in tags
    assert ("citation_firstpage", "11") in tags
    assert ("citation_doi", "10.1234/x(9)") in tags
    assert ("DC.creator", "Ana Ruiz") in tags
    assert ("citation_pdf_url", "https://arxiv.org/pdf/2601.20802") in scholar_meta(ARXIV)


@given(PEOPLE)
def test_a_name_taken_apart_holds_the_same_words(name: str):
    parts = naming.parts(name)
    whole = " ".join(part for part in parts if part)
    assert fold(whole) == fold(name)
