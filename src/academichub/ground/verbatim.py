"""Does a quote stand in its source? Only white space may differ; the source's own text is what is kept.

A quote that begins or ends inside a word or a number does not stand: "able" is not quoted from "unable".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from academichub import text as texts
from academichub.argument import Quote
from academichub.ground.values import Text

_SPACE = re.compile(r"\s+")
_NUMBER_GOES_ON = re.compile(r"[.,]?\d|\s?\\?[%‰]|[eE][-+]?\d|\s?(?:×|\\times)")
_NUMBER_BEGAN = re.compile(r"(?:\d[.,]?|[-+−^_\\.]\$?\{?)$")


def canonical(text: str) -> str:
    """*text* with each run of white space as one space, none at the ends."""
    return _SPACE.sub(" ", text).strip()


def standing(quote: Quote, works: Mapping[str, Text]) -> Quote | str:
    """The quote with its source's own text, or why it does not stand."""
    work = works.get(quote.work)
    if work is None:
        return f"work {quote.work} is not among those given"
    field = work.fields.get(quote.field)
    if field is None:
        return f"work {quote.work} has no {quote.field}"
    if not 0 <= quote.start < quote.end <= len(field):
        return f"{quote.start} to {quote.end} is no place in {quote.field}"
    source = field[quote.start : quote.end]
    if not canonical(quote.text) or canonical(source) != canonical(quote.text):
        return f"the text at its place is “{_short(source)}”"
    if cut := _cut(field, quote.start, quote.end):
        return cut
    return replace(quote, text=source)


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:77] + "…"


def _cut(field: str, start: int, end: int) -> str:
    """Why the place is none where a quote may begin or end; ``""`` if it is."""
    before, after = field[max(0, start - 3) : start], field[end : end + 6]
    first, last = field[start], field[end - 1]
    if _is_letter(before[-1:]) and _is_letter(first):
        return "it begins inside a word"
    if _is_letter(after[:1]) and _is_letter(last):
        return "it ends inside a word"
    if first.isdigit() and _NUMBER_BEGAN.search(before):
        return "it begins inside a number"
    if last.isdigit() and _NUMBER_GOES_ON.match(after):
        return "it ends inside a number"
    return ""


def _is_letter(character: str) -> bool:
    return character.isalnum() and not "\u2e80" <= character <= "\u9fff"


def find(work: str, field: str, text: str, fields: Mapping[str, str]) -> Quote | None:
    """Where *text* stands verbatim in a field, white space apart; None where it does not."""
    source = fields.get(field, "")
    parts = text.split()
    if not parts:
        return None
    pattern = r"\s+".join(map(re.escape, parts))
    for match in re.finditer(pattern, source):
        if not _cut(source, match.start(), match.end()):
            return Quote(work, field, match.start(), match.end(), match[0])
    return None


@lru_cache(maxsize=512)
def _sentences(field: str) -> tuple[tuple[int, int], ...]:
    return tuple((one[0], one[1]) for one in texts.sentences(field))


def surroundings(quote: Quote, works: Mapping[str, Text]) -> str:
    """The whole sentences that the quote is a part of."""
    field = works[quote.work].fields[quote.field]
    within = [
        (start, end) for start, end in _sentences(field) if start < quote.end and end > quote.start
    ]
    start = min([quote.start, *(start for start, _ in within)])
    end = max([quote.end, *(end for _, end in within)])
    return field[start:end]
