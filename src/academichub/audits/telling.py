"""What a check found, told in the reader's language: each sentence of its message by its form.

The message itself stays as it was sealed, in English; where a form is not known, that is what is told.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from academichub.argument.findings import Check, Finding


class _Told(NamedTuple):
    title: str
    dispute: str
    forms: tuple[tuple[re.Pattern[str], str], ...]
    terms: Mapping[str, str]


def message(finding: Finding, language: str) -> str:
    """The message of *finding* in a language, by its code; all figures and quotes as they are."""
    told = _tables(language).get(finding.check)
    said, at = [], 0
    while told and at < len(finding.message):
        found = _next(told, finding.message, at)
        if found is None:
            return finding.message
        match, form = found
        named = {name: _termed(text, told.terms) for name, text in match.groupdict().items()}
        said.append(form.format_map(named))
        at = match.end() + (finding.message[match.end() : match.end() + 1] == " ")
    return "".join(said) or finding.message


def messages(findings: Iterable[Finding], language: str) -> Mapping[str, str]:
    """The messages of findings by their hashes."""
    return {one.sha256: message(one, language) for one in findings}


def title(check: Check, language: str) -> str:
    """What a check looks at."""
    told = _tables(language).get(check.id)
    return told.title if told else check.title


def dispute(check: str, english: str, language: str) -> str:
    """How one shows that a finding of the check of this id is wrong; *english* where that is not told."""
    told = _tables(language).get(check)
    return told.dispute if told else english


def _termed(text: str, terms: Mapping[str, str]) -> str:
    """*text* with the first of its parts between commas as our own word for it, where it is one."""
    first, comma, rest = text.partition(", ")
    return f"{terms.get(first, first)}{comma}{rest}"


def _next(told: _Told, text: str, at: int) -> tuple[re.Match[str], str] | None:
    """The first form that a sentence from *at* on has; one that reaches to the end comes before others."""
    for form, says in told.forms:
        if match := form.fullmatch(text, at):
            return match, says
    for form, says in told.forms:
        if (match := form.match(text, at)) and text[match.end() : match.end() + 1] == " ":
            return match, says
    return None


@cache
def _tables(language: str) -> Mapping[str, _Told]:
    if language == "en":
        return {}
    place = files("academichub").joinpath("audits", "words", f"{language}.json")
    return {
        check: _Told(
            told["title"],
            told["dispute"],
            tuple((re.compile(form, re.DOTALL), says) for form, says in told["says"]),
            told.get("terms", {}),
        )
        for check, told in json.loads(place.read_text("utf-8")).items()
    }
