"""What an outline is made from, looked up in the ways its makers need.

Only holds and finds; decides nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from academichub.argument import Ask, Sentence, Theme, Thing
from academichub.language import Language, language, words
from academichub.model import Work
from academichub.text import fold

PLACE = "outline"


@dataclass(frozen=True, slots=True)
class Material:
    """The works of a brief in the order they were handed in, and what is known of them.

    ``subjects`` are the words of what was asked for and of the labels of the themes, ``folded`` the
    works' titles and abstracts to look words up in.
    """

    ask: Ask
    works: Mapping[str, Work]
    sentences: Mapping[str, tuple[Sentence, ...]]
    themes: Sequence[Theme]
    today: str
    say: Language
    subjects: frozenset[str]
    folded: Mapping[str, str]

    def of(self, works: Iterable[str]) -> tuple[Sentence, ...]:
        """The sentences of *works*, work by work."""
        return tuple(one for work in works for one in self.sentences.get(work, ()))

    @property
    def asked(self) -> frozenset[str]:
        """The words of what was asked for."""
        return tokens(self.ask.title) | tokens(self.ask.value)

    def says(self, work: str, thing: Thing) -> bool:
        """Whether the words of *thing* stand anywhere in what was read of *work*, in any number."""
        text = self.folded[work]
        return plainly(thing.text).rstrip("s") in text or thing.key in text

    def subject(self, field: str) -> str:
        """The name of a field in the brief's language."""
        return language(self.ask.language).label("subject", field)

    def quoted(self, text: str) -> str:
        """*text* as a label inside a sentence."""
        return self.say("quoted", text=text)

    def theme(self, work: str) -> Theme | None:
        """The theme *work* belongs to."""
        return next((theme for theme in self.themes if work in theme.works), None)


def material(
    ask: Ask,
    works: Sequence[Work],
    sentences: Sequence[Sentence],
    themes: Sequence[Theme],
    today: str,
) -> Material:
    """Put together what was found out about *works*."""
    known = {work.id: work for work in works}
    by_work: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        if sentence.work in known:
            by_work[sentence.work].append(sentence)
    return Material(
        ask,
        known,
        {work: tuple(found) for work, found in by_work.items()},
        tuple(themes),
        today,
        words(PLACE, ask.language),
        _subjects(ask, themes),
        {work.id: plainly(f"{work.title} {work.abstract or ''}") for work in works},
    )


def plainly(text: str) -> str:
    """*text* without what two writings of a name differ in: case, accents, hyphens."""
    return fold(text).replace("-", " ")


def _subjects(ask: Ask, themes: Sequence[Theme]) -> frozenset[str]:
    said = (ask.title, ask.value, *(one.label for one in themes))
    return frozenset(word for text in said for word in tokens(text))


_WORD = re.compile(r"[a-z0-9][a-z0-9+-]{2,}|[\u3400-\u9fff]{2}")


@lru_cache(maxsize=20_000)
def tokens(text: str) -> frozenset[str]:
    """The words of *text*, folded; of Chinese its pairs of characters."""
    return frozenset(_WORD.findall(fold(text)))


def dates(say: Language, works: Iterable[Work]) -> str:
    """Of which days *works* are, as it stands in a sentence."""
    days = sorted(work.date for work in works)
    first, last = say.date(days[0]), say.date(days[-1])
    return say("of.day", day=first) if first == last else say("of.days", first=first, last=last)


def listed(say: Language, items: Sequence[str]) -> str:
    """*items* as one says them: ``a, b and c``."""
    *before, last = items
    return say("and").join((say("comma").join(before), last)) if before else last
