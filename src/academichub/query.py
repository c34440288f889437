"""The search box: text to `Query`, and back.

Reads what people type, quotes left open and full-width punctuation included, and never refuses it
except for a date that cannot be. Knows nothing of any index and looks nothing up.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from academichub import ids
from academichub.errors import IdentifierError, QueryError
from academichub.ids import Identifier
from academichub.model import Date
from academichub.text import author_key


@dataclass(frozen=True, slots=True)
class Term:
    """Words to look for in the text.

    ``field`` is ``title``, ``author``, ``abstract`` or None for everywhere. ``alternative`` makes
    it an *or* with the term before it; ``prefix`` (written ``transf*``) takes every word that
    begins so.
    """

    text: str
    field: str | None = None
    phrase: bool = False
    negative: bool = False
    prefix: bool = False
    alternative: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for.

    ``authors`` are exact people, as `text.author_key` spells them, and all of them must have
    written the work. Of ``categories``, ``sources`` and ``types`` any one suffices; a category
    is folded to lower case and may end in ``*``. ``since`` and ``until`` are inclusive and may be
    reduced to a month or a year. With an ``identifier`` nothing else is looked at.
    """

    terms: tuple[Term, ...] = ()
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    not_authors: tuple[str, ...] = ()
    not_categories: tuple[str, ...] = ()
    not_sources: tuple[str, ...] = ()
    not_types: tuple[str, ...] = ()
    since: Date | None = None
    until: Date | None = None
    identifier: Identifier | None = None

    def __bool__(self) -> bool:
        """Whether it asks for anything at all."""
        return self != _EVERYTHING


_EVERYTHING = Query()

_TEXT_FIELDS = {
    "au": "author", "author": "author", "作者": "author",
    "ti": "title", "title": "title", "标题": "title",
    "abs": "abstract", "abstract": "abstract", "摘要": "abstract",
}  # fmt: skip
_FILTERS = {
    "by": "authors",
    "cat": "categories", "category": "categories", "分类": "categories",
    "src": "sources", "source": "sources", "来源": "sources",
    "type": "types", "类型": "types",
}  # fmt: skip
_DATES = {
    "since": "since", "起": "since", "until": "until", "止": "until", "on": "on", "日期": "on",
}  # fmt: skip

# What a Chinese or Japanese keyboard types for the signs below; the rest of the full-width forms
# (U+FF01 to U+FF5E) stands at a fixed distance from ASCII.
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | str.maketrans(
    "“”„‟«»「」『』〝〞\u3000\u2212、。〈〉《》",
    '"""""""""""" -,,    ',
)
# A comma separates words, except between digits: 1,2-dichloroethane is one name.
_WORD = re.compile(
    rf"""\(*(?P<minus>-)?\(*
        (?:(?P<filter>{"|".join(_FILTERS | _DATES)}):(?=\S)
           (?:"(?P<quoted>[^"]*)"|(?P<value>[^\s"]+))
        | (?:(?P<field>{"|".join(_TEXT_FIELDS)}):(?=\S))?
           (?:"(?P<phrase>[^"]*)"|(?P<word>(?:[^\s",;]|(?<=\d),(?=\d))+)))""",
    re.VERBOSE | re.IGNORECASE,
)
_OPERATORS = {"AND", "OR", "NOT"}
_UNFINISHED = {f"{name}:" for name in (*_TEXT_FIELDS, *_FILTERS, *_DATES)}
_DAY = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?", re.ASCII)
_AGO = re.compile(r"(\d{1,4})\s*([dwmy])", re.ASCII | re.IGNORECASE)
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_DATE_HELP = "write 2026, 2026-05, 2026-05-12, 7d, today or yesterday"


def parse(text: str, now: datetime | None = None) -> Query:
    """Read what was typed into the search box.

    Args:
        text: words, ``"phrases"``, ``-not``, ``a OR b``, ``begins*``; ``ti:`` ``au:`` ``abs:``
            before a word or phrase; ``cat:`` ``src:`` ``type:`` ``by:`` ``since:`` ``until:``
            ``on:``. An identifier typed alone is recognised.
        now: what ``7d``, ``today`` and ``yesterday`` are counted from; its own time zone counts.

    Raises:
        QueryError: a date that cannot be; the text says how one is written.
    """
    plain = text.translate(_WIDE).strip()
    if identifier := _identifier(plain):
        return Query(identifier=identifier)
    query, terms, operators = Query(), list[Term](), set[str]()
    for found in _WORD.finditer(_balanced(plain)):
        if found["word"] in _OPERATORS and not (found["minus"] or found["field"]):
            operators.add(found["word"])
            continue
        negative = "NOT" in operators or bool(found["minus"])
        if found["filter"] and not (negative and found["filter"].lower() in _DATES):
            query = _filtered(query, found, negative, now)
        elif term := _term(found, negative, "OR" in operators and bool(terms)):
            terms.append(term)
        operators.clear()
    query = replace(query, terms=tuple(terms)) if terms else query
    # What is left when operators and signs are gone may be an identifier alone.
    identifier = _identifier(to_text(query)) if len(terms) == 1 else None
    return Query(identifier=identifier) if identifier else query


