"""What people may write under papers and to findings: plain text, of a bounded length, not too often."""

from __future__ import annotations

import re
import unicodedata

from academichub.errors import UsageError

LONGEST = 4_000
_LINES = re.compile(r"\n{3,}")
_UNSEEN = {"\u200c", "\u200d"}
"""Joiners that some scripts and pictures need; any other unseen sign can only mislead."""


def to_text(text: str, most: int = LONGEST) -> str:
    """*text* as it is kept: line ends alike, without control signs and signs that turn the writing.

    Raises:
        UsageError: nothing is left, or more than *most* characters.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    seen = "".join(sign for sign in lines if sign in "\n\t" or _is_seen(sign))
    kept = _LINES.sub("\n\n", unicodedata.normalize("NFC", seen)).strip()
    if not kept:
        raise UsageError("say something; the text is empty")
    if len(kept) > most:
        raise UsageError(f"a text has at most {most:,} characters; this has {len(kept):,}")
    return kept


def _is_seen(sign: str) -> bool:
    return sign in _UNSEEN or unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
