"""The review that is made of a work on sight: of what is kept, by nobody outside, the same for everybody.

It is named by all it would be made of, so that it is made once, and anew where any of that has changed.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from academichub import __version__
from academichub.argument import Language
from academichub.argument.findings import canonical
from academichub.fulltext import keeping
from academichub.model import Work
from academichub.store import Store

PREFIX = "sight-"
READER = ""
"""Nobody asked for it."""


class Sight:
    """Names what is made on sight.

    Args:
        store: knows who cites a work.
        folder: where full texts are kept.
    """

    def __init__(self, store: Store, folder: Path) -> None:
        self._store, self._folder = store, folder

    def name(self, work: Work, language: Language) -> str:
        """The id of the run that reviews *work* as it is now."""
        citing = self._store.citing([str(one) for one in work.identifiers])
        made_of = (
            __version__, language, work.id, work.title, work.abstract or "", work.version or 0,
            work.retracted, len(work.references), len(citing),
            keeping.is_kept(self._folder, work.id, work.version),
        )  # fmt: skip
        return PREFIX + sha256(canonical(made_of)).hexdigest()[:16]


def is_of_sight(run: str) -> bool:
    """Whether the run of this id was made on sight."""
    return run.startswith(PREFIX)
