"""Ways of spoiling a feed or an answer, seeded so that every case can be made again.

Each takes a `random.Random` and bytes and gives bytes; none knows who will read them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

Mutation = Callable[[Random, bytes], bytes]

_TAG = re.compile(rb"<[^<>]{1,200}>")
_VALUE = re.compile(rb"(?<=[:\[,])\s*(?:\"(?:[^\"\\]|\\.){0,200}\"|-?\d[\d.]*|true|false|null)")
_SPICE = (
    b"\x00",
    b"\x1f",
    b"\xff",
    b"\xed\xa0\x80",
    b"&",
    b"&nbsp;",
    b"&#0;",
    b"&#x110000;",
    b"&#99999999;",
    b"&bogus;",
    b"<",
    b">",
    b"</",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"<?",
    b"?>",
    b"</item>",
    b"<item>",
    b"<entry>",
    b"</entry>",
    b"</record>",
    b'"',
    b"\\",
    b"\\u0000",
    b"\\ud800",
    b"{",
    b"}",
    b"[",
    b"]",
    b"@",
    b"@article{",
    b"\nER  - \n",
    b"\nTY  - JOUR\n",
    b"$",
    b"\\'",
    b"\\begin{x}",
    b'<!DOCTYPE x [<!ENTITY a "b">]>',
    b"<x:y/>",
    b"<br>",
    b"\r",
    b"\n",
    b"\xef\xbb\xbf",
    b"%00",
    b"9" * 400,
    b"-1",
    b"1e999",
    b"NaN",
    b"0000-00-00",
    b"2026-99-99",
    b"(" * 300,
    b"a" * 5000,
    b"<!---->" * 60,
    b"*" * 60,
    b"<math>" * 500,
    b"&lt;math&gt;" * 500,
    b"\\item[" * 500,
    b"\\begin{x}" * 500,
    b"10.",
    b"10.1/",
    b"http://[",
    b"//",
    "\u202e\u0000é𝔘".encode(),
    b"null",
    b"[]",
    b"{}",
    b'""',
)
_SWAPS = (b"null", b"[]", b"{}", b'""', b"0", b"-1", b"true", b"1e400", b"9" * 60, b"[null]", b"[[]]",
          b"[1]", b"[{}]", b'{"a":1}', b'"x"', b'["x"]', b"12345678901234567890.5")  # fmt: skip


def flip(random: Random, body: bytes) -> bytes:
    """Change a few bytes."""
    spoiled = bytearray(body)
    for _ in range(random.randint(1, 8)):
        if spoiled:
            spoiled[random.randrange(len(spoiled))] = random.randrange(256)
    return bytes(spoiled)


def cut(random: Random, body: bytes) -> bytes:
    """Cut the end off."""
    return body[: random.randint(0, max(len(body) - 1, 0))]


def drop(random: Random, body: bytes) -> bytes:
    """Take a stretch out."""
    start = random.randint(0, len(body))
    return body[:start] + body[start + random.randint(1, 60) :]


def repeat(random: Random, body: bytes) -> bytes:
    """Say a stretch twice or many times."""
    start = random.randint(0, len(body))
    end = start + random.randint(1, 300)
    return body[:start] + body[start:end] * random.choice((2, 3, 40)) + body[end:]


def spice(random: Random, body: bytes) -> bytes:
    """Insert something no one expects."""
    for _ in range(random.randint(1, 3)):
        at = random.randint(0, len(body))
        body = body[:at] + random.choice(_SPICE) + body[at:]
    return body


def tags(random: Random, body: bytes) -> bytes:
    """Double, drop or swap tags."""
    found = list(_TAG.finditer(body))
    if not found:
        return flip(random, body)
    one, other = random.choice(found), random.choice(found)
    replacement = random.choice((one[0] * 2, b"", other[0], one[0].upper(), one[0][:-1]))
    return body[: one.start()] + replacement + body[one.end() :]


def swap(random: Random, body: bytes) -> bytes:
    """Put a value of another type in a JSON value's place."""
    found = list(_VALUE.finditer(body))
    if not found:
        return spice(random, body)
    one = random.choice(found)
    return body[: one.start()] + random.choice(_SWAPS) + body[one.end() :]


def nest(random: Random, body: bytes) -> bytes:
    """Nest elements or lists deep inside it."""
    depth = random.choice((20, 300, 5000))
    opening, closing = random.choice(
        ((b"<b>", b"</b>"), (b"[", b"]"), (b'{"a":', b"}"), (b"{", b"}"), (b"<item>", b"</item>"),
         (b"<div>", b"</div>"), (b"<i>", b""), (b"$", b""), (b"\\textbf{", b"}"))
    )  # fmt: skip
    found = list(_TAG.finditer(body)) or list(_VALUE.finditer(body))
    at = random.choice(found).end() if found else random.randint(0, len(body))
    return body[:at] + opening * depth + b"x" + closing * depth + body[at:]


def encode(random: Random, body: bytes) -> bytes:
    """Send it in an encoding that was not agreed on."""
    text = body.decode("utf-8", "replace")
    name = random.choice(("utf-16", "utf-16-be", "utf-32", "cp1252", "koi8-r", "utf-7", "cp037"))
    said = re.sub(r'encoding="[^"]*"', f'encoding="{random.choice((name, "bogus", "idna"))}"', text)
    return said.encode(name, "replace")


ALL: tuple[Mutation, ...] = (flip, cut, drop, repeat, spice, tags, swap, nest, encode)
INSIDE: tuple[Mutation, ...] = (flip, drop, repeat, spice, tags, swap, nest)
"""Those that make sense for one entry alone."""
