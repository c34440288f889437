"""What an audit may ask for where somebody lets it: the full text of a work, from arXiv's addresses."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from academichub.accounts import ALONE
from academichub.config import Config, Upstreams
from academichub.desk import Desk
from academichub.hub import Hub

WORK = "arxiv:2601.20802"
SENTENCE = "Every heron of the northern marshes was counted twice by two of us, number {}. "
BODY = "".join(SENTENCE.format(n) for n in range(80))
REFERENCE = (
    '<h2 class="ltx_title_bibliography">References</h2><ul class="ltx_biblist">'
    '<li class="ltx_bibitem" id="b1">A. Moss. On moss. 2019. '
    '<a href="https://doi.org/10.9999/none.7">10.9999/none.7</a></li></ul>'
)
PAGE = (
    f"<html><body><h1>Herons</h1><h2>Methods</h2><p>{BODY}(Figure ??).</p>{REFERENCE}</body></html>"
)


def answers(path: str) -> tuple[int, str]:
    if path.startswith("/html/"):
        return 200, PAGE
    if path.startswith("/openalex/works"):
        return 200, '{"meta": {"count": 0, "next_cursor": null}, "results": []}'
    if path.startswith("/crossref/"):
        return 200, '{"status": "ok", "message-type": "work-list", "message": {"items": []}}'
    return 404, '{"responseCode": 100}' if path.startswith("/handles/") else ""


@pytest.fixture
def arxiv() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            status, body = answers(self.path)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()
    thread.join()


def hub(folder: Path, at: str) -> Hub:
    upstreams = Upstreams(
        arxiv_html=f"{at}/html",
        arxiv_source=f"{at}/src",
        arxiv_pdf=f"{at}/pdf",
        arxiv_api=f"{at}/api",
        crossref=f"{at}/crossref",
        datacite=f"{at}/datacite",
        doi_handles=f"{at}/handles",
        openalex=f"{at}/openalex",
    )
    return Hub(Config(data=folder, upstreams=upstreams))


def test_nobody_is_asked_unless_it_is_said_so(tmp_path, arxiv):
    at, asked = arxiv
    with hub(tmp_path, at) as program:
        found = program.audit(WORK)
    assert (found.scope, asked) == ("abstract", [])


def test_a_full_text_is_asked_for_once_and_read_ever_after(tmp_path, arxiv):
    at, asked = arxiv
    with hub(tmp_path, at) as program:
        found = program.audit(WORK, fetch=True)
        assert found.scope == "full text"
        assert "mentions" in {one.check for one in found.findings}
        again = program.audit(WORK)
        assert (again.scope, again.document) == (found.scope, found.document)
    assert len([path for path in asked if path.startswith("/html/")]) == 1
    assert list((tmp_path / "fulltext").rglob("*.json.gz"))


def test_only_a_registry_that_was_asked_can_know_no_such_identifier(tmp_path, arxiv):
    at, asked = arxiv
    with hub(tmp_path, at) as program:
        (unknown,) = [
            one
            for one in program.audit(WORK, fetch=True).findings
            if one.check == "reference-identifiers"
        ]
        assert dict(unknown.data) == {"kind": "unknown", "identifier": "10.9999/none.7"}
        assert unknown.evidence[0].text == "10.9999/none.7"
        before = len(asked)
        assert "reference-identifiers" not in {one.check for one in program.audit(WORK).findings}
        assert len(asked) == before


def test_a_review_that_may_ask_stands_on_the_full_text_and_later_ones_too(tmp_path, arxiv):
    at, asked = arxiv
    with hub(tmp_path, at) as program:
        reviews = Desk(program, ALONE).reviews
        before = reviews.open(WORK).review
        made = reviews.make_now(reviews.ask(WORK, fetch=True).id).review
        assert before
        assert made
        assert (before.scope, made.scope, made.engine[:4]) == ("abstract", "full text", "html")
        assert "reference-identifiers" in {one.check for one in made.findings}
        quotes = [q for part in made.parts for one in part.statements for q in one.quotes]
        text = program._text(program.work(WORK).work, False).text
        assert quotes
        assert all(text[one.start : one.end] == one.text for one in quotes)
        count = len(asked)
        assert reviews.open(WORK, "zh").review.scope == "full text"
        assert len(asked) == count
