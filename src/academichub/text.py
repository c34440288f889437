"""The text, truly: everything a caller needs to read, compare and cut the words of a record.

The public face of the floor's text modules, with keys for titles and the places of sentences.
Never rewrites what it only compares.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import itemgetter

from academichub import formulas
from academichub.characters import fold
from academichub.cleaning import (
    AnnouncedAbstract,
    from_html,
    from_jats,
    paragraphs,
    parse_announcement,
    plain,
)
from academichub.people import author_key, cut_short, split_authors
from academichub.symbols import GREEK, NAMES

__all__ = [
    "AnnouncedAbstract",
    "author_key",
    "cut_short",
    "fold",
    "from_html",
    "from_jats",
    "math_spans",
    "paragraphs",
    "parse_announcement",
    "plain",
    "sentences",
    "split_authors",
    "title_key",
]

# Titles that name a kind of page, not a paper; numbers and dates beside them do not help.
_GENERIC = frozenset(
    fold(title).replace(" ", "")
    for title in """abstract|abstracts|abstracts of papers|poster abstracts|acknowledgement
acknowledgements|acknowledgments|acknowledgment|acknowledgment to reviewers|addendum|announcement
announcements|appendix|author correction|author index|author reply|authors reply|authors response
back cover|back matter|backmatter|bibliography|board of editors|book review|book reviews|books
books received|calendar|calendar of events|commentary|comment|comments|conclusion|conclusions
conference report|contents|contributors|copyright|copyright page|correction|corrections
correspondence|corrigenda|corrigendum|cover|cover image|cover picture|dedication|discussion
editor s note|editors note|editorial|editorial board|editorial comment|editorial introduction
editorial note|editorials|editors choice|epilogue|errata|erratum|events|expression of concern
foreword|from the editor|from the editors|front cover|front matter|frontmatter|full issue pdf
general discussion|general introduction|glossary|guest editorial|guest editors introduction|highlights
in brief|in memoriam|in this issue|index|information for authors|instructions for authors
instructions to authors|introduction|introduction and overview|introductory remarks|inside back cover
inside front cover|issue information|issue highlights|keynote|letter|letter to the editor
letters|letters to the editor|list of contributors|list of reviewers|masthead|meeting abstracts
meeting report|message from the chair|message from the president|new books|news|news and notes
news and views|news in brief|news in focus|no title|not available|notes|notices|obituary
obituaries|opening remarks|original articles|other news|outlook|overview|panel discussion
perspective|perspectives|poster session|posters|preface|preliminary|presidents message
presidential address|proceedings|product review|programme|program|prologue|publisher correction
publisher s note|publishers note|references|rejoinder|reply|reply to comment|report|research highlights
research news|response|response to comment|response to the editor|retracted|retraction|retraction note
retraction notice|retraction statement|review|reviews|reviewers|review article|science news
short communications|special issue|special issue editorial|spotlight|subject index|summary
supplement|supplementary material|supplementary information|supporting information
table of contents|thank you to reviewers|thanks to reviewers|the authors reply|title page
title pending|titlepage|toc|untitled|upcoming events|viewpoint|welcome|withdrawn|world news
社论|编者按|编者的话|更正|勘误|前言|引言|序言|序|书评|目录|卷首语|致谢|简介|简讯|封面|征稿|征稿启事|后记|附录""".replace(
        "\n", "|"
    ).split("|")
)
_DATED = re.compile(
    r"\d+|(?<![ivx])[ivx]+$|january|february|march|april|june|july|august|september|october|november|december|"
    r"volume|issue|vol|number"
)
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_NOT_KEY = re.compile(r"[\W_]+")
_GREEK_NAMES = str.maketrans(
    {letter: name.removeprefix("var").lower() for name, letter in GREEK.items()}
)
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_SHORTEST_KEY = 10


def math_spans(text: str) -> list[tuple[int, int]]:
    """Where the formulas of *text* are, delimiters included, in order."""
    return [(formula.start, formula.end) for formula in formulas.find(text)]


def title_key(title: str) -> str:
    """What is equal for two writings of one title, or ``""`` where a title identifies nothing.

    Case, accents, punctuation, spaces, hyphens, TeX, markup and the spelling of Greek letters do
    not count. Generic ("Editorial") and very short titles have no key.
    """
    line = plain(title)
    if "\\" in line:
        line = _COMMAND.sub(_spelled, line)
    key = _NOT_KEY.sub("", fold(line))
    if not key.isascii():
        key = key.translate(_GREEK_NAMES)
    weight = len(key) if key.isascii() else len(key) + 2 * len(_WIDE.findall(key))
    bare = _DATED.sub("", key)
    if weight < _SHORTEST_KEY or not bare or bare in _GENERIC or key in _GENERIC:
        return ""
    return key


def _spelled(match: re.Match[str]) -> str:
    name = match[1]
    if name in GREEK:
        return name.removeprefix("var")
    return {"ell": "l", "hbar": "h"}.get(name, name if name in NAMES else " ")


_END = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s)|[。！？；]+[”’」』）)\"]*|\n\s*\n")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[“‘~-])(?:e\.g|i\.e|i\.i\.d|w\.r\.t|a\.k\.a|s\.t|vs|viz|cf|resp|approx|ca|c|Figs?|Eqs?|Eqns?|Secs?|Sect|Refs?|"
    r"Tabs?|Chaps?|Ch|App|Thms?|Lem|Props?|Cor|Defs?|Ex|Nos?|nos?|Vols?|vols?|pp?|eds?|Dr|Prof|Mrs?|Ms|Sts?|Mt|Phys|Rev|"
    r"Lett|Math|Astron|Astrophys|J|Proc|Ann|Nucl|Commun|Int|Univ|Dept|Inst|Soc|Sci|Nat|Am|Acad|Trans|Theor|Stat|Comput|"
    r"sp|spp|subsp|var|str|cv|Gen|Col|Lt|al|al\.,? \(\d{4}\)|[A-Z]|[A-Z]\.-?[A-Z]|[A-Z]\.[A-Z]\.?[A-Z])$"
)
_STARTER = re.compile(
    r"\s+(?:We|The|This|These|Those|Our|In|It|Its|However|Moreover|Furthermore|Here|For|As|To|At|On|By|A|An|With|Using|"
    r"Finally|Then|Thus|Therefore|Hence|Also|When|While|Since|If|From|Such|Both|Results|Based|Among|After|Although|"
    r"Despite|Given|Under|Because|Let|There|They|I|Methods|Conclusions?|Background)\b"
)
_NEXT = re.compile(r"\s+(?:[\"“‘'(\[$]|[^\Wa-z_])")
_HARD = re.compile(r"(?:al|etc|resp|[A-Z]|[A-Z]\.[A-Z]\.?[A-Z]?|[A-Z]\.-?[A-Z])$")


def sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of *text* are, without the whitespace between them.

    Knows abbreviations, initials, decimals and formulas of English text, and the full stops of
    Chinese; a blank line always ends a sentence.
    """
    spans: list[tuple[int, int]] = []
    math = math_spans(text)
    start = 0
    for match in _END.finditer(text):
        if _inside(match.start(), math) or not _ends(text, match):
            continue
        _add(spans, text, start, match.end())
        start = match.end()
    _add(spans, text, start, len(text))
    return spans


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    if stripped := piece.strip():
        begin = start + len(piece) - len(piece.lstrip())
        spans.append((begin, begin + len(stripped)))


def _inside(place: int, spans: list[tuple[int, int]]) -> bool:
    before = bisect_right(spans, place, key=itemgetter(0))
    return before > 0 and place < spans[before - 1][1]


def _ends(text: str, match: re.Match[str]) -> bool:
    mark = match[0]
    if mark[0] in "。！？；\n":
        return True
    if not _NEXT.match(text, match.end()):
        return False
    if mark[0] != "." or mark.startswith("..."):
        return True
    before = text[max(0, match.start() - 16) : match.start()]
    if not _ABBREVIATION.search(before):
        return True
    # "et al. We show": an abbreviation that can end a sentence does so before a word that opens one.
    return _HARD.search(before) is not None and _STARTER.match(text, match.end()) is not None
