"""One exchange with a model's server: sent at most once, read to its end or broken off.

Nothing is tried again here, no redirect is followed, no connection is used twice (so that none can
be found closed with a request half on it), and no answer may be longer than its tokens explain.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import anthropic
import httpx2
import openai
from pydantic_ai import exceptions
from pydantic_ai.messages import (
    InstructionPart,
    ModelRequest,
    ModelResponse,
    TextPart,
    ToolCallPart,
    UserPromptPart,
)
from pydantic_ai.models import ModelRequestParameters
from pydantic_ai.output import OutputObjectDefinition
from pydantic_ai.settings import ModelSettings
from pydantic_ai.tools import ToolDefinition

from academichub.llm.outcome import Failed, Seen, judge, told
from academichub.llm.servers import UNSAID, made

if TYPE_CHECKING:
    from pydantic_ai.models import Model as Server

    from academichub.llm.naming import Named
    from academichub.llm.question import Output, Question, Rules

CONNECT = 10.0
TOTAL = 10
"""An answer may take so many times `Rules.timeout` in all."""
_HEAD, _PER_TOKEN = 1 << 18, 1500
_PER_TOKEN_TEXT = 16
_TOO_LONG = "the answer is longer than it may be"
_TOOL = "answer"
_DONE = b"[DONE]"
"""How a stream of OpenAI's form ends. Some servers say nothing else of why the model stopped."""
_FAULTS = (
    exceptions.AgentRunError, exceptions.UserError, openai.OpenAIError, anthropic.AnthropicError,
    httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, ValueError, TypeError, KeyError,
    AttributeError, AssertionError, OSError,
)  # fmt: skip
"""What these libraries raise on answers that are none, the last ones by mistake."""
_UNSENT = (
    httpx2.ConnectError,
    httpx2.ConnectTimeout,
    httpx2.PoolTimeout,
    httpx2.UnsupportedProtocol,
)

