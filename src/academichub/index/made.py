"""What was made of a snapshot, kept while that is the newest. Costs memory only for what is asked."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar, cast

T = TypeVar("T")

_REMEMBERED = 8


class Made:
    """Remembers a few values of one snapshot; those of the one before are forgotten."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._of: object = None
        self._values: OrderedDict[Hashable, object] = OrderedDict()

    def once(self, of: object, name: Hashable, make: Callable[[], T]) -> T:
        """What *make* gives for the snapshot *of*, the same object each time.

        Two threads may make it at once; both are then given that of one of them.
        """
        with self._lock:
            if self._of is not of:
                self._of, self._values = of, OrderedDict()
            if name in self._values:
                self._values.move_to_end(name)
                return cast("T", self._values[name])
        value = make()
        with self._lock:
            if self._of is of:
                value = cast("T", self._values.setdefault(name, value))
                while len(self._values) > _REMEMBERED:
                    self._values.popitem(last=False)
        return value
