"""What stands around a number: comparators, and the signs that it names rather than measures.

Reads only a few dozen characters on each side.
"""

from __future__ import annotations

import re

from academichub.quantities.values import Comparator, QuantityKind

_GAP = r"(?:\s|\$|\\[,;:!\s]|[{(=]|\bto\b|\bof\b|\bby\b|是|为|\\mathrm|\\text)*"
_WORDED: tuple[tuple[str, Comparator], ...] = (
        (r"\\(?:leq?|leqslant|lesssim|lesseqgtr)\b|≤|≲|<=|=<|\b(?:at most|up to|no more than|not more than|no greater than|no larger than|not exceed(?:ing)?|does not exceed|not above|a maximum of|maximum of|as (?:much|many|high|large|long|fast) as|within)|至多|最多|不超过|不大于|不多于|不高于|最高(?:可?达)?|高达|最大", "<="),
        (r"\\(?:geq?|geqslant|gtrsim)\b|≥|≳|>=|\b(?:at least|no less than|no fewer than|not less than|not below|a minimum of|minimum of|as (?:little|few|low|small) as)|至少|最少|不少于|不小于|不低于|不下于|起码", ">="),
        (r"\\(?:lt|ll)\b|<|≪|\b(?:less|fewer|lower|smaller|shorter|younger|earlier) than|\b(?:below|under|beneath|underneath)|小于|少于|低于|不到|不足|未达|短于|不满", "<"),
        (r"\\(?:gt|gg)\b|>|≫|\b(?:more|greater|larger|higher|longer|older|better|later) than|\b(?:over|above|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|in excess of|upwards? of|beyond)|大于|多于|高于|超过|逾|超出|长于|超|突破", ">"),
        (r"\\(?:sim|approx|simeq|cong)\b|~|≈|≃|≅|\b(?:about|approximately|approx\.?|around|roughly|nearly|almost|circa|ca\.|c\.|some|close to|near|on the order of|of the order of|of order|an estimated|estimated|just)|大约|约为|大概|约|近|接近|将近|左右|几乎|估计", "~"),
)  # fmt: skip
_BEFORE = tuple(
    (re.compile(rf"(?:{pattern}){_GAP}$".replace(" ", r"\s+"), re.IGNORECASE), found)
    for pattern, found in _WORDED
)
_AFTER: tuple[tuple[re.Pattern[str], Comparator], ...] = (
    (re.compile(r"[\s$]*(?:or (?:more|higher|greater|larger|above|longer|older|later|better)\b|and (?:above|over|more|higher|older)\b|\+(?![\d/\w-])|(?:及|或)?以上)"), ">="),
    (re.compile(r"[\s$]*(?:or (?:less|fewer|lower|smaller|below|shorter|younger|earlier)\b|and (?:below|under|less)\b|(?:及|或)?以下|以内|之内)"), "<="),
    (re.compile(r"[\s$]*(?:左右|上下|or so\b)"), "~"),
    (re.compile(r"多(?=[个种类项倍次名位年月日天例只篇万亿])|余(?=[个种类项倍次名位年月日天例只篇])"), ">"),
)  # fmt: skip
_NAMES = re.compile(
    r"\b(?:tables?|figs?\.?|figures?|sections?|sec\.|eqs?\.?|equations?|theorems?|lemmas?|corollary|propositions?|chapters?|"
    r"types?|phases?|grades?|stages?|class|level|version|step|algorithm|appendix|no\.|part|vol\.|volume|issue|run|"
    r"example|problem|definition|remark|question|group|model|task|track|section|tier|generation|season|cycle|sdss|ngc|ic|"
    r"hd|hip|messier|abell|psr|grb|sn|gw|ch|pp?\.|page|ref\.|conjecture|chromosome|cluster|day|week|year|month|week|"
    r"win\w*|covid|nature|windows|gpt|llama|qwen|gemini|claude|bert|resnet|python)[ ~-]*(?:\$)?$|[第表图式节]\s*$",
    re.IGNORECASE,
)
_GLUED_BEFORE = re.compile(
    r"[A-Za-z\u0370-\u03ff](?:[\w.+/\u2013-]*[A-Za-z\u0370-\u03ff_])?(?:[-_/.]|\$?_\{?|\$?\^\{?|_\{\\(?:rm|mathrm)\{?\s*)?$|[\\][A-Za-z]+(?:_\{?|\^\{?)$|[_^]\{?\s*[\w,]*$"
)
_GLUED_AFTER = re.compile(r"(?:[A-Za-z]*[-+]?\d*(?:[-_.][A-Za-z\d]+)*)")
_NOT_GLUED = re.compile(
    r"\b(?:n|p|r|R|N|k|z|d|x|pre|post|mid|sub|non|the|top|a|an|and|of|to|by|late|early|pm|sim|approx|times|gtrsim|lesssim|simeq|ll|gg|leq?|geq?|cdot|than|over|in|at|for|with|from|is|are|was|were|or|only|all|first|last|past|about|around|nearly|some|least|most)[- ]?$"
)
_UNIT_LIKE = re.compile(r"(?:st|nd|rd|th)\b|D\b|d\b(?=-)")
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|from|of|by|during|until|till|before|after|between|and|to|early|late|mid|spring|summer|autumn|fall|winter|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|year|years|the|through)"
    r"[\s,-]*|[(\[,.]|[-–/]|^|于|在|自|从|至|到|年份)\s*$",
    re.IGNORECASE,
)
_MONTH_BEFORE = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s*$", re.IGNORECASE
)
_DATE_AFTER = re.compile(
    r"\s*(?:年(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*[日号])?)?|s\b|[-/](?:0?[1-9]|1[0-2])(?:[-/]\d{1,2})?(?!\d))?"
)
_PROBABILITY = re.compile(
    r"\bp(?:-?\s?values?)?(?:\s|\$|\\[,;:! ]|\{)*(?:[<>=≤≥~:]|\\(?:leq?|geq?|lt|gt|approx|sim|ll)|of|was|is|less than|below|值)",
    re.IGNORECASE,
)
_PLURAL = re.compile(
    r"[\s-]+(?:[a-z-]+\s+){0,2}?[a-z]{2,}s\b|[个种类项名位例只篇组层条张台块次颗家]"
)


