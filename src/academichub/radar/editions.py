"""Making an edition and keeping it, and reading one as it was kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from academichub import lists
from academichub.model import Instant, Work
from academichub.profile import Pick, Profile, Radar, Reason
from academichub.query import last_day
from academichub.radar import making
from academichub.radar.learning import Known, known, learnt
from academichub.radar.pool import Pool
from academichub.radar.values import Edition, Item, Learnt
from academichub.rank import Candidates, Ranked
from academichub.store import Store
from academichub.store.ledger import Run
from academichub.store.radars import Kept, Verdict

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FEW = 10
"""New candidates below which an edition says why."""


@dataclass(frozen=True, slots=True)
class Standing:
    """All candidates with their points, for one radar at one moment.

    ``last`` is the edition made before; ``fresh`` and ``candidates`` count what may be shown.
    """

    knows: Known
    ranked: Ranked
    last: Kept | None
    shown: set[int]
    fresh: int
    candidates: int
    newest: int


class Editions:
    """Makes and reads the editions of any radar.

    Args:
        store: where they are kept.
        pool: the works there are to choose from.
    """

    def __init__(self, store: Store, pool: Pool) -> None:
        self._store, self._pool = store, pool

    def knows(self, radar: Radar) -> Known:
        """What *radar* knows of its reader."""
        verdicts = self._store.radars.verdicts(radar.id)
        return known(self._store, self._pool, radar.profile, verdicts)

    def learnt(self, radar: Radar, day: str) -> Learnt:
        """What *radar* has learnt, weighed as it ranks on *day*."""
        knows = self.knows(radar)
        return learnt(radar, knows, self._store, self._among(knows, day).columns)

    def standing(self, radar: Radar, day: str) -> Standing:
        """How all candidates stand for *radar* on *day*."""
        # In this order: an edition that another process makes now is noticed when ours is kept.
        last = self._store.radars.latest(radar.id)
        shown = self._store.radars.shown(radar.id)
        knows = self.knows(radar)
        ranked = self._ranked(knows, day, shown)
        open_to = np.isfinite(ranked.scores)
        numbers = ranked.asked.columns.numbers
        before = last.newest if last else -1
        return Standing(
            knows, ranked, last, shown,
            int((open_to & (numbers > before)).sum()), int(open_to.sum()),
            max(before, int(numbers.max(initial=-1))),
        )  # fmt: skip

    def make(self, radar: Radar, day: str, batch: int, at: Instant, on: Standing) -> Edition | None:
        """Make a batch and keep it; None where another process came before.

        A batch with nothing in it is not kept: what comes later that day has its place.
        """
        picked = self._picked(on, making.SIZE)
        first = self._first(radar, day)
        body = {
            "first": first,
            "fresh": on.fresh,
            "candidates": on.candidates,
            "quiet": self.quiet(day) if on.fresh < _FEW else [],
            "learnt": on.knows.anything,
            "picks": [{"work": work.id, **asdict(pick)} for pick, work in picked],
        }
        made = Kept(0, day, batch, at, on.newest, body)
        if picked:
            works = {work.id: pick.number for pick, work in picked}
            after = on.last.number if on.last else 0
            kept = self._store.radars.keep(radar, made, works, after)
            if kept is None:
                return None
            made = kept
        verdicts = verdict_of(on.knows.verdicts)
        items = tuple(
            Item(work, pick, rank, verdicts.get(pick.number))
            for rank, (pick, work) in enumerate(picked, first)
        )
        return _edition(radar, made, items, more=on.candidates > len(picked))

    def read(self, radar: Radar, kept: Kept) -> Edition:
        """An edition as it was shown, its works and verdicts as they are now."""
        rows: Sequence[Mapping[str, Any]] = kept.body["picks"]
        numbers = self._store.numbers([row["work"] for row in rows])
        works = self._store.works(list(set(numbers.values())))
        verdicts = verdict_of(self._store.radars.verdicts(radar.id))
        items: dict[int, Item] = {}
        for rank, row in enumerate(rows, kept.body["first"]):
            number = numbers.get(row["work"])
            if number in works and number is not None:
                pick = _pick(row, number)
                items.setdefault(number, Item(works[number], pick, rank, verdicts.get(number)))
        more = kept.body["candidates"] > len(rows)
        return _edition(radar, kept, tuple(items.values()), more=more)

    def preview(self, profile: Profile, day: str, limit: int) -> tuple[Item, ...]:
        """What a radar of *profile* would show; nothing is kept."""
        knows = known(self._store, self._pool, profile, [])
        ranked = self._ranked(knows, day, set())
        open_to = int(np.isfinite(ranked.scores).sum())
        picked = self._picked(Standing(knows, ranked, None, set(), open_to, open_to, 0), limit)
        return tuple(Item(work, pick, rank) for rank, (pick, work) in enumerate(picked, 1))

    def quiet(self, day: str) -> list[str]:
        """Why there may be little new: what the sources said last, and since when nothing came."""
        runs = self._store.ledger.last_runs()
        said = list(dict.fromkeys(filter(None, (_said(runs[name]) for name in sorted(runs)))))
        newest = self._newest_day(day)
        return [*said, f"the newest works are of {newest}"] if newest < day else said

    def _ranked(self, knows: Known, day: str, shown: set[int]) -> Ranked:
        today, among = date.fromisoformat(day).toordinal(), self._among(knows, day)
        hidden: NDArray[np.bool_] = np.isin(among.columns.numbers, sorted(shown | knows.met))
        return self._pool.ranked(knows.taste, among, today, hidden, knows.own)

    def _among(self, knows: Known, day: str) -> Candidates:
        today = date.fromisoformat(day).toordinal()
        # Where nothing has come for a while, the last days there are count, not an empty fortnight.
        newest = date.fromisoformat(last_day(next(self._store.days_back(day), day))).toordinal()
        return self._pool.since(min(newest, today) - knows.profile.window)

    def _picked(self, on: Standing, size: int) -> making.Picked:
        seen = partial(self._seen, on.shown)
        if on.knows.anything:
            return making.best(on.ranked, self._store.works, seen, size)
        order = lists.daily_order(self._store, None)
        return making.in_turn(on.ranked, order, self._store.works, seen, size)

    def _seen(self, shown: set[int], works: Sequence[Work]) -> set[str]:
        """Which of *works* were shown as another work of the same title and first author."""
        titled = self._store.titled({work.title for work in works})
        alike = {number for numbers in titled.values() for number in numbers}
        before = self._store.works(sorted(alike & shown))
        return making.twins(works, before.values()) - making.twins(works) if before else set()

    def _newest_day(self, day: str) -> str:
        return next((one for one in self._store.days_back(day) if len(one) == len(day)), day)

    def _first(self, radar: Radar, day: str) -> int:
        last = self._store.radars.last_of(radar.id, day)
        return last.body["first"] + len(last.body["picks"]) if last else 1


def verdict_of(verdicts: Sequence[Verdict]) -> dict[int, str]:
    """More or less, by the number of the work."""
    return {
        one.number: one.kind
        for one in verdicts
        if one.number is not None and one.kind in {"more", "less"}
    }


def _edition(radar: Radar, kept: Kept, items: tuple[Item, ...], *, more: bool) -> Edition:
    body = kept.body
    return Edition(
        radar, kept.day, kept.batch, kept.at, items, body["fresh"], body["candidates"], more,
        tuple(body["quiet"]), body["learnt"],
    )  # fmt: skip


def _pick(row: Mapping[str, Any], number: int) -> Pick:
    reasons = tuple(
        Reason(one["signal"], one["points"], one["value"], tuple(one["works"]))
        for one in row["reasons"]
    )
    return Pick(number, row["score"], reasons, row["outside"])


def _said(run: Run) -> str | None:
    if run.outcome == "failed":
        return f"{run.route}: {run.error}"
    return f"{run.route}: {run.note}" if run.note else None
