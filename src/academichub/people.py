"""Author strings to authors, and names to keys that are equal for the same written name.

Knows the forms the upstreams send; never guesses who somebody is beyond what is written.
"""

from __future__ import annotations

import re

from academichub.characters import fold
from academichub.cleaning import plain
from academichub.model import Authorship

_SUFFIX = re.compile(r"(?:jr|sr|junior|ii|iii|iv|2nd|3rd)\.?", re.IGNORECASE)
_DEGREE = re.compile(
    r"(?:ph\.?\s?d|m\.?\s?d|m\.?sc|b\.?sc|dr|prof|mph|mbbs|frcp|rn|esq)\.?", re.IGNORECASE
)
_REST = re.compile(r"(?:and\s+)?(?:et\.?\s*al?\.?|others|\.\.\.|…|等)\.?", re.IGNORECASE)
_CUT = re.compile(r"\bet\.?\s*al\b|\band others\b|(?:\.\.\.|…|等)\W*$", re.IGNORECASE)
_AND = re.compile(r"\s+(?:and|und|&|\\and)\s+|\s*\\and\b\s*|\s+and\s*(?=,)", re.IGNORECASE)
_SPLIT = re.compile(r"[,，、]")
_FOR = re.compile(r"^(?:on behalf of|for|and)\s+(?:the\s+)?(?=\S)", re.IGNORECASE)
_GROUP = re.compile(
    r"\b(?:collaborations?|consortium|consortia|team|working group|group|network|project|"
    r"investigators|committee|society|initiative|alliance|observatory)\b",
    re.IGNORECASE,
)
_WITH_GROUP = re.compile(
    r"^(?P<one>.+?)\s+(?:for|on behalf of)\s+the\s+(?P<group>.+)$", re.IGNORECASE
)
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.?[\s-]*){1,4}")
# Possessive and bounded: a name of nothing but marks is not parted in every way there is.
_MARKS = re.compile(
    r"(?:\s{0,9}+[*∗†‡§¶‖#^⊥⋆✉]{1,9}+"
    r"|(?<=[^\W\d_])[\d⁰¹²³⁴-⁹]{1,9}+(?:\s{0,9}+,\s{0,9}+\d{1,9}+){0,20}+){1,20}+$"
)
_NUMBERED = re.compile(r"\((\d{1,3})\)\s*((?:[^()]|\([^()]*\))+?)(?=[\s,;]*(?:\(\d{1,3}\)|$))")
_NUMBERS = re.compile(r"\d{1,3}(?:\s*(?:,|and|&|;)\s*\d{1,3})*")
# Anything that makes a comma list more than names and commas.
_UNUSUAL = re.compile(
    r"[^\w ,.'’ʼ–-]|[\d_]|,(?! )|[ ,]$|\b(?:and|und|et|for|others|the|jr|sr|ii|iii|iv|junior|dr|prof|ph|m\.?d|"
    r"collaborations?|consorti|teams?|groups?|network|project|investigators|committee|society|"
    r"initiative|alliance|observatory)\b",
    re.IGNORECASE,
)
_NOT_A_LETTER = re.compile(r"[^\w\s']+|_")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")


def split_authors(text: str) -> tuple[Authorship, ...]:
    """The authors of one string, in order, names in the order they are spoken.

    Reads arXiv's comma-joined form with affiliations in (nested) parentheses or numbered at the
    end, ``Last, F.; Last, F.``, BibTeX's ``Last, First and Last, First``, Chinese lists and
    collaborations. "et al." is nobody; see `cut_short`.
    """
    line = plain(text if "\\and" not in text else re.sub(r"\\and(?![A-Za-z])", " and ", text))
    if not _UNUSUAL.search(line):
        pieces = [piece for piece in line.split(", ") if piece]
        if not _may_be_inverted(pieces):
            return tuple(Authorship(piece) for piece in pieces if piece.strip(" .'’-–"))
    bare, asides = _without_asides(line)
    affiliations = _numbered(asides)
    names = _names(bare)
    return tuple(filter(None, (_authorship(name, asides, affiliations) for name in names)))


def cut_short(text: str) -> bool:
    """Whether an author string itself says that it names only some of the authors."""
    return _CUT.search(text) is not None


def author_key(name: str) -> str:
    """What is equal for two spellings of one name: order, accents, case, dots, a leading "the" do not count."""
    spoken = _spoken(name) if "," in name else name
    key = fold(plain(spoken)).replace("'", "").replace("ʼ", "")
    words = _NOT_A_LETTER.sub(" ", key).split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def _may_be_inverted(pieces: list[str]) -> bool:
    if len(pieces) == 2:
        return " " not in pieces[0] or pieces[0][0].islower()
    return len(pieces) > 2 and _INITIALS.fullmatch(pieces[1]) is not None


def _without_asides(line: str) -> tuple[str, list[str]]:
    """*line* with each outermost balanced parenthesis put aside, its number in its place."""
    asides: list[str] = []
    out: list[str] = []
    at = 0
    for start, end in _balanced(line):
        out += [line[at:start], f"\ue000{len(asides)}\ue001"]
        asides.append(line[start + 1 : end - 1].strip())
        at = end
    return "".join(out) + line[at:], asides


