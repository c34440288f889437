"""What real servers answered, replayed by a local one through the real client.

The recordings are cassettes of two open projects. Applicable is whatever was answered to chat completions,
which is what we ask: whole and streamed, texts, tool calls, structured answers, refusals. Not
applicable are answers of OpenAI's Responses API and Google's own API, which are asked elsewhere than
we ask, and documents fetched on the way; these are replayed too, and must not be taken for answers.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from pydantic import BaseModel
from tests.llm.conftest import ASKED

from academichub.errors import LostAnswerError, ModelError
from academichub.llm import Answer, Rules, read
from academichub.llm.scripted import Say

pytestmark = pytest.mark.data

_ENDS = re.compile(r'"finish_reason": ?"|\[DONE\]')


@dataclass(frozen=True)
class Recorded:
    """One answer as it was recorded."""

    name: str
    url: str
    status: int
    kind: str
    body: bytes
    packed: str = ""

    @property
    def plain(self) -> bytes:
        return gzip.decompress(self.body) if self.packed else self.body

    @property
    def is_chat(self) -> bool:
        """Whether a model's server answered chat completions; the one that echoes is none."""
        parts = urlsplit(self.url)
        return parts.path.endswith("/chat/completions") and "demo-endpoints" not in parts.netloc

    @property
    def streams(self) -> bool:
        return self.kind.startswith("text/event-stream")


class Anything(BaseModel, extra="allow"):
    """Any object."""


@pytest.fixture(scope="session")
def answers(recorded: Path) -> list[Recorded]:
    return list(_read(recorded / "llm"))


def _read(folder: Path) -> Iterator[Recorded]:
    for path in sorted(folder.rglob("*.yaml")):
        cassette = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
        for number, one in enumerate(cassette["interactions"]):
            said = one["response"]
            heads = {name.lower(): values for name, values in said["headers"].items()}
            kind = heads.get("content-type", ["application/json"])
            yield Recorded(
                f"{path.stem} {number}", one["request"]["uri"], said["status"]["code"],
                kind if isinstance(kind, str) else kind[0], _body(said),
                "".join(heads.get("content-encoding", "")),
            )  # fmt: skip


def _body(said: dict[str, Any]) -> bytes:
    if "parsed_body" in said:
        return json.dumps(said["parsed_body"]).encode()
    text = said["body"]["string"]
    return text if isinstance(text, bytes) else text.encode()


def replay(asking: Any, one: Recorded) -> Answer:
    """What our client makes of a recorded answer."""
    heads = {"Content-Type": one.kind} | ({"Content-Encoding": one.packed} if one.packed else {})
    say = Say(status=one.status, body=one.body, headers=heads)
    rules = Rules(timeout=5, stream=one.streams, budget_tokens=None, budget_usd=None)
    model, said = asking(lambda *_: say, rules)
    try:
        answer: Answer = model.ask(ASKED, reader="me")
    finally:
        assert len(said.requests) == 1
    return answer


def expected(one: Recorded) -> tuple[str, list[str], dict[str, int]]:
    """Text, arguments of tool calls, and usage, read from the recording without our client."""
    if not one.streams:
        whole = json.loads(one.plain)
        message = whole["choices"][0]["message"]
        calls = [call["function"]["arguments"] for call in message.get("tool_calls") or []]
        return message.get("content") or "", calls, whole.get("usage") or {}
    text, arguments, usage = "", {}, {}
    for line in one.plain.decode().splitlines():
        if not line.startswith("data: {"):
            continue
        event = json.loads(line.removeprefix("data: "))
        usage = event.get("usage") or usage
        for choice in event["choices"]:
            text += choice["delta"].get("content") or ""
            for call in choice["delta"].get("tool_calls") or []:
                at = call["index"]
                arguments[at] = arguments.get(at, "") + (call["function"].get("arguments") or "")
    return text, [arguments[at] for at in sorted(arguments)], usage


def test_every_recorded_answer_to_chat_completions_is_read_as_it_was_said(answers, asking):
    replayed = 0
    for one in answers:
        if not one.is_chat or one.status != 200:
            continue
        answer = replay(asking, one)
        text, calls, usage = expected(one)
        if calls:
            assert json.loads(answer.text or "{}") == json.loads(calls[0] or "{}"), one.name
            assert read(answer, Anything) is not None
        else:
            assert answer.text.strip() == text.strip(), one.name
        if usage:
            counted = usage["prompt_tokens"], usage["completion_tokens"]
            assert (answer.tokens_in, answer.tokens_out) == counted, one.name
        assert answer.finish
        replayed += 1
    assert replayed >= 70


def test_a_recorded_stream_that_is_cut_anywhere_is_lost_and_never_half_an_answer(answers, asking):
    streams = [one for one in answers if one.is_chat and one.streams]
    assert len(streams) >= 10
    for one in streams:
        events = one.plain.decode().split("\n\n")
        ends = next(at for at, event in enumerate(events) if _ENDS.search(event))
        for keep in {1, ends // 2 + 1, ends}:
            body = "\n\n".join(events[:keep]).encode() + b"\n\n"
            cut = Recorded(one.name, one.url, 200, one.kind, body)
            with pytest.raises(LostAnswerError):
                replay(asking, cut)


def test_every_recorded_refusal_is_told_and_not_repeated(answers, asking, store):
    refusals = [one for one in answers if one.status != 200]
    assert len(refusals) >= 3
    for one in refusals:
        with pytest.raises(ModelError, match=f"answered {one.status}: ") as raised:
            replay(asking, one)
        assert not isinstance(raised.value, LostAnswerError)
    assert set(store.asked.calls()) == {"refused"}


def test_whatever_is_no_answer_to_chat_completions_is_not_taken_for_one(answers, asking):
    others = [one for one in answers if not one.is_chat]
    assert len(others) >= 20
    for one in others:
        with pytest.raises(LostAnswerError):
            replay(asking, one)
