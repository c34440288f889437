"""A digest as items in a Zotero library: the Web API's write requests, version 3.

https://www.zotero.org/support/dev/web_api/v3/write_requests. Every item carries a key of our own
and version 0, which asks for it to be made only if it is not there: a repeat makes no second one.
A ``Zotero-Write-Token`` would be forgotten after 12 hours, and is of no use beside versions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

import orjson

from academichub.errors import (
    DeliveryError,
    FetchError,
    NotFoundError,
    RefusedError,
    ThrottledError,
    UsageError,
)
from academichub.fetch import Client
from academichub.model import Work
from academichub.render import naming
from academichub.render.badge import source_label
from academichub.render.digest import one_line, page_of
from academichub.sending.contents import Content
from academichub.sending.means import Means, Parcel

_ALPHABET = "23456789ABCDEFGHIJKLMNPQRSTUVWXYZ"[:32]
"""What object keys are made of; Zotero takes eight of these."""
_MOST = 50
"""Items a request, the most Zotero takes."""
_THERE = 412
_LASTING = {400, 403, 404, 413}
_CREATORS = 200
_KEY = re.compile(r"[A-Za-z0-9]{1,64}", re.ASCII)
_COLLECTION = re.compile(r"[A-Z0-9]{8}", re.ASCII)
_FOLDERS = 100


def body(
    content: Content,
    settings: Mapping[str, Any],
    means: Means,  # noqa: ARG001
) -> dict[str, Any]:
    """The items to be made."""
    delivery = content.name.partition("/")[0]
    made = [item(work, delivery, settings.get("collection"), content) for work in content.works]
    return {"items": made}


def item(work: Work, delivery: str, collection: str | None, content: Content) -> dict[str, Any]:
    """One work as Zotero takes it, under the same key whenever this delivery brings it."""
    kind = "preprint" if work.type == "preprint" or naming.server(work) else "journalArticle"
    made = {
        "key": key(delivery, work.id),
        "version": 0,
        "itemType": kind,
        "title": one_line(work.title),
        "creators": [_creator(one.name) for one in work.authorships[:_CREATORS]],
        "abstractNote": work.abstract or "",
        "date": naming.cited_on(work) or work.date,
        "DOI": work.identifier("doi") or "",
        "url": work.location("landing") or page_of(content.base_url, work),
        "extra": "\n".join(_extra(work)),
        "tags": [{"tag": "AcademicHub"}, {"tag": one_line(content.title, 100)}],
        "collections": [collection] if collection else [],
        **_published(work, kind),
    }
    return {name: value for name, value in made.items() if value != ""}


def key(delivery: str, work: str) -> str:
    """The key of a work's item in this delivery: 40 bits of a digest."""
    number = int.from_bytes(sha256(f"{delivery}\n{work}".encode()).digest()[:5], "big")
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(0, 40, 5))


def send(parcel: Parcel, means: Means) -> None:
    """Make the items that are not there yet."""
    url = f"{means.zotero.rstrip('/')}/{parcel.settings['library']}/items"
    headers = {
        **_headers((parcel.secret or b"").decode("ascii")),
        "Content-Type": "application/json",
    }
    for some in _parts(parcel.body["items"]):
        try:
            answer = means.client().post(url, content=orjson.dumps(some), headers=headers)
        except FetchError as error:
            raise refused(error) from error
        _require_made(answer.body)
    parcel.taken()


