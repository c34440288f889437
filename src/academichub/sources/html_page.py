"""HTML pages that come where an answer should: a login, a block, an error with status 200.

Tells that it is one and what it is titled, for the message; never reads more of it.
"""

from __future__ import annotations

import html
import re

# Atomic, so that a page of nothing but comments is not parted in every way there is.
_PAGE = re.compile(
    rb"^(?:(?><!--.*?-->)|(?><\?.*?\?>)|\s)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TITLE = re.compile(rb"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)


def called(body: bytes) -> str | None:
    """What to call the page that *body* is (``an HTML page, titled 'Sign in'``); None for others."""
    if not _PAGE.match(body[:4096]):
        return None
    found = _TITLE.search(body[:65536])
    title = " ".join(html.unescape(found[1].decode("utf-8", "replace")).split()) if found else ""
    return f"an HTML page, titled {title[:100]!r}" if title else "an HTML page"
