"""Arrivals per day as bars: SVG made here, with the same numbers in words and in a table.

Colours and sizes are the stylesheet's; the bars stretch, so every word stands outside the SVG.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from markupsafe import Markup, escape

from academichub.web import cards
from academichub.web.language import Language

_FULL = len("2026-06-12")


class Counted(Protocol):
    """How many works of one field were announced on one day."""

    @property
    def date(self) -> str:
        """ISO date."""
        ...

    @property
    def field(self) -> str:
        """A broad subject."""
        ...

    @property
    def count(self) -> int:
        """How many."""
        ...


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars, what they say in a sentence, and their values day by day."""

    name: str
    svg: Markup
    sentence: str
    total: int
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Arrivals:
    """One chart of everything and one for each field, the largest field first."""

    days: tuple[str, ...]
    everything: Chart
    fields: tuple[Chart, ...]


def arrivals(counted: Iterable[Counted], t: Language, span: int) -> Arrivals | None:
    """Draw the arrivals of the *span* days up to the newest; None where there are none.

    What is dated to a month or a year alone has no place on an axis of days and is left out.
    """
    cells = {(one.date, one.field): one.count for one in counted if len(one.date) == _FULL}
    if not cells:
        return None
    days = _days_up_to(max(cells)[0], span)
    names = {field for day, field in cells if day >= days[0]}
    rows = {name: tuple(cells.get((day, name), 0) for day in days) for name in names}
    sums = tuple(sum(column) for column in zip(*rows.values(), strict=True))
    ranked = sorted(rows, key=lambda name: (-sum(rows[name]), name))
    fields = tuple(_field(name, days, rows[name], t) for name in ranked)
    return Arrivals(days, _everything(days, sums, t), fields)


def bars(days: Sequence[str], values: Sequence[int], label: str, t: Language) -> Markup:
    """One bar a day, each with its date and number as a tooltip.

    Args:
        days: ISO dates.
        values: a count for each of them.
        label: what the picture says, for who cannot see it.
        t: the language of the tooltips.
    """
    most = max(values, default=0) or 1
    drawn = "".join(
        f'<rect x="{n * 10 + 1}" y="{100 - height:.1f}" width="8" height="{height:.1f}">'
        f"<title>{escape(t('chart.bar', date=t.date(day), n=t.number(value)))}</title></rect>"
        for n, (day, value) in enumerate(zip(days, values, strict=True))
        if value and (height := max(value * 100 / most, 1.5))
    )
    box = f'viewBox="0 0 {len(days) * 10} 100" preserveAspectRatio="none"'
    # Every value from outside is escaped above or here.
    return Markup(f'<svg {box} role="img" aria-label="{escape(label)}">{drawn}</svg>')  # noqa: S704


def _everything(days: tuple[str, ...], values: tuple[int, ...], t: Language) -> Chart:
    most = max(values)
    sentence = t(
        "chart.total", n=t.number(sum(values)), most=t.number(most),
        first=t.date(days[0]), last=t.date(days[-1]), peak=t.date(days[values.index(most)]),
    )  # fmt: skip
    return Chart("", bars(days, values, sentence, t), sentence, sum(values), values)


def _field(name: str, days: tuple[str, ...], values: tuple[int, ...], t: Language) -> Chart:
    # What belongs to no subject we know is counted under its source.
    shown = t.label("subject", cards.source_name(name))
    numbers = {"n": t.number(sum(values)), "most": t.number(max(values))}
    sentence = t("chart.field", field=shown, **numbers)
    return Chart(shown, bars(days, values, sentence, t), sentence, sum(values), values)


def _days_up_to(last: str, span: int) -> tuple[str, ...]:
    end = date.fromisoformat(last)
    return tuple((end - timedelta(days=back)).isoformat() for back in reversed(range(span)))
