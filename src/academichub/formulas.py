"""Where the mathematics is in a text, and one way to write it: ``$tex$``.

Reads TeX's delimiters and environments and tells dollars of mathematics from dollars of money.
Never changes what a formula says, and never looks inside one for meaning.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_ENVIRONMENTS = r"(?:equation|eqnarray|align|gather|multline|displaymath|math|flalign|alignat)\*?"
_OPEN = re.compile(rf"\\[\\(\[$]|\$\$?|\\begin\{{({_ENVIRONMENTS})\}}")
_INLINE = re.compile(r"\$((?:[^$\\]++|\\.)*+)\$", re.DOTALL)
_DISPLAY = re.compile(r"\$\$((?:[^$\\]++|\\.|\$(?!\$))*+)\$\$", re.DOTALL)
_CLOSING = {
    r"\(": re.compile(r"((?:[^\\]++|\\[^)])*+)\\\)", re.DOTALL),
    r"\[": re.compile(r"((?:[^\\]++|\\[^\]])*+)\\\]", re.DOTALL),
}
_ESCAPED = re.compile(r"\\\$(?![\d\s])([^$]{0,78}[^$\s\\])\\\$")
# Money: its country before, its size after, or the shape of a price list ("$5 and $10").
_MATHS = re.compile(r"[\\^_=<>]")
_COUNTRY = re.compile(r"(?:\b(?:US|NZ|HK|NT|AU|CA|SG)|USD|AUD|CAD)\s?$")
_PRICE = re.compile(r"\s?\d[\d.,]*\s?(?:thous|mill|bill|trill)(?:and|ion)s?\b")
_PRICE_RANGE = re.compile(r"[\d.,]+\s?[kKMB]?\s?[-–/(]")
_LEADING_DIGIT = re.compile(r"\s?\d")
_LIST_END = re.compile(r"(?:(?<![\\A-Za-z])[A-Za-z]{2,},?\s+|[,;.]\s+|\s[-–]\s)$")
_GROUP = re.compile(r"\{[^{}]*\}")
_PROSE = re.compile(r"(?<![\\A-Za-z])[A-Za-z]?[a-z]{2,}(?:,?\s+[a-z]{2,}){2,}(?![A-Za-z])")
_PRICED_PROSE = re.compile(
    r"(?<![\\A-Za-z])(?:[a-z]{4,}[,)]?\s+\(?[a-z]{2,}|[a-z]{2,}[,)]?\s+\(?[a-z]{4,})"
)
_BOOKKEEPING = re.compile(
    r"\\(?:label|tag)\s*\{[^{}]*\}|\\(?:nonumber|notag|displaystyle)(?![A-Za-z])"
)
# A comment sign at the end of a line that has since been joined with the next.
_LINE_END = re.compile(r"(?<!\\)%\s+")
_INNER_DOLLAR = re.compile(r"(\\.)|\$", re.DOTALL)


class Formula(NamedTuple):
    """One formula: where it stands in the text, delimiters included, and its TeX."""

    start: int
    end: int
    tex: str


def find(text: str) -> list[Formula]:
    r"""Every formula of *text* in order: ``$..$``, ``$$..$$``, ``\(..\)``, ``\[..\]``, environments."""
    found: list[Formula] = []
    if "$" not in text and "\\" not in text:
        return found
    at = 0
    # What never closes is looked for once, so that a text of nothing but openings stays cheap.
    unclosed: dict[str, int] = {}
    while opening := _OPEN.search(text, at):
        mark = opening[0]
        formula = None if unclosed.get(mark, 0) > 8 else _at(text, opening)
        if formula:
            found.append(formula)
        else:
            unclosed[mark] = unclosed.get(mark, 0) + (mark[0] == "\\")
        at = formula.end if formula else opening.start() + (2 if mark[0] == "\\" else 1)
    return found


def normal(tex: str) -> str:
    """The TeX of one formula as it is kept between two dollars: one line, no inner dollars."""
    if "\\" in tex and _BOOKKEEPING.search(tex):
        tex = _BOOKKEEPING.sub(" ", tex)
    if "%" in tex:
        tex = _LINE_END.sub(" ", tex)
    if "$" in tex:
        tex = _INNER_DOLLAR.sub(lambda m: m[1] or "", tex)
    tex = " ".join(tex.split())
    if tex.endswith("\\") and (len(tex) - len(tex.rstrip("\\"))) % 2:
        tex = tex[:-1].rstrip()
    return tex


def _at(text: str, opening: re.Match[str]) -> Formula | None:
    start, mark = opening.start(), opening[0]
    if mark == "$":
        return _inline(text, start)
    if mark == "$$":
        return _display(text, start)
    if mark in _CLOSING:
        return _bracketed(text, start, _CLOSING[mark])
    if mark == r"\$":
        return _escaped(text, start)
    return _environment(text, opening) if opening[1] else None


def _inline(text: str, start: int) -> Formula | None:
    closing = _INLINE.match(text, start)
    if not closing:
        return None
    body, end = closing[1], closing.end()
    # \mbox{.. $x$ ..} inside a formula: go on to the dollar where the braces balance.
    for _ in range(4):
        if "{" not in body or body.count("{") <= body.count("}"):
            break
        further = _INLINE.match(text, end - 1)
        if not further:
            break
        end, body = further.end(), text[start + 1 : further.end() - 1]
    else:
        body, end = closing[1], closing.end()
    return Formula(start, end, body) if _is_math(text, start, end, body) else None


def _display(text: str, start: int) -> Formula | None:
    closing = _DISPLAY.match(text, start)
    if not closing or "\n\n" in closing[1] or not closing[1].strip():
        return None
    return Formula(start, closing.end(), closing[1])


def _bracketed(text: str, start: int, closing: re.Pattern[str]) -> Formula | None:
    found = closing.match(text, start + 2)
    if not found or "\n\n" in found[1]:
        return None
    return Formula(start, found.end(), found[1])


def _escaped(text: str, start: int) -> Formula | None:
    # Some submitters write \$n\$ for $n$; money would open with a digit.
    closing = _ESCAPED.match(text, start)
    if not closing or (" " in closing[1] and not _MATHS.search(closing[1])):
        return None
    return None if _PROSE.search(closing[1]) else Formula(start, closing.end(), closing[1])


def _environment(text: str, opening: re.Match[str]) -> Formula | None:
    name = opening[1]
    end = text.find(f"\\end{{{name}}}", opening.end())
    if end < 0:
        return None
    body = text[opening.end() : end].strip()
    if "&" in body or "\\\\" in body:
        kind = "gathered" if name.startswith(("gather", "multline")) else "aligned"
        body = f"\\begin{{{kind}}} {body} \\end{{{kind}}}"
    return Formula(opening.start(), end + len(name) + 6, body)


def _opens(text: str, end: int) -> bool:
    """Whether the dollar before *end* looks as if it began something rather than ended it."""
    after = text[end : end + 1]
    return after.isalnum() or after in {"\\", "{", "("}


def _is_math(text: str, start: int, end: int, body: str) -> bool:
    if "\n\n" in body:
        return False
    priced = _LEADING_DIGIT.match(body) is not None
    if priced and (_COUNTRY.search(text, max(0, start - 4), start) or _PRICE.match(body)):
        return False
    if priced and _opens(text, end) and _LIST_END.search(body):
        return False
    if priced and text[end : end + 1].isdigit() and _PRICE_RANGE.fullmatch(body):
        return False
    if " " not in body and "\n" not in body:
        return True
    while "{" in body and (flat := _GROUP.sub("", body)) != body:
        body = flat
    if priced:
        return not _PRICED_PROSE.search(body)
    # "dx dy dt" is three words too; prose has a longer one among them.
    return not any(len(word) > 3 for run in _PROSE.finditer(body) for word in run[0].split())
