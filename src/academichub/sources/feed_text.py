"""From the bytes of an XML feed to text that no XML parser can choke on.

Decodes, refuses document type declarations that could expand or fetch anything, and mends what
publishers get wrong (HTML entities, bare ampersands, control characters, undeclared prefixes).
Never opens a file, never asks the network, and takes time in proportion to the input.
"""

from __future__ import annotations

import codecs
import html
import html.entities
import re
from collections.abc import Iterator

from academichub.errors import MalformedAnswerError

_BOMS = (
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
)
# "<?xm" as it looks without a byte order mark (XML 1.0, appendix F).
_SHAPES = (
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00<\x00?", "utf-16-be"),
    (b"<\x00?\x00", "utf-16-le"),
    (b"\x4c\x6f\xa7\x94", "cp037"),
)
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
# Python has text codecs that are no character sets; some of them take quadratic time.
_NO_CHARSETS = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"}
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_XML_DECLARATION = re.compile(r"\s*<\?xml\b[^>]{0,400}\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE\b", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY\s+([\w.-]{1,60})\s+(?:\"([^\"<>%]*)\"|'([^'<>%]*)')\s*>")
_REFERENCE = re.compile(r"&(?:([A-Za-z][\w.-]{0,60});|(#\d{1,8};|#[xX][0-9A-Fa-f]{1,7};)|)")
_XML_ENTITIES = frozenset({"lt", "gt", "amp", "quot", "apos"})
_LONGEST_ENTITY, _LONGEST_DECLARATION, _MOST_EXPANSION = 256, 2**16, 2**20
_CDATA = re.compile(r"<!\[CDATA\[")
_OPENERS = re.compile(r"<!--|<!\[CDATA\[|<\?")
_CLOSERS = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>"}


def decode(body: bytes, content_type: str | None = None) -> tuple[str, str | None]:
    """Decode *body* as RFC 7303 says: byte order mark, HTTP charset, XML declaration, UTF-8.

    A few broken bytes in UTF-8 spoil only their own characters; text that is no UTF-8 at all is
    read as windows-1252, as browsers do.

    Returns:
        The text without a byte order mark, and what had to be guessed, or None.
    """
    for mark, name in (*_BOMS, *_SHAPES):
        if body.startswith(mark):
            bare = body[len(mark) :] if (mark, name) in _BOMS else body
            return _decoded(bare, [name])
    declared = _DECLARED.search(body[:1024])
    charset = _CHARSET.search(content_type or "")
    names = [charset[1]] if charset else []
    return _decoded(body, [*names, *([declared[1].decode("ascii")] if declared else []), "utf-8"])


def _decoded(body: bytes, names: list[str]) -> tuple[str, str | None]:
    for name in filter(None, map(_character_set, names)):
        try:
            return body.decode(name), None
        except UnicodeDecodeError:
            continue
    return _guessed(body, names)


def _guessed(body: bytes, names: list[str]) -> tuple[str, str]:
    wide = names[0] if names[0].startswith(("utf-16", "utf-32")) else "utf-8"
    text = body.decode(wide, "replace")
    broken = text.count("\ufffd")
    if wide != "utf-8" or broken <= 3 or broken * 10 < sum(map(body.count, _LEADS)):
        return text, f"{broken} characters are not {wide.upper()}"
    return body.decode("cp1252", "replace"), "the text is not UTF-8 and was read as windows-1252"


_LEADS = tuple(bytes([first]) for first in range(0xC3, 0xF4))


def _character_set(name: str) -> str | None:
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        return None
    if codec in _NO_CHARSETS:
        return None
    # GB 18030 holds all of GB 2312, which senders declare and then leave.
    return "gb18030" if codec == "gb2312" else codec


def without_doctype(text: str) -> tuple[str, dict[str, str]]:
    """Cut a document type declaration off and give the harmless entities it declared.

    Returns:
        The text from the root element on (comments before it stay out), and short entities
        that stand for plain characters.

    Raises:
        MalformedAnswerError: it declares entities that read files or expand each other, or is
            longer than any honest one.
    """
    start = _prolog_end(text)
    prolog = text[:start]
    if not _DOCTYPE.search(prolog):
        return text[start:], {}
    declared = re.findall(r"<!ENTITY\b", prolog, re.IGNORECASE)
    entities = {name: double or single for name, double, single in _ENTITY.findall(prolog)}
    nested = any("&" in re.sub(r"&#\w{1,8};", "", value) for value in entities.values())
    too_long = any(len(value) > _LONGEST_ENTITY for value in entities.values())
    if len(declared) != len(entities) or nested or too_long:
        raise MalformedAnswerError(
            "the feed declares entities that read files or expand each other"
        )
    return text[start:], {name: html.unescape(value) for name, value in entities.items()}


def _prolog_end(text: str) -> int:
    """Where the root element starts; comments, instructions and the doctype come before."""
    at = 0
    while (at := text.find("<", at)) != -1:
        if text.startswith("<!--", at) or text.startswith("<?", at):
            close = _CLOSERS["<!--" if text[at + 1] == "!" else "<?"]
            end = text.find(close, at)
            at = end + len(close) if end != -1 else len(text)
        elif text.startswith("<!", at):
            at = _declaration_end(text, at)
        else:
            return at
    return len(text)


_DECLARATION_PART = re.compile(r"\"[^\"]*\"|'[^']*'|<!--|[\[\]>]")


def _declaration_end(text: str, at: int) -> int:
    inside, end = False, at + _LONGEST_DECLARATION
    while part := _DECLARATION_PART.search(text, at, end):
        at = part.end()
        if part[0] == "<!--":
            at = text.find("-->", at, end) + 3
            if at == 2:
                break
        elif part[0] == ">" and not inside:
            return at
        elif part[0] in "[]":
            inside = part[0] == "["
    raise MalformedAnswerError("the feed opens with a document type declaration that never ends")


def mended(text: str, entities: dict[str, str]) -> str:
    """Remove characters XML forbids and resolve or escape references XML does not know.

    Raises:
        MalformedAnswerError: the entities would blow the text up.
    """
    grown = sum(text.count(f"&{name};") * len(value) for name, value in entities.items())
    if grown > _MOST_EXPANSION:
        raise MalformedAnswerError("the feed's entities would expand to more than a megabyte")
    return "".join(
        part if literal else _entities_mended(part, entities)
        for part, literal in pieces(_ILLEGAL.sub("", text))
    )


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Split into stretches; True marks CDATA, comments and instructions, which are literal.

    One that is never closed is no such thing, and its opener is read as text.
    """
    start, at, unclosed = 0, 0, set[str]()
    while opener := _OPENERS.search(text, at):
        close = _CLOSERS[opener[0]]
        end = -1 if opener[0] in unclosed else text.find(close, opener.end())
        if end == -1 or is_runaway(text, opener, end):
            if end == -1:
                # Remembered, so that a million of them do not each search to the end.
                unclosed.add(opener[0])
            at = opener.end()
            continue
        yield text[start : opener.start()], False
        yield text[opener.start() : end + len(close)], True
        start = at = end + len(close)
    yield text[start:], False


_ENTRY_END = re.compile(r"</(?:[\w.-]+:)?(?:item|entry)\s*>", re.IGNORECASE)


def is_runaway(text: str, opener: re.Match[str], end: int) -> bool:
    """Whether a CDATA section lost its end and runs on into the next entry's.

    Such a document is well-formed, and an entry is gone without a trace. It shows by another
    section opening inside, behind the end of an entry.
    """
    if opener[0] != "<![CDATA[":
        return False
    inner = text.find("<![CDATA[", opener.end(), end)
    return inner != -1 and _ENTRY_END.search(text, opener.end(), inner) is not None


def has_runaway(text: str) -> bool:
    """Whether any CDATA section of *text* is a runaway."""
    at = 0
    while opener := _CDATA.search(text, at):
        end = text.find("]]>", opener.end())
        if end == -1 or is_runaway(text, opener, end):
            return end != -1
        at = end
    return False


def _entities_mended(text: str, entities: dict[str, str]) -> str:
    def resolved(found: re.Match[str]) -> str:
        name, figure = found[1], found[2]
        if figure:
            return _character(figure)
        if name in _XML_ENTITIES:
            return found[0]
        value = entities.get(name) or html.entities.html5.get(f"{name};") if name else None
        return _escaped(value) if value else "&amp;" + found[0][1:]

    return _REFERENCE.sub(resolved, text)


def _character(figure: str) -> str:
    code = int(figure[2:-1], 16) if figure[1] in "xX" else int(figure[1:-1])
    forbidden = code > 0x10FFFF or _ILLEGAL.match(chr(code))
    return "" if forbidden else f"&{figure.replace('X', 'x')}"


def _escaped(value: str) -> str:
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
