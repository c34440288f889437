"""Which of our languages a browser is answered in."""

from __future__ import annotations

from functools import lru_cache

from academichub.language import CODES, DEFAULT, Language, language


def choose(asked: str | None, kept: str | None, accept: str | None) -> str:
    """Decide the language: the address, else the cookie, else the browser, else English."""
    for code in (asked, kept):
        if code in CODES:
            return code
    return _accepted(accept) if accept else DEFAULT


@lru_cache(maxsize=256)
def _accepted(header: str) -> str:
    # RFC 9110, 12.5.4: comma-separated ranges, each with a weight of 1 where none is written.
    best, best_weight = DEFAULT, 0.0
    for item in header[:400].split(","):
        tag, _, parameter = item.partition(";")
        code = tag.strip().split("-")[0].lower()
        weight = _weight(parameter)
        if code in CODES and weight > best_weight:
            best, best_weight = code, weight
    return best


def _weight(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


__all__ = ["CODES", "DEFAULT", "Language", "choose", "language"]
