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

_ATTRIBUTES = (
    r"(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]{0,2000}\"|'[^']{0,2000}'|[^\s\"'<>=`]{1,500})){0,60}"
)
# Comments and CDATA sections by their beginnings alone: whoever reads on looks for the end once.
_TAG = re.compile(
    rf"(?P<enclosed><!--|<!\[CDATA\[)|<\?[A-Za-z].{{0,500}}?\?>|<!DOCTYPE[^<>]{{0,500}}>"
    rf"|<(?P<close>/?)(?P<name>[A-Za-z][\w:.-]{{0,40}})(?P<attributes>{_ATTRIBUTES})\s*(?P<void>/?)>",
    re.DOTALL | re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

_CLOSING_TAG = re.compile(r"</([A-Za-z][\w:.-]{0,40})\s*>")
# Elements of HTML, past and present, that hold no words of their own and end no paragraph. No
# abstract has them, so that they are tags only where the source says that it sends HTML.
_BARE = re.compile(
    r"</?(?:applet|area|audio|base|basefont|bgsound|blink|body|button|canvas|col|colgroup|command|"
    r"datagrid|datalist|dialog|dir|embed|event-source|fieldset|form|frame|frameset|html|input|"
    r"isindex|keygen|label|layer|legend|link|map|marquee|menu|meta|meter|multicol|nextid|nobr|"
    r"noframes|object|optgroup|option|output|param|plaintext|progress|select|sound|source|spacer|"
    r"textarea|track|video|xmp)(?=[\s/>])[^<>]{0,4000}>|</?m>",
    re.IGNORECASE,
)

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
_TEX_IMAGE = re.compile(r"\b(?:class|src)\s*=\s*[\"'][^\"']*(?:latex|tex\b|math)", re.IGNORECASE)
_ALT = re.compile(r"\balt\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_PAIRED_ONLY = words("a b i q s u")
_NESTED = 50
"""Spans kept open at once; what is nested deeper is not for reading."""

BREAK = "\ue004"
"""Stands where the markup parts paragraphs, until whitespace has been folded."""
_LINE = "\ue005"
_RUN_IN = "\ue006"
_RUNS_IN = re.compile(f"{_RUN_IN}[\\s{BREAK}{_LINE}]*")


def to_text(text: str, *, certain: bool = False) -> str:
    """*text* without its markup, paragraphs parted by `BREAK`.

    Args:
        text: Text that may hold tags and entities, escaped once or more often.
        certain: The source says it is markup, so that a lone ``<p>`` is a tag too. Otherwise only
            what has a closing tag, or cannot have one, is a tag.
    """
    if certain and "<" in text:
        text = _BARE.sub("", _without_open_comment(text))
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
    return text.replace(_LINE, " ")


def _without_open_comment(text: str) -> str:
    # A comment nobody closes hides the rest; this is what browsers do too.
    start = text.find("<!--", text.rfind("-->") + 1)
    return text if start == -1 else text[:start]


def _character(match: re.Match[str]) -> str:
    entity = match[0]
    return mend(unescape(entity)) if entity[1] == "#" or entity[1:] in html5 else entity


def _local(name: str) -> str:
    return name.lower().rpartition(":")[2]


def _without_tags(text: str, certain: bool) -> str:
    closed = {name.lower() for name in _CLOSING_TAG.findall(text)}
    reader = _Reader(text)
    at = 0
    while tag := _TAG.search(text, at):
        at = tag.end()
        if tag["name"] is None or _is_tag(tag, closed, certain):
            reader.read(tag)
            at = max(at, reader.at)
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
        self.endless: set[str] = set()
        self.alternatives: bool | None = None  # whether a formula of theirs was taken

    def read(self, tag: re.Match[str]) -> None:
        if tag["enclosed"]:
            self._enclosed(tag)
            return
        self.out.append(self.text[self.at : tag.start()])
        self.at = tag.end()
        if tag["name"] is None:
            return
        name = _local(tag["name"])
        if name == "alternatives":
            self.alternatives = None if tag["close"] else False
        if tag["close"]:
            self._close(name)
        elif name in _DROPPED or name in {"math", "tex-math"}:
            self._whole(tag, name)
        else:
            self._open(tag, name)

    def finish(self) -> str:
        self.out.append(self.text[self.at :])
        return "".join(self.out)

    def _enclosed(self, tag: re.Match[str]) -> None:
        """Leave a comment out, or take what a CDATA section holds as it stands."""
        ending = "-->" if tag["enclosed"] == "<!--" else "]]>"
        end = -1 if ending in self.endless else self.text.find(ending, tag.end())
        if end < 0:
            self.endless.add(ending)
            return
        self.out.append(self.text[self.at : tag.start()])
        if ending == "]]>":
            self.out.append(self.text[tag.end() : end])
        self.at = end + len(ending)

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
        if name in _SPANS and not tag["void"] and len(self.open) < _NESTED:
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
        written = tag["name"].lower()
        if tag["void"] or written in self.endless:
            return
        ending = re.compile(rf"</{re.escape(written)}\s*>", re.IGNORECASE)
        if not (closing := ending.search(self.text, tag.end())):
            self.endless.add(written)
            return
        self.at = closing.end()
        if name == "math":
            self._formula(mathml_tex.convert(self.text[tag.start() : closing.end()]))
        elif name == "tex-math":
            self._formula(_tex(unescape(self.text[tag.end() : closing.start()])))

    def _formula(self, tex: str) -> None:
        # <alternatives> gives one formula twice: keep the first.
        if tex.strip() and not self.alternatives:
            self.out.append(f"${tex}$")
            if self.alternatives is not None:
                self.alternatives = True


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
    _, _, behind = source.partition(r"\begin{document}")
    document, ended, _ = behind.partition(r"\end{document}")
    return (document if ended else source).strip().strip("$").strip()
