"""What a model says with the numbers of what it stands on, as a statement under which the program prints quotes.

Pure. The numbers are of sentences that were sent, from 1; nothing a model says is ever taken for a quote.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from academichub.argument import Drop, Sentence, Statement
from academichub.llm.prompt import plain

_LONGEST = 800
_MOST_NAMED = 6
_MARK = re.compile(r"\s*\[\s*\d{1,3}(?:\s*[,，;；–-]\s*\d{1,3})*\s*\](?=[\s.。!?！？,，;；]|$)")


def pointed(
    name: str, section: str, text: str, numbers: Sequence[int], evidence: Sequence[Sentence]
) -> Statement | Drop:
    """The statement with its quotes printed from *evidence*; or why it is none.

    Args:
        name: the id of the statement.
        section: what a drop is counted under.
        text: what the model said; numbers of evidence in it are taken out.
        numbers: what it says it stands on.
        evidence: the sentences that were sent.
    """
    numbers = list(dict.fromkeys(numbers))
    named = [evidence[number - 1] for number in numbers if 1 <= number <= len(evidence)]
    text = _bare(text, named)
    if form := _form(text):
        return Drop(section, *form, text[:_LONGEST])
    if fault := _numbers(numbers, len(evidence)):
        return Drop(section, "evidence", fault, text)
    quotes = tuple(one.quote for one in named)
    return Statement(name, text, quotes, "overlaps", role=named[0].role)


def _bare(text: str, named: Sequence[Sentence]) -> str:
    """The text without numbers of evidence; where it is a sentence that was sent, they are its own."""
    text = plain(text)
    verbatim = any(plain(one.text) == text for one in named)
    return text if verbatim else _MARK.sub("", text).strip()


def _form(text: str) -> tuple[str, str] | None:
    if not text:
        return "empty", "there is no sentence"
    if len(text) > _LONGEST:
        return "length", "it is far longer than one sentence"
    return None


def _numbers(numbers: Sequence[int], there: int) -> str:
    if not numbers:
        return "it names no evidence"
    wrong = [str(number) for number in numbers if not 1 <= number <= there]
    if wrong:
        return f"there is no evidence {', '.join(wrong[:9])}"
    return f"it names {len(numbers)} pieces of evidence" if len(numbers) > _MOST_NAMED else ""
