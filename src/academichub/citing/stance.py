"""What a sentence does with the work it cites: uses it, extends it, compares with it, disputes it.

Goes by the words around the citation and nothing else; where they say nothing, it mentions. Never
judges whether the sentence is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from academichub.argument.reviews import Stance

_NEAR = 160
"""Characters before and after a citation that are read."""

_DISPUTES = re.compile(
    r"\b(?:contradict\w*|refut\w+|disput\w+|disagree\w*|disprov\w+|incorrect(?:ly)?|erroneous(?:ly)?"
    r"|inconsistent with|at odds with|contrary to|in (?:contrast|tension|conflict|disagreement) (?:to|with)"
    r" (?:the )?(?:claims?|conclusions?|results?|findings?|predictions?|those|that|what)"
    r"|challeng(?:es?|ed|ing) (?:the|this|that|their|its)"
    r"|(?:does|do|did) not (?:hold|reproduce|replicate|confirm|support|agree|generali[sz]e)"
    r"|(?:fail(?:s|ed)?|unable|could not|cannot) (?:to )?(?:reproduce|replicate|confirm)"
    r"|over-?estimat\w+|under-?estimat\w+|flaw(?:s|ed)|counter-?examples?|mistaken(?:ly)?)\b"
    r"|(?:相矛盾|不一致|反驳|质疑|未能复现|错误地)",
    re.IGNORECASE,
)
_EXTENDS = re.compile(
    r"\b(?:(?:we|our|this|here|paper|work|article)\b[^.;]{0,60}\b"
    r"(?:extend\w*|generali[sz]\w+|build(?:s|ing)? (?:up)?on|improv(?:es?|ing) (?:up)?on|strengthen\w*|refin\w+|adapt\w*"
    r"|modif(?:y|ies|ied)|buil[dt] on)"
    r"|(?:extension|generali[sz]ation|refinement|variant|adaptation|modification|improvement)s? (?:of|to|on|over) (?:the |that |those )?"
    r"(?:\w+ ){0,4}(?:of|in|by|from|to)?"
    r"|building (?:up)?on|extending|generali[sz]ing|inspired by|motivated by|based (?:up)?on (?:the )?(?:idea|work|approach|framework))\b"
    r"|(?:扩展了|推广了|改进了|在[^。]{0,20}基础上|受[^。]{0,20}启发)",
    re.IGNORECASE,
)
_COMPARES = re.compile(
    r"\b(?:compar(?:e[sd]?|ing|ison|isons|able)|outperform\w*|baselines?|state[- ]of[- ]the[- ]art|competitive with|superior to"
    r"|versus|vs\.|better than|worse than|faster than|slower than|larger than|smaller than|higher than|lower than|unlike|whereas"
    r"|(?:in (?:good |excellent )?agreement|consistent|agrees?|in line|coincides?|in accord(?:ance)?) with"
    r"|(?:similar|analogous|equivalent|identical|in contrast|contrary|as opposed) to|different from|differs? from|benchmark(?:ed)? against)\b"
    r"|(?:相比|优于|对比|基线|不同于|一致)",
    re.IGNORECASE,
)
_USES = re.compile(
    r"\b(?:(?:we|our|is|are|was|were|be|been|then|which|paper|work|and|by)\b[^.;]{0,40}?\b"
    r"(?:us(?:e|es|ed|ing)|adopt\w*|employ\w*|appl(?:y|ies|ied)|utili[sz]\w+|follow(?:s|ed|ing)?|leverag\w+|implement\w*|rely|relies|borrow\w*"
    r"|invok\w+|recall|comput\w+|train\w*|solv\w+|simulat\w+|evaluat\w+|generat\w+|measured|initiali[sz]\w+|perform\w*)"
    r"|using|following|via|by means of|thanks to|according to|with the help of|adopted from|taken from|provided by|available (?:in|at|from)|as (?:in|described in|proposed in|suggested in|defined in)"
    r"|(?:see|by|from|in) (?:theorem|lemma|proposition|corollary|definition|section|chapter|eq)\w*)\b"
    r"|(?:使用|采用|利用|应用|遵循|按照)",
    re.IGNORECASE,
)
_OURS = re.compile(
    r"\b(?:we|our|ours|us|here|this (?:paper|work|study|article|section))\b|我们|本文",
    re.IGNORECASE,
)
_ORDER: tuple[tuple[Stance, re.Pattern[str]], ...] = (
    ("disputes", _DISPUTES),
    ("extends", _EXTENDS),
    ("compares", _COMPARES),
    ("uses", _USES),
)

WEIGHTS: dict[Stance, int] = {"extends": 5, "disputes": 4, "uses": 3, "compares": 2, "mentions": 1}
"""How much it says of a citing work that it does this with the work it cites."""


def stance(sentence: str, at: int | None = None) -> Stance:
    """What *sentence* does with the work it cites at character *at* of it, or anywhere."""
    if at is not None:
        sentence = sentence[max(0, at - _NEAR) : at + _NEAR]
    for name, cues in _ORDER:
        if cues.search(sentence) and (name in ("disputes", "compares") or _OURS.search(sentence)):
            return name
    return "mentions"


def strongest(found: Iterable[Stance]) -> Stance | None:
    """The one of several that says most; None of none."""
    return max(found, key=lambda one: WEIGHTS[one], default=None)
