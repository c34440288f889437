"""Whatever is sent in place of a sound answer: refused in words, or its bad entries set aside.

The bodies are ours. Each test spoils sound answers at random, and the entries that were not
touched must come out as they did before.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from academichub.errors import AnswerError, MalformedAnswerError, UnreadableError
from academichub.model import Record, Unreadable
from academichub.sources import (
    answers,
    biorxiv_posts,
    crossref,
    crossref_works,
    europepmc,
    europepmc_results,
    openalex,
    openalex_works,
    pubmed,
    windows,
)
from academichub.sources import biorxiv as biorxiv_api
from academichub.sources.pubmed_citations import to_record as citation_to_record

AT = "2026-05-12T09:00:00Z"


class Reading(NamedTuple):
    """A sound answer with its entries at *path*, and how it is read."""

    answer: dict[str, Any]
    path: Sequence[str | int]
    read: Callable[[bytes], tuple[list[Record], list[Unreadable]]]


def _biorxiv(body: bytes) -> tuple[list[Record], list[Unreadable]]:
    listing = biorxiv_api.parse_listing(body)
    groups, bad = biorxiv_posts.newest_versions(listing.posts, {}, "biorxiv", "r")
    records, more = answers.read_each(
        groups, lambda g, at: biorxiv_posts.to_record(g["rows"], "biorxiv", at), "biorxiv", "r", AT
    )
    return records, [*bad, *more]


def _pubs(body: bytes) -> tuple[list[Record], list[Unreadable]]:
    return answers.read_each(
        biorxiv_api.parse_listing(body).posts,
        lambda row, at: biorxiv_posts.link_to_record(row, "biorxiv", at),
        "biorxiv",
        "r",
        AT,
    )


def _crossref(body: bytes) -> tuple[list[Record], list[Unreadable]]:
    return answers.read_each(
        crossref.parse_works(body).works,
        lambda work, at: crossref_works.to_record(work, "r", at),
        "crossref",
        "r",
        AT,
    )


def _europepmc(body: bytes) -> tuple[list[Record], list[Unreadable]]:
    return answers.read_each(
        europepmc.parse_results(body).results,
        lambda result, at: europepmc_results.to_record(result, "r", at),
        "europepmc",
        "r",
        AT,
    )


def _openalex(body: bytes) -> tuple[list[Record], list[Unreadable]]:
    return answers.read_each(
        openalex.parse_works(body).works,
        lambda work, at: openalex_works.to_record(work, "r", at),
        "openalex",
        "r",
        AT,
    )


def _post(number: int) -> dict[str, Any]:
    return {
        "doi": f"10.64898/2026.05.01.{number:06d}",
        "title": f"Spindles {number}",
        "authors": "Doe, J.; Roe, R.",
        "author_corresponding": "Jane Doe",
        "author_corresponding_institution": "Institute",
        "date": "2026-05-02",
        "version": "1",
        "type": "new results",
        "license": "cc_by",
        "category": "cell biology",
        "jatsxml": "https://www.biorxiv.org/x.xml",
        "abstract": "Short.",
        "published": "10.1/x",
    }


def _link(number: int) -> dict[str, Any]:
    return {
        "biorxiv_doi": f"10.1101/{number:06d}",
        "published_doi": f"10.1000/{number}",
        "published_journal": "Cell",
        "preprint_title": f"Spindles {number}",
        "preprint_authors": "Doe, J.",
        "preprint_category": "cell biology",
        "preprint_date": "2025-05-02",
        "published_date": "2026-05-01",
        "preprint_abstract": "Short.",
    }


def _work(number: int) -> dict[str, Any]:
    date = {"date-parts": [[2026, 5, 3]]}
    return {
        "DOI": f"10.1000/fold.{number}",
        "URL": "https://doi.org/10.1000/fold",
        "type": "journal-article",
        "title": ["Folds <i>x</i>"],
        "subtitle": ["A tale"],
        "author": [
            {"given": "J", "family": "Doe", "ORCID": "x", "affiliation": [{"name": "Bern"}]}
        ],
        "container-title": ["Folds"],
        "ISSN": ["0028-0836"],
        "issued": date,
        "published-online": date,
        "abstract": "<jats:p>x</jats:p>",
        "reference": [{"DOI": "10.1/r", "unstructured": "R", "year": "1999"}],
        "license": [{"URL": "https://x.org", "content-version": "vor"}],
        "link": [{"URL": "https://x.org/p", "content-type": "application/pdf"}],
        "relation": {"has-preprint": [{"id": "10.1/p", "id-type": "doi"}]},
        "update-to": [{"DOI": "10.1/u", "type": "retraction", "updated": date}],
        "updated-by": [{"DOI": "10.1/v", "type": "correction", "updated": date}],
        "is-referenced-by-count": 3,
        "resource": {"primary": {"URL": "https://x.org"}},
    }


def _result(number: int) -> dict[str, Any]:
    return {
        "id": str(number),
        "source": "MED",
        "pmid": str(number),
        "doi": f"10.1000/{number}",
        "title": "Folds.",
        "authorList": {
            "author": [
                {
                    "firstName": "J",
                    "lastName": "Doe",
                    "authorId": {"type": "ORCID", "value": "x"},
                    "authorAffiliationDetailsList": {"authorAffiliation": [{"affiliation": "B"}]},
                }
            ]
        },
        "journalInfo": {
            "yearOfPublication": 2026,
            "monthOfPublication": 5,
            "journal": {"title": "Folds", "issn": "0028-0836"},
        },
        "abstractText": "<h4>A</h4> b",
        "pubTypeList": {"pubType": ["Review"]},
        "keywordList": {"keyword": ["k"]},
        "fullTextUrlList": {"fullTextUrl": [{"documentStyle": "pdf", "url": "https://x.org"}]},
        "versionList": {"version": [{"versionNumber": 1, "firstPublishDate": "2026-01-01"}]},
        "commentCorrectionList": {
            "commentCorrection": [{"id": "9", "source": "MED", "type": "Retraction in"}]
        },
        "citedByCount": 3,
    }


def _openalex_work(number: int) -> dict[str, Any]:
    return {
        "id": f"https://openalex.org/W{number:05d}",
        "doi": "https://doi.org/10.1000/x",
        "title": "Folds",
        "publication_date": "2026-05-03",
        "publication_year": 2026,
        "ids": {"pmid": "https://pubmed.ncbi.nlm.nih.gov/41", "pmcid": "70"},
        "type": "article",
        "is_retracted": False,
        "cited_by_count": 3,
        "biblio": {"volume": "1", "first_page": "1"},
        "primary_location": {"pdf_url": "https://x.org", "source": {"display_name": "F"}},
        "locations": [{"landing_page_url": "https://arxiv.org/abs/2601.00001"}],
        "authorships": [
            {"author": {"display_name": "J", "orcid": "x"}, "institutions": [{"display_name": "B"}]}
        ],
        "primary_topic": {"display_name": "T", "subfield": {"display_name": "S"}},
        "abstract_inverted_index": {"a": [0], "b": [1]},
        "referenced_works": ["https://openalex.org/W7777"],
    }


MANY = range(1, 5)
READINGS = {
    "biorxiv details": Reading(
        {"messages": [{"status": "ok", "count": 4}], "collection": [_post(n) for n in MANY]},
        ("collection",),
        _biorxiv,
    ),
    "biorxiv pubs": Reading(
        {"messages": [{"status": "ok", "count": 4}], "collection": [_link(n) for n in MANY]},
        ("collection",),
        _pubs,
    ),
    "crossref": Reading(
        {
            "status": "ok",
            "message-type": "work-list",
            "message": {"total-results": 4, "items": [_work(n) for n in MANY]},
        },
        ("message", "items"),
        _crossref,
    ),
    "europepmc": Reading(
        {"hitCount": 4, "resultList": {"result": [_result(n) for n in MANY]}},
        ("resultList", "result"),
        _europepmc,
    ),
    "openalex": Reading(
        {"meta": {"count": 4}, "results": [_openalex_work(n) for n in MANY]},
        ("results",),
        _openalex,
    ),
}

ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
    | st.sampled_from(
        ["", "<b>", "$x", "\\'e", "10.1/x", "NA", "2026-13-45", "﻿", "\x00", "9" * 5000]
    ),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
CAREFUL = settings(
    max_examples=400, deadline=2000, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def places(value: Any, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The paths of everything inside *value*."""
    if isinstance(value, dict):
        inside = list(value.items())
    elif isinstance(value, list):
        inside = list(enumerate(value))
    else:
        return []
    return [p for name, item in inside for p in ((*at, name), *places(item, (*at, name)))]