def to_text(query: Query) -> str:
    """Write *query* so that `parse` reads the same query again."""
    if query.identifier:
        return str(query.identifier)
    parts = [_term_text(term) for term in query.terms]
    for prefix, name in (("", ""), ("-", "not_")):
        for field, attribute in (
            ("by", "authors"),
            ("cat", "categories"),
            ("src", "sources"),
            ("type", "types"),
        ):
            parts += [f'{prefix}{field}:"{value}"' if _needs_quotes(value) else f"{prefix}{field}:{value}"
                      for value in getattr(query, name + attribute)]  # fmt: skip
    parts += [f"since:{query.since}"] if query.since else []
    parts += [f"until:{query.until}"] if query.until else []
    return " ".join(parts)


def last_day(day: Date) -> str:
    """The last calendar day that a reduced date covers: ``2026-02`` gives ``2026-02-28``."""
    if len(day) == 4:
        return f"{day}-12-31"
    if len(day) == 7:
        return f"{day}-{monthrange(int(day[:4]), int(day[5:]))[1]:02}"
    return day


def _balanced(text: str) -> str:
    # A quote left open is one the reader is still typing.
    if text.count('"') % 2 == 0:
        return text
    before, _, after = text.rpartition('"')
    return before + after


def _term(found: re.Match[str], negative: bool, alternative: bool) -> Term | None:
    phrase, word, field = found["phrase"], found["word"], found["field"]
    if found["filter"]:  # "not since" says nothing; its words are left out instead
        phrase, word = None, f"{found['filter']}:{found['value'] or found['quoted']}"
    text = word.rstrip("*") if phrase is None else " ".join(phrase.split())
    # Signs alone cannot be looked for, and `au:` is still being typed.
    if text.lower() in _UNFINISHED or not any(map(str.isalnum, text)):
        return None
    prefix = phrase is None and word.endswith("*")
    name = _TEXT_FIELDS[field.lower()] if field else None
    return Term(text, name, phrase is not None, negative, prefix, alternative)


def _filtered(query: Query, found: re.Match[str], negative: bool, now: datetime | None) -> Query:
    name, value = found["filter"].lower(), found["value"] or found["quoted"] or ""
    if name in _DATES:
        return _dated(query, _DATES[name], value, now) if value.strip("(), ") else query
    attribute = ("not_" if negative else "") + _FILTERS[name]
    if _FILTERS[name] == "authors":
        new = [author_key(value)]
    else:
        new = [_folded(one) for one in value.split(",")]
    known: tuple[str, ...] = getattr(query, attribute)
    values = dict.fromkeys((*known, *(one for one in new if one.strip("*"))))
    changes: dict[str, Any] = {attribute: tuple(values)}
    return replace(query, **changes)


def _folded(value: str) -> str:
    return " ".join(value.casefold().split()).strip("() ")


def _dated(query: Query, which: str, value: str, now: datetime | None) -> Query:
    day = read_date(value.strip("(), "), now)
    since = max(query.since or "", day) if which != "until" else query.since
    until = query.until
    if which != "since":
        until = min(query.until or day, day, key=last_day)
    return replace(query, since=since, until=until)


def read_date(value: str, now: datetime | None) -> Date:
    """Read a day, month or year, or a day counted from *now*: ``7d``, ``yesterday``.

    Raises:
        QueryError: it is none; the text says how one is written.
    """
    ago = _AGO.fullmatch(value)
    days = {"today": 0, "今天": 0, "yesterday": 1, "昨天": 1}.get(value.lower())
    if ago:
        days = int(ago[1]) * _DAYS[ago[2].lower()]
    if days is not None:
        return _days_before(value, days, now)
    found = _DAY.fullmatch(value)
    if not found:
        raise QueryError(f"not a date: {value!r}; {_DATE_HELP}")
    year, month, day = found.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError as error:
        raise QueryError(f"there is no such day: {value!r}; {_DATE_HELP}") from error
    return "-".join(part.zfill(2) for part in found.groups() if part)


def _days_before(value: str, days: int, now: datetime | None) -> Date:
    if now is None:
        raise QueryError(f"{value!r} needs to know today's date; write 2026, 2026-05 or 2026-05-12")
    # The year 1 is further back than any paper; counting stops there.
    today = now.date().toordinal()
    return date.fromordinal(max(today - days, 1)).isoformat()


def _identifier(text: str) -> Identifier | None:
    bare = re.sub(r"^([A-Za-z]+:)\s+", r"\1", text).strip("\"' ")
    if any(char.isspace() for char in bare):
        return None
    for candidate in (bare, bare.strip("()<>[]\"'")):
        try:
            found = ids.parse(candidate)
        except IdentifierError:
            continue
        return found if found.value else None
    return None


def _term_text(term: Term) -> str:
    short = {"author": "au", "title": "ti", "abstract": "abs", None: ""}[term.field]
    sign = ("OR " if term.alternative else "") + ("-" if term.negative else "")
    text = f'"{term.text}"' if term.phrase else term.text + ("*" if term.prefix else "")
    return f"{sign}{short}:{text}" if short else f"{sign}{text}"


def _needs_quotes(value: str) -> bool:
    return any(char.isspace() for char in value)
