"""The ledger: parameters that were set or fitted, what is assumed without proof, and what is new by name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from academichub.evidence import key
from academichub.evidence.abbreviations import abbreviations
from academichub.reading import sought
from academichub.reading.cues import Said
from academichub.reading.reader import Reader, best, quoted, whole
from academichub.reading.refereeing import Labelled
from academichub.reading.sorting import PREMISE, assumes
from academichub.symbols import words

_MOST = 10
_NAMED = re.compile(
    r"\b((?:initial |base |peak |maximum )?learning rate|(?:mini-?)?batch size|dropout(?: (?:rate|probability))?|temperature|weight decay|momentum|"
    r"(?:[\w-]+ )?threshold|(?:regulari[sz]ation|penalty|mixing|coupling|smoothing|damping|scale|shape|tuning|free|fitting|fitted|fit|model|"
    r"discount|weighting) (?:parameters?|strength|weight|coefficient|factor|constants?)|hyper-?parameters?|step size|window size|"
    r"number of (?:layers|epochs|iterations|steps|heads|clusters|trees|neighbors|neighbours|components|samples|particles|hidden units)|"
    r"(?:embedding|hidden) (?:size|dimension)|random seed|cut-?off|bandwidth|time ?step|学习率|批大小|权重衰减|阈值|超参数|自由参数)\b",
    re.IGNORECASE,
)
_EQUATION = re.compile(
    r"(?P<name>\\?[A-Za-z]+(?:_\{?[\\\w, ]{1,14}\}?)?(?:\^\{?[\w*]{1,6}\}?)?)\s*(?:=|\\approx|≈|\\simeq)\s*[-+]?\d"
)
_NUMBER = re.compile(r"\d")
_FREE = re.compile(r"\b(?:free|fitting|fitted|fit|hyper-?)\s?parameters?\b", re.IGNORECASE)
_CALLED = re.compile(
    r"\b(?:call(?:ed)?|term(?:ed)?|dub(?:bed)?|nam(?:e|ed)|coin(?:ed)?)(?: (?:it|this|them|these|the|a|an))*"
    r"(?: [a-z]+){0,2}? [“\"‘'*]?(?P<name>[A-Z$][\w$\\^{}+-]*(?:[ -][A-Z][\w-]*){0,5})"
)
_FRESH = re.compile(
    r"\b(?:introduc|propos|present|develop|design|devis|releas|construct|build|built)(?:es?|ed|s|e|)?\b(?: [\w,-]+){0,8}? "
    r"(?P<name>[A-Z][A-Za-z]*[a-z]?[A-Z0-9][\w+-]*|\$[^$]{2,40}\$(?=[,:])|[A-Z][\w-]{2,}(?=[,:] an? ))"
)
_NOTION = re.compile(
    r"\b(?:introduc|propos|defin|formali[sz])(?:es?|ed|e|s)? (?:a |an |the )?(?:new |novel )?(?:notion|concept|class|family|kind|type|variant|setting) of "
    r"(?P<name>(?:[\w-]+ ){0,3}[\w-]+?)(?=[,.;:]| (?:for|that|which|in|on|and|to|as|with|by|of|over|called|where)\b)"
)
_HAN = re.compile(r"(?:称为|命名为|称之为|简称)[“\"「]?(?P<name>[\w\u4e00-\u9fff-]{2,20})")
_INTRODUCING = re.compile(
    r"\b(?:introduc|propos|present|develop|design|devis|releas|construct|formali[sz]|build|built|call|term|dub|defin)|提出|引入|构建",
    re.IGNORECASE,
)
_NO_NAME = words("LLM LLMs AI ML DNN CNN RNN GPU CPU RL NLP 3D 2D 1D DNA RNA MRI PDE PDEs ODE")


def parameters(reader: Reader) -> Iterator[Labelled]:
    """The parameters that are said to be set, tuned or fitted, each once, by its name."""
    named: dict[str, Said] = {}
    for _, one in reader.by(sought.SETS):
        if len(named) < _MOST and whole(one) and one.sentence.role != "background":
            name = _parameter(one)
            if name and name.casefold() not in {known.casefold() for known in named}:
                named[name] = one
    return _labelled("parameters", named)


def _parameter(one: Said) -> str:
    """The name of the parameter to which the sentence gives a value, or that it calls free."""
    if free := _FREE.search(one.text):
        return free[0]
    name = _NAMED.search(one.text)
    if name and _NUMBER.search(one.text):
        return name[0]
    equation = _EQUATION.search(one.text)
    return f"${equation['name']}$" if equation else ""


def axioms(reader: Reader) -> Iterator[Labelled]:
    """What is assumed or laid down as an axiom."""
    told = [
        (assumes(one), one)
        for _, one in reader.by(sought.AXIOMS)
        if assumes(one) >= PREMISE and (whole(one) or one.place.piece == "theorem")
    ]
    chosen = best(told, _MOST)
    for one, statement in zip(chosen, quoted("axioms", chosen), strict=True):
        yield statement, one.place.label or reader.say(_sort(one))


def _sort(one: Said) -> str:
    lower = one.text.lower()
    if "axiom" in lower or "postulat" in lower or "公理" in lower:
        return "axiom"
    return "hypothesis" if "hypothes" in lower or "conjectur" in lower else "assumption"


def entities(reader: Reader) -> Iterator[Labelled]:
    """What the work itself brings in under a name, each once, where it does."""
    named: dict[str, Said] = {}
    known: set[str] = set()
    for _, one in reader.by(sought.NAMES):
        if one.sentence.role == "background" and one.place.kind == "background":
            continue
        for name in names(one.text):
            if len(named) < _MOST and key(name) not in known and whole(one):
                known.add(key(name))
                named[name] = one
    return _labelled("entities", named)


def names(text: str) -> Iterator[str]:
    """The names that *text* gives to what it introduces."""
    verb = _INTRODUCING.search(text)
    if verb is None:
        return
    long = [one for one in abbreviations(text) if one.start > verb.start()]
    for short, start, end in long[:1]:
        yield f"{text[start:end]} ({short})"
    for pattern in (_CALLED, _FRESH, _NOTION, _HAN):
        match = pattern.search(text, verb.start() if pattern is _FRESH else 0)
        if match and not (long and pattern is _FRESH) and match["name"] not in _NO_NAME:
            yield match["name"]
            return


def _labelled(part: str, named: dict[str, Said]) -> Iterator[Labelled]:
    yield from zip(quoted(part, named.values()), named, strict=True)
