"""A piece of a sentence is not always what the sentence says: what was cut off may have turned it."""

from __future__ import annotations

import re

from academichub.ground import words_en, words_zh
from academichub.ground.basis import Basis
from academichub.ground.reading import read
from academichub.ground.verbatim import canonical

_TURNING = (
    words_en.CONDITIONS | words_en.STRONG_HEDGES | words_en.NEGATIONS - words_en.SOFT_NEGATIONS
)
_TURNING_ZH = words_zh.CONDITIONS | words_zh.STRONG_HEDGES | set(words_zh.NEGATIONS)
_GOES_ON = re.compile(
    r"\W*(?:is|was|are|were|does|did|do|has|have|may|might|could|would|should|can|cannot|not|unless|if|only|except|remains?|seems?|no longer|never|but not|nor|的说法|是错误|不成立|除非|并不|并非)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[;:。;]|,\s(?!that|if|when|as)")


def piece(basis: Basis, text: str) -> tuple[str, str] | None:
    """What stands before and after *text* in the sentences it is a verbatim piece of; None if it is none."""
    said = canonical(text)
    for around in basis.around:
        whole = canonical(around.text)
        for match in re.finditer(re.escape(read(said).text), whole) if said else ():
            before, after = whole[: match.start()], whole[match.end() :]
            if not (before[-1:].isalnum() and said[0].isalnum()) and not (
                after[:1].isalnum() and said[-1].isalnum()
            ):
                return before, after
    return None


def rule(basis: Basis, text: str) -> str:
    """What turns the sentence that *text* was cut out of."""
    cut = piece(basis, text)
    if cut is None:
        return ""
    before, after = cut
    if word := _turning(_CLAUSE.split(before)[-1]) or _opening(before):
        return f"it was cut off from “{word}”"
    if _GOES_ON.match(after) and not re.search(r"[.!?;。]\W*$", text):
        return f"it was cut off before “{after.strip()[:20]}”"
    return ""


def _turning(text: str) -> str:
    return next(
        (
            token.text
            for token in read(text).tokens
            if token.lower in _TURNING or token.text in _TURNING_ZH
        ),
        "",
    )


def _opening(before: str) -> str:
    """A condition at the head of the sentence, of which only the consequence is left."""
    match = re.match(
        r"\W*(if|unless|suppose|assuming|provided|when|only|without|were|如果|若|除非|假如|只有|当)\b",
        before,
        re.IGNORECASE,
    )
    return match[1] if match else ""


def is_clean(before: str, after: str) -> bool:
    """Whether nothing that was cut off turns, weakens or limits what is left."""
    return (
        not _turning(before)
        and not _turning(after)
        and not re.match(r"\W*(?:by|for|in|on|at|under|with|of|to|than|的|时)\b", after)
    )
