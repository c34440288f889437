"""What speaks for a work, in words: reasons, how they are turned, and what may be muted of a work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from academichub.model import Work
from academichub.profile import Mute, Profile, Reason
from academichub.render.reasons import in_words
from academichub.web import cards
from academichub.web.language import Language

POSITIONS: Mapping[str, float | None] = {"up": 2.0, "usual": None, "down": 0.5, "off": 0.0}
"""By what factor a reason counts that a reader has turned."""

SIGNALS = (
    "like what you saved", "followed author", "co-author", "term", "category", "venue",
    "cites what you saved", "cited by what you saved", "freshness", "embedding",
)  # fmt: skip
"""What can speak for a work, as `rank` names it."""

LIKENESS, WORD, TURN = SIGNALS[0], "word", "daily list"

_AUTHORS = 4
_CATEGORIES = 3
_PHRASES = 3


@dataclass(frozen=True, slots=True)
class Spoken:
    """A reason in words, the points it gave and how the reader has turned it.

    ``turns`` says what is turned at it, where its words do not.
    """

    key: str
    text: str
    points: float
    position: str
    turns: str = ""


@dataclass(frozen=True, slots=True)
class Muting:
    """Something of a work that may be muted, and whether it is."""

    kind: str
    value: str
    label: str
    on: bool

    @property
    def field(self) -> str:
        """It as the value of a button."""
        return f"{self.kind}|{self.value}"


def spoken(
    reasons: Iterable[Reason], profile: Profile, titles: Mapping[str, str], t: Language
) -> list[Spoken]:
    """*reasons* in the reader's language, in their order; *titles* are those of the works they stand on, by id."""
    return [
        Spoken(
            key,
            in_words(_named(one, t), titles, t),
            one.points,
            position(key, profile),
            t("radar.why.word", value=one.value) if key != one.key else "",
        )
        for one in reasons
        for key in [turning(one)]
    ]


def _named(reason: Reason, t: Language) -> Reason:
    """*reason* with the field whose turn it is called as the reader's language calls it."""
    if reason.signal != TURN or reason.value is None:
        return reason
    return replace(reason, value=t.label("subject", cards.source_name(reason.value)))


def turning(reason: Reason) -> str:
    """What is turned at a reason: where a work is like others, the words that make it so."""
    if reason.signal == LIKENESS and reason.value:
        return f"{WORD}:{reason.value}"
    return reason.key


def position(key: str, profile: Profile) -> str:
    """How a reason is turned: by itself, else with its whole signal."""
    signal = key.partition(":")[0]
    signal = LIKENESS if signal == WORD else signal
    return position_of(profile.turned.get(key, profile.turned.get(signal)))


def position_of(factor: float | None) -> str:
    """The position that is meant by a factor."""
    if factor is None or factor == 1:
        return "usual"
    if factor == 0:
        return "off"
    return "up" if factor > 1 else "down"


def mutable(work: Work, profile: Profile) -> list[Muting]:
    """What of *work* may be muted: people, categories, its venue, words of its title."""
    people = [one.name for one in work.authorships[:_AUTHORS]]
    wanted = [
        *(Mute("author", name) for name in people),
        *(Mute("category", one) for one in work.categories[:_CATEGORIES]),
        *([Mute("venue", work.venue.name)] if work.venue else []),
        *(Mute("term", phrase) for phrase in phrases(work.title)),
    ]
    known = {(one.kind, one.value.casefold()) for one in profile.mutes}
    return [
        Muting(one.kind, one.value, _called(one), (one.kind, one.value.casefold()) in known)
        for one in dict.fromkeys(wanted)
    ]


def phrases(title: str) -> list[str]:
    """Words side by side in a title that say what it is about."""
    from academichub.trends import phrases as telling

    found = telling.phrases(title)
    return [written for key, written in found.items() if " " in key][:_PHRASES]


def _called(mute: Mute) -> str:
    if mute.kind != "category" or cards.category_name(mute.value) == mute.value:
        return mute.value
    return f"{mute.value} ({cards.category_name(mute.value)})"
