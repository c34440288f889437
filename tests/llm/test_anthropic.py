"""A server that speaks Anthropic's messages, asked through the same gate; its bodies are our own."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from pydantic import SecretStr
from tests.llm.conftest import ASKED, PARIS, QUICK, City

from academichub.errors import LostAnswerError
from academichub.llm import Model, named, read
from academichub.llm.scripted import Say, scripted_model

RULES = replace(QUICK, output="tool")


def body(events: list[dict[str, Any]]) -> bytes:
    said = [f"event: {event['type']}\ndata: {json.dumps(event)}\n\n" for event in events]
    return "".join(said).encode()


def streamed(text: str) -> list[dict[str, Any]]:
    usage = {"input_tokens": 33, "output_tokens": 1}
    message = {"id": "m", "type": "message", "role": "assistant", "model": "claude", "content": [],
               "stop_reason": None, "stop_sequence": None, "usage": usage}  # fmt: skip
    tool = {"type": "tool_use", "id": "t", "name": "answer", "input": {}}
    half = len(text) // 2
    pieces = [{"type": "input_json_delta", "partial_json": text[:half]},
              {"type": "input_json_delta", "partial_json": text[half:]}]  # fmt: skip
    return [
        {"type": "message_start", "message": message},
        {"type": "content_block_start", "index": 0, "content_block": tool},
        *({"type": "content_block_delta", "index": 0, "delta": piece} for piece in pieces),
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", "delta": {"stop_reason": "tool_use", "stop_sequence": None},
         "usage": {"output_tokens": 12}},
        {"type": "message_stop"},
    ]  # fmt: skip


def ask(store, say: Say | list[Say]):
    script = say if isinstance(say, list) else [say]
    with scripted_model(lambda _, n: script[min(n, len(script) - 1)]) as said:
        url = said.url.removesuffix("/v1")
        model = Model(
            named("anthropic:claude-haiku-4-5", url), SecretStr("sk-ant"), store.asked, RULES,
            sleep=lambda _: None,
        )  # fmt: skip
        try:
            return model.ask(ASKED, reader="me"), said
        finally:
            model.close()


STREAM = {"Content-Type": "text/event-stream"}


def test_an_answer_of_anthropic_is_read_and_counted(store):
    answer, said = ask(store, Say(body=body(streamed(PARIS)), headers=STREAM))
    assert read(answer, City).city == "Paris"
    assert (answer.tokens_in, answer.tokens_out) == (33, 12)
    assert [value for value in said.heads[0].values() if "sk-ant" in value]
    assert said.requests[0]["max_tokens"] == RULES.tokens


def test_its_overload_is_tried_again(store):
    busy = Say(status=529, body=b'{"type": "error", "error": {"type": "overloaded_error"}}')
    answer, said = ask(store, [busy, Say(body=body(streamed(PARIS)), headers=STREAM)])
    assert read(answer, City).city == "Paris"
    assert len(said.requests) == 2
    assert store.asked.calls() == {"answered": (1, 2)}


@pytest.mark.parametrize("keep", range(1, 6))
def test_its_stream_cut_anywhere_is_lost(store, keep):
    with pytest.raises(LostAnswerError):
        ask(store, Say(body=body(streamed(PARIS)[:keep]), headers=STREAM))
    assert store.asked.calls() == {"lost": (1, 1)}


def test_an_error_in_its_stream_is_lost(store):
    error = {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}
    with pytest.raises(LostAnswerError, match="Overloaded"):
        ask(store, Say(body=body([*streamed(PARIS)[:3], error]), headers=STREAM))
