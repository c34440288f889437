"""What an audit may ask for where somebody lets it: the full text of a work, from arXiv's addresses."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from academichub.config import Config, Upstreams
from academichub.hub import Hub

WORK = "arxiv:2601.20802"
SENTENCE = "Every heron of the northern marshes was counted twice by two of us, number {}. "
BODY = "".join(SENTENCE.format(n) for n in range(80))
PAGE = f"<html><body><h1>Herons</h1><h2>Methods</h2><p>{BODY}(Figure ??).</p></body></html>"


@pytest.fixture
def arxiv() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            known = self.path.startswith("/html/")
            self.send_response(200 if known else 404)
            self.end_headers()
            self.wfile.write(PAGE.encode() if known else b"")

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
    upstreams = Upstreams(arxiv_html=f"{at}/html", arxiv_source=f"{at}/src", arxiv_pdf=f"{at}/pdf")
    return Hub(Config(data=folder, upstreams=upstreams))


def test_nobody_is_asked_unless_it_is_said_so(tmp_path, arxiv):
    at, asked = arxiv
    with hub(tmp_path, at) as program:
        found = program.audit(WORK)
    assert (found.scope, asked) == ("abstract", [])
    assert "nothing was asked for" in found.notes[0]


def test_a_full_text_is_asked_for_once_and_read_ever_after(tmp_path, arxiv):
    at, asked = arxiv
    with hub(tmp_path, at) as program:
        found = program.audit(WORK, fetch=True)
        assert found.scope == "full text"
        assert "mentions" in {one.check for one in found.findings}
        assert program.audit(WORK) == found
    assert len([path for path in asked if path.startswith("/html/")]) == 1
    assert list((tmp_path / "fulltext").rglob("*.json.gz"))
