"""Our own JSON: records exactly as the store keeps them, and works as the API and exports give them.

Reads both shapes a work has, the API's (`authors`, `identifiers` by scheme) and the model's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from academichub import ids
from academichub.errors import IdentifierError, UnreadableError
from academichub.ids import Identifier
from academichub.model import Instant, Record

ROUTE = "file-works"
_TEXTS = (
    "source", "route", "key", "fetched_at", "title", "type", "abstract", "primary_category",
    "posted_on", "published_on", "updated_on", "stage", "comment", "journal_ref", "license",
    "language", "raw",
)  # fmt: skip
_NEEDED = ("source", "route", "key", "fetched_at", "title", "type", "stage", "raw")
_LISTS = ("categories", "keywords")


def record(row: Mapping[str, Any], raw: str, now: Instant) -> Record:
    """The record of one row exactly as it was written; the time and text it came with stay.

    Raises:
        UnreadableError: a field is missing or not what it should be.
    """
    del raw, now
    return _read(row)


def work(row: Mapping[str, Any], raw: str, now: Instant) -> Record:
    """What a work's JSON says, as one record of the source the work was taken from.

    Raises:
        UnreadableError: a field is missing or not what it should be.
    """
    source = row.get("source") or "import"
    values = {name: value for name, value in row.items() if value is not None}
    values |= {
        "source": source,
        "route": "starter" if row.get("starter") else ROUTE,
        "key": _key(str(row.get("id") or ""), source),
        "fetched_at": now,
        "identifiers": _identifiers(row),
        "raw": raw,
    }
    if "authors" in row:
        values["authorships"] = row["authors"]
    values["announcements"] = row.get("announcements") or _announcement(row, source)
    values["updates"] = [_update(each) for each in row.get("updates") or ()]
    values["references"] = [_reference(each) for each in row.get("references") or ()]
    return _read(values)


def _read(values: Mapping[str, Any]) -> Record:
    try:
        found = Record.from_json(values)
    except (TypeError, ValueError, AttributeError, KeyError) as error:
        raise UnreadableError(f"not a record: {error}") from error
    _check(found)
    return found


def _check(found: Record) -> None:
    for name in _TEXTS:
        value = getattr(found, name)
        if not isinstance(value, str) and (name in _NEEDED or value is not None):
            raise UnreadableError(f"not a record: {name} is not text")
    for name in _LISTS:
        if not all(isinstance(each, str) for each in getattr(found, name)):
            raise UnreadableError(f"not a record: {name} is not a list of texts")
    if not found.title.strip() or not found.key:
        raise UnreadableError("not a record: title or key is empty")


def _key(work_id: str, source: str) -> str:
    # What a new work without a public identifier is named by is its source and key.
    for lead in (f"local:{source}/", "arxiv:"):
        if work_id.startswith(lead):
            return work_id.removeprefix(lead)
    return work_id


def _identifiers(row: Mapping[str, Any]) -> list[Any]:
    given = row.get("all_identifiers") or row.get("identifiers") or []
    if isinstance(given, dict):
        given = [f"{scheme}:{value}" for scheme, value in given.items()]
    try:
        read = [ids.parse(each) if isinstance(each, str) else each for each in given]
    except IdentifierError as error:
        raise UnreadableError(str(error)) from error
    return [each for each in read if each[0] != "local"]


def _announcement(row: Mapping[str, Any], source: str) -> list[dict[str, Any]]:
    if not row.get("announced_on"):
        return []
    return [
        {
            "source": source,
            "announced_on": row["announced_on"],
            "announce_type": row.get("announce_type") or "new",
            "version": row.get("version"),
            "category": row.get("primary_category"),
        }
    ]


def _update(given: Any) -> Any:
    notice = given.get("notice")
    return given | {"notice": _identifier(notice)} if isinstance(notice, str) else given


def _reference(given: Any) -> Any:
    named = given.get("identifier")
    if not isinstance(named, str):
        return given
    found = _identifier(named)
    return given | {"identifier": found, "text": given.get("text") or (None if found else named)}


def _identifier(text: str) -> Identifier | None:
    try:
        return ids.parse(text)
    except IdentifierError:
        return None  # a work is not lost for what it cites
