"""Presentation MathML to the TeX it stands for.

Covers what publishers put in titles and abstracts; an element it does not know contributes its
content. Never raises on broken markup and never resolves entities or addresses.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from lxml import etree

_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#[xX][0-9a-fA-F]+);)([A-Za-z][A-Za-z0-9]*;)?")
_SPECIAL = str.maketrans(
    {c: f"\\{c}" for c in "%$&#_{}"}
    | {"\u2061": "", "\u2062": "", "\u2063": "", "\u2064": "", "\u00a0": " ", "\\": r"\backslash "}
)
_PREFIX = re.compile(r"(</?)[A-Za-z][\w.-]*:(?=[A-Za-z])")
_ACCENTS = {
    "^": "hat",
    "ˆ": "hat",
    "˜": "tilde",
    "~": "tilde",
    "¯": "bar",
    "‾": "bar",
    "→": "vec",
    "⃗": "vec",
    "˙": "dot",
    "¨": "ddot",
    "ˇ": "check",
    "_": "underline",
}
_DEPTH = 60


def convert(markup: str) -> str:
    """The TeX of one ``<math>`` element, without dollars; its bare text where it is broken."""
    source = _PREFIX.sub(r"\1", _NAMED.sub(_resolved, markup))
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    root = etree.fromstring(source.encode("utf-8", "ignore"), parser)
    if root is None:
        return re.sub(r"<[^<>]*>", " ", markup)
    given = [e for e in root.iter("{*}annotation") if "tex" in (e.get("encoding") or "").lower()]
    tex = (given[0].text or "") if given else _tex(root, 0)
    return " ".join(tex.split())


def _resolved(match: re.Match[str]) -> str:
    # A named entity of HTML is unknown to XML; a bare ampersand is one that was not escaped.
    character = unescape(match[0]) if match[1] else "&"
    return "&amp;" + match[0][1:] if character.startswith("&") else character


def _tex(element: etree._Element, depth: int) -> str:
    if not isinstance(element.tag, str) or depth > _DEPTH:
        return ""
    name = etree.QName(element).localname
    if name in _LEAVES:
        return _LEAVES[name](_own_text(element))
    parts = [_tex(child, depth + 1) for child in element]
    if name in _SHAPES and len(parts) >= _SHAPES[name][0]:
        return _SHAPES[name][1](*parts[: _SHAPES[name][0]])
    if name == "msqrt":
        return rf"\sqrt{{{' '.join(parts)}}}"
    if name == "mfenced":
        return _fenced(element, parts)
    if name in {"annotation", "annotation-xml", "none", "mprescripts", "mphantom"}:
        return ""
    return (element.text or "").strip().translate(_SPECIAL) + " ".join(filter(None, parts))


def _own_text(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split()).translate(_SPECIAL)


def _identifier(text: str) -> str:
    return text if len(text) < 2 or not text.isascii() else rf"\mathrm{{{text}}}"


def _word(text: str) -> str:
    return rf"\text{{{text}}}" if text.strip() else " "


def _group(text: str) -> str:
    return text if len(text) == 1 else f"{{{text}}}"


def _over(base: str, accent: str) -> str:
    name = _ACCENTS.get(accent.strip().replace("\\", ""))
    return rf"\{name}{{{base}}}" if name else rf"\overset{{{accent}}}{{{base}}}"


def _fenced(element: etree._Element, parts: list[str]) -> str:
    separator = (element.get("separators") or ",")[:1].strip()
    return (
        (element.get("open") or "(") + f"{separator} ".join(parts) + (element.get("close") or ")")
    )


_LEAVES: dict[str, Callable[[str], str]] = {
    "mi": _identifier,
    "mn": str,
    "mo": str,
    "mtext": _word,
    "ms": _word,
    "mspace": lambda _: " ",
}
_SHAPES: dict[str, tuple[int, Callable[..., str]]] = {
    "msub": (2, lambda a, b: f"{_based(a)}_{_group(b)}"),
    "msup": (2, lambda a, b: f"{_based(a)}^{_group(b)}"),
    "msubsup": (3, lambda a, b, c: f"{_based(a)}_{_group(b)}^{_group(c)}"),
    "munder": (2, lambda a, b: rf"\underset{{{b}}}{{{a}}}"),
    "mover": (2, _over),
    "munderover": (3, lambda a, b, c: f"{_based(a)}_{_group(b)}^{_group(c)}"),
    "mfrac": (2, lambda a, b: rf"\frac{{{a}}}{{{b}}}"),
    "mroot": (2, lambda a, b: rf"\sqrt[{b}]{{{a}}}"),
}


def _based(text: str) -> str:
    return text if len(text) < 2 or re.fullmatch(r"\\?\w+(?:\{\w+\})?", text) else f"{{{text}}}"
