"""The words and pairs of words a text is about, with how they are written in it.

Never pairs words across a punctuation mark or a formula, and leaves out those that say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from academichub.characters import fold
from academichub.symbols import words
from academichub.text import math_spans

_EMPTY = words(
    """
a ability able about above according achieve achieved achieves across address addressed addresses advantage advantages
after again against aim aims al all allow allowing allows almost along already also although among amount an analysis
analyze analyzed and another any application applications applied apply approach approaches are around article as
aspect aspects assume at atthis available based be because become been before behavior being below best better between
beyond both but by called can cannot case cases certain challenge challenges clear code com commonly compare compared
comparison complete completely consider considered considering consist consists contain contains contribution could
current currently demonstrate demonstrated demonstrates depend depends derive derived describe described describes
despite detail detailed determine develop developed developing did different directly discuss discussed discusses do
does done due during each easier effective effectively effort either enable enables enabling ensure especially
establish established et etc even every evidence examine example examples exhibit exist existing experiment
experimental experiments explain explore explored extensive fact far few finally find finding findings finds first
five focus follow following for found four from full fully further furthermore gain general generally get github give
given gives goal goals good great had hard harder has have having he held heldout help hence her here high higher
highly his how however http https hundred idea identify if illustrate impact important importantly improve improved
improvement improves in include included includes including increase increased increasing increasingly indicate
indicates insight insights instead interest interesting into introduce introduced introduces introducing investigate
investigated is issue issues it item items its itself keep key known lack large largely larger last later lead leading
leads less let level like likely limit limited low lower made main mainly major make makes making many may mean means
method methods might million more moreover most much must namely naturally near nearly necessary need needed needs
neither never nevertheless new next no non none nor not note notion novel now number numerous obtain obtained of off
offer offers often on one only open or order organize organizes other others our out outperform outperforms over
overall own paper papers part particular particularly pending per perform performance performed performs perhaps play
plays point possible potential potentially practical precisely present presented presents previous previously prior
problem problems promising proof propose proposed proposes prove proved proves provide provided provides providing
publicly quality quite rather real recent recently related relatively release released rely remain remains report
reported reports require required requires research respect respective respectively result resulting results reveal
reveals same second section see seen set several shall she should show showed showing shown shows significant
significantly similar simple simply since single six small so some sometimes specific specifically state strong
studied studies study studying such suggest suggests take taken task tasks ten than that the their them then there
thereby therefore these they third this those though thousand three through throughout thus to together too toward
towards twice two type types typically under understand understanding unlike until up upon url us use used useful uses
using usually valuable various very via want was way ways we well were what when where whereas whether which while who
whole whose why wide widely will with within without work works would www year years yet you your
"""
)
"""Words of grammar, and of any abstract whatever it is about."""

_WORD = re.compile(r"[^\W_](?:[\w'’]|[-\u2010-\u2013](?=\w))*")
_JOINED = re.compile(r"\s+|/")
_INSIDE = re.compile(r"[-\u2010-\u2013'’_]")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_URL = re.compile(r"\bhttps?://\S+|\bwww\.\S+")
_ADVERB = re.compile(r"\w{3,}ly")
_NO_ADVERB = words("anomaly assembly butterfly family monopoly supply reply multiply july italy")
_SHORTEST = 3
_LONGEST = 40


def phrases(*texts: str) -> Mapping[str, str]:
    """The words and pairs of words in *texts*: a key for all spellings, and the first one written.

    A key is a word in lower case without hyphens, accents and a plural's end; the key of a pair
    has a space in it. In Chinese, Japanese and Korean each two neighbouring characters are a word.
    """
    found: dict[str, str] = {}
    for text in texts:
        for run in _runs(text):
            for one in run:
                if one.speaks:
                    found.setdefault(one.key, one.written)
            for one, other in pairwise(run):
                if one.pairs and other.pairs:
                    found.setdefault(f"{one.key} {other.key}", f"{one.written} {other.written}")
    return found


class _Word(NamedTuple):
    """A word as written, and its key; whether it says something alone, and in a pair."""

    written: str
    key: str
    speaks: bool
    pairs: bool


@lru_cache(maxsize=65_536)
def _word(written: str) -> _Word:
    key = _key(written)
    short = len(key) < _SHORTEST and not (len(key) == 2 and written.isupper())
    said = not (_is_empty(key) or len(key) > _LONGEST)
    return _Word(
        written,
        key,
        speaks=said and not short and not key.isdigit(),
        pairs=said and len(key) > 1 and not key.isdigit(),
    )


def _key(word: str) -> str:
    key = _INSIDE.sub("", fold(word.removesuffix("'s").removesuffix("’s")))
    if key in _EMPTY or len(key) <= _SHORTEST or not key.endswith("s"):
        return key
    if key.endswith("ies") and len(key) > 5:
        return f"{key[:-3]}y"
    if key.endswith(("sses", "xes", "ches", "shes")):
        return key[:-2]
    return key if key.endswith(("ss", "us", "is")) else key[:-1]


def _is_empty(key: str) -> bool:
    adverb = key.endswith("ly") and key not in _NO_ADVERB and _ADVERB.fullmatch(key)
    return key in _EMPTY or bool(adverb)


def _runs(text: str) -> Iterator[list[_Word]]:
    """Words that stand side by side with nothing but space between them."""
    run: list[_Word] = []
    end = 0
    text = _without_formulas(text)
    for match in _WORD.finditer(text):
        start, written = match.start(), match[0]
        beside = start == end + 1 and text[end] == " "
        if run and not (beside or _JOINED.fullmatch(text, end, start)):
            yield run
            run = []
        end = match.end()
        if not written.isascii() and _CJK.search(written):
            yield [
                _Word(two, two, speaks=True, pairs=False) for two in map("".join, pairwise(written))
            ]
        else:
            run.append(_word(written))
    yield run


def _without_formulas(text: str) -> str:
    text = _URL.sub("; ", text)
    pieces, at = [], 0
    for start, end in math_spans(text):
        pieces += [text[at:start], "; "]
        at = end
    return "".join(pieces) + text[at:]
