"""Declarations of doc-gen data: the JSON that documentation of Lean libraries is searched with.

It has names, kinds and links, no statements and no proofs. So nothing is known of holes in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from academichub.canon.values import Declaration, Kind
from academichub.errors import UnreadableError

_KINDS: dict[str, Kind] = {
    "theorem": "theorem", "lemma": "lemma", "def": "def", "definition": "def", "abbrev": "abbrev",
    "structure": "structure", "class": "class", "inductive": "inductive", "instance": "instance",
    "axiom": "axiom", "opaque": "opaque",
}  # fmt: skip
_LINE = re.compile(r"#L(\d{1,7})")
_FILE = re.compile(r"(?:blob|tree)/[^/]+/([^#]+)")


def declarations(body: bytes) -> Iterator[Declaration]:
    """The declarations of *body*, in the order they stand there; what is of no known kind is left out.

    Raises:
        UnreadableError: that is no such JSON.
    """
    import orjson

    try:
        data = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise UnreadableError(f"that is no doc-gen data: {error}") from error
    listed = data.get("declarations") if isinstance(data, dict) else None
    if not isinstance(listed, dict):
        raise UnreadableError('that is no doc-gen data: there are no "declarations" in it')
    for name, one in listed.items():
        if isinstance(one, dict) and (declared := _declaration(name, _inner(one))):
            yield declared


def _inner(one: Mapping[str, Any]) -> Mapping[str, Any]:
    """The entry itself, also where a newer version keeps it in ``info``."""
    info = one.get("info")
    return {**one, **info} if isinstance(info, dict) else one


def _declaration(name: str, one: Mapping[str, Any]) -> Declaration | None:
    kind = _KINDS.get(str(one.get("kind", "")))
    if kind is None or not name:
        return None
    source, line = str(one.get("sourceLink") or ""), one.get("line")
    found = _LINE.search(source)
    file = _FILE.search(source)
    return Declaration(
        name=str(one.get("name") or name),
        kind=kind,
        statement="",
        doc=str(one.get("doc") or ""),
        file=file[1] if file else str(one.get("docLink") or source).partition("#")[0],
        line=line if isinstance(line, int) else int(found[1]) if found else 0,
    )
