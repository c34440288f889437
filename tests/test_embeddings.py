"""An embedding model that the operator supplies: read truly, kept once, refused when it lies."""

from __future__ import annotations

import base64
from pathlib import Path

import numpy as np
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer

from academichub import semantics
from academichub.collect import take
from academichub.embeddings import from_address, from_folder, normalised, read
from academichub.errors import ConfigurationError, MalformedAnswerError, SearchIndexError
from academichub.fetch import Client
from academichub.index.vectors import Vectors
from academichub.model import Page
from academichub.store import Store
from academichub.testing import arxiv_record

AT = "2026-06-12T04:00:00Z"


def answer(vectors: list[list[float]], *, packed: bool) -> bytes:
    def form(vector: list[float]) -> object:
        if packed:
            return base64.b64encode(np.array(vector, "<f4").tobytes()).decode()
        return vector

    rows = [{"index": at, "embedding": form(vector)} for at, vector in enumerate(vectors)]
    return orjson.dumps({"object": "list", "data": rows[::-1], "model": "m"})


finite = st.floats(-1e6, 1e6, width=32)


@given(st.integers(1, 5).flatmap(lambda n: st.lists(st.lists(finite, min_size=n, max_size=n), min_size=1, max_size=6)), st.booleans())  # fmt: skip
def test_both_forms_of_an_answer_give_the_vectors_in_the_order_asked(vectors, packed):
    assert np.array_equal(
        read(answer(vectors, packed=packed), len(vectors)), np.array(vectors, "<f4")
    )


@pytest.mark.parametrize(
    "body",
    [
        b"<html>",
        b"{}",
        b'{"data": []}',
        b'{"data": [{"index": 0, "embedding": "not base64!"}]}',
        b'{"data": [{"index": 0, "embedding": [1, null]}]}',
        b'{"data": [{"index": 0, "embedding": [1]}, {"index": 1, "embedding": [1, 2]}]}',
    ],
)
def test_an_answer_without_the_vectors_that_were_asked_for_is_an_error(body):
    with pytest.raises(MalformedAnswerError):
        read(body, 1)


def test_every_vector_has_length_one_or_is_zero():
    made = normalised(np.array([[3, 4], [0, 0]], np.float32))
    assert made.tolist() == [[pytest.approx(0.6), pytest.approx(0.8)], [0, 0]]


def test_the_key_goes_in_the_header_and_the_texts_in_batches(httpserver: HTTPServer):
    sizes = []

    def respond(request):
        from werkzeug import Response

        assert request.headers["authorization"] == "Bearer secret"
        asked = orjson.loads(request.data)["input"]
        sizes.append(len(asked))
        return Response(answer([[1.0, float(len(text))] for text in asked], packed=False))

    httpserver.expect_request("/v1/embeddings", method="POST").respond_with_handler(respond)
    with Client(trusted=[f"{httpserver.host}:{httpserver.port}"]) as client:
        embed = from_address(client, httpserver.url_for("/v1"), "m", "secret")
        made = embed(["x" * n for n in range(1, 101)])
    assert sizes == [64, 36]
    assert made.shape == (100, 2)
    assert made[2] == pytest.approx([1 / 10**0.5, 3 / 10**0.5])


def test_a_folder_without_a_model_is_said_to_be_none(tmp_path: Path):
    with pytest.raises(ConfigurationError):
        from_folder(tmp_path / "nothing")


def test_a_work_is_embedded_once_and_again_only_when_its_text_changes(store: Store, tmp_path: Path):
    asked: list[str] = []

    def embed(texts):
        asked.extend(texts)
        return np.array([[1.0, len(text)] for text in texts], np.float32)

    take(store, "arxiv-rss", Page(records=[arxiv_record("2606.00001", "One"), arxiv_record("2606.00002", "Two")]), AT)  # fmt: skip
    numbers = [number for number, _ in store.everything()]
    vectors = Vectors(tmp_path, "m")
    assert semantics.fill(store, vectors, embed, numbers) == 2
    assert semantics.fill(store, vectors, embed, numbers) == 0
    again = arxiv_record("2606.00001", "One, corrected", version=2, fetched_at="2026-06-13T04:00:00Z")  # fmt: skip
    take(store, "arxiv-rss", Page(records=[again]), AT)
    assert semantics.fill(store, vectors, embed, numbers) == 1
    assert len(asked) == 3
    found = Vectors(tmp_path, "m").of([numbers[1], 999, numbers[0]])
    assert found is not None
    assert found[1].tolist() == [0, 0]
    assert found[2][1] == len(asked[2])


def test_a_row_that_was_cut_short_is_no_row_and_does_not_spoil_the_next(tmp_path: Path):
    vectors = Vectors(tmp_path, "m")
    vectors.put({1: (11, [1.0, 2.0]), 2: (22, [3.0, 4.0])})
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:-3])
    assert Vectors(tmp_path, "m").digests([1, 2]) == {1: 11}
    Vectors(tmp_path, "m").put({2: (23, [5.0, 6.0])})
    assert Vectors(tmp_path, "m").digests([1, 2]) == {1: 11, 2: 23}
    found = Vectors(tmp_path, "m").of([2, 1])
    assert found is not None
    assert found.tolist() == [[5, 6], [1, 2]]


def test_vectors_of_another_length_are_refused_and_of_another_model_kept_apart(tmp_path: Path):
    Vectors(tmp_path, "m").put({1: (11, [1.0, 2.0])})
    with pytest.raises(SearchIndexError):
        Vectors(tmp_path, "m").put({1: (11, [1.0, 2.0, 3.0])})
    assert Vectors(tmp_path, "other").of([1]) is None


def test_keeping_up_embeds_the_newest_days_and_then_only_what_changes(store: Store, tmp_path: Path):
    asked: list[str] = []

    def embed(texts):
        asked.extend(texts)
        return np.ones((len(texts), 2), np.float32)

    vectors = Vectors(tmp_path, "m")
    take(store, "arxiv-rss", Page(records=[arxiv_record("2606.00001", "One")]), AT)
    assert semantics.keep_up(store, vectors, embed) == 1
    take(store, "arxiv-rss", Page(records=[arxiv_record("2606.00002", "Two")]), AT)
    assert semantics.keep_up(store, Vectors(tmp_path, "m"), embed) == 1
    assert semantics.keep_up(store, vectors, embed) == 0
    assert [text.split("\n")[0] for text in asked] == ["One", "Two"]
