"""TeX's quotes, dashes and ties, which need no command.

Tells a dash from an option of a program and a tie from "about"; never touches formulas, which
stand in private characters while text is read.
"""

from __future__ import annotations

import re

_DASHES = re.compile(r"(?<![-<!])(---?)(?![->])")
_FLAG = re.compile(r"(?:^|[\s(\[])$")
_DOUBLE = re.compile(r"``|''|\"")
_SINGLE = re.compile(r"(?<![\w`])`([^`'\n\ue000]{1,80}?)'(?![\w'])")
_TIE = re.compile(
    r"(?:(?<=[^\W\d_]{2})|(?<=[.,;:)\]%'’”\ue001=<>]))~+(?=[\w(\[\"“‘\\\ue000=<>±+-])"
    r"|(?<=\d)~+(?=[A-Za-zµμ°Å\\\ue000(±])|(?<=[A-Z])~+(?=[A-Z\ue000])"
)
_CITED = re.compile(r"~(?= \[)")


def read(text: str) -> str:
    """*text* with TeX's quotes, dashes and ties as characters."""
    if "``" in text:
        text = _quotes(text)
    if "`" in text:
        text = _SINGLE.sub("‘\\1’", text)
    if "--" in text:
        text = _DASHES.sub(_dash, text)
    if "~" in text:
        text = _CITED.sub("", _TIE.sub(_tie, text))
    return text


def _quotes(text: str) -> str:
    depth = 0
    pieces, at = [], 0
    for match in _DOUBLE.finditer(text):
        mark = match[0]
        if mark != "``" and not depth:
            continue
        depth += 1 if mark == "``" else -1
        pieces += [text[at : match.start()], "“" if mark == "``" else "”"]
        at = match.end()
    return "".join(pieces) + text[at:]


def _dash(match: re.Match[str]) -> str:
    # `--verbose` is an option of a program, not a dash.
    if match[1] == "--" and match.string[match.end() : match.end() + 1].isalpha():
        before = match.string[match.start() - 1 : match.start()] if match.start() else " "
        if before in " \n(['\"`":
            return "--"
    return "–" if match[1] == "--" else "—"


_APPROXIMATELY = re.compile(r"(?:^|[^A-Za-z])[a-z]{0,3}[A-Z]?$")


def _tie(match: re.Match[str]) -> str:
    # "z~2" and "kT~0.3" say "about"; "NGC~5194" and "type~1" are ties.
    text, at = match.string, match.start()
    about = text[match.end() : match.end() + 1].isdigit() and text[at - 1].isalpha()
    return match[0] if about and _APPROXIMATELY.search(text, max(0, at - 4), at) else " "
