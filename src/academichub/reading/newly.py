"""Names that a work gives to what it brings in: after its own verb, in its title, or called so.

Precision before recall: a name the text had used before is not new, nor is one that only serves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from academichub.evidence.abbreviations import abbreviations
from academichub.evidence.tokens import LONG
from academichub.symbols import words

_VERB = (
    r"(?:introduc|propos|present|develop|design|devis|releas|construct|formali[sz]|initiat|contribut|defin)(?:es?|ed|s)?|"
    r"creat(?:e|es|ed)|build|built|put forward"
)
_OURS = re.compile(
    r"\b(?:we|I|(?:this|our|the present) (?:paper|work|article|study|report|thesis|letter))(?: \w+ly| here| also| first| then| further| have| therefore| thus)*,? "
    rf"(?:[\w-]+ and |[^.;]{{3,120}}? and )?(?:{_VERB})\b|本文提出|我们提出|提出了|引入了?|构建了",
    re.IGNORECASE,
)
_SERVING = re.compile(
    r"\b(?:by|using|with|based|from|for|on|via|in|to|that|which|where|generated|\w+ing|under|through|against|of|between|among|over|as|how|whether)\b|[.;:]"
)
_NAME = r"(?P<name>[A-Z][\w$^{}+-]*(?:[ -][A-Z][\w+-]*){0,5}(?: \d(?:\.\d)?)?)"
_AT_ONCE = re.compile(
    rf"\s(?:(?:an?|the|our|two|three|its|a new|a novel)\s)?(?:[a-z][\w-]*,?\s){{0,5}}?{_NAME}"
)
_INITIALS = re.compile(
    r"\s(?:(?:an?|the|our|two|its|a new|a novel)\s)?(?P<name>[A-Z][\w-]*(?:\s[\w-]+){1,7}\s\([A-Z][\w+-]*[A-Z0-9][\w+-]*\))"
)
_NEAR = 40
_CALLED = re.compile(
    r"(?:,|\bwe|\bwhich we|\bis|\bare|\band)\s(?:call|called|term|termed|dub|dubbed|named|coin|coined|denoted)(?:\s(?:it|this|them|these|the|an?|as))*\s"
    rf"[“\"‘'*]?{_NAME}"
)
_NOTION = re.compile(
    r"\s(?:a |an |the )?(?:new |novel )?(?:notion|concept|class|family|kind|type|variant) of "
    r"(?P<name>(?:[\w-]+ ){0,3}?[\w-]{4,}?)(?=[,.;:]| (?:for|that|which|in|on|and|to|as|with|by|of|over|called|where|from|based|using)\b)"
)
_HAN = re.compile(r"(?:称为|命名为|称之为|简称)[“\"「]?(?P<name>[\w\u4e00-\u9fff-]{2,20})")
_TITLED = re.compile(r"(?P<name>[^\s:：]+(?:\s[^\s:：]+){0,2}?)\s?[:：]\s?\S")
_ADJECTIVE = re.compile(
    r"(?:-(?:based|aware|free|guided|language|driven|style|type|like|level|time)|[a-z]ized)$"
)
_SHAPED = re.compile(r"[A-Za-z]\w*[A-Z0-9]|[A-Z]\S*[+-]\S*|[A-Z][a-z]+[A-Z]|[A-Z]{3,}")
_COMMON = words(
    """
LLM LLMs AI ML DNN CNN RNN GNN GPU CPU RL NLP 3D 2D 1D DNA RNA MRI PDE PDEs ODE RMSE MSE MAE AUC ATE API GAN GANs VLM SOTA QED QCD
Theorem Lemma Proposition Section Figure Table Appendix Definition Corollary Algorithm The We In Our This REF
"""
)


def titled(title: str) -> str:
    """What stands before the colon of *title*, if that is short and has a capital; else ``""``."""
    match = _TITLED.match(title)
    if match is None or match["name"] in _COMMON or not match["name"][0].isupper():
        return ""
    return match["name"]


def shaped(name: str) -> bool:
    """Whether *name* has the form of a name: a capital, a digit or a sign where words have none."""
    return _SHAPED.search(name) is not None


def brings(text: str, name: str) -> bool:
    """Whether the sentence *text* brings in *name* as its authors' own."""
    ours = _OURS.search(text)
    return ours is not None and 0 <= text.find(name, ours.end()) - ours.end() <= _NEAR


def names(text: str) -> Iterator[str]:
    """The names that the sentence *text* gives to what its authors bring in."""
    ours = _OURS.search(text)
    if ours:
        yield from _behind(text, ours.end())
    if (match := _CALLED.search(text)) and _is_name(match["name"]):
        yield match["name"]
    if match := _HAN.search(text):
        yield match["name"]


def _behind(text: str, place: int) -> Iterator[str]:
    """The name right behind the verb that ends at *place*: with its abbreviation, by its form, or as a notion."""
    for short, start, end in abbreviations(text):
        if place <= start and short not in LONG and not _SERVING.search(text, place, start):
            yield f"{text[start:end]} ({short})"
            return
    if match := _INITIALS.match(text, place):
        yield match["name"]
        return
    match = _AT_ONCE.match(text, place)
    if match and (_SERVING.search(text, place, match.start("name")) or not _is_name(match["name"])):
        match = None
    if match := match or _NOTION.match(text, place):
        yield match["name"]


def _is_name(name: str) -> bool:
    if name in _COMMON or name in LONG or _ADJECTIVE.search(name):
        return False
    several = " " in name or "-" in name
    return several or _SHAPED.search(name) is not None
