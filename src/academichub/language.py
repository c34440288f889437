"""Chinese and English: every visible string, dates and numbers, on pages and in what is delivered.

The strings are in ``web/messages/*/*.json``, tables with the same keys for each language. Never
guesses a missing string: an unknown key is an error.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

DEFAULT = "en"
CODES = ("en", "zh")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July",
           "August", "September", "October", "November", "December")  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """One language: called with a key and values, it gives the sentence."""

    code: str
    texts: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """The text of *key* with its ``{places}`` filled. Raises KeyError for an unknown key."""
        text = self.texts[key]
        return text.format_map(values) if values else text

    def count(self, key: str, n: int) -> str:
        """The text of *key* for *n* things, in the right number."""
        return self(f"{key}.one" if n == 1 else f"{key}.other", n=self.number(n))

    def label(self, group: str, value: str) -> str:
        """The name of one of our words, or *value* itself where an upstream coined it."""
        return self.texts.get(f"{group}.{value}", value)

    def number(self, n: int) -> str:
        """*n* with its thousands set apart, as both languages do."""
        return f"{n:,}"

    def date(self, text: str) -> str:
        """An ISO date of any precision as this language writes it."""
        parts = text[:10].split("-")
        if not all(part.isdigit() for part in parts):
            return text
        numbers = [int(part) for part in parts]
        return _chinese(numbers) if self.code == "zh" else _english(numbers)

    def instant(self, text: str) -> str:
        """An ISO instant as this language writes it, to the minute, in UTC."""
        return f"{self.date(text)} {text[11:16]} UTC" if len(text) >= 16 else self.date(text)


def _english(parts: list[int]) -> str:
    year, *rest = parts
    if not rest or not 1 <= rest[0] <= 12:
        return str(year)
    month = f"{_MONTHS[rest[0] - 1]} {year}"
    return f"{rest[1]} {month}" if rest[1:] else month


def _chinese(parts: list[int]) -> str:
    return "".join(f"{part}{mark}" for part, mark in zip(parts, "年月日", strict=False))


@cache
def language(code: str) -> Language:
    """Load the table of *code*, one of `CODES`: every file of its folder."""
    texts: dict[str, str] = {}
    for part in files("academichub").joinpath("web", "messages", code).iterdir():
        texts.update(json.loads(part.read_text("utf-8")))
    return Language(code, texts)


@cache
def words(package: str, code: str) -> Language:
    """Load the words of one package of ours: ``words/<code>.json`` in the folder of *package*."""
    body = files("academichub").joinpath(package, "words", f"{code}.json").read_text("utf-8")
    return Language(code, json.loads(body))
