"""What a sentence does with the work it cites: uses it, extends it, compares with it, disputes it.

Goes by the words around the citation and nothing else; where they say nothing, it mentions, and so does a
sentence that only reports what the cited work did. Never judges whether the sentence is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from academichub.argument.reviews import Stance

_NEAR = 160
"""Characters before and after a citation that are read."""

_WE = r"\b(?:we|our (?:\w+ ){0,2}\w+|this (?:paper|work|study|article|section))\b"
_DISPUTES = re.compile(
    r"\b(?:contradicts?|refut\w+|disput(?:es?|ed)|disagree\w*|disprov\w+|(?:is|are|was|were) (?:incorrect|erroneous|mistaken|flawed)"
    r"|inconsistent with|at odds with|contrary to|(?:in )?(?:tension|conflict|disagreement) with"
    r"|in contrast (?:to|with) (?:the )?(?:claims?|conclusions?|results?|findings?|predictions?)"
    r"|(?:does|do|did) not (?:hold|reproduce|replicate|confirm|agree)|counter-?examples? to"
    r"|(?:fail(?:s|ed)?|unable|could not|cannot) (?:to )?(?:reproduce|replicate|confirm))\b"
    r"|相矛盾|不一致|反驳|质疑|未能复现",
    re.IGNORECASE,
)
_EXTENDS = re.compile(
    rf"{_WE} (?:\w+ ){{0,3}}(?:extends?|generali[sz]es?|builds? (?:up)?on|improves? (?:up)?on|strengthens?|refines?|adapts?|adapted|modify|modified|extended)\b"
    rf"|{_WE}[^.;]{{0,80}}\binspired by\b|{_WE}[^.;]{{0,90}}\bintroduce\b[^.;]{{0,60}}\bidea of\b"
    r"|\b(?:building (?:up)?on|extending|generali[sz]ing|new material not (?:present )?in)\b"
    r"|\b(?:an? |our )(?:extension|generali[sz]ation|refinement|improvement) (?:of|to|over)\b"
    r"|扩展了|推广了|改进了|在[^。]{0,20}基础上|受[^。]{0,20}启发",
    re.IGNORECASE,
)
_TAKES = re.compile(
    r"\b(?:we|here)\b[^.;]{0,60}\b(?:use|adopt|employ|follow|utili[sz]e|apply|leverage|borrow|choose|invoke|recall|deduce|fit|evaluate)\b"
    r"|^\W*(?:following|by)\s|我们[^。]{0,20}(?:使用|采用|利用|遵循)",
    re.IGNORECASE,
)
_COMPARES = re.compile(
    rf"{_WE}[^.;]{{0,90}}\b(?:compar(?:e|ed|ing|ison|able)|outperforms?|better than|worse than|competitive with|the same as|reported by)\b"
    rf"|\bcompar(?:e|ed|ing|ison)\b[^.;]{{0,60}}{_WE}"
    r"|\b(?:(?:in (?:good |excellent )?agreement|consistent|in line|in accord(?:ance)?) with|outperform\w*|unlike|(?:also|similarly) (?:noticed|observed|found) in (?:previous|earlier|other)"
    r"|comparison with|similar to (?:those|that|the ones?|ours)|similar\b[^.;]{0,30}\bto our own)\b"
    r"|相比|优于|对比|基线|不同于",
    re.IGNORECASE,
)
_USES = re.compile(
    r"\b(?:using|via|by means of|with the help of|according to|adopted from|taken from|extracted from|in the spirit of|in the notation of|"
    r"as (?:in|specified in|detailed in|described in|defined in)|(?:methods?|moves|algorithm|procedure) described in|come from|follows (?:\w+ )?identically to"
    r"|taking|code released by|base (?:model )?architectures?)\b[^.;]{0,110}$"
    r"|\b(?:theorem|lemma|proposition|corollary|formula|a theorem of|proved|result) ?(?:[\d.]+ )?(?:of|in|from)?\W{0,3}$"
    r"|\bby (?:the )?(?:\w+ ){0,2}(?:formula|theorem|lemma)?\s*\W{0,2}$|^\W*following\b"
    r"|\bcan be (?:\w+ )?(?:performed|implemented|estimated|computed|solved|understood|incorporated)\b",
    re.IGNORECASE,
)
_USED = re.compile(
    r"\b(?:(?:is|are|was|were|been) (?:\w+ )?(?:used|employed|adopted|performed|produced|processed|generated|parametri[sz]ed|implemented|selected|checked|trained|evaluated|computed|calculated)"
    r"|algorithms? (?:\w+ ){0,9}(?:is|are)|data (?:used|set))\b|使用|采用|利用|应用|遵循|按照",
    re.IGNORECASE,
)
_REPORTS = re.compile(
    r"(?:^\W*|^\W*(?:in|the (?:work|authors?) (?:in|of)|for example,|similarly,|furthermore,|moreover,|later,)\s*\W?"
    r"|\b(?!Unlike|Like|Following|See|Using|By|From|With|Contrary)[A-ZÀ-Þ][\w’'-]+(?: et al\.?| and [A-ZÀ-Þ][\w’'-]+| and colleagues)?,?\s*\W?)$"
)
_OURS = re.compile(
    r"\b(?:we|our|ours|us|here|this (?:paper|work|study|article|section))\b|我们|本文",
    re.IGNORECASE,
)

WEIGHTS: dict[Stance, int] = {"extends": 5, "disputes": 4, "uses": 3, "compares": 2, "mentions": 1}
"""How much it says of a citing work that it does this with the work it cites."""


def stance(sentence: str, at: int | None = None) -> Stance:
    """What *sentence* does with the work it cites at character *at* of it, or anywhere."""
    before, after = sentence, ""
    if at is not None:
        before, after = sentence[max(0, at - _NEAR) : at], sentence[at : at + _NEAR]
    if re.search(r"[.!?]\W?$", before):
        after = ""  # the mark stands behind the full stop of its sentence
    around = before + after
    ours = bool(_OURS.search(around))
    for name, cues in (("disputes", _DISPUTES), ("extends", _EXTENDS)):
        if cues.search(around):
            return "disputes" if name == "disputes" else "extends"
    if _TAKES.search(around) and not re.search(r"\boutperform|\bcompar", around):
        return "uses"
    if _REPORTS.search(before) and not ours:
        return "mentions"
    if _COMPARES.search(around):
        return "compares"
    return "uses" if _USES.search(before) or _USED.search(around) else "mentions"


def strongest(found: Iterable[Stance]) -> Stance | None:
    """The one of several that says most; None of none."""
    return max(found, key=lambda one: WEIGHTS[one], default=None)
