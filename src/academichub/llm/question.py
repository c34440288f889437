"""What a model is asked and what it answered, as values; and what names a request for good.

Pure. Two requests with one digest are the same request, and it is paid for once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import orjson

from academichub.errors import ModelError

if TYPE_CHECKING:
    from pydantic import BaseModel

    Shape = TypeVar("Shape", bound=BaseModel)

Output = Literal["auto", "native", "tool", "prompted"]
"""How a model is held to a form: by its server's own means, by a tool it has to call, or by words.
``auto`` takes the first of these that the server is known for."""

_FENCED = re.compile(r"\s*```(?:json)?[ \t]*\n(.*?)\n?[ \t]*```\s*", re.DOTALL)
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Question:
    """One request, whole in itself.

    ``again`` is how often the reader has asked for the same anew. Where an earlier time brought an
    answer, that is it; where it was lost, this is another request and may be paid for once more.
    """

    instructions: str
    prompt: str
    shape: type[BaseModel]
    again: int = 0


@dataclass(frozen=True, slots=True)
class Rules:
    """How all requests of a program are made.

    ``timeout`` is in seconds without a byte; ``budget_tokens`` and ``budget_usd`` are of one reader
    and UTC day, None is no limit; ``tokens`` is the most one answer may have.
    """

    timeout: float = 90.0
    concurrency: int = 4
    tokens: int = 8192
    output: Output = "auto"
    stream: bool = True
    budget_tokens: int | None = 1_000_000
    budget_usd: float | None = 2.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model answered. ``kept`` says that it was asked before and cost nothing now."""

    text: str
    digest: str
    model: str
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float | None = None
    kept: bool = False
    finish: str = ""


def canonical(question: Question, model: str, address: str, rules: Rules) -> bytes:
    """The request as bytes that are equal for equal requests, however they are transported."""
    said: Mapping[str, Any] = {
        "version": _VERSION,
        "model": model,
        "address": address,
        "instructions": question.instructions,
        "prompt": question.prompt,
        "schema": question.shape.model_json_schema(),
        "output": rules.output,
        "tokens": rules.tokens,
        "again": question.again,
    }
    return orjson.dumps(said, option=orjson.OPT_SORT_KEYS)


def digest(request: bytes) -> str:
    """What names a request: SHA-256 of its canonical bytes."""
    return sha256(request).hexdigest()


def read(answer: Answer, shape: type[Shape]) -> Shape:
    """Read an answer's JSON, with or without a fence around it; nothing in it is mended.

    Raises:
        ModelError: it is not of the form that was asked for; the text says where.
    """
    from pydantic import ValidationError

    if not answer.text.strip():
        raise ModelError("the model answered nothing", kind="nothing")
    fenced = _FENCED.fullmatch(answer.text)
    try:
        return shape.model_validate_json(fenced[1] if fenced else answer.text)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        cut = "; it was cut off at the most tokens" if answer.finish == "length" else ""
        said = f"{where or 'JSON'}: {first['msg']}{cut}"
        raise ModelError(f"not the form asked for: {said}", kind="form", said=said) from None
