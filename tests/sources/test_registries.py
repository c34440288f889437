"""What registries say of identifiers, from a local server in place of all of them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, unquote, urlsplit

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub.errors import MalformedAnswerError
from academichub.fetch import Client
from academichub.ids import Identifier, parse
from academichub.sources.registries import Registered, Registries, parse_datacite

HERE = {
    "10.1000/moss": {
        "DOI": "10.1000/moss",
        "type": "journal-article",
        "title": ["On moss"],
        "issued": {"date-parts": [[2019]]},
        "updated-by": [
            {"DOI": "10.1000/gone", "type": "retraction", "updated": {"date-parts": [[2021, 3, 1]]}}
        ],
    },
    "10.1000/a,b": {"DOI": "10.1000/a,b", "type": "journal-article", "title": ["With a comma"]},
}
DATASET = {"data": {"attributes": {"titles": [{"title": "Moss data"}], "publicationYear": 2020}}}
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"
 xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom">
<opensearch:totalResults>1</opensearch:totalResults><opensearch:startIndex>0</opensearch:startIndex>
<opensearch:itemsPerPage>1</opensearch:itemsPerPage>
<entry><id>http://arxiv.org/abs/2601.00001v1</id><title>Slow herons</title>
<published>2026-01-01T00:00:00Z</published><updated>2026-01-01T00:00:00Z</updated>
<summary>We count.</summary><author><name>A. Heron</name></author>
<arxiv:primary_category term="q-bio.PE"/><category term="q-bio.PE"/></entry></feed>"""
HANDLES = {"10.5281/zenodo.7", "10.3390/known", "10.1000/a,b"}


class Served:
    def __init__(self) -> None:
        self.asked: list[str] = []
        self.broken: set[str] = set()

    def answer(self, url: str) -> tuple[int, bytes]:
        self.asked.append(url)
        parts = urlsplit(url)
        path = unquote(parts.path)
        if any(path.startswith(one) for one in self.broken):
            return 500, b"no"
        if path == "/crossref/works":
            wanted = parse_qs(parts.query)["filter"][0].split(",")
            found = [HERE[one[4:]] for one in wanted if one[4:] in HERE]
            return 200, orjson.dumps(
                {"status": "ok", "message-type": "work-list", "message": {"items": found}}
            )
        if path == "/arxiv":
            return 200, ATOM.encode()
        if path.startswith("/handles/"):
            known = path.removeprefix("/handles/") in HANDLES
            return (200, b'{"responseCode":1}') if known else (404, b'{"responseCode":100}')
        if path == "/datacite/dois/10.5281/zenodo.7":
            return 200, orjson.dumps(DATASET)
        return 404, b"{}"


@pytest.fixture
def served() -> Iterator[tuple[Served, Registries, Client]]:
    there = Served()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = there.answer(self.path)
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    host = f"127.0.0.1:{server.server_port}"
    at = f"http://{host}"
    registries = Registries(
        f"{at}/crossref", f"{at}/datacite", f"{at}/handles", f"{at}/arxiv", "a@b.example"
    )
    with Client(trusted=[host], attempts=1, paces={"*": 0.0}) as client:
        yield there, registries, client
    server.shutdown()
    server.server_close()
    thread.join()


def test_each_registry_says_what_it_knows(served):
    there, registries, client = served
    names = ["10.1000/moss", "10.5281/zenodo.7", "10.3390/known", "10.9999/none", "2601.00001"]
    known = {str(one): said for one, said in registries.look(client, map(parse, names)).items()}
    moss = known["doi:10.1000/moss"]
    assert moss
    assert (moss.title, moss.year, moss.updates[0].type) == ("On moss", "2019", "retraction")
    assert known["doi:10.5281/zenodo.7"] == Registered("Moss data", "2020")
    assert known["doi:10.3390/known"] == Registered()
    assert known["doi:10.9999/none"] is None
    assert known["arxiv:2601.00001"] == Registered("Slow herons", "2026")
    assert sum("/crossref/" in one for one in there.asked) == 1


def test_an_arxiv_id_is_unknown_only_if_its_doi_is_unknown_too(served):
    there, registries, client = served
    lost = parse("2601.99999")
    assert registries.look(client, [lost]) == {
        parse("2601.00001"): Registered("Slow herons", "2026"),
        lost: None,
    }
    assert there.asked[-1] == "/handles/10.48550/arxiv.2601.99999"


def test_a_doi_with_a_comma_is_asked_for_alone(served):
    there, registries, client = served
    known = registries.look(client, [Identifier("doi", "10.1000/a,b")])
    assert known == {Identifier("doi", "10.1000/a,b"): Registered()}
    assert not [one for one in there.asked if "/crossref/" in one]


def test_a_registry_that_fails_says_nothing(served):
    there, registries, client = served
    there.broken = {"/handles/", "/arxiv"}
    names = ["10.1000/moss", "10.9999/none", "2601.00001"]
    assert [str(one) for one in registries.look(client, map(parse, names))] == ["doi:10.1000/moss"]
    there.broken = {"/crossref", "/arxiv"}
    assert registries.look(client, [parse("10.9999/none")]) == {parse("10.9999/none"): None}


def test_what_no_registry_has_is_passed_over(served):
    there, registries, client = served
    assert registries.look(client, [Identifier("pmid", "1")]) == {}
    assert there.asked == []


@given(st.recursive(st.none() | st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["data", "attributes", "titles", "title", "publicationYear"]), inner)))  # fmt: skip
def test_any_answer_of_datacite_is_read_or_refused(value):
    with contextlib.suppress(MalformedAnswerError, orjson.JSONEncodeError):
        assert isinstance(parse_datacite(orjson.dumps(value)), Registered)
