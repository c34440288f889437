"""The words before a quoted sentence: whose it is, and what joins it to the one before.

They name works and what both sentences name; of the world they assert nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from academichub.argument import Cited, Section, Sentence, Thing
from academichub.ground import editorial
from academichub.language import Language
from academichub.outline.claims import values

_SHORT, _NAME, _NEAR = 64, 24, 48
_DIGIT = re.compile(r"\d")
_CUT = re.compile(
    r"\s(?:for|of|in|via|with|by|from|through|on|using|under|without|and)\s", re.IGNORECASE
)


class Leads:
    """Gives each sentence of a section its lead, in the order in which they are read."""

    def __init__(self, section: Section, cited: Mapping[str, Cited], say: Language) -> None:
        self._section, self._cited, self._say = section, cited, say
        self._side = dict(zip(section.evidence, section.partners, strict=False))
        self._used: set[str] = set()
        self._before: Sentence | None = None

    def lead(self, one: Sentence) -> str:
        """The lead of *one*; ``""`` where nothing is to be said, or nothing can be by itself."""
        return next((said for said in self._leads(one) if not editorial.lead(said)), "")

    def _leads(self, one: Sentence) -> Iterator[str]:
        """What may be said, the most telling first; a title may claim what only a quote can."""
        before, self._before = self._before, one
        if one.field == "title" or (before is not None and before.work == one.work):
            return
        who = self._who(one)
        if new := self._new(one):
            yield self._say("lead.new", thing=new, who=who)
        if before is not None:
            if key := self._turned(before, one):
                yield self._say(key, who=who)
            if thing := self._shared(before, one):
                yield self._say("lead.also", thing=thing.text, who=who)
        if self._cited[one.work].by or not self._named(one):
            yield self._say("lead.by", who=who)

    def _who(self, one: Sentence) -> str:
        entry = self._cited[one.work]
        return entry.by or self._say("titled", title=called(entry.title))

    def _named(self, one: Sentence) -> bool:
        """Whether the sentence says the name of its own work at its beginning."""
        name = called(self._cited[one.work].title)
        return len(name) <= _NAME and name.casefold() in one.text[:_NEAR].casefold()

    def _turned(self, before: Sentence, one: Sentence) -> str:
        if self._section.kind == "agreement":
            return "lead.alike"
        if self._section.kind == "tension" and self._side.get(before) != self._side.get(one):
            return "lead.value" if next(values(one), None) else "lead.direction"
        return ""

    def _new(self, one: Sentence) -> str:
        """Which of what only newer works name the sentence names, if that was not told already."""
        if self._section.kind != "changed":
            return ""
        told = " ".join(fact.text for fact in self._section.facts)
        for thing in one.things:
            if self._sayable(thing) and self._say("named", thing=thing.text) in told:
                self._used.add(thing.key)
                return thing.text
        return ""

    def _sayable(self, thing: Thing) -> bool:
        """Whether it was not said yet and has no number: numbers stand on quotes."""
        return thing.key not in self._used and not _DIGIT.search(thing.text)

    def _shared(self, before: Sentence, one: Sentence) -> Thing | None:
        """What both sentences name, if it is neither what the section is about nor told already."""
        if self._section.kind != "theme":
            return None
        known = {thing.key for thing in before.things}
        for thing in one.things:
            same = thing.key in known and not _within(thing, self._section.about)
            if same and self._sayable(thing):
                self._used.add(thing.key)
                return thing
        return None


def called(title: str) -> str:
    """A work in a word: the name before the colon of its title, or the beginning of the title."""
    name, colon, _ = re.sub("：", ":", title).partition(":")
    if colon and len(name) <= _SHORT:
        return name.strip()
    if len(title) <= _SHORT:
        return title
    cuts = [match.start() for match in _CUT.finditer(title) if _NAME < match.start() <= _SHORT]
    cut = cuts[-1] if cuts else title.rfind(" ", 0, _SHORT)
    return title[: cut if cut > 0 else _SHORT].rstrip(" ,;-–") + "…"


def _within(thing: Thing, about: str) -> bool:
    said: Collection[str] = about.casefold()
    return thing.text.casefold() in said
