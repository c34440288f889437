"""Identifiers in the reference list: whether they can be right, and whether their registry knows them.

What a line break, a space or a hyphen at the end of a line may have broken is left alone. That the
store does not hold a work says nothing; only a registry that was asked can know no such identifier.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from academichub import ids
from academichub.argument.documents import Document, Entry
from academichub.argument.findings import Check, Finding
from academichub.audits.facts import Facts, found
from academichub.errors import IdentifierError

CHECK = Check(
    "reference-identifiers",
    1,
    "identifier",
    "Identifiers of the reference list that cannot be right, or that no registry knows",
    "Give the address at which the identifier resolves.",
)

_ARXIV = re.compile(r"\barXiv:\s?(\d{2})(\d{2})\.(\d{4,6})(?:v\d+)?(?![\w-]|[./]\w)", re.IGNORECASE)
_DOI = re.compile(
    r"(?:\bdoi\s?[:=]?\s?|\bdoi\.org/)(10\.\d{1,3}/[^\s\"<>]*[^\s\"<>.,;:)\]])", re.IGNORECASE
)
_ISBN = re.compile(
    r"\bISBN(?:-1[03])?[: ]\s?((?:97[89][- ]?)?\d{1,5}[- ]?\d+[- ]?\d+[- ]?[\dX])(?![\w-])"
)
_ORCID = re.compile(r"\borcid\.org/(\d{4}-\d{4}-\d{4}-\d{3}[\dX])(?![\w-])")
# What may go on after a break: figures and pieces of a suffix, not the words of a sentence.
_GOES_ON = re.compile(
    r"[.,;:]?[ \t\u00ad-]*\n|[ \t]+(?:[\w./()-]*\d|[a-z]{1,3}[.)/_-]|[/.(_-])|[\u00ad\u2010\u2011-]"
)
_CUT = ("-", "/", "_", "(", "‐", "­", ".")


def check(document: Document, facts: Facts) -> Iterator[Finding]:
    """Identifiers of entries that cannot be right, or that a registry was asked for in vain."""
    for number, entry in enumerate(document.entries):
        text = document.text[entry.start : entry.end]
        yield from _impossible(document, facts, entry, text)
        resolved = facts.reference(number)
        if resolved.looked == "everywhere" and not (resolved.work or resolved.title):
            yield from _unknown(document, entry, text)


def is_broken(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` may be only a part of an identifier that a break went through."""
    if "\n" in text[max(0, start - 1) : end] or text[start:end].endswith(_CUT):
        return True
    return bool(_GOES_ON.match(text, end)) or bool(re.search(r"[\w/.-]-\s$", text[:start]))


def _impossible(document: Document, facts: Facts, entry: Entry, text: str) -> Iterator[Finding]:
    for match in _ARXIV.finditer(text):
        if (why := _wrong_month(match, facts)) and not is_broken(text, match.start(1), match.end()):
            yield _wrong(document, entry, match, f"No arXiv identifier {why}.")
    for match in _DOI.finditer(text):
        if not is_broken(text, match.start(1), match.end()):
            yield _wrong(document, entry, match, "A DOI begins with 10. and at least four figures.")
    for match in _ISBN.finditer(text):
        if _isbn_is_wrong(match[1]) and not is_broken(text, match.start(1), match.end()):
            yield _wrong(document, entry, match, "The check digit of this ISBN is wrong.")
    for match in _ORCID.finditer(text):
        try:
            ids.orcid(match[1])
        except IdentifierError:
            yield _wrong(document, entry, match, "The check digit of this ORCID iD is wrong.")


def _wrong(document: Document, entry: Entry, match: re.Match[str], message: str) -> Finding:
    span = entry.start + match.start(), entry.start + match.end()
    return found(
        CHECK, document, [span], message, "warning", kind="impossible", identifier=match[0]
    )


def _wrong_month(match: re.Match[str], facts: Facts) -> str:
    year, month, serial = match[1], int(match[2]), match[3]
    if not 1 <= month <= 12:
        return f"is of month {match[2]}"
    if f"20{year}-{match[2]}" > facts.today[:7] and facts.today:
        return f"can be of 20{year}-{match[2]} yet"
    if f"20{year}-{match[2]}" < "2007-04":
        return "of this form is older than April 2007"
    return "has six figures after the point" if len(serial) > 5 else ""


def _isbn_is_wrong(written: str) -> bool:
    figures = re.sub(r"[ -]", "", written)
    if len(figures) == 13 and figures.isdigit():
        return sum(int(d) * (1, 3)[i % 2] for i, d in enumerate(figures)) % 10 != 0
    if len(figures) == 10:
        values = [10 if d == "X" else int(d) for d in figures]
        return sum(v * (10 - i) for i, v in enumerate(values)) % 11 != 0
    return False


def _unknown(document: Document, entry: Entry, text: str) -> Iterator[Finding]:
    named = entry.doi or entry.arxiv
    at = text.lower().find(named.lower()) if named else -1
    if at < 0 or is_broken(text, at, at + len(named)):
        return
    message = f"The registry of {named} was asked and knows no such identifier."
    span = entry.start + at, entry.start + at + len(named)
    yield found(CHECK, document, [span], message, "warning", kind="unknown", identifier=named)
