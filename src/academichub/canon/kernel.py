"""What Lean's kernel says of declarations: on which axioms each rests.

The only evidence for the rung *checked*. Reads what ``#print axioms`` printed; what it read is as good
as who ran it. A proof that rests on ``sorryAx`` is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

HOLE = "sorryAx"
_SAID = re.compile(
    r"^(?:[^\s:'][^\n:']*:\d+:\d+: )?(?:info: )?(?:[^\s:'][^\n:']*:\d+:\d+: )?'(?P<name>[^'\s](?:[^\s]*[^\s])??)' "
    r"(?:(?P<none>does not depend on any axioms)[ \t]*$|depends on axioms: \[(?P<axioms>[^\]]*+)\])",
    re.MULTILINE,
)
_AXIOM = re.compile(r"[^\s,\[\]]+")
_SECONDS = 1800


def checked(output: str) -> dict[str, tuple[str, ...]]:
    """The declarations of which *output* says that they are proved, with their axioms.

    A declaration said twice in different ways, or said to rest on a hole, is left out.
    """
    found: dict[str, tuple[str, ...]] = {}
    doubted: set[str] = set()
    for one in _SAID.finditer(output):
        axioms = tuple(sorted(_AXIOM.findall(one["axioms"] or "")))
        if (
            (not one["none"] and not axioms)
            or HOLE in axioms
            or found.setdefault(one["name"], axioms) != axioms
        ):
            doubted.add(one["name"])
    return {name: axioms for name, axioms in found.items() if name not in doubted}


def questions(modules: Iterable[str], names: Iterable[str]) -> str:
    """A Lean file that has the kernel say the axioms of *names*."""
    asked = [f"#print axioms {name}" for name in names]
    return "\n".join([*(f"import {module}" for module in modules), "", *asked, ""])


def ask(library: Path, file: Path) -> str:
    """Run *file* by the Lean toolchain within *library* and give what it printed.

    Raises:
        NotFoundError: there is no toolchain here.
        UnreadableError: it did not come to an end in time.
    """
    import shutil
    import subprocess

    from academichub.errors import NotFoundError, UnreadableError

    lake = shutil.which("lake")
    if lake is None:
        raise NotFoundError("there is no Lean toolchain (`lake`) on this machine")
    call = [lake, "env", "lean", str(file)]
    try:
        run = subprocess.run(  # noqa: S603 - the user's own toolchain on the user's own library
            call, cwd=library, capture_output=True, text=True, check=False, timeout=_SECONDS
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(f"Lean did not answer within {_SECONDS} s") from error
    return run.stdout
