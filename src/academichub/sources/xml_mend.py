"""Bytes that are nearly XML, made XML without losing text.

Pure; changes only what no XML reader could read, and never guesses at markup.
"""

from __future__ import annotations

import html
import html.entities
import re

# Characters XML 1.0 section 2.2 does not allow; they carry no text anyone meant.
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
# What is no markup although it looks so; CDATA sections are matched to be left alone.
_AMPERSAND = re.compile(
    rb"<!\[CDATA\[.*?\]\]>|<(?![A-Za-z_:/!?])|&(?:(#\d+;|#[xX][0-9a-fA-F]+;)|(\w+);)?", re.DOTALL
)
_STRAY = re.compile("[\udc80-\udcff]+")
_ENCODING = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["'][^>]*\?>""")
# Encodings of text in use for feeds; Python knows others that take quadratic time to decode.
_KNOWN = re.compile(
    r"us-ascii|iso-?8859-\d+|latin\d|(?:windows|cp)-?125\d|koi8-[ru]|gb2312|gbk|gb18030|big5"
    r"|shift_jis|euc-(?:jp|kr)",
    re.IGNORECASE,
)
_PREDEFINED = (b"amp", b"lt", b"gt", b"quot", b"apos")
_DECLARATION = re.compile(rb"^<\?xml[^>]*\?>")


def as_utf8(body: bytes) -> bytes:
    """*body* in UTF-8 where it says that it is in another usual encoding."""
    declared = _ENCODING.match(body)
    encoding = declared[1].decode() if declared else ""
    if not _KNOWN.fullmatch(encoding):
        return body
    try:
        return _DECLARATION.sub(b"", body.decode(encoding, "replace").encode())
    except LookupError:
        return body


def mend(entry: bytes) -> bytes:
    """What can be put right without losing text.

    Characters XML forbids go, HTML's entities, bare ampersands and bare less-than signs are
    written as XML has them, and stray bytes in UTF-8 are read as Windows-1252.
    """
    entry = _STRAY.sub(_as_windows, entry.decode("utf-8", "surrogateescape")).encode("utf-8")
    return _AMPERSAND.sub(_as_xml, _CONTROL.sub(b"", entry))


def _as_windows(stray: re.Match[str]) -> str:
    return bytes(ord(byte) - 0xDC00 for byte in stray[0]).decode("cp1252", "replace")


def _as_xml(found: re.Match[bytes]) -> bytes:
    if found[0] == b"<":
        return b"&lt;"
    if not found[0].startswith(b"&") or found[1] or found[2] in _PREDEFINED:
        return found[0]
    known = html.entities.html5.get(f"{found[2].decode('ascii', 'replace')};") if found[2] else None
    if known is None:
        return b"&amp;" + found[0][1:]
    return b"".join(b"&#%d;" % ord(character) for character in known)