def found(client: Client, base_url: str, key: str, group: str, collection: str) -> dict[str, str]:
    """Where a key may write: ``library`` (``users/…``, ``groups/…``) and ``collection``'s key.

    Args:
        client: the wire.
        base_url: of the API.
        key: the reader's.
        group: the number of a group; empty is the key's owner's own library.
        collection: a key or a name; empty is the library itself.

    Raises:
        UsageError: the key may not write there.
        NotFoundError: there is no such collection.
        FetchError: Zotero does not answer.
    """
    if not _KEY.fullmatch(key):
        raise UsageError("that is no Zotero key: one has letters and digits alone")
    base = base_url.rstrip("/")
    library = _library(_asked(client, f"{base}/keys/current", key), group)
    if not collection:
        return {"library": library, "collection": ""}
    rows = _asked(client, f"{base}/{library}/collections", key, limit=_FOLDERS)
    for row in rows if isinstance(rows, list) else []:
        if collection in (row.get("key"), (row.get("data") or {}).get("name")):
            return {"library": library, "collection": str(row["key"])}
    if _COLLECTION.fullmatch(collection) and isinstance(rows, list) and len(rows) == _FOLDERS:
        return {"library": library, "collection": collection}
    raise NotFoundError(f"that library has no collection {collection!r:.80}")


def refused(error: FetchError) -> DeliveryError:
    """Why nothing was made, and whether it may be later."""
    if isinstance(error, ThrottledError):
        return DeliveryError(str(error), retry_after=error.retry_after)
    if isinstance(error, RefusedError) and error.status == 403:
        return DeliveryError("the Zotero key may not write there any more", passing=False)
    lasting = isinstance(error, RefusedError) and error.status in _LASTING
    return DeliveryError(str(error), passing=not lasting)


def _require_made(answer: bytes) -> None:
    try:
        failed = orjson.loads(answer)["failed"]
        wrong = [one for one in failed.values() if one["code"] != _THERE]
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise DeliveryError("Zotero's answer is not what its documentation says") from error
    if wrong:
        said = one_line(str(wrong[0].get("message", "")), 200)
        passing = any(one["code"] not in _LASTING for one in wrong)
        raise DeliveryError(f"Zotero did not take {len(wrong)} items: {said}", passing=passing)


def _parts(items: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(items), _MOST):
        yield items[start : start + _MOST]


def _headers(key: str) -> dict[str, str]:
    return {"Zotero-API-Version": "3", "Zotero-API-Key": key}


def _asked(client: Client, url: str, key: str, **params: int) -> Any:
    try:
        answer = client.get(url, headers=_headers(key), params=params)
        return orjson.loads(answer.body)
    except RefusedError as error:
        if error.status in (403, 404):
            raise UsageError(
                "Zotero does not know that key, or it does not open that library"
            ) from error
        raise
    except orjson.JSONDecodeError as error:
        raise UsageError("that is no Zotero at the address in the settings") from error


def _library(owner: Any, group: str) -> str:
    access = owner.get("access", {}) if isinstance(owner, dict) else {}
    if group:
        groups = access.get("groups", {})
        may = groups.get(group, groups.get("all", {})).get("write")
        place = f"groups/{group}"
    else:
        may = access.get("user", {}).get("write")
        place = f"users/{owner.get('userID')}"
    if not may or not place.rpartition("/")[2].isdigit():
        raise UsageError("that Zotero key may not write there; make one with write access")
    return place


def _creator(name: str) -> dict[str, str]:
    parts = naming.parts(one_line(name))
    if parts.is_body:
        return {"creatorType": "author", "name": parts.family}
    family = f"{parts.family} {parts.suffix}".strip()
    return {"creatorType": "author", "firstName": parts.given, "lastName": family}


def _published(work: Work, kind: str) -> dict[str, str]:
    venue = work.venue
    if kind == "preprint":
        arxiv = work.identifier("arxiv")
        return {"repository": source_label(work), "archiveID": f"arXiv:{arxiv}" if arxiv else ""}
    if venue is None:
        return {}
    return {
        "publicationTitle": venue.name, "volume": venue.volume or "", "issue": venue.issue or "",
        "pages": venue.pages or "", "ISSN": ", ".join(venue.issn),
    }  # fmt: skip


def _extra(work: Work) -> Iterable[str]:
    for label, scheme in (("PMID", "pmid"), ("PMCID", "pmcid"), ("arXiv", "arxiv")):
        if value := work.identifier(scheme):
            yield f"{label}: {value}"
