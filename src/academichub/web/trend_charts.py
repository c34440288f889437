"""What rises in a field as pictures: SVG made here, with the same numbers in words beside it.

Colours and sizes are the stylesheet's; the pictures stretch, so every word stands outside them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2
from typing import Any

from markupsafe import Markup, escape

from academichub.trends import NewAuthor, Rising, Trends, Week
from academichub.web.language import Language

_WIDEST = 6.0
"""How many doublings the scale of ratios reaches to either side at most."""

_SAMPLE = 3
_BEYOND = 1_000


@dataclass(frozen=True, slots=True)
class Riser:
    """A rising term or theme, drawn: its weeks, its ratio with the interval, and both in words."""

    rising: Rising
    weeks: Markup
    ratio: Markup
    figure: str
    interval: str
    sentence: str
    examples: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Someone new in the field, with a few of their works: id and title."""

    author: NewAuthor
    examples: Sequence[tuple[str, str]]


def newest(found: Trends) -> list[str]:
    """The works that are named beside what rises and who is new."""
    named = [*(one.works for one in found.rising), *(one.works for one in found.new_authors)]
    return [work for works in named for work in works[:_SAMPLE]]


def drawn(found: Trends, titles: Mapping[str, str], t: Language) -> dict[str, Any]:
    """The pictures of a field; *titles* are those of the works in it, by id."""
    reach = _reach(found.rising)
    risers = [_riser(one, found.weeks, reach, titles, t) for one in found.rising]
    return {
        "sure": [one for one in risers if one.rising.sure],
        "unsure": [one for one in risers if not one.rising.sure],
        "field": week_bars(
            [week.works for week in found.weeks], found.weeks, _sentence(found, t), t
        ),
        "field_sentence": _sentence(found, t),
        "newcomers": [Newcomer(one, _examples(one.works, titles)) for one in found.new_authors],
        "reach": t.number(round(2**reach)),
    }


def week_bars(values: Sequence[float], weeks: Sequence[Week], label: str, t: Language) -> Markup:
    """One bar a week, those of the window set off from its past.

    Args:
        values: a height for each week.
        weeks: the weeks.
        label: what the picture says, for who cannot see it.
        t: the language of the tooltips.
    """
    most = max(values, default=0) or 1
    bars = "".join(
        f'<rect class="{"now" if week.recent else "past"}" x="{n * 10 + 1}" y="{100 - height:.1f}" '
        f'width="8" height="{height:.1f}"><title>{escape(_tip(week, value, t))}</title></rect>'
        for n, (week, value) in enumerate(zip(weeks, values, strict=True))
        if value and (height := max(value * 100 / most, 1.5))
    )
    box = f'viewBox="0 0 {max(len(weeks), 1) * 10} 100" preserveAspectRatio="none"'
    return Markup(f'<svg {box} role="img" aria-label="{escape(label)}">{bars}</svg>')  # noqa: S704


def ratio_bar(one: Rising, reach: float, label: str) -> Markup:
    """A ratio and its interval on a scale of doublings; the broken line is where nothing changed."""
    low, middle, high = (_place(value, reach) for value in (one.low, one.ratio, _upper(one)))
    return Markup(  # noqa: S704
        f'<svg viewBox="0 0 100 20" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(label)}"><line class="one" x1="50" x2="50" y1="0" y2="20"/>'
        f'<line x1="{low:.1f}" x2="{high:.1f}" y1="10" y2="10"/>'
        f'<rect x="{middle - 0.7:.1f}" y="4" width="1.4" height="12"/></svg>'
    )


def _place(ratio: float | None, reach: float) -> float:
    """Where a ratio lies from 0 to 100; no upper end lies at the end."""
    if ratio is None:
        return 100.0
    doublings = log2(ratio) if ratio > 0 else -reach
    return 50 + 50 * max(-1.0, min(1.0, doublings / reach))


def _reach(rising: Sequence[Rising]) -> float:
    ends = [_upper(one) or one.ratio for one in rising] or [2.0]
    furthest = max(abs(log2(end)) if end > 0 else 1.0 for end in ends)
    return max(1.0, min(_WIDEST, float(-(-furthest // 1))))


def _riser(
    one: Rising, weeks: Sequence[Week], reach: float, titles: Mapping[str, str], t: Language
) -> Riser:
    interval = _interval(one, t)
    numbers = {"now": t.number(one.now), "before": t.number(one.before)}
    sentence = t("trends.row", name=one.name, ratio=_figure(one, t), interval=interval, **numbers)
    return Riser(
        one,
        week_bars(_shares(one, weeks), weeks, t("trends.weeks_of", name=one.name), t),
        ratio_bar(one, reach, sentence),
        _figure(one, t),
        interval,
        sentence,
        _examples(one.works, titles),
    )


def _shares(one: Rising, weeks: Sequence[Week]) -> list[float]:
    """Of a hundred works of each week, how many have it."""
    pairs = zip(one.weeks, weeks, strict=True)
    return [100 * count / week.works if week.works else 0.0 for count, week in pairs]


def _times(ratio: float) -> str:
    """A ratio to as many digits as mean anything."""
    if ratio >= _BEYOND:
        return f">×{_BEYOND:,}"
    return f"×{ratio:.0f}" if ratio >= 10 else f"×{ratio:.1f}"


def _figure(one: Rising, t: Language) -> str:
    """How many times as frequent as before, or that there was none before."""
    return _times(one.ratio) if one.before else t("trends.new")


def _interval(one: Rising, t: Language) -> str:
    high = _upper(one)
    if high is None:
        return t("trends.at_least", low=_times(one.low))
    return t("trends.interval", low=_times(one.low), high=_times(high))


def _upper(one: Rising) -> float | None:
    """The upper end that is told: of what is not sure it says nothing."""
    return one.high if one.sure else None


def _tip(week: Week, value: float, t: Language) -> str:
    number = t.number(int(value)) if float(value).is_integer() else f"{value:.1f}"
    return t("trends.week", first=t.date(week.since), last=t.date(week.until), n=number)


def _sentence(found: Trends, t: Language) -> str:
    return t(
        "trends.field", now=t.number(found.now), before=t.number(found.before),
        since=t.date(found.since), until=t.date(found.until),
        weeks=t.number(sum(not week.recent for week in found.weeks)),
    )  # fmt: skip


def _examples(works: Sequence[str], titles: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(work, titles[work]) for work in works[:_SAMPLE] if work in titles]
