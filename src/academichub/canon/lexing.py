"""Lean source without its comments and strings: every code point keeps its place.

Comments and strings become blanks, so that no word of theirs is ever taken for a declaration. Doc
comments are kept aside with where they stand. Any text is read, also one that is no Lean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(
    r"--[^\n]*"
    r"|(?P<block>/-)"
    r"|(?P<raw>(?<![\w.'])r(?P<fence>\#{0,8})\")"
    r'|"'
    r"|(?<![\w'!?»])'(?:\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)|[^'\\\n])'"
    r"|«[^»\n]{0,200}+»"
)
_QUOTE = re.compile(r'[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_NEST = re.compile(r"/-|-/")
_INK = re.compile(r"[^\n]")


@dataclass(frozen=True, slots=True)
class Doc:
    """A doc comment: where it stands, and its text without the marks."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """The text with blanks for comments and strings, as long as the text itself; and its doc comments."""

    text: str
    docs: tuple[Doc, ...]


def code(text: str) -> Code:
    """Blank the comments, strings and characters of *text*; take its doc comments aside."""
    out: list[str] = []
    docs: list[Doc] = []
    at = 0
    while found := _MARK.search(text, at):
        start, end = found.start(), _end(text, found)
        if text[start] == "«":
            out.append(text[at:end])
        else:
            out.append(text[at:start])
            out.append(_blank(text[start:end]))
        if found["block"] and text.startswith("/--", start) and end - start > 4:
            docs.append(Doc(start, end, text[start + 3 : end].removesuffix("-/").strip()))
        at = end
    out.append(text[at:])
    return Code("".join(out), tuple(docs))


def _end(text: str, found: re.Match[str]) -> int:
    if found["block"]:
        return _block(text, found.end())
    if found["raw"]:
        close = text.find('"' + found["fence"], found.end())
        return len(text) if close < 0 else close + 1 + len(found["fence"])
    if found[0] == '"':
        string = _QUOTE.match(text, found.end())
        return string.end() if string else len(text)
    return found.end()


def _block(text: str, at: int) -> int:
    """The end of a block comment that was opened before *at*; comments nest."""
    depth = 1
    for mark in _NEST.finditer(text, at):
        depth += 1 if mark[0] == "/-" else -1
        if not depth:
            return mark.end()
    return len(text)


def _blank(text: str) -> str:
    if "\n" not in text:
        return " " * len(text)
    return _INK.sub(" ", text)
