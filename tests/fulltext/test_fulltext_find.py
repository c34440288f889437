"""The best text there is: from a local server in place of arXiv, from a file, from what is kept."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from academichub import fulltext
from academichub.errors import MalformedAnswerError
from academichub.fetch import Client
from academichub.ids import Identifier
from academichub.model import Work, to_json

WORK = Work(
    id="arxiv:2601.00001",
    title="Slow herons",
    type="preprint",
    source="made",
    sources=("made",),
    first_seen_at="2026-01-01T00:00:00Z",
    identifiers=(Identifier("arxiv", "2601.00001"),),
    abstract="We count herons.",
    version=2,
)
SENTENCE = "Every heron of the northern marshes was counted twice by two of us, number {}. "
LONG = "".join(SENTENCE.format(n) for n in range(60))
PAGE = f"<html><body><h1>Slow herons</h1><h2>Methods</h2><p>{LONG}</p></body></html>".encode()
TEX = rf"\documentclass{{a}}\begin{{document}}\section{{Methods}}{LONG}\end{{document}}".encode()


@contextmanager
def served(answers: dict[str, bytes]) -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            body = answers.get(self.path)
            self.send_response(200 if body else 404)
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def found(answers: dict[str, bytes], folder: Path):
    with served(answers) as (host, asked), Client(trusted=[host], attempts=1) as client:
        at = fulltext.Addresses(*(f"http://{host}/{name}" for name in ("html", "src", "pdf")))
        return fulltext.find(WORK, client, folder, at, "2026-02-01T00:00:00Z"), asked


def test_a_page_is_preferred_and_asked_for_once(tmp_path):
    answers = {"/html/2601.00001v2": PAGE, "/src/2601.00001v2": gzip.compress(TEX)}
    document, asked = found(answers, tmp_path)
    assert (document.engine, document.scope, document.version) == ("html", "full text", 2)
    assert asked == ["/html/2601.00001v2"]
    again, asked = found({}, tmp_path)
    assert again == document
    assert asked == []


def test_without_a_page_the_source_is_read_and_the_reason_told(tmp_path):
    document, asked = found({"/src/2601.00001v2": gzip.compress(TEX)}, tmp_path)
    assert document.engine == "tex"
    assert document.notes[0].startswith("HTML: ")
    assert asked == ["/html/2601.00001v2", "/src/2601.00001v2"]


def test_a_page_with_hardly_a_word_is_passed_over(tmp_path):
    answers = {"/html/2601.00001v2": b"<html><body><p>No page.</p>", "/src/2601.00001v2": TEX}
    document, _ = found(answers, tmp_path)
    assert document.engine == "tex"


def test_where_there_is_nothing_the_abstract_is_what_is_read_and_not_kept(tmp_path):
    document, asked = found({}, tmp_path)
    assert document.scope == "abstract"
    assert len(asked) == len(document.notes) == 3
    assert fulltext.kept(tmp_path, WORK.id, 2) is None


def test_a_host_out_of_reach_is_asked_once(tmp_path):
    with served({}) as (host, _):
        pass
    with Client(trusted=[host], attempts=1) as client:
        at = fulltext.Addresses(*(f"http://{host}/{name}" for name in ("html", "src", "pdf")))
        document = fulltext.find(WORK, client, tmp_path, at)
    assert document.scope == "abstract"
    assert len(document.notes) == 1


def test_without_a_client_nothing_is_asked_for(tmp_path):
    assert fulltext.find(WORK, None, tmp_path).scope == "abstract"


def test_another_version_is_another_document(tmp_path):
    found({"/html/2601.00001v2": PAGE}, tmp_path)
    assert fulltext.find(WORK, None, tmp_path).scope == "full text"
    assert fulltext.find(replace(WORK, version=3), None, tmp_path).scope == "abstract"


def test_a_damaged_file_is_as_good_as_none(tmp_path):
    document, _ = found({"/html/2601.00001v2": PAGE}, tmp_path)
    path = next(tmp_path.rglob("*.json.gz"))
    whole = path.read_bytes()
    path.write_bytes(whole[:-40])
    assert fulltext.kept(tmp_path, WORK.id, 2) is None
    path.write_bytes(gzip.compress(gzip.decompress(whole).replace(b"twice", b"never")))
    assert fulltext.kept(tmp_path, WORK.id, 2) is None
    fulltext.keep(tmp_path, document, 2)
    assert to_json(fulltext.kept(tmp_path, WORK.id, 2)) == to_json(document)


@pytest.mark.parametrize(
    ("body", "engine"), [(PAGE, "html"), (TEX, "tex"), (gzip.compress(TEX), "tex")]
)
def test_a_dropped_file_is_told_by_its_bytes(body, engine, tmp_path):
    path = tmp_path / "paper.bin"
    path.write_bytes(body)
    document = fulltext.of_file(path)
    assert document.engine == engine
    assert document.work.startswith("local:")


def test_a_file_that_is_no_paper_is_refused(tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(b"just words")
    with pytest.raises(MalformedAnswerError, match=r"paper\.pdf is no PDF"):
        fulltext.of_file(path)


def test_the_text_of_sections_is_given_by_their_titles():
    body = b"<h2>Abstract</h2><p>Short.</p><h2>Methods</h2><p>Long.</p><p>Longer.</p><h2>References</h2><p>X.</p>"
    assert fulltext.texts(fulltext.of_bytes(body)) == {"Methods": "Long.\n\nLonger."}
