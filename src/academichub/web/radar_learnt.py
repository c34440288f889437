"""What a radar has learnt, for its page: words, people and places with weights drawn as bars."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from academichub.profile import Profile
from academichub.radar import Learnt, Verdict, Weighted
from academichub.web.language import Language
from academichub.web.radar_words import SIGNALS, position_of

_MOST = 40


@dataclass(frozen=True, slots=True)
class Turnable:
    """A kind of reason or one reason, and how the reader has turned it."""

    key: str
    text: str
    position: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """Something learnt, drawn with its weight, how the reader has turned it, and what it is from."""

    key: str
    text: str
    bar: Markup
    position: str
    source: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A work the radar stands on: what the reader said of it, and when last."""

    id: str
    title: str
    kinds: Sequence[str]
    at: str | None


def values(learnt: Learnt, t: Language) -> dict[str, Any]:
    """What the page of what a radar has learnt shows."""
    titles = {name: work.title for name, work in learnt.works.items()}
    profile = learnt.radar.profile
    return {
        "words": weighed(learnt.words, titles, t),
        "against": weighed(learnt.against, titles, t, "against"),
        "authors": weighed(learnt.authors, titles, t),
        "categories": weighed(learnt.categories, titles, t),
        "venues": weighed(learnt.venues, titles, t),
        "signals": signals(profile, t),
        "turned": turned(profile, t),
        "judged": standing(learnt),
    }


def weight_bar(weight: float, most: float, label: str, kind: str = "for") -> Markup:
    """A bar as long as *weight* is of *most*; ``against`` sets off what keeps away."""
    width = 100 * min(abs(weight) / most, 1.0) if most else 0.0
    # The numbers are ours, the label is escaped.
    return Markup(  # noqa: S704
        f'<svg viewBox="0 0 100 10" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(label)}"><rect class="{kind}" x="0" y="1" '
        f'width="{max(width, 0.5):.1f}" height="8"/></svg>'
    )


def signals(profile: Profile, t: Language) -> list[Turnable]:
    """The kinds of reasons, each turned by its name alone."""
    return [
        Turnable(name, t.label("radar.signal", name), position_of(profile.turned.get(name)))
        for name in SIGNALS
    ]


def turned(profile: Profile, t: Language) -> list[Turnable]:
    """The single reasons a reader has turned."""
    return [
        Turnable(key, told(key, t), position_of(factor))
        for key, factor in profile.turned.items()
        if ":" in key and factor != 1
    ]


def told(key: str, t: Language) -> str:
    """A reason's key in words."""
    signal, _, value = key.partition(":")
    return f"{t.label('radar.signal', signal)}: {value}"


def weighed(
    rows: Iterable[Weighted], titles: Mapping[str, str], t: Language, kind: str = "for"
) -> list[Weighed]:
    """What was learnt with its weights, the heaviest first; *titles* are those of works by id."""
    heaviest = sorted(rows, key=lambda row: -abs(row.weight))[:_MOST]
    most = abs(heaviest[0].weight) if heaviest else 0.0
    return [_weighed(row, most, titles, t, kind) for row in heaviest]


def _weighed(
    row: Weighted, most: float, titles: Mapping[str, str], t: Language, kind: str
) -> Weighed:
    label = t("learnt.weight", name=row.value, weight=f"{row.weight:.2f}")
    sources = [titles[work] for work in row.works if work in titles]
    return Weighed(
        row.key,
        row.value,
        weight_bar(row.weight, most, label, kind),
        position_of(row.factor),
        t("learnt.from", title="; ".join(sources)) if sources else "",
    )


def standing(learnt: Learnt) -> list[Standing]:
    """The works the radar stands on, those judged last first, each once with all that was said."""
    said: dict[str, list[Verdict]] = {}
    for one in reversed(learnt.verdicts):
        said.setdefault(one.work, []).append(one)
    judged = [
        Standing(work, _title(learnt, work), [one.kind for one in verdicts], verdicts[0].at)
        for work, verdicts in said.items()
    ]
    seeds = [
        Standing(work, _title(learnt, work), ["seed"], None)
        for work in learnt.radar.profile.seeds
        if work not in said
    ]
    return judged + seeds


def _title(learnt: Learnt, work: str) -> str:
    return learnt.works[work].title if work in learnt.works else work
