"""Crossref: recorded answers where they are at hand, and bodies of our own for the rest."""

import gzip
import json
import re
from datetime import UTC, datetime

import pytest
from werkzeug import Request, Response

from academichub.errors import (
    AnswerError,
    MalformedAnswerError,
    RefusedError,
    UnreadableError,
    UpstreamError,
)
from academichub.fetch import Client
from academichub.ids import Identifier
from academichub.model import Authorship, Relation
from academichub.sources.answers import read_each
from academichub.sources.crossref import Crossref, parse_work, parse_works
from academichub.sources.crossref_works import NO_WORKS, date_parts, to_record

NOW = datetime(2026, 5, 12, 9, tzinfo=UTC)
AT = "2026-05-12T09:00:00Z"


def work(number: int = 1, **changed: object) -> dict[str, object]:
    return {
        "DOI": f"10.1000/FOLD.{number}",
        "URL": f"https://doi.org/10.1000/fold.{number}",
        "type": "journal-article",
        "title": [f"Folding of <i>protein</i> {number} &amp; friends"],
        "author": [
            {"given": "Jane", "family": "Doe", "sequence": "first", "affiliation": []},
            {
                "given": "André",
                "family": "Roe",
                "suffix": "Jr.",
                "ORCID": "http://orcid.org/0000-0002-1825-0097",
                "affiliation": [{"name": "Institute of Folds"}],
            },
            {"name": "Fold Consortium"},
        ],
        "container-title": ["Journal of Folds"],
        "ISSN": ["0028-0836", "1234-5678"],
        "publisher": "Folds & Sons",
        "volume": "9",
        "issue": "2",
        "page": "1-9",
        "published-print": {"date-parts": [[2026, 6]]},
        "published-online": {"date-parts": [[2026, 5, 3]]},
        "abstract": "<jats:p>Slow (p&lt;0.001).</jats:p>",
        "is-referenced-by-count": 4,
        "language": "en",
        **changed,
    }


def answer(works: list[object], **message: object) -> bytes:
    said = {"total-results": len(works), "items": works, **message}
    return json.dumps({"status": "ok", "message-type": "work-list", "message": said}).encode()


def record(**changed: object):
    made = to_record(work(**changed), "crossref", AT)
    assert made is not None
    return made


@pytest.fixture
def client(httpserver):
    with Client(
        trusted={f"{httpserver.host}:{httpserver.port}"}, patience=1, sleep=lambda _: None
    ) as opened:
        yield opened


def source(httpserver, **options) -> Crossref:
    return Crossref(
        ("0028-0836", "1476-4687"), base_url=httpserver.url_for("").rstrip("/"), **options
    )


def test_an_article_becomes_a_record_with_everything_it_says():
    made = record()
    assert (made.source, made.key, made.type, made.stage) == (
        "crossref",
        "10.1000/fold.1",
        "article",
        "published",
    )
    assert made.title == "Folding of protein 1 & friends"
    assert made.abstract == "Slow (p<0.001)."
    assert made.authorships == (
        Authorship("Jane Doe"),
        Authorship("André Roe Jr.", "0000-0002-1825-0097", ("Institute of Folds",)),
        Authorship("Fold Consortium"),
    )
    assert made.venue is not None
    assert made.venue.issn == ("0028-0836",)
    assert (made.venue.publisher, made.venue.pages) == ("Folds & Sons", "1-9")
    assert (made.published_on, made.posted_on) == ("2026-05-03", None)
    assert (made.cited_by_count, made.language) == (4, "en")


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([[2026, 5, 12]], "2026-05-12"),
        ([[2026, 5]], "2026-05"),
        ([[2026]], "2026"),
        ([["2026", "5"]], "2026-05"),
        ([[None]], None),
        ([[]], None),
        ([], None),
        (None, None),
        ([[2026, None, 3]], "2026"),
        ([[2026, 0, 0]], "2026"),
        ([[2026, 13, 1]], "2026"),
        ([[2026, 2, 31]], "2026-02"),
        ([[20266, 1]], None),
        ([[0, 1, 1]], None),
    ],
)
def test_date_parts_are_read_as_far_as_they_make_sense(parts, expected):
    assert date_parts({"date-parts": parts}) == expected


@pytest.mark.parametrize("parts", [[2026], [["May"]], [[[2026]]], [{"year": 2026}]])
def test_date_parts_of_another_shape_make_the_entry_unreadable(parts):
    with pytest.raises(UnreadableError):
        record(issued={"date-parts": parts})