def at(value: Any, path: Sequence[str | int]) -> Any:
    for step in path:
        value = value[step]
    return value


def read_or_refusal(
    reading: Reading, body: bytes
) -> tuple[list[Record], list[Unreadable]] | AnswerError:
    try:
        return reading.read(body)
    except AnswerError as error:
        return error


@st.composite
def spoilt(draw: st.DrawFn, answer: dict[str, Any]) -> tuple[dict[str, Any], tuple[str | int, ...]]:
    """*answer* with something at one place replaced or left out, and the place."""
    copy = json.loads(json.dumps(answer))
    path = draw(st.sampled_from(places(copy)))
    holder = at(copy, path[:-1])
    if draw(st.integers(0, 3)) == 0:
        del holder[path[-1]]
    else:
        holder[path[-1]] = draw(ANYTHING)
    return copy, path


@pytest.mark.parametrize("name", READINGS)
@CAREFUL
@given(data=st.data())
def test_a_spoilt_answer_is_refused_or_loses_only_the_spoilt_entry(name, data):
    reading = READINGS[name]
    answer, path = data.draw(spoilt(reading.answer))
    expected, _ = reading.read(json.dumps(reading.answer).encode())
    depth = len(reading.path)
    inside = tuple(path[:depth]) == tuple(reading.path) and len(path) > depth
    found = read_or_refusal(reading, json.dumps(answer).encode())
    if inside:
        assert not isinstance(found, AnswerError), "a spoilt entry ended the page"
        records, unreadable = found
        others = [record for n, record in enumerate(expected) if n != path[depth]]
        assert [record for record in records if record in others] == others
        assert len(records) + len(unreadable) >= len(others)


