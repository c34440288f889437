"""What sentences claim in a form that can be held beside others: a value, or to be better than a name.

Reads only what is plainly said; a claim it is not sure of is no claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from academichub.argument import Sentence, Thing
from academichub.outline.material import plainly
from academichub.quantities.values import Quantity
from academichub.text import fold

_NOT = re.compile(
    r"\b(?:not|no|never|neither|nor|without|fail(?:s|ed)? to|cannot|unlike|if|whether)\b|n't\b|[不未没无]",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[,;:()，；：（）、]|\b(?:that|which|while|whereas|and|but|because|than|or)\b")
# What may stand between "better than" and a name for it to be the name of what is bested.
_ON_THE_WAY = re.compile(
    r"\s*(?:(?:the|both|standard|original|naive|vanilla|strong|existing|conventional|plain|prior|peak|performance of|"
    r"(?:strong )?baselines?|methods?|models?|like|such as|including|and|,|[A-Z][\w+-]*)\s*)*",
)
_REACH = 48  # characters before a comparison in which a negation turns it
# How good a method is on a test is no property of what is tested: two values are no tension.
_SCORES = re.compile(
    r"accura|score|success|f1|auc|auroc|bleu|rouge|precision|recall|error|loss|perplex|speed|gain|improve|"
    r"reduc|increas|time|latency|throughput|pass|win|iou|dice|psnr|ssim|map|performance|param|memory|cost|"
    r"sensitiv|specific|rate|ratio|准确|精度|召回|误差|性能|速度"
)
_CHANGE = re.compile(
    r"\b(?:by|improv\w*|increas\w*|decreas\w*|reduc\w*|gain\w*|drop\w*|faster|slower|more|fewer|less|higher|"
    r"lower|up to|over|than|additional)\b[^.;,]{0,24}$|(?:提高|增加|降低|减少|提升|约为?其)[^。；，]{0,10}$",
    re.IGNORECASE,
)
_FOUND = re.compile(
    r"\b(?:find|found|finds|measured?|measures|obtain(?:ed|s)?|derived?|derives|determined?|determines|estimated?|estimates|"
    r"inferred|infer|reported?|reports|yield(?:s|ed)?|gives?|gave|constrained|constrains)\b|测得|得到|求得|估计|测定",
    re.IGNORECASE,
)
# A measure and the words that give it its value: of, is, was found to be.
_SAID = re.compile(
    r"\b(?:the|an?)\s+(?P<measure>(?:(?!(?:of|in|for|is|was|to)\b)[A-Za-z][\w-]*\s+){0,3}(?!(?:of|in|for|is|was|to)\b)[A-Za-z][\w-]*)(?:\s+(?:of|in|for)\s+(?:the\s+)?[\w$-]+)?"
    r"(?:,\s+\$?[\w{}]{1,6}\$?|\s+\$[^$]{1,12}\$|\s+(?-i:[A-Z]\w{0,2}))?"
    r"\s*(?:\bof|\bis|\bwas|\bto be|\bequals?|=|≈|\b(?:is|was)\s+(?:found|measured|determined|estimated|inferred)\s+"
    r"(?:to be|as|at))\s*(?:about |approximately |around |roughly )?\$?$",
    re.IGNORECASE,
)
# Measures of the world, of nothing in it: one is compared wherever it was measured.
_OF_THE_WORLD = frozenset((
    "hubble constant", "fine structure constant", "gravitational constant", "neutron lifetime", "proton radius",
    "proton charge radius", "w boson mass", "higgs boson mass", "higgs mass", "top quark mass", "matter density parameter",
    "age of the universe", "solar neutrino flux", "muon lifetime", "muon magnetic moment", "planck constant",
))  # fmt: skip
# "for a mass of 40 GeV" says under which condition, not what was found.
_GIVEN = re.compile(
    r"\b(?:for|at|with|assuming|from|when|where|if|within|near|above|below|under|between)\s+(?:an?\s+|the\s+)?"
    r"(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
_BESTED = re.compile(
    r"\b(?:outperform(?:s|ed|ing)?|surpass(?:es|ed|ing)?|better than|superior to|improv(?:es|ed|ing) (?:over|upon|on)|"
    r"gains? over|beat(?:s|ing)?)\b|优于|超过",
    re.IGNORECASE,
)
_NAMED = re.compile(r"[A-Z][A-Za-z]*[A-Z0-9]|[a-z]+[A-Z0-9]")
_BESIDE = 70  # characters behind the verb in which those it is better than are named
_VALUED = ("object", "material")


@dataclass(frozen=True, slots=True)
class Value:
    """A measure has a value: of the thing ``about`` it is of, or of the world where that is ``""``."""

    sentence: Sentence
    about: str
    measure: str
    quantity: Quantity

    @property
    def key(self) -> tuple[str, str, str]:
        """Equal for two values of the same measure of the same thing in the same unit."""
        return plainly(self.about), plainly(self.measure), self.quantity.unit


def bested(sentence: Sentence) -> Iterator[Thing]:
    """The methods with names of their own that *sentence* claims something to be better than."""
    if sentence.role in ("background", "aim", "limit"):
        return
    for match in _BESTED.finditer(sentence.text):
        if _NOT.search(sentence.text[max(0, match.start() - _REACH) : match.start()]):
            continue
        for thing in sentence.things:
            behind = sentence.text[match.end() : max(match.end(), thing.start)]
            near = match.end() <= thing.start <= match.end() + _BESIDE
            if near and _has_name(thing) and _ON_THE_WAY.fullmatch(behind):
                yield thing


def _has_name(thing: Thing) -> bool:
    told = thing.kind == "method" and len(thing.text) > 2 and "based" not in thing.key
    return told and _NAMED.search(thing.text) is not None


def values(sentence: Sentence) -> Iterator[Value]:
    """The values *sentence* says were found of the one thing it speaks of, or of the world."""
    if sentence.role in ("background", "aim") or not sentence.quantities:
        return
    found = _FOUND.search(sentence.text)
    about = {thing.key: thing.text for thing in sentence.things if thing.kind in _VALUED}
    if found is None:
        return
    for quantity in sentence.quantities:
        before = _SAID.search(sentence.text[: quantity.start])
        if before is None or not _telling(sentence.text, before, quantity):
            continue
        of_this = next(iter(about.values()), "")
        if plainly(before["measure"]) in _OF_THE_WORLD:
            yield Value(sentence, "", before["measure"], quantity)
        elif len(about) == 1:
            yield Value(sentence, of_this, before["measure"], quantity)


def _telling(text: str, before: re.Match[str], quantity: Quantity) -> bool:
    """Whether it is one value of a property: no score of a method, no change, no bound, no range."""
    return (
        quantity.unit != ""
        and quantity.kind == "measure"
        and len(quantity.values) == 1
        and quantity.comparator in ("", "~")
        and _GIVEN.search(text[: before.start()]) is None
        and _SCORES.search(fold(before["measure"])) is None
        and _CHANGE.search(text[max(0, quantity.start - 40) : quantity.start]) is None
    )