def test_a_year_never_hides_the_day_inside_it():
    assert record(issued={"date-parts": [[2026]]}).published_on == "2026-05-03"
    assert record(issued={"date-parts": [[2025]]}).published_on == "2025"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"type": "journal-article"}, "article"),
        ({"type": "posted-content", "subtype": "preprint"}, "preprint"),
        ({"type": "posted-content", "subtype": "other"}, "other"),
        ({"type": "proceedings-article"}, "proceedings-article"),
        ({"type": "book-chapter"}, "book-chapter"),
        ({"type": "dissertation"}, "dissertation"),
        ({"type": "monograph"}, "book"),
        ({"type": None}, "other"),
    ],
)
def test_types_are_told_apart(given, expected):
    assert record(**given).type == expected


@pytest.mark.parametrize("type_", sorted(NO_WORKS))
def test_parts_and_containers_are_no_works(type_):
    assert to_record(work(type=type_, title=None), "crossref", AT) is None


def test_a_subtitle_follows_unless_the_title_has_it():
    assert record(title=["Folds"], subtitle=["A tale"]).title == "Folds: A tale"
    assert record(title=["Folds?"], subtitle=["A tale"]).title == "Folds? A tale"
    assert record(title=["Folds: a tale"], subtitle=["A tale"]).title == "Folds: a tale"
    assert record(title=["Folds"], subtitle=[""]).title == "Folds"


def test_math_in_a_title_is_kept_as_math():
    tex = "<mml:math xmlns:mml='http://www.w3.org/1998/Math/MathML'><mml:mi>x</mml:mi></mml:math>"
    assert record(title=[f"Decay of {tex} mesons"]).title == "Decay of $x$ mesons"


def test_nameless_authors_make_the_by_line_incomplete():
    made = record(author=[{"family": "Doe"}, {"sequence": "additional", "affiliation": []}])
    assert [author.name for author in made.authorships] == ["Doe"]
    assert not made.authors_complete


def test_a_wrong_orcid_is_left_out():
    made = record(author=[{"family": "Doe", "ORCID": "https://orcid.org/0000-0002-1825-0098"}])
    assert made.authorships[0].orcid is None


def test_the_licence_of_the_version_of_record_wins_and_the_pdf_carries_it():
    made = record(
        license=[
            {"URL": "https://x.org/tdm", "content-version": "tdm"},
            {"URL": "https://x.org/am", "content-version": "am"},
            {"URL": "https://x.org/vor", "content-version": "vor"},
        ],
        link=[
            {"URL": "https://x.org/a.pdf", "content-type": "application/pdf"},
            {"URL": "https://x.org/a.xml", "content-type": "text/xml"},
            {"URL": "file:///etc/passwd", "content-type": "application/pdf"},
        ],
    )
    assert made.license == "https://x.org/vor"
    assert [(place.kind, place.url, place.license) for place in made.locations] == [
        ("landing", "https://doi.org/10.1000/fold.1", "https://x.org/vor"),
        ("pdf", "https://x.org/a.pdf", "https://x.org/vor"),
    ]
    assert record(license=[{"URL": "https://x.org/t", "content-version": "tdm"}]).license is None


def test_references_are_kept_with_what_is_known_of_them():
    made = record(
        reference=[
            {"key": "1", "DOI": "10.48550/arXiv.2601.00001", "year": "2026"},
            {"key": "2", "unstructured": "Doe, J. <i>Folds</i>. 2001."},
            {"key": "3", "author": "Roe", "article-title": "Knots", "year": "1999"},
            {"key": "4", "DOI": "no doi"},
        ]
    )
    arxiv, written, pieced, bare = made.references
    assert arxiv.identifier == Identifier("arxiv", "2601.00001")
    assert written.text == "Doe, J. Folds. 2001."
    assert (pieced.text, pieced.title, pieced.year) == ("Roe, Knots, 1999", "Knots", "1999")
    assert bare.identifier is None


@pytest.mark.parametrize(
    "kind", ["is-preprint-of", "has-preprint", "is-version-of", "has-version", "is-same-as"]
)
def test_versions_of_the_work_are_the_same_work(kind):
    named = [
        {"id-type": "doi", "id": "10.48550/arXiv.2601.00001"},
        {"id-type": "doi", "id": "10.1000/fold.1"},
        {"id-type": "uri", "id": "https://x.org/a"},
    ]
    made = record(relation={kind: named, "has-review": [{"id": "10.1/r"}]})
    assert made.relations == (Relation("same-work", Identifier("arxiv", "2601.00001")),)


