"""HTML, JATS and MathML to plain text, with formulas as TeX between dollars.

A ``<`` that opens no element we know is text: ``p<0.001 and p>20%`` comes out as it went in.
Never renders, never follows an address, never raises on broken markup.
"""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5

from academichub import mathml_tex
from academichub.characters import mend
from academichub.symbols import lowered, raised, words

_ATTRIBUTES = r"(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]{0,2000}\"|'[^']{0,2000}'|[^\s\"'<>=`]{1,500}))*"
_TAG = re.compile(
    rf"<!--.*?-->|<!\[CDATA\[(?P<cdata>.*?)\]\]>|<\?[A-Za-z].{{0,500}}?\?>|<!DOCTYPE[^<>]{{0,500}}>"
    rf"|<(?P<close>/?)(?P<name>[A-Za-z][\w:.-]{{0,40}})(?P<attributes>{_ATTRIBUTES})\s*(?P<void>/?)>",
    re.DOTALL | re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

_VOID = words("br hr img wbr input col break")
_BLOCK = words(
    "p div sec section article abstract trans-abstract ul ol dl list list-item li dt dd table thead tbody tr blockquote pre "
    "disp-quote h1 h2 h3 h4 h5 h6 title hr center figure figcaption fig caption def-list def-item "
    "header footer main aside nav address boxed-text statement verse-group"
)
_HEADING = words("title h1 h2 h3 h4 h5 h6")
_INLINE = words(
    "a abbr acronym b bdi bdo big bold break br cite code del dfn em email ext-link font i img inf ins "
    "italic kbd label mark monospace named-content overline q roman s samp sans-serif sc small "
    "span strike strong sub sup tt u underline uri var wbr xref inline-formula disp-formula "
    "alternatives tex-math inline-graphic graphic styled-content td th html body fn object-id "
    "institution given-names surname "
    "summary details time data scp"
)
_DROPPED = words("script style head template noscript iframe object svg annotation-xml")
_RAISED, _LOWERED = frozenset({"sup"}), frozenset({"sub", "inf"})
_BOLD = frozenset({"b", "bold", "strong"})
_SPANS = _HEADING | _RAISED | _LOWERED | _BOLD
# What structured abstracts call their sections, where they are only printed bold.
_LABEL = re.compile(
    r"(?:study )?(?:background|introduction|context|rationale|objectives?|aims?|purpose|goals?|methods?|"
    r"materials?|patients?|participants|subjects|design|setting|interventions?|measurements?|"
    r"main outcomes?(?: measures?)?|results?|findings|discussion|interpretation|conclusions?|"
    r"significance|importance|limitations?|funding|summary|question|meaning|trial registration|"
    r"keywords?|motivation|availability)(?: (?:and|&|/) (?:\w+ ?){1,3})?\s*[:.]?",
    re.IGNORECASE,
)
_KNOWN = _VOID | _BLOCK | _INLINE | _DROPPED | {"math"}
_ABSTRACT = re.compile(
    r"(?:graphical |structured |author )?(?:abstract|summary)\s*[:.]?", re.IGNORECASE
)
_TEX_MATH = re.compile(r"\\begin\{document\}(.*?)\\end\{document\}", re.DOTALL)
_TEX_IMAGE = re.compile(r"\b(?:class|src)\s*=\s*[\"'][^\"']*(?:latex|tex\b|math)", re.IGNORECASE)
_ALT = re.compile(r"\balt\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_PAIRED_ONLY = words("a b i q s u")

BREAK = "\ue004"
"""Stands where the markup parts paragraphs, until whitespace has been folded."""
_LINE = "\ue005"
_FORMULA_MARK = "\ue006"
_RUN_IN = "\ue007"
_RUNS_IN = re.compile(f"{_RUN_IN}[\\s{BREAK}{_LINE}]*")


def to_text(text: str, *, certain: bool = False) -> str:
    """*text* without its markup, paragraphs parted by `BREAK`.

    Args:
        text: Text that may hold tags and entities, escaped once or more often.
        certain: The source says it is markup, so that a lone ``<p>`` is a tag too. Otherwise only
            what has a closing tag, or cannot have one, is a tag.
    """
    for _ in range(4):
        before = text
        if "<" in text and ">" in text:
            text = _without_tags(text, certain)
        if "&" in text:
            text = _ENTITY.sub(_character, text)
        if text == before:
            break
    if _RUN_IN in text:
        text = _RUNS_IN.sub(" ", text)
    return text.replace(_LINE, " ").replace(_FORMULA_MARK, "")


def _character(match: re.Match[str]) -> str:
    entity = match[0]
    return mend(unescape(entity)) if entity[1] == "#" or entity[1:] in html5 else entity


def _local(name: str) -> str:
    return name.lower().rpartition(":")[2]


def _without_tags(text: str, certain: bool) -> str:
    if not (tags := list(_TAG.finditer(text))):
        return text
    closed = {tag["name"].lower() for tag in tags if tag["close"]}
    reader = _Reader(text)
    for tag in tags:
        if tag.start() >= reader.at and (tag["name"] is None or _is_tag(tag, closed, certain)):
            reader.read(tag)
    return reader.finish()


def _is_tag(tag: re.Match[str], closed: set[str], certain: bool) -> bool:
    name, written = _local(tag["name"]), tag["name"]
    if name not in _KNOWN:
        return ":" in written and written.lower().split(":")[0] in {"jats", "mml", "m"}
    if name in _VOID or ":" in written or (tag["close"] and len(name) > 1) or tag["void"]:
        return True
    if written.lower() in closed:
        return True
    return certain and name not in _PAIRED_ONLY and not (len(name) == 1 and written.isupper())


class _Reader:
    """Walks the tags of one text from left to right and gathers what is between them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.out: list[str] = []
        self.open: list[tuple[str, int]] = []

    def read(self, tag: re.Match[str]) -> None:
        self.out.append(self.text[self.at : tag.start()])
        self.at = tag.end()
        if tag["name"] is None:
            self.out.append(tag["cdata"] or "")
            return
        name = _local(tag["name"])
        if tag["close"]:
            self._close(name)
        elif name in _DROPPED or name in {"math", "tex-math"}:
            self._whole(tag, name)
        else:
            self._open(tag, name)

    def finish(self) -> str:
        self.out.append(self.text[self.at :])
        return "".join(self.out)

    def _open(self, tag: re.Match[str], name: str) -> None:
        if name in _BLOCK:
            self.out.append(BREAK)
            if name in {"li", "list-item"}:
                self.out.append("• ")
        elif name in {"br", "break"}:
            self._line()
        elif name in {"td", "th"}:
            self.out.append(" ")
        elif name == "img":
            self.out.append(_image(tag["attributes"]))
        if name in _SPANS and not tag["void"]:
            self.open.append((name, len(self.out)))

    def _line(self) -> None:
        # Two breaks in a row are how HTML without <p> parts its paragraphs.
        again = next((piece for piece in reversed(self.out) if piece.strip(" \n\t")), "")
        self.out.append(BREAK if again == _LINE else _LINE)

    def _close(self, name: str) -> None:
        if name in _SPANS:
            self._finish_span(name)
        if name in _BLOCK and name not in _HEADING:
            self.out.append(BREAK)

    def _finish_span(self, name: str) -> None:
        for place in range(len(self.open) - 1, -1, -1):
            if self.open[place][0] == name:
                start = self.open[place][1]
                del self.open[place:]
                said = self.text[self.at : self.at + 3].lstrip()[:1] in {":", "."}
                self.out[start:] = [_span(name, "".join(self.out[start:]), said)]
                return

    def _whole(self, tag: re.Match[str], name: str) -> None:
        """Take an element to its end at once: a formula, or what is not for reading."""
        ending = re.compile(rf"</{re.escape(tag['name'])}\s*>", re.IGNORECASE)
        closing = None if tag["void"] else ending.search(self.text, tag.end())
        if not closing:
            return
        self.at = closing.end()
        if name == "math":
            self._formula(mathml_tex.convert(self.text[tag.start() : closing.end()]))
        elif name == "tex-math":
            self._formula(_tex(unescape(self.text[tag.end() : closing.start()])))

    def _formula(self, tex: str) -> None:
        # <alternatives> gives one formula twice: keep the first.
        said = next((piece for piece in reversed(self.out) if piece.strip()), "")
        if tex.strip() and not (
            said.startswith(_FORMULA_MARK) and "<alternatives" in self.text.replace("jats:", "")
        ):
            self.out.append(f"{_FORMULA_MARK}${tex}$")


def _span(name: str, content: str, said: bool) -> str:
    inner = content.replace(BREAK, " ").strip()
    if name in _HEADING:
        return _heading(inner, said)
    if name in _BOLD:
        return f" {_heading(inner, said)}" if _LABEL.fullmatch(inner) else content
    if not inner or "$" in inner:
        return inner
    return raised(inner) if name in _RAISED else lowered(inner)


def _heading(inner: str, said: bool) -> str:
    """A heading run into its text; *said* means that a colon already follows it."""
    if not inner or _ABSTRACT.fullmatch(inner):
        return ""
    if said:
        return inner
    return inner + ("" if inner[-1] in ".:?!。：？！" else ":") + _RUN_IN


def _image(attributes: str) -> str:
    alt = _ALT.search(attributes) if _TEX_IMAGE.search(attributes) else None
    tex = unescape(alt[1] or alt[2] or "").strip("$ ") if alt else ""
    return f"${tex}$" if tex else ""


def _tex(source: str) -> str:
    document = _TEX_MATH.search(source)
    return (document[1] if document else source).strip().strip("$").strip()
