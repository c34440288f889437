"""Why a work was picked, in words; the same on pages, in feeds and in what is sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from academichub.language import Language
from academichub.profile import Reason

MOST = 3
_SHORT = 64
_SLIGHT = 20


def strongest(reasons: Iterable[Reason]) -> list[Reason]:
    """The two or three reasons that say most for a work, the one that says most first."""
    speaking = sorted((one for one in reasons if one.points > 0), key=lambda one: -one.points)
    least = speaking[0].points / _SLIGHT if speaking else 0.0
    return [one for one in speaking if one.points >= least][:MOST]


def in_words(reason: Reason, titles: Mapping[str, str], t: Language) -> str:
    """One reason as a few words; *titles* are those of the works it stands on, by id."""
    value = "" if reason.value is None else reason.value
    if title := next((titles[work] for work in reason.works if work in titles), None):
        said = t.label("radar.stands", reason.signal)
        return said.format_map({"title": _shortened(title), "value": value})
    if reason.value is None:
        return t.label("radar.signal", reason.signal)
    return t.label("radar.why", reason.signal).format_map({"value": value})


def _shortened(title: str) -> str:
    if len(title) <= _SHORT:
        return title
    return title[:_SHORT].rsplit(" ", 1)[0].rstrip(" ,;:-") + " …"
