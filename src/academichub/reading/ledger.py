"""The ledger: parameters that were set or fitted, what is assumed without proof, and what is new by name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from academichub.evidence import key
from academichub.reading import newly, sought
from academichub.reading.cues import Said, any_of
from academichub.reading.reader import Reader, best, quoted, step, whole
from academichub.reading.refereeing import Labelled
from academichub.reading.sorting import ASSUMED, named

_MOST, _SUBJECT = 10, 60
_NAMED = re.compile(
    r"\b(?P<name>(?:initial |base |peak |maximum )?learning rate|(?:mini-?)?batch size|dropout(?: (?:rate|probability))?|temperature|weight decay|momentum|"
    r"(?:[\w-]+ )?threshold|(?:regulari[sz]ation|penalty|mixing|coupling|smoothing|damping|scale|shape|tuning|free|fitting|model|"
    r"discount|weighting) (?:parameters?|strength|weight|coefficient|factor|constants?)|step size|window size|"
    r"number of (?:layers|epochs|iterations|steps|heads|clusters|trees|neighbors|neighbours|components|samples|particles|hidden units)|"
    r"(?:embedding|hidden) (?:size|dimension)|random seed|cut-?off|bandwidth|time ?step|学习率|批大小|权重衰减|阈值)"
    r"(?:\s(?:of|to|is|was|at|as|set to|fixed (?:at|to)|equal to|between|from|is set to|was set to|is fixed (?:at|to)|for [\w ]{1,20} is))?"
    r"(?:\s?\([\w ]+\))?\s?(?:\$[^$]{0,24}?(?:=|\\approx|\\sim|\\in)\s?|\$|=\s?|≈\s?|为)?[-+]?\d",
    re.IGNORECASE,
)
_EQUATION = re.compile(
    r"(?P<name>\\?[A-Za-z]+(?:_\{?[\\\w, ]{1,14}\}?)?(?:\^\{?[\w*]{1,6}\}?)?)\s*(?:=|\\approx|≈|\\simeq)\s*[-+]?\d"
)
_SET = re.compile(
    r"\b(?:set|fix|fixed|choose|chose|chosen|use|used|take|took|taken|adopt|adopted|fit|fitted|selected|initiali[sz]ed|with)\b[^.;]{0,70}$|(?:设|取)[^。；]{0,12}$"
)
_TEX = re.compile(r"[\\_^]")
_FREE = re.compile(
    r"\b(?:(?:\w+ )?(?:free|fitting|fitted|fit|tunable|adjustable) parameters?|hyper-?parameters?)\b|自由参数|超参数",
    re.IGNORECASE,
)


def parameters(reader: Reader) -> Iterator[Labelled]:
    """The parameters that are said to be set, tuned or fitted, each once, by its name."""
    items: dict[str, Said] = {}
    known: set[str] = set()
    for _, one in reader.by(sought.SETS):
        for name in _parameters(one) if whole(one) else ():
            if len(items) < _MOST and name.casefold() not in known:
                known.add(name.casefold())
                items[name] = one
    return _labelled("parameters", items)


def _parameters(one: Said) -> Iterator[str]:
    """The names of the parameters to which the sentence gives a value, or that it calls free."""
    if one.sentence.role == "background":
        return
    found = [match["name"] for match in _NAMED.finditer(one.text)]
    found += [match[0] for match in _FREE.finditer(one.text)]
    if (
        not found
        and (match := _EQUATION.search(one.text))
        and _SET.search(one.text, 0, match.start())
    ):
        name = match["name"]
        found = [f"${name}$" if _TEX.search(name) else name]
    yield from found


def axioms(reader: Reader) -> Iterator[Labelled]:
    """What is assumed or laid down as an axiom."""
    told = [
        (value, one)
        for value, one in reader.premises
        if named(one, ASSUMED) or (whole(one) and not step(one) and any_of(one, sought.AXIOMS))
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
    items: dict[str, Said] = {}
    known: set[str] = set()
    if own := newly.titled(reader.material.work.title):
        told = [one for one in reader.opening if own in one.text and whole(one)]
        first = next((one for one in told if newly.brings(one.text, own)), None)
        if first is None and newly.shaped(own):
            claimed = {one.sentence for _, one in reader.claims}
            first = next(
                (one for one in told if one.sentence in claimed and _early(one, own)), None
            )
        if first:
            items[own] = first
            known.add(key(own))
    for _, one in reader.by(sought.NAMES):
        for name in newly.names(one.text) if whole(one) else ():
            short = key(name.partition(" (")[2].rstrip(")") or name)
            same = {short, key(name)} & known or any(had in name or name in had for had in items)
            if len(items) < _MOST and not same and _fresh(reader, one, name):
                known |= {short, key(name)}
                items[name] = one
    return _labelled("entities", items)


def _early(one: Said, name: str) -> bool:
    """Whether *name* is what the sentence speaks of."""
    return one.text.find(name) < _SUBJECT


def _fresh(reader: Reader, one: Said, name: str) -> bool:
    """Whether the text does not use *name* before this sentence, but in its title."""
    if one.sentence.field != "text":
        return True
    plain = name.partition(" (")[0]
    place = reader.document.text.find(plain, len(reader.material.work.title))
    return place < 0 or place >= one.sentence.start


def _labelled(part: str, items: dict[str, Said]) -> Iterator[Labelled]:
    yield from zip(quoted(part, items.values()), items, strict=True)