_DURATION = re.compile(r"(?:second|minute|hour|day|week|month|year|decade)s?$")
"""What goes on "over 30 weeks" does not take more than 30."""


def comparator(text: str, start: int, end: int) -> Comparator:
    """How the number from *start* to *end* is compared, by the words and signs beside it."""
    before = text[max(0, start - 28) : start]
    for pattern, found in _BEFORE:
        if match := pattern.search(before):
            lasts = match[0].lower().startswith(("over", "within")) and _DURATION.search(
                text[start:end]
            )
            return "" if lasts else found
    after = text[end : end + 16]
    for pattern, found in _AFTER:
        if pattern.match(after):
            return found
    return "~" if text[start - 1 : start] == "±" else ""


def label(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the name is that the number from *start* to *end* belongs to; None if it measures."""
    before = text[max(0, start - 40) : start]
    last = before[-1:]
    if last.isalpha() or last in "-_^/{.+":
        found = _glued(text, before, start, end)
        if found is not None:
            return found
    if _UNIT_LIKE.match(text, end):
        return start, end + len(_UNIT_LIKE.match(text, end)[0])  # type: ignore[index]
    named = _NAMES.search(before) if last in " ~-$第表图式节" else None
    if named is None or _is_measured(text, end):
        return None
    return start - len(named[0]), end


def _is_measured(text: str, end: int) -> bool:
    return re.match(r"[\s$]*(?:\\?%|[a-z]{3,}s\b)", text[end : end + 20]) is not None


def _glued(text: str, before: str, start: int, end: int) -> tuple[int, int] | None:
    match = _GLUED_BEFORE.search(before)
    if match is None or _NOT_GLUED.search(match[0]) or _NOT_GLUED.search(before):
        return None
    if before[-1:].isalpha() and ord(before[-1]) > 0x2E80:
        return None
    after = _GLUED_AFTER.match(text, end)
    return start - len(match[0]), after.end() if after else end


def kind(
    text: str, start: int, end: int, values: tuple[float, ...], unit: str, counts: bool
) -> QuantityKind:
    """What sort of quantity the number is."""
    if unit == "×":
        return "ratio"
    if not unit or unit == "yr":
        if _is_year(text, start, end, values, unit):
            return "date"
        if _PROBABILITY.search(text[max(0, start - 22) : start]) and not unit:
            return "probability"
    whole = all(value == int(value) and 0 <= value < 1e15 for value in values if abs(value) < 1e15)
    if counts or (not unit and whole and _PLURAL.match(text, end)):
        return "count"
    return "measure"


def _is_year(text: str, start: int, end: int, values: tuple[float, ...], unit: str) -> bool:
    written = text[start:end]
    if not re.match(r"(?:1[5-9]|20)\d\d(?![\d.,]*\d*[.,]\d)", written) or any(
        not 1500 <= one <= 2100 for one in values
    ):
        return False
    if unit == "yr":
        return "年" in written
    before = text[max(0, start - 14) : start]
    followed = re.match(
        r"[\s-]+(?!and\b|to\b|the\b|in\b|was\b|were\b|with\b|by\b|on\b|for\b|as\b|is\b|has\b)[a-z]+s\b",
        text[end : end + 24],
    )
    return _YEAR_BEFORE.search(before) is not None and not followed


def date_end(text: str, end: int) -> int:
    """Where the date ends whose year ends at *end*."""
    match = _DATE_AFTER.match(text, end)
    return match.end() if match else end