_seen: ContextVar[Seen] = ContextVar("_seen")


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model said; ``usage`` as its server counted, None where it did not."""

    text: str
    finish: str
    model: str
    usage: Any


class _Capped(httpx2.AsyncByteStream):
    """A body that ends with an error where it is longer than it may be."""

    def __init__(self, body: httpx2.AsyncByteStream, most: int, seen: Seen) -> None:
        self._body, self._left, self._seen = body, most, seen

    async def __aiter__(self) -> AsyncIterator[bytes]:
        tail = b""
        async for chunk in self._body:
            self._left -= len(chunk)
            tail = tail[-len(_DONE) :] + chunk
            self._seen.done = self._seen.done or _DONE in tail
            if self._left < 0:
                raise httpx2.DecodingError(_TOO_LONG)
            yield chunk

    async def aclose(self) -> None:
        await self._body.aclose()


class Wire:
    """The way to one model. Everything here belongs to one event loop.

    Args:
        model: who is asked.
        key: what is shown to the server, where it wants something.
        rules: how requests are made.
    """

    def __init__(self, model: Named, key: str | None, rules: Rules) -> None:
        self._key, self._rules = key, rules
        timeout = httpx2.Timeout(rules.timeout, connect=CONNECT)
        self._client = httpx2.AsyncClient(
            timeout=timeout,
            limits=httpx2.Limits(max_keepalive_connections=0),
            follow_redirects=False,
            headers={"accept-encoding": "identity", "user-agent": "AcademicHub"},
            event_hooks={"request": [_begin], "response": [self._look]},
        )
        self._server: Server = made(model, key, self._client, timeout)
        self._output = _output(self._server, rules.output)

    async def close(self) -> None:
        """Give the connections back."""
        await self._client.aclose()

    async def send(self, question: Question) -> Reply:
        """Ask once.

        Raises:
            Failed: no answer came.
        """
        seen = Seen()
        _seen.set(seen)
        try:
            async with asyncio.timeout(self._rules.timeout * TOTAL):
                return _reply(await self._exchange(question))
        except TimeoutError:
            said = f"not done within {self._rules.timeout * TOTAL:g} seconds"
            raise Failed(judge(seen, said, time.time())) from None
        except _FAULTS as error:
            seen.connected = seen.status > 0 or not _unsent(error)
            raise Failed(judge(seen, self._words(error), time.time())) from None

    async def _exchange(self, question: Question) -> ModelResponse:
        asked = [
            ModelRequest([UserPromptPart(question.prompt)], instructions=question.instructions)
        ]
        form = _form(question, self._output)
        settings = self._settings()
        if not self._rules.stream:
            return await self._server.request([*asked], settings, form)
        async with self._server.request_stream([*asked], settings, form) as stream:
            left = _PER_TOKEN_TEXT * self._rules.tokens
            async for event in stream:
                left -= _length(event)
                if left < 0:
                    raise exceptions.UnexpectedModelBehavior(_TOO_LONG)
            response = stream.get()
        unsaid = response.finish_reason is None or UNSAID in (response.provider_details or {})
        if unsaid and not _seen.get().done:
            raise exceptions.UnexpectedModelBehavior("the stream ended in the middle")
        return response

    def _settings(self) -> ModelSettings:
        return ModelSettings(max_tokens=self._rules.tokens, max_retries=0)

    async def _look(self, response: httpx2.Response) -> None:
        seen = _seen.get()
        seen.status = response.status_code
        seen.headers = {name.lower(): value for name, value in response.headers.items()}
        packed = seen.headers.get("content-encoding", "identity") != "identity"
        most = _HEAD if packed else _HEAD + _PER_TOKEN * self._rules.tokens
        body = response.stream
        if isinstance(body, httpx2.AsyncByteStream):
            response.stream = _Capped(body, most, seen)

    def _words(self, error: BaseException) -> str:
        if isinstance(error, exceptions.ModelHTTPError):
            return told(error.body, self._key)
        kinds = [
            type(one).__name__ for one in _chain(error) if isinstance(one, httpx2.TimeoutException)
        ]
        if "ReadTimeout" in kinds:
            return f"no byte for {self._rules.timeout:g} seconds"
        return told(str(error), self._key)


async def _begin(_: httpx2.Request) -> None:
    _seen.get().begun = True


def _length(event: object) -> int:
    delta = getattr(event, "delta", None)
    said = getattr(delta, "content_delta", None) or getattr(delta, "args_delta", None)
    return len(said) if isinstance(said, str) else 0


def _chain(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found


def _unsent(error: BaseException) -> bool:
    return any(isinstance(one, _UNSENT) for one in _chain(error))


def _output(server: Server, wanted: Output) -> Output:
    if wanted != "auto":
        return wanted
    if server.profile.get("supports_json_schema_output"):
        return "native"
    return "tool" if server.profile.get("supports_tools") else "prompted"


def _form(question: Question, output: Output) -> ModelRequestParameters:
    schema = question.shape.model_json_schema()
    said = [InstructionPart(content=question.instructions)]
    if output == "tool":
        tool = ToolDefinition(
            name=_TOOL,
            parameters_json_schema=schema,
            description="Gives the answer.",
            kind="output",
        )
        return ModelRequestParameters(
            output_mode="tool", output_tools=[tool], allow_text_output=False, instruction_parts=said
        )
    shape = OutputObjectDefinition(schema, name=_TOOL)
    mode: Literal["native", "prompted"] = "native" if output == "native" else "prompted"
    return ModelRequestParameters(output_mode=mode, output_object=shape, instruction_parts=said)


def _reply(response: ModelResponse) -> Reply:
    calls = [part for part in response.parts if isinstance(part, ToolCallPart)]
    texts = [part.content for part in response.parts if isinstance(part, TextPart)]
    text = calls[0].args_as_json_str() if calls else "".join(texts)
    usage = response.usage if response.usage.input_tokens or response.usage.output_tokens else None
    return Reply(text, response.finish_reason or "", response.model_name or "", usage)