def _balanced(line: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    opened: list[int] = []
    for match in re.finditer(r"[()（）]", line):
        if match[0] in "(（":
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            while spans and spans[-1][0] > start:
                spans.pop()
            spans.append((start, match.end()))
    return spans


def _numbered(asides: list[str]) -> dict[str, str]:
    """The list at the end that arXiv suggests, ``((1) Univ. A, (2) Univ. B)``."""
    found: dict[str, str] = {}
    for aside in asides:
        if re.match(r"\(\d{1,3}\)", aside):
            found.update((n, place.strip(" ,;")) for n, place in _NUMBERED.findall(aside))
    return found


def _names(bare: str) -> list[str]:
    if ";" in bare or "；" in bare:
        parts = re.split(r"[;；]", bare)
        if sum("," in part for part in parts) * 2 >= len([p for p in parts if p.strip()]):
            return [_spoken(re.sub(r"^\s*(?:and|&)\s+", "", part)) for part in parts]
        return [name for part in parts for name in _names(part)]
    parts = [part.strip(" ,") for part in _AND.split(bare) if part.strip(" ,")]
    if _all_inverted(parts):
        return [_spoken(part) for part in parts]
    return _comma_list([piece for part in parts for piece in _SPLIT.split(part)])


def _all_inverted(parts: list[str]) -> bool:
    """Whether every part is ``Last, First`` (BibTeX), none being a list of its own."""
    cut = [[p.strip() for p in part.split(",")] for part in parts if not _REST.fullmatch(part)]
    if not cut or any(len(pieces) not in {2, 3} for pieces in cut):
        return False
    if any(len(p) == 3 and not (_SUFFIX.fullmatch(p[1]) or _SUFFIX.fullmatch(p[2])) for p in cut):
        return False
    if any(_GROUP.search(piece) or _REST.fullmatch(piece) for p in cut for piece in p):
        return False
    if len(cut) > 1:
        return True
    last, first = cut[0][0], cut[0][-1]
    return (
        len(cut[0]) == 2
        and _is_single(last)
        and not _HAN.search(last)
        and not _SUFFIX.fullmatch(first)
    )


def _is_single(name: str) -> bool:
    first, *more = name.split()
    return not more or first.islower()


def _comma_list(pieces: list[str]) -> list[str]:
    pieces = [piece.strip() for piece in pieces if piece.strip(" :.,*")]
    if len(pieces) >= 4 and len(pieces) % 2 == 0 and _alternates(pieces):
        return [f"{first} {last}" for last, first in zip(pieces[::2], pieces[1::2], strict=True)]
    names: list[str] = []
    for piece in pieces:
        if _DEGREE.fullmatch(piece):
            continue
        if names and _SUFFIX.fullmatch(piece):
            names[-1] = f"{names[-1]} {piece}"
        else:
            names.extend(_with_group(piece))
    return names


def _alternates(pieces: list[str]) -> bool:
    """``Smith, J., Doe, A. B.``: every second piece is initials and no other one is."""
    firsts, lasts = pieces[1::2], pieces[::2]
    return all(_INITIALS.fullmatch(f) for f in firsts) and not any(
        _INITIALS.fullmatch(p) for p in lasts
    )


def _with_group(piece: str) -> list[str]:
    found = _WITH_GROUP.match(piece)
    if found and _GROUP.search(found["group"]):
        return [found["one"], found["group"]]
    head, colon, rest = piece.partition(":")
    return [head, rest] if colon and rest.strip() and _GROUP.search(head) else [piece]


def _spoken(name: str) -> str:
    """``Last, First`` as ``First Last``; ``Last, Jr., First`` as ``First Last Jr.``."""
    pieces = [piece.strip() for piece in name.split(",") if piece.strip()]
    suffixes = [piece for piece in pieces[1:] if _SUFFIX.fullmatch(piece)]
    rest = [p for p in pieces if p not in suffixes and not _DEGREE.fullmatch(p)]
    return " ".join([*rest[1:], *rest[:1], *suffixes])


def _authorship(name: str, asides: list[str], affiliations: dict[str, str]) -> Authorship | None:
    said = [asides[int(n)] for n in re.findall(r"\ue000(\d+)\ue001", name)]
    name = re.sub(r"\s*\ue000\d+\ue001\s*", " ", name)
    name, _, unclosed = name.partition("(")
    name = _FOR.sub("", name.strip(" ,;:")).strip()
    if not _GROUP.search(name):
        name = _MARKS.sub("", name)
    name = name.strip(" ,;:*†‡§¶#){}")
    if not any(c.isalnum() for c in name) or _REST.fullmatch(name):
        return None
    places = [place for aside in [*said, unclosed] for place in _places(aside, affiliations)]
    return Authorship(name, affiliations=tuple(dict.fromkeys(places)))


def _places(aside: str, affiliations: dict[str, str]) -> list[str]:
    if not aside.strip() or re.match(r"\(\d{1,3}\)", aside):
        return []
    if _NUMBERS.fullmatch(aside.strip()):
        return [affiliations[n] for n in re.findall(r"\d+", aside) if n in affiliations]
    return [aside.strip(" ,;")]