@pytest.mark.parametrize(
    ("sent", "word", "type_"),
    [
        ("retraction", "retraction", "retraction"),
        ("Retraction", "retraction", "retraction"),
        ("correction", "correction", "erratum"),
        ("expression-of-concern", "expression_of_concern", "article"),
        ("withdrawal", "withdrawal", "article"),
        ("removal", "removal", "article"),
    ],
)
def test_a_notice_names_the_work_it_changes(sent, word, type_):
    said = {
        "DOI": "10.1000/fold.9",
        "type": sent,
        "label": "Notice",
        "source": "retraction-watch",
        "updated": {"date-parts": [[2026, 5, 1]]},
    }
    made = record(**{"update-to": [said]})
    (relation,) = made.relations
    update = relation.update
    assert (relation.kind, relation.identifier.value) == ("updates", "10.1000/fold.9")
    assert update is not None
    assert (update.type, update.date, update.label, update.source) == (
        word,
        "2026-05-01",
        "Notice",
        "retraction-watch",
    )
    assert update.notice == Identifier("doi", "10.1000/fold.1")
    assert (made.type, made.updates) == (type_, ())


def test_a_retracted_work_says_by_what():
    made = record(**{"updated-by": [{"DOI": "10.1000/fold.2", "type": "retraction"}]})
    assert [(u.type, u.notice) for u in made.updates] == [
        ("retraction", Identifier("doi", "10.1000/fold.2"))
    ]
    assert made.relations == ()


def test_a_new_version_under_the_old_doi_is_no_notice():
    same = {"DOI": "10.1000/fold.1", "type": "new_version"}
    made = record(**{"update-to": [same], "updated-by": [same]})
    assert made.relations == ()
    assert {(u.type, u.notice) for u in made.updates} == {("new_version", None)}
    assert made.type == "article"


def test_the_journals_are_asked_for_by_issn_and_index_date(httpserver, client):
    httpserver.expect_request("/works").respond_with_data(answer([work()]))
    one = source(httpserver, contact="me@example.org", api_key="s3cret")
    pages = list(one.pages(client, {"complete": "2026-05-10"}, NOW))
    (asked, _) = httpserver.log[0]
    assert asked.args["filter"] == "issn:0028-0836,issn:1476-4687,from-index-date:2026-05-08"
    assert (asked.args["cursor"], asked.args["rows"]) == ("*", "200")
    assert asked.args["mailto"] == "me@example.org"
    assert asked.headers["Crossref-Plus-API-Token"] == "Bearer s3cret"
    assert {"DOI", "title", "update-to", "reference"} <= set(asked.args["select"].split(","))
    assert pages[-1].cursor == {"complete": "2026-05-11"}
    assert "s3cret" not in repr(one)


def paged(request: Request) -> Response:
    place = request.args["cursor"]
    if place == "stale":
        failed = {"type": "cursor-invalid", "message": "Cursor specified but it is invalid"}
        body = {"status": "failed", "message-type": "resource-failure", "message": [failed]}
        return Response(json.dumps(body), status=404)
    start = {"*": 1, "b": 3, "c": 5}[place]
    works = [work(n) for n in range(start, min(start + 2, 6))]
    following = {"*": "b", "b": "c", "c": "d"}[place]
    return Response(answer(works, **{"next-cursor": following, "total-results": 5}))


def test_deep_paging_stops_when_fewer_rows_come_than_asked(httpserver, client):
    httpserver.expect_request("/works").respond_with_handler(paged)
    pages = list(source(httpserver, rows=2).pages(client, None, NOW))
    assert [r.key[-1] for page in pages for r in page.records] == list("12345")
    assert len(httpserver.log) == 3
    assert pages[0].cursor == {"from": "2026-05-05", "to": "2026-05-12", "cursor": "b"}
    assert pages[0].expected == 5


def test_a_run_resumes_inside_the_window(httpserver, client):
    httpserver.expect_request("/works").respond_with_handler(paged)
    one = source(httpserver, rows=2)
    first = next(one.pages(client, None, NOW))
    rest = list(one.pages(client, first.cursor, NOW))
    assert [r.key[-1] for page in rest for r in page.records] == list("345")


def test_an_expired_cursor_begins_the_window_anew(httpserver, client):
    httpserver.expect_request("/works").respond_with_handler(paged)
    cursor = {"from": "2026-05-01", "to": "2026-05-12", "cursor": "stale"}
    pages = list(source(httpserver, rows=2).pages(client, cursor, NOW))
    assert [r.key[-1] for page in pages for r in page.records] == list("12345")


def test_a_cursor_refused_in_the_middle_is_raised_and_not_repeated_for_ever(httpserver, client):
    body = answer([work(1), work(2)], **{"next-cursor": "stale"})

    def once(request: Request) -> Response:
        return paged(request) if request.args["cursor"] == "stale" else Response(body)

    httpserver.expect_request("/works").respond_with_handler(once)
    pages = source(httpserver, rows=2).pages(client, None, NOW)
    assert len(next(pages).records) == 2
    with pytest.raises(RefusedError):
        next(pages)


