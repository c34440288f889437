"""Quotes that are not their source's: changed in a letter, a number, a word or their place.

Each way takes the true quote and gives one that must not be accepted; all that is told of a
quote's text differs from its source by more than white space, or its place is wrong.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace

from academichub.argument import Quote
from grounding_pairs import Source
from grounding_plants import PLANTS

Way = Callable[[Quote, Source, str, random.Random], Quote | None]


def _letters(quote: Quote, _source: Source, _other: str, chance: random.Random) -> Quote | None:
    at = chance.choice([i for i, c in enumerate(quote.text) if c.isalpha()])
    new = chance.choice("abcdefghijklmnopqrstuvwxyz")
    text = quote.text[:at] + new + quote.text[at + 1 :]
    return replace(quote, text=text) if text != quote.text else None


def _hidden(quote: Quote, _source: Source, _other: str, chance: random.Random) -> Quote | None:
    at = chance.randrange(1, len(quote.text))
    return replace(
        quote,
        text=quote.text[:at]
        + chance.choice("\u200b\u202e\u2060\u00ad\ufeff\u0301\x00")
        + quote.text[at:],
    )


def _lookalike(quote: Quote, _source: Source, _other: str, chance: random.Random) -> Quote | None:
    alike = dict(
        zip("aceopxyACEHKMOPT0123456789", "асеорхуАСЕНКМОРТ０１２３４５６７８９", strict=True)
    )
    places = [i for i, c in enumerate(quote.text) if c in alike]
    if not places:
        return None
    at = chance.choice(places)
    return replace(quote, text=quote.text[:at] + alike[quote.text[at]] + quote.text[at + 1 :])


def _shifted(quote: Quote, source: Source, _other: str, chance: random.Random) -> Quote | None:
    by = chance.choice([-7, -3, -1, 1, 2, 5])
    start, end = quote.start + by, quote.end + by
    if start < 0 or end > len(source.abstract):
        return None
    moved = source.abstract[start:end]
    return replace(quote, start=start, end=end) if moved.split() != quote.text.split() else None


def _inside(quote: Quote, _source: Source, _other: str, chance: random.Random) -> Quote | None:
    """True text that begins or ends inside a word."""
    words = list(re.finditer(r"[a-z]{5,}", quote.text[10:]))
    if not words:
        return None
    cut = 10 + chance.choice(words).start() + 2
    return replace(quote, start=quote.start + cut, text=quote.text[cut:])


def _missing(quote: Quote, _source: Source, _other: str, chance: random.Random) -> Quote | None:
    words = quote.text.split()
    del words[chance.randrange(len(words))]
    return replace(quote, text=" ".join(words))


def _elided(quote: Quote, _source: Source, _other: str, _chance: random.Random) -> Quote | None:
    words = quote.text.split()
    return replace(quote, text=" ".join([*words[:4], "...", *words[-4:]]))


def _case(quote: Quote, _source: Source, _other: str, _chance: random.Random) -> Quote | None:
    text = quote.text.upper()
    return replace(quote, text=text) if text != quote.text else None


def _field(quote: Quote, _source: Source, _other: str, _chance: random.Random) -> Quote | None:
    return replace(quote, field="title")


def _work(quote: Quote, _source: Source, other: str, _chance: random.Random) -> Quote | None:
    return replace(quote, text=other)


def _planted(name: str) -> Way:
    def way(quote: Quote, _source: Source, other: str, chance: random.Random) -> Quote | None:
        changed = PLANTS[name](quote.text, other, chance)
        if changed is None or changed[0].split() == quote.text.split():
            return None
        return replace(quote, text=changed[0])

    return way


ALTERED: dict[str, Way] = {
    "a letter": _letters, "an invisible character": _hidden, "a look-alike": _lookalike, "another place": _shifted, "inside a word": _inside,
    "a word missing": _missing, "the middle left out": _elided, "capitals": _case, "another field": _field, "another work's text": _work,
    **{f"planted {name}": _planted(name) for name in ("number", "unit", "comparator", "sign", "direction", "polarity", "entity", "hedging")},
}  # fmt: skip
