"""What becomes of a canon's declarations when it moves to another revision. Decides; keeps nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from academichub.canon.values import Breach, Broken, Declaration

_HEAD = re.compile(r"^\S+\s+\S+")
_TELLING = 12
"""A statement shorter than that is shared by too many to tell one by."""


def substance(declaration: Declaration) -> str:
    """What a declaration says, without its name and how it is laid out; "" if that is too little."""
    said = " ".join(_HEAD.sub("", declaration.statement).split())
    return f"{declaration.kind in ('theorem', 'lemma')} {said}" if len(said) >= _TELLING else ""


def broken(
    before: Mapping[str, str],
    now: Iterable[Declaration],
    revision: str,
    earlier: Iterable[Broken] = (),
) -> tuple[Broken, ...]:
    """The names that were whole *before* (with their substance) and are not *now*.

    Those of *earlier* that are still not whole keep the revision since which they are not.
    """
    known = {one.name: one for one in earlier}
    table = _Table(now, before)
    missing = [name for name in {**before, **known} if name not in table.whole]
    return tuple(
        table.verdict(name, before.get(name, ""), revision, known.get(name))
        for name in sorted(missing)
    )


class _Table:
    """The names of a revision, by what can be said of them."""

    def __init__(self, now: Iterable[Declaration], before: Mapping[str, str]) -> None:
        self.whole: set[str] = set()
        self.private: set[str] = set()
        self.holes: set[str] = set()
        self.saying: dict[str, list[str]] = defaultdict(list)
        for one in now:
            (self.private if one.private else self.holes if one.sorry else self.whole).add(one.name)
            if one.whole and one.name not in before and (said := substance(one)):
                self.saying[said].append(one.name)

    def verdict(self, name: str, said: str, revision: str, earlier: Broken | None) -> Broken:
        why: Breach = (
            "sorry" if name in self.holes else "private" if name in self.private else "deleted"
        )
        if earlier:
            now = earlier.now if why == "deleted" and earlier.now in self.whole else ""
            return Broken(name, "renamed" if now else why, earlier.since, now)
        others = self.saying.get(said, []) if said and why == "deleted" else []
        if len(others) == 1:
            return Broken(name, "renamed", revision, others[0])
        return Broken(name, why, revision)