@pytest.mark.parametrize("name", READINGS)
@CAREFUL
@given(data=st.data())
def test_a_body_cut_off_is_refused_and_a_changed_one_never_crashes(name, data):
    reading = READINGS[name]
    body = json.dumps(reading.answer).encode()
    place = data.draw(st.integers(0, len(body) - 1))
    with pytest.raises(MalformedAnswerError):
        reading.read(body[:place])
    changed = body[:place] + data.draw(st.binary(max_size=6)) + body[place + 1 :]
    found = read_or_refusal(reading, changed)
    assert not isinstance(found, AnswerError) or "\n" not in str(found)


@CAREFUL
@given(body=st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_any_bytes_are_an_object_or_refused(body):
    try:
        found: object = answers.json_object(body, "an answer")
    except MalformedAnswerError as error:
        found = str(error)
    assert isinstance(found, dict) or str(found).startswith("an answer should have come, but ")


@pytest.mark.parametrize("body", [b"[" * 100_000, b'{"a":' * 100_000, b'{"a": ' + b"9" * 10_000])
def test_absurd_depth_and_length_are_refused(body):
    with pytest.raises(MalformedAnswerError):
        answers.json_object(body, "an answer")


CITATION = (
    "<PubmedArticle><MedlineCitation><PMID>{n}</PMID><Article><Journal><ISSN>0028-0836</ISSN>"
    "<JournalIssue><PubDate><Year>2026</Year><Month>May</Month></PubDate></JournalIssue>"
    "<Title>Folds</Title></Journal><ArticleTitle>Folds {n} of <i>x</i></ArticleTitle>"
    '<Abstract><AbstractText Label="A">b</AbstractText></Abstract><AuthorList><Author>'
    "<LastName>Doe</LastName></Author></AuthorList></Article><CommentsCorrectionsList>"
    '<CommentsCorrections RefType="RetractionIn"><PMID>9</PMID></CommentsCorrections>'
    "</CommentsCorrectionsList></MedlineCitation></PubmedArticle>"
)


def _citations(body: bytes) -> tuple[list[Record], int]:
    found = pubmed.parse_citations(body)
    records: list[Record] = []
    bad = len(found.damaged)
    for entry in found.entries:
        try:
            records.append(citation_to_record(entry, "r", AT))
        except UnreadableError:
            bad += 1
    return records, bad


@CAREFUL
@given(
    where=st.floats(0, 1, exclude_max=True),
    length=st.integers(0, 30),
    junk=st.binary(max_size=20) | st.sampled_from([b"<", b"&", b"</Article>", b"<PMID>", b"\x00"]),
)
def test_spoilt_citations_are_refused_or_lose_only_the_spoilt_one(where, length, junk):
    sound = [CITATION.format(n=n).encode() for n in MANY]
    place = int(where * len(sound[1]))
    spoilt_one = sound[1][:place] + junk + sound[1][place + length :]
    body = b"".join(
        (b"<PubmedArticleSet>", sound[0], spoilt_one, sound[2], sound[3], b"</PubmedArticleSet>")
    )
    try:
        records, _ = _citations(body)
    except AnswerError:
        return
    assert "1" in [record.key for record in records]


@CAREFUL
@given(place=st.integers(0, 2000))
def test_citations_cut_off_are_refused_or_said_to_be_cut_with_the_whole_ones_before(place):
    entries = [CITATION.format(n=n).encode() for n in MANY]
    body = b"<PubmedArticleSet>" + b"".join(entries)
    place = min(place, len(body))
    whole = sum(
        len(b"<PubmedArticleSet>" + b"".join(entries[: n + 1])) <= place for n in range(len(MANY))
    )
    try:
        found = pubmed.parse_citations(body[:place])
    except AnswerError:
        assert whole == 0
    else:
        assert found.cut
        assert len(found.entries) == whole


@CAREFUL
@given(st.none() | st.integers(), st.none() | st.integers(), st.none() | st.integers(-5, 40))
def test_any_figures_make_a_date_or_none(year, month, day):
    found = windows.calendar(year, month, day)
    assert found is None or windows.day(found) == found


@CAREFUL
@given(st.text(max_size=30))
def test_any_text_is_a_date_or_none(text):
    found = windows.day(text)
    assert found is None or windows.day(found) == found
