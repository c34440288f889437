"""Why a model gave nothing, in the reader's language."""

from __future__ import annotations

from academichub.errors import ModelError
from academichub.language import words


def why(error: ModelError, language: str) -> str:
    """What went wrong, with what the model's server said of it."""
    told = words("llm", language)
    if not error.kind:
        return str(error)
    return told(f"why.{error.kind}") + (told("said", said=error.said) if error.said else "")
