"""TeX as it is typed in titles, abstracts and names, to Unicode text.

Accents, ligatures, quotes, dashes, ties and the common text commands become characters; formulas
stay, each written ``$tex$``; a command nobody knows stays as it is. Never drops words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

from academichub import formulas, typography
from academichub.symbols import (
    BLACKBOARD,
    COMBINING,
    DROPPED,
    KEPT,
    LETTERS,
    MATH_ACCENTS,
    NAMES,
    SPACES,
    SWITCHES,
    SYMBOLS,
    lowered,
    raised,
)

# Private characters that stand for a formula, and for braces that stay, while commands are read.
_FORMULA, _FORMULA_END, _LEFT, _RIGHT = "\ue000", "\ue001", "\ue002", "\ue003"
_HELD = re.compile(r"\ue000(\d+)\ue001")

_ESCAPES = {
    "\\": " ", "{": _LEFT, "}": _RIGHT, "%": "%", "&": "&", "_": "_", "#": "#", "$": "$", " ": " ",
    "\n": " ", ",": " ", ";": " ", ":": " ", ">": " ", "/": "", "!": "", "-": "", "@": "", "*": "",
}  # fmt: skip
_ESCAPE = re.compile(r"\\([\\{}%&_#$ \n,;:>/!@*]|-(?!-))")
# "\{beta}-arrestin", "\{O}ksendal": a group whose brace was escaped by mistake. Behind a letter it is
# a set that is taken away, "Q\{point}".
_HALF_ESCAPED = re.compile(r"(?<![\w)\\])\\(?=\{[A-Za-z]+\})")
_LETTER = re.compile(
    r"\\(" + "|".join(sorted(LETTERS, key=len, reverse=True)) + r")(?![A-Za-z])(?:\{\}|[ \n]*)"
)
_ACCENT = re.compile(r"\\(['`^\"~=.])[ \n]*([^\W\d_])")
_LETTER_ACCENT = re.compile(r"\\([uvHkrcdb])(?:[ \n]+([A-Za-z])|([ıȷøØæÆœŒåÅłŁ]))")
_QUOTE = re.compile(r"\\(['\"`])(?![{\\])")
_SYMBOL = re.compile(r"\\([A-Za-z]+)")
_SWITCH = re.compile(rf"\\(?:{SWITCHES})(?![A-Za-z])[ \n]*(?!\{{)")
_SPACE = re.compile(rf"\\(?:{SPACES})(?![A-Za-z])(?:\[[^\]]{{0,200}}\])?[ \n]*")
_SKIP = re.compile(r"\\[vh](?:skip|space)\*?[ \n]*-?\d*\.?\d*[ \n]*(?:in|cm|mm|pt|em|ex)\b")
_BARE = re.compile(r"\\(?:math(?:bb|cal|frak|rm|bf|scr)|Bbb|frak)[ \n]+([A-Za-z])(?![A-Za-z])")
_ITEM = re.compile(r"\\item(?![A-Za-z])[ \n]*(?:\[([^\]]{0,200})\])?")
_VERB = re.compile(r"\\verb\*?([^\w\s*{])(.*?)\1")
# Bounded where nothing need stand before it: commands that were read can leave long runs of spaces.
_GAP = r"[ \n]{0,9}+"
_GROUP = re.compile(
    r"(?P<before>[_^\ue003√]?)"
    rf"(?P<command>\\(?:[A-Za-z]+\*?|['`^\"~=.]))?{_GAP}(?P<option>\[[^\[\]{{}}]*\])?{_GAP}"
    r"\{(?P<body>[^{}]*)\}"
)
_TWO = re.compile(
    r"\\(href|textcolor|ion|SI|qty|hyperlink|hyperref|colorbox|texorpdfstring)(?![A-Za-z])"
    rf"{_GAP}(?:\[[^\[\]{{}}]*\])?{_GAP}\{{([^{{}}]*)\}}{_GAP}\{{([^{{}}]*)\}}"
)
_WORDS = re.compile(r"[^\W\d_](?:[^\W_]|[\s.;:!?'’()\ue000\ue001–-])*|\ue000\d+\ue001|\d+")
_MATH_ACCENT = re.compile(
    r"\\(" + "|".join(MATH_ACCENTS) + r")(?![A-Za-z])\s*\{?\s*"
    r"(?:\\(?:rm|bf|it|text|mbox|textbf|mathrm)\s*\{?)?\s*\\?([A-Za-z])\s*\}*"
)
_CITE = re.compile(r"(?:no)?cite[a-z]*\*?|parencite|textcite|autocite")
_DOTLESS = {"ı": "i", "ȷ": "j"}
_DINGBATS = {"51": "✓", "52": "✔", "55": "✗", "56": "✘"}


def to_text(text: str) -> str:
    """*text* with its TeX outside mathematics as Unicode and its formulas as ``$tex$``."""
    found = formulas.find(text)
    kept: list[str] = []
    if found:
        text = _hold(text, found, kept)
    text = typography.read(_commands(text) if "\\" in text or "{" in text else text)
    if not kept:
        return text
    out = _HELD.sub(lambda m: f"${kept[int(m[1])]}$", text)
    return _escaping_money(text, out, kept) if "$" in text else out


def _hold(text: str, found: list[formulas.Formula], kept: list[str]) -> str:
    pieces, at = [], 0
    for formula in found:
        pieces.append(text[at : formula.start])
        tex = formulas.normal(formula.tex)
        letter = _accent_in_word(tex, text, formula) if tex[:1] == "\\" else None
        if letter:
            pieces.append(letter)
        elif tex:
            pieces.append(f"{_FORMULA}{len(kept)}{_FORMULA_END}")
            kept.append(tex)
        at = formula.end
    pieces.append(text[at:])
    return "".join(pieces)


def _accent_in_word(tex: str, text: str, formula: formulas.Formula) -> str | None:
    r"""The letter meant by ``Schr$\ddot{o}$dinger``; None where the formula is one."""
    accent = _MATH_ACCENT.fullmatch(tex)
    around = text[max(0, formula.start - 1) : formula.start] + text[formula.end : formula.end + 1]
    return _accented(MATH_ACCENTS[accent[1]], accent[2]) if accent and _lower(around) else None


def _lower(around: str) -> bool:
    return any(character.islower() for character in around)


def _escaping_money(text: str, out: str, kept: list[str]) -> str:
    r"""Keep ``\$`` where a bare dollar would be read as the edge of a formula."""
    if [formula.tex for formula in formulas.find(out)] == kept:
        return out
    return _HELD.sub(lambda m: f"${kept[int(m[1])]}$", text.replace("$", r"\$"))


def _commands(text: str) -> str:
    if "\\" in text:
        text = _simple(text)
    if "{" in text:
        text = _groups(text)
    if "\\" in text:
        text = _SWITCH.sub("", text)
        text = _SPACE.sub(" ", text)
    return text.replace(_LEFT, "{").replace(_RIGHT, "}")


def _simple(text: str) -> str:
    """Everything that needs no argument in braces."""
    if "\\verb" in text:
        text = _VERB.sub(lambda m: m[2], text)
    if "\\{" in text:
        text = _HALF_ESCAPED.sub("", text)
    text = _LETTER.sub(_letter, text)
    text = _ACCENT.sub(_accent, text)
    text = _LETTER_ACCENT.sub(_accent, text)
    text = _ESCAPE.sub(lambda m: _ESCAPES[m[1]], text)
    text = _QUOTE.sub(r"\1", text)
    if "\\" not in text:
        return text
    text = _SKIP.sub(" ", text)
    text = _ITEM.sub(lambda m: f" {m[1] or '•'} ", text)
    text = _BARE.sub(lambda m: BLACKBOARD.get(m[1], m[1]) if "b" in m[0][:7] else m[1], text)
    return _SYMBOL.sub(_symbol, text)


def _letter(match: re.Match[str]) -> str:
    name, text = match[1], match.string
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    # \l and \L are macros of mathematics as often as letters: ask for a word around them.
    if name in {"l", "L", "o", "O", "i", "j"} and not _in_word(before, after):
        return match[0]
    ends_group = match[0].endswith("}") or not match[0].endswith((" ", "\n"))
    return LETTERS[name] + ("" if ends_group or after.islower() else " ")


def _in_word(before: str, after: str) -> bool:
    return before.isalpha() or after.isalpha() or before in "'`^\"~=.{uvcHkr" or after == "}"


def _accent(match: re.Match[str]) -> str:
    base = match[2] or match[3]
    return _accented(match[1], base) or match[0]


@cache
def _accented(accent: str, base: str) -> str | None:
    """*base* with *accent* on its first letter; None where there is no such letter."""
    first, rest = _DOTLESS.get(base[0], base[0]), base[1:]
    composed = unicodedata.normalize("NFC", first + COMBINING[accent])
    if accent == "t":
        return composed + rest
    return composed + rest if len(composed) == 1 or not accent.isalpha() else None


def _symbol(match: re.Match[str]) -> str:
    name = match[1]
    if name in SYMBOLS:
        return SYMBOLS[name]
    if name in NAMES:
        return (
            "°"
            if name == "deg" and match.string[match.start() - 1 : match.start()] in _DEGREES
            else name
        )
    if len(name) == 1 or name in _READ_LATER:
        return match[0]
    return _fallback().get(name, match[0])


_DEGREES = frozenset("0123456789{ ")
_READ_LATER = KEPT | DROPPED | frozenset(f"{SWITCHES}|{SPACES}".split("|"))


@cache
def _fallback() -> dict[str, str]:
    """The table of pylatexenc of single characters, for the commands ours does not have."""
    from pylatexenc.latexencode import get_builtin_uni2latex_dict

    names = re.compile(r"\{?\\(?:ensuremath\{\\)?([A-Za-z]{2,})\}?\}?")
    table: dict[str, str] = {}
    for number, command in get_builtin_uni2latex_dict().items():
        if found := names.fullmatch(command):
            table.setdefault(found[1], chr(number))
    return table


def _groups(text: str) -> str:
    """Read what stands in braces, innermost first, until nothing changes."""
    for _ in range(24):
        before = text
        while "\\" in text and (read := _TWO.sub(_two_arguments, text)) != text:
            text = read
        text = _GROUP.sub(_group, text)
        if "{" not in text or text == before:
            break
    return text


def _two_arguments(match: re.Match[str]) -> str:
    name, first, second = match.groups()
    if name == "href":
        return second if first in second else f"{second} ({first})"
    if name in {"ion", "SI", "qty"}:
        return f"{first} {second.replace(chr(92), '')}"
    return first if name == "texorpdfstring" and not second.strip() else second


def _group(match: re.Match[str]) -> str:
    before, command, body = match["before"], match["command"], match["body"]
    if command:
        name = command[1:].rstrip("*")
        return before + _argument(match, name, body)
    shown = _SWITCH.sub("", body)
    if before or match["option"] or not _is_grouping(match, body):
        # R_{e} needs no braces where nothing could be taken for a part of the index.
        alone = len(shown) == 1 and not match.string[match.end() : match.end() + 1].isalnum()
        return before + shown if alone and before in {"_", "^"} else _kept(match[0])
    return match[0][: match.start("body") - 1 - match.start()] + shown


def _kept(text: str) -> str:
    return text.replace("{", _LEFT).replace("}", _RIGHT)


def _is_grouping(match: re.Match[str], body: str) -> bool:
    """Whether braces only group, so that the reader loses nothing with them."""
    text = match.string
    opening = match.start("body") - 1
    left = text[opening - 1 : opening] if opening else ""
    right = text[match.end() : match.end() + 1]
    if not body.strip():
        return bool(left.strip())
    if _SWITCH.match(body) or (len(body) == 1 and not body.isascii()):
        return True
    if len(body) == 1:
        return left.isalpha() or right.isalpha()
    return "\\" in body or _WORDS.fullmatch(body) is not None


def _argument(match: re.Match[str], name: str, body: str) -> str:
    if name in COMBINING:
        return _accent_argument(match, name, body)
    if _CITE.fullmatch(name):
        where = (match["option"] or "")[1:-1]
        return f" [{body.strip()}, {where}]" if where else f" [{body.strip()}]"
    if name in _ONE:
        return _ONE[name](body)
    if name in KEPT:
        return BLACKBOARD.get(body, body) if name == "mathbb" else _SWITCH.sub("", body)
    if name in DROPPED:
        return " "
    return _unknown(match, name, body)


def _accent_argument(match: re.Match[str], name: str, body: str) -> str:
    # arXiv once wrote commands as accent and rest: \b{eta}, \k{appa}, \r{ho}, \c{opyright}.
    if name + body in SYMBOLS:
        return SYMBOLS[name + body]
    base = body.strip()
    if not base:
        return name if not name.isalpha() else _kept(match[0])
    accented = _accented(name, base) if base[0].isalpha() else None
    if len(base) == 1 and base.isalpha():
        accented = unicodedata.normalize("NFC", _DOTLESS.get(base, base) + COMBINING[name])
    return accented or _kept(match[0][len(match["before"]) :])


def _unknown(match: re.Match[str], name: str, body: str) -> str:
    after = match.string[match.end() : match.end() + 1]
    if name in {*_READ_LATER, "href", "textcolor", "ion", "SI", "qty", "hyperlink"}:
        return match[0][len(match["before"]) :]
    if not body and not after.isalpha():
        return f"\\{name}"
    return _kept(match[0][len(match["before"]) :])


def _ding(body: str) -> str:
    number = int(body) if body.isdigit() else 0
    if 172 <= number <= 181:
        return chr(0x2460 + number - 172)
    return chr(0x2776 + number - 182) if 182 <= number <= 191 else _DINGBATS.get(body, body)


_ONE: dict[str, Callable[[str], str]] = {
    "footnote": lambda body: f" ({body.strip()})",
    "textsuperscript": raised,
    "textsubscript": lowered,
    "ref": lambda body: body,
    "eqref": lambda body: f"({body})",
    "ding": _ding,
    "ang": lambda body: f"{body}°",
}
