"""Asking language models: typed answers, kept and never paid for twice, within a budget."""

from __future__ import annotations

from academichub.llm.model import Model
from academichub.llm.naming import PROVIDERS, Named, named
from academichub.llm.prompt import Prompt, prompt
from academichub.llm.question import Answer, Question, Rules, read

__all__ = [
    "PROVIDERS",
    "Answer",
    "Model",
    "Named",
    "Prompt",
    "Question",
    "Rules",
    "named",
    "prompt",
    "read",
]
