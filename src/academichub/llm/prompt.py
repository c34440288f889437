"""Prompts: Markdown files with a name and a version, and a fence for text that is only data.

A prompt's first line says ``<!-- name version -->``; `Prompt.sha256` goes into what a brief says
of how it came about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources
from string import Template

_FIRST = re.compile(r"<!-- ([a-z-]+) (\d+) -->\n")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff0-\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
"""Characters that a reader of the page would not see: controls, directions, tags."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt with ``$names`` to be filled in."""

    name: str
    version: int
    text: str
    sha256: str

    @property
    def label(self) -> str:
        """What provenance says of it: name, version, and the beginning of its SHA-256."""
        return f"{self.name} {self.version} {self.sha256[:12]}"

    def fill(self, values: Mapping[str, str]) -> str:
        """The text with *values* in place; a value is never looked through for names itself.

        Raises:
            KeyError: a name of the text has no value.
        """
        return Template(self.text).substitute(values)


@cache
def prompt(name: str) -> Prompt:
    """Read a prompt of the program."""
    body = (resources.files(__package__) / "prompts" / f"{name}.md").read_text(encoding="utf-8")
    first = _FIRST.match(body)
    if first is None or first[1] != name:
        raise ValueError(f"prompt {name} does not begin with its name and version")
    whole = sha256(body.encode()).hexdigest()
    return Prompt(name, int(first[2]), body[first.end() :].strip() + "\n", whole)


def plain(text: str) -> str:
    """*text* on one line, without characters that nobody sees."""
    return " ".join(_INVISIBLE.sub(" ", text).split())


def fence(text: str) -> str:
    """A word that *text* cannot hold, to stand before and after it.

    It is made from the text, so that equal requests stay equal; whoever wrote the text would have
    to know the word to make it, and the word changes with each letter of the text.
    """
    word = "DATA-" + sha256(b"fence\0" + text.encode("utf-8", "replace")).hexdigest()[:16]
    return word if word not in text else fence(text + word)
