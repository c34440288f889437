"""Statistics as papers report them: what was tested, on how many degrees of freedom, with what p-value.

Reads only what is whole: a statistic, its degrees of freedom and a p-value beside it. Any other letter
before a number is left alone, and so is a letter that lost its meaning on the way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from academichub.audits.decimals import Printed, printed, whole
from academichub.audits.folded import Folded, folded

Kind = Literal["t", "F", "χ²", "r", "z", "Q"]


@dataclass(frozen=True, slots=True)
class Reported:
    """A test as it is reported; ``start`` and ``end`` are places in the text it was read from.

    ``comparator`` is that of the p-value; ``ns`` for "not significant" without a number.
    """

    kind: Kind
    df: tuple[float, ...]
    value: Printed
    comparator: Literal["=", "<", ">", "ns"]
    p: Printed
    start: int
    end: int
    text: str


_DF = r"\d{1,3}(?:,\d{3})+(?!,?\d)|\d{1,3}(?: \d{3})+(?! ?\d)|\d{1,9}(?:[.,]\d{1,4})?"
_VALUE = (
    r"[-–+]? ?(?:\d{1,3}(?:,\d{3})+(?:\.\d{1,9})?(?!,?\d)|\d{1,3}(?: \d{3})+(?:\.\d{1,9})?(?!\d)|\d{1,9}[.,·]\d{1,9}"
    r"|[.,·]\d{1,9}|\d{1,9})(?![\d%]|[.,]\d| ?[×x·] ?10)"
)
_IS = rf" ?= ?(?P<value>{_VALUE}) ?\*{{0,3}}"
_OPEN, _SHUT = r"_? ?[(\[] ?", r" ?[)\]]"
_SAID = r"(?:(?:df(?:_?[12](?= ?=))?|d\.f\.|dof|ν(?:_?[12](?= ?=))?) ?=? ?)?"
_N = rf"(?: ?[;,] ?(?:[Nn] ?= ?)?(?:{_DF}))?"
_ONE = rf"(?:{_OPEN}{_SAID}(?P<df>{_DF})(?: ?df)?{_N}{_SHUT}|_ ?(?P<sub>{_DF}))"
_POINT = r"\d{1,9}(?:\.\d{1,4})?"
_LARGE = rf"(?:\d{{1,3}}(?:,\d{{3}})+(?!,?\d)|\d{{1,3}}(?: \d{{3}})+(?! ?\d)|{_POINT})"
_TWO = rf"{_SAID}(?P<df>{_POINT}) ?(?:,|and) ?{_SAID}(?P<df2>{_LARGE})"
_TWO_PARTED = rf"{_SAID}(?P<df>{_DF}) ?[;/] ?{_SAID}(?P<df2>{_DF})"
_TWO_GLUED = r"(?P<df>\d{1,3}(?:\.\d{1,4})?) ?[,;] ?(?P<df2>\d{1,6}(?:\.\d{1,4})?)"
_AFTER = rf"{_IS} ?[,;]? ?[(\[]? ?(?:df|d\.f\.|degrees of freedom) ?=? ?"
_CHI = (
    r"(?:(?:χ|Χ|(?<![A-Za-z])[Cc]hi)(?:[- ]?(?:\^? ?2|²)|[- ]?sq(?:uared?|\.)?)"
    r"(?: (?:test|statistic|value))?,?"
    r"|(?<![\w\\^.])X(?:\^ ?2|²|(?P<plain>2)))"
)
_CHI_LOW = rf"(?:χ|Χ)_ ?\(?(?P<df>{_DF})\)? ?(?:\^ ?2|²){_IS}"
_LETTER = r"(?<![\w\\^.′'’])"


def _forms(name: str, after: str = "") -> tuple[str, str]:
    """The degrees of freedom between a name and its value, and behind the value."""
    return rf"{name}{after} ?{_ONE}{_IS}", rf"{name}{_AFTER}(?P<df>{_DF}){_N} ?[)\]]?"


_WRITTEN: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    ("t", _forms(rf"{_LETTER}t(?:-(?:test|value|statistic)|[- ](?:test|value|statistic))?:?")),
    (
        "F",
        (
            *(
                rf"{_LETTER}F(?:-(?:test|value|ratio))? ?{_OPEN}{two}{_SHUT}{_IS}"
                for two in (_TWO, _TWO_PARTED)
            ),
            rf"{_LETTER}F ?_ ?{_TWO}{_IS}",
            rf"{_LETTER}F ?{_TWO_GLUED}{_IS}",
            rf"{_LETTER}F{_AFTER}{_TWO} ?[)\]]?",
            rf"{_LETTER}F{_IS} ?,? ?[(\[]?(?:on|with) (?P<df>{_POINT}) (?:and|,) ?(?P<df2>{_LARGE}) ?(?:df|DF|degrees of freedom) ?[)\]]?",
        ),
    ),
    ("χ²", (*_forms(_CHI), _CHI_LOW)),
    (
        "r",
        (
            *_forms(rf"{_LETTER}r(?=[ _(\[=])"),
            rf"{_LETTER}r{_IS} ?[,;(]? ?[nN] ?= ?(?P<pairs>\d{{1,6}}) ?\)?",
        ),
    ),
    ("z", (rf"{_LETTER}[zZ](?:[- ]?(?:score|value|test|statistic))?{_IS}",)),
    ("Q", _forms(rf"{_LETTER}Q(?:[-_ ]?(?:[BbWwEeMmTt]|within|between|total|model)\b)?")),
)
_PATTERNS = tuple((kind, re.compile(form)) for kind, forms in _WRITTEN for form in forms)
_P = re.compile(
    r"(?P<gap>[^\n]{0,80}?)(?<![\w\\])(?P<tag>[pP](?:[- ]?val(?:ue)?)?(?P<kind>_?[A-Za-z]{2,12}| ?[(\[][^)\]]{1,24}[)\]])?)"
    r" ?(?P<is>=|<=|<|≤|>=|>|≥) ?(?P<p>\d(?:[.,]\d{1,4})? ?(?:[×x·*] ?10 ?\^ ?- ?\d{1,3}|[eE]- ?\d{1,3})"
    r"|0?[.,·]\d{1,12}|[01](?:[.,]0+)?)(?![\d%]|[.,]\d)"
)
_NOT = re.compile(
    r" ?[,;(] ?(?:[pP] ?[=:]? ?)?(?:n\.? ?s\b\.?|N\.? ?S\b\.?|(?:not |non-?)significant)(?!\w)"
)
_GAP = re.compile(
    r"(?: ?[,;(\[)\]]| ?\band\b| ?\b(?:significant )?at\b| ?\bwith\b| ?\b(?:one|two)[- ](?:tailed|sided)\b| ?\ba\b|"
    r" ?[A-Za-zηωφΔβ][^,;()=<>.]{0,18} ?[=<>≈] ?-?\d{0,6}[.,·]?\d{1,6}(?!\d) ?%?| ?\d\d ?% ?CI ?[=:]? ?[\[(][^\])]{1,40}[\])])*,? ?"
)
_SCIENCE = re.compile(
    r"(?P<lead>\d(?:[.,]\d{1,4})?) ?(?:[×x·*] ?10 ?\^|[eE]) ?- ?(?P<power>\d{1,3})"
)
_ADJUSTED = re.compile(
    r"adj|corr|fdr|fwe|bonf|holm|perm|boot|bh|unc|sim|rand|mc|tukey|for|het|int", re.IGNORECASE
)
_DECIMAL_COMMA = re.compile(r"(?<![\d,])0?,\d")
_CHI_NAMED = re.compile(
    r"χ|\bchi[- ]?sq|\bchi ?2|\bpearson|likelihood[- ]ratio|goodness of fit|contingency",
    re.IGNORECASE,
)
_REDSHIFT = re.compile(r"redshift|galax|quasar|high-z|low-z", re.IGNORECASE)


def read(text: str) -> tuple[Reported, ...]:
    """The tests reported in *text* with a p-value, in its order."""
    return statistics(folded(text))


def statistics(source: Folded) -> tuple[Reported, ...]:
    """The same of a text that was made plain."""
    heads = sorted(_heads(source.text), key=lambda one: (one[1].start(), -one[1].end()))
    found: list[Reported] = []
    for number, (kind, match) in enumerate(heads):
        if number and match.start() < heads[number - 1][1].end():
            continue
        later = (two.start() for _, two in heads[number + 1 :] if two.start() >= match.end())
        if one := _whole(source, kind, match, next(later, len(source.text))):
            found.append(one)
    return tuple(found)


def _heads(text: str) -> Iterator[tuple[Kind, re.Match[str]]]:
    """Whatever looks like a statistic; not a redshift, nor a variable X2."""
    named, redshift = bool(_CHI_NAMED.search(text)), bool(_REDSHIFT.search(text))
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            plain = kind == "χ²" and match.groupdict().get("plain")
            if plain and not (named or re.search(r"\b[Nn] ?=", match[0])):
                continue
            if kind != "z" or not redshift:
                yield kind, match


def _whole(source: Folded, kind: Kind, match: re.Match[str], limit: int) -> Reported | None:
    p = _p_after(source.text, match.end(), min(limit, match.end() + 160))
    if p is None:
        return None
    comparator, chance, end, comma = p
    df = tuple(_degrees(match[name], comma=comma) for name in _named(match))
    if match.groupdict().get("pairs"):
        df = (float(match["pairs"]) - 2,)
    value = _value(match["value"], comma=comma)
    if (
        value is None
        or any(one is None or not 0 < one < 1e12 for one in df)
        or not 0 <= chance.value <= 1
    ):
        return None
    start, stop = source.span(match.start(), end)
    if kind == "r" and match.groupdict().get("df") == "2":
        return None  # a square that lost its place: r(2) = 0.5
    kept = tuple(one for one in df if one is not None)
    return Reported(
        kind, kept, value, comparator, chance, start, stop, source.text[match.start() : end]
    )


def _named(match: re.Match[str]) -> list[str]:
    return [name for name in ("df", "sub", "df2") if match.groupdict().get(name)]


def _p_after(
    text: str, start: int, limit: int
) -> tuple[Literal["=", "<", ">", "ns"], Printed, int, bool] | None:
    """The p-value that belongs to what ends at *start*, and whether its comma is a decimal sign."""
    if match := _NOT.match(text, start, limit):
        return "ns", printed("0.05"), match.end(), False
    found = _P.match(text, start, limit)
    if found is None or _ADJUSTED.search(found["kind"] or "") or not _GAP.fullmatch(found["gap"]):
        return None
    comma = bool(_DECIMAL_COMMA.match(found["p"]))
    sign: Literal["=", "<", ">"] = (
        "=" if found["is"] == "=" else "<" if found["is"] in "<=≤" else ">"
    )
    return sign, _chance(found["p"], comma=comma), found.end(), comma


def _chance(text: str, *, comma: bool) -> Printed:
    if match := _SCIENCE.fullmatch(text):
        lead = printed(match["lead"].replace(",", "."))
        power = -int(match["power"])
        return Printed(lead.value.scaleb(power), lead.step.scaleb(power))
    return printed(text, comma=comma)


def _degrees(text: str, *, comma: bool) -> float | None:
    if comma and re.fullmatch(r"\d+,\d{1,4}", text):
        return float(text.replace(",", "."))
    number = whole(text)
    if number is not None:
        return float(number)
    return None if "," in text or " " in text else float(text)


def _value(text: str, *, comma: bool) -> Printed | None:
    """The statistic; None where its comma could be either sign."""
    bare = text.replace(" ", "").replace("–", "-")
    if "," not in bare or "." in bare:
        return printed(bare)
    if comma or not re.fullmatch(r"[-+]?\d{1,3}(?:,\d{3})+", bare):
        return printed(bare, comma=True) if bare.count(",") == 1 else None
    return printed(bare)
