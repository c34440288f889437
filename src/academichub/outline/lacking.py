"""What is missing: limits the works state, questions they leave, what none or all but one names.

Says of silence only that it was silence in what was read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Literal

from academichub.argument import Gap, Section, Sentence, Theme, Thing
from academichub.outline.choosing import best
from academichub.outline.material import Material
from academichub.outline.passages import fact

_LIMITS, _QUESTIONS, _MISSING = 6, 4, 3
_FEWEST = 5  # works of a theme before a silence in it means anything
_REPORTED = ("measure", "data", "material")
Kind = Literal["stated", "open", "unreported"]
_LIMIT = re.compile(
    r"\b(?:limit(?:s|ed|ation|ations|ing)?|restrict(?:s|ed|ion|ions)|does not|do not|did not|cannot|could not|is not|are not|"
    r"not yet|fail(?:s|ed|ure)?|lack(?:s|ed|ing)?|caution|caveats?|small sample|remains? (?:to be|open|limited|unclear|"
    r"challenging|difficult|unsolved)|future (?:work|research|stud(?:y|ies)|efforts?)|further (?:work|research|stud(?:y|ies)|"
    r"investigation)|only (?:valid|applies|apply|for|in|when|if|on)|at the (?:cost|expense) of|beyond the scope|open (?:problems?|"
    r"questions?|challenges)|needs? (?:to be|further)|without (?:accounting|considering)|assum(?:es|ing|ption))\b|"
    r"局限|仅适用|仅限|尚未|不足|有待|进一步(?:研究|验证)|未能|不适用|受限",
    re.IGNORECASE,
)
_HOPES = re.compile(
    r"\b(?:discuss|outlin|highlight|identif|suggest|conclud|end with|offer)\w*\b[^.;]{0,80}\b(?:future|open|challenges)\b|"
    r"\bwe hope\b|\bpaves? the way\b|\bwill be (?:released|available)\b|\b(?:overcom|address|mitigat|alleviat|resolv|tackl|"
    r"remov|avoid|eliminat|lift|bypass|circumvent|reliev)\w*\b[^.;]{0,60}\b(?:limit|restrict|lack|fail)",
    re.IGNORECASE,
)
_HINTS = (
    "remain",
    "unclear",
    "unknown",
    "understood",
    "unexplored",
    "open ",
    "尚",
    "有待",
    "不清楚",
    "未知",
)
_OPEN = re.compile(
    r"\bremains? (?:an? )?(?:largely |mostly |still )?(?:open|unclear|unknown|unresolved|unexplored|underexplored|"
    r"poorly understood|elusive|to be)\b|\b(?:is|are) (?:still )?(?:unclear|unknown|not (?:yet |well |fully )+"
    r"understood|poorly understood|largely unexplored)\b|\bopen (?:question|problem)s?\b|"
    r"尚不清楚|仍不清楚|尚不明确|有待|尚未(?:得到)?解决|未知",
    re.IGNORECASE,
)


def gaps(made: Material) -> tuple[tuple[Gap, ...], tuple[Section, ...]]:
    """The gaps (``g1``, …) with their sections."""
    found = [*_stated(made), *_unreported(made)]
    gaps, sections = [], []
    for number, (kind, section) in enumerate(found, start=1):
        key = f"g{number}"
        gaps.append(Gap(key, kind, section.about))
        sections.append(_keyed(section, key))
    return tuple(gaps), tuple(sections)


def _keyed(one: Section, key: str) -> Section:
    return Section(key, "gap", one.about, one.evidence, one.partners, one.facts)


def _stated(made: Material) -> Iterator[tuple[Kind, Section]]:
    everything = made.of(made.works)
    chosen = best((one for one in everything if _limits(one)), (), _LIMITS, 1)
    if chosen:
        yield "stated", Section("", "gap", made.say("gap.limits"), chosen)
    asked = [one for one in everything if _asks(one) and one not in chosen]
    if found := best(asked, (), _QUESTIONS, 1):
        yield "open", Section("", "gap", made.say("gap.questions"), found)


def _limits(one: Sentence) -> bool:
    """Whether it says what its own work does not do: in the role of a limit and in words of one."""
    hoping = _HOPES.search(one.text) is not None
    return one.role == "limit" and not hoping and _LIMIT.search(one.text) is not None


def _asks(one: Sentence) -> bool:
    if one.field == "title":
        return False
    said = one.text.lower()
    hinted = any(hint in said for hint in _HINTS)
    return said.rstrip()[-1:] in ("?", "？") or (hinted and _OPEN.search(said) is not None)


def _unreported(made: Material) -> Iterator[tuple[Kind, Section]]:
    facts: list[str] = []
    evidence: list[Sentence] = []
    for theme in made.themes:
        if len(theme.works) >= _FEWEST:
            for thing, having, silent in _missing(made, theme):
                facts.append(_told(made, theme, thing, len(having), silent))
                evidence.extend(one for one in made.of((silent,)) if one.field == "title")
    if facts:
        about = made.say("gap.unreported")
        yield (
            "unreported",
            Section(
                "",
                "gap",
                about,
                tuple(evidence[:_MISSING]),
                facts=tuple(map(fact, facts[:_MISSING])),
            ),
        )


def _missing(made: Material, theme: Theme) -> Iterator[tuple[Thing, set[str], str]]:
    """What all works of *theme* but one name, and which does not."""
    naming: dict[str, set[str]] = defaultdict(set)
    things: dict[str, Thing] = {}
    for one in made.of(theme.works):
        for thing in one.things:
            if thing.kind in _REPORTED:
                naming[thing.key].add(one.work)
                things.setdefault(thing.key, thing)
    for key in sorted(naming):
        silent = [work for work in theme.works if work not in naming[key]]
        if len(silent) == 1 and not made.says(silent[0], things[key]):
            yield things[key], naming[key], silent[0]


def _told(made: Material, theme: Theme, thing: Thing, having: int, silent: str) -> str:
    say = made.say
    return say(
        "gap.missing",
        label=made.quoted(theme.label),
        all=say.number(len(theme.works)),
        having=say.number(having),
        thing=made.quoted(thing.text),
        work=made.quoted(made.works[silent].title),
    )