def test_figures_are_left_out_and_counted(httpserver, client):
    works = [work(1), {"DOI": "10.1/f", "type": "component"}, {"DOI": "x", "type": "book"}]
    httpserver.expect_request("/works").respond_with_data(answer(works))
    (page,) = list(source(httpserver).pages(client, None, NOW))
    assert len(page.records) == 1
    assert [entry.reason for entry in page.unreadable] == ["it has no DOI: 'x'"]
    assert page.note == "1 entries are no works (figures, issues)"


def test_a_single_work_is_had_by_its_doi(httpserver, client):
    found = json.dumps({"status": "ok", "message-type": "work", "message": work()})
    httpserver.expect_request("/works/10.1000/fold.1").respond_with_data(found)
    httpserver.expect_request("/works/10.1000/none").respond_with_data("no", status=404)
    one = source(httpserver)
    made = one.by_doi(client, Identifier("doi", "10.1000/fold.1"))
    assert made is not None
    assert made.key == "10.1000/fold.1"
    assert one.by_doi(client, Identifier("doi", "10.1000/none")) is None


@pytest.mark.parametrize(
    ("body", "error", "words"),
    [
        (b"", MalformedAnswerError, "the body is empty"),
        (b"<html><title>502 Bad Gateway</title>", MalformedAnswerError, "titled '502 Bad Gateway'"),
        (b"Resource not found.", MalformedAnswerError, "no JSON: 'Resource not found.'"),
        (answer([work()])[:-40], MalformedAnswerError, "cut off after"),
        (b'{"status": "failed", "message": [{"message": "No"}]}', UpstreamError, "says: No"),
        (b'{"status": "error", "message": {"message": "Boom"}}', UpstreamError, "says: Boom"),
        (b'{"status": "ok", "message-type": "member"}', MalformedAnswerError, "it is a member"),
        (b'{"DOI": "10.1/x"}', MalformedAnswerError, "no status"),
    ],
)
def test_a_status_200_that_is_no_work_list_is_refused(body, error, words):
    with pytest.raises(error, match=re.escape(words)):
        parse_works(body)


@pytest.mark.parametrize(
    "body", ['{"error": "bad key s3cret"}', "bad key s3cret", "<ERROR>s3cret</ERROR>"]
)
def test_an_answer_that_echoes_the_key_is_quoted_without_it(httpserver, client, body):
    httpserver.expect_request("/works").respond_with_data(body)
    with pytest.raises(AnswerError) as caught:
        list(source(httpserver, api_key="s3cret").pages(client, None, NOW))
    assert "s3cret" not in str(caught.value)


@pytest.mark.data
def test_every_recorded_answer_is_read_or_refused_in_words(recorded):
    yaml = pytest.importorskip("yaml")
    lists = singles = works = left_out = 0
    for tape in sorted((recorded / "protocol/crossref").rglob("*.yaml")):
        for exchange in yaml.load(tape.read_bytes(), getattr(yaml, "CSafeLoader", yaml.SafeLoader))[
            "interactions"
        ]:
            body = exchange["response"]["body"].get("string") or b""
            body = body.encode() if isinstance(body, str) else body
            body = gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body
            entries = []
            if b'"message-type":"work-list"' in body:
                entries, lists = list(parse_works(body).works), lists + 1
            elif b'"message-type":"work"' in body:
                entries, singles = [parse_work(body)], singles + 1
            else:
                with pytest.raises(AnswerError):
                    parse_works(body)
            records, unreadable = read_each(
                entries, lambda w, at: to_record(w, "crossref", at), "crossref", "crossref", AT
            )
            assert unreadable == []
            works += len(entries)
            left_out += len(entries) - len(records)
            for entry in records:
                _holds(entry)
    assert (lists, singles) == (44, 13)
    assert (works, left_out) == (643, 38)


def _holds(entry) -> None:
    said = json.loads(entry.raw)
    assert entry.key == said["DOI"].lower()
    assert len(entry.references) == len(said.get("reference", []))
    assert len(entry.authorships) + (not entry.authors_complete) >= len(said.get("author", [])) - 1
    assert not re.search(r"</?(?:jats|mml|i|b|sub|sup)\b|&(?:amp|lt|gt);", entry.title)
    assert not re.search(r"</?jats:|&(?:amp|lt|gt);", entry.abstract or "")
    if parts := said.get("published", {}).get("date-parts"):
        assert (entry.posted_on or entry.published_on or "").startswith(str(parts[0][0]))
