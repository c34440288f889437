"""Whether a bundle is what it says: every hash computed again, every quote held against the text.

Believes nothing that is in the bundle, and needs nothing that is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from typing import Any

import orjson

from academichub.argument.findings import canonical
from academichub.errors import UnreadableError
from academichub.review import contents
from academichub.review.packing import unpacked
from academichub.review.signing import is_signed

_MOST_FAULTS = 100
_RECORD = ("title", "abstract")
_ASIDE = ("hidden", "references")
"""Fields of evidence that is not in the text: what a reader does not see, and the record's references."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What became of checking a contents.

    ``faults`` say what is wrong, ``notes`` what could not be checked. ``signed_by`` is the public key
    whose signature holds, None where there is none; ``review`` is the hash of the review.
    """

    ok: bool
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    signed_by: str | None = None
    work: str = ""
    review: str = ""


def verify(body: bytes, public_key: str | None = None) -> Verified:
    """Check a contents.

    Args:
        body: the file.
        public_key: the key, in hexadecimal, that must have signed it; None takes any or none.
    """
    try:
        files = unpacked(body)
        values = {name: _read(name, text) for name, text in files.items() if name != contents.TEXT}
        faults = list(_faults(files, values))
        notes = tuple(_notes(files))
    except UnreadableError as error:
        return Verified(False, (str(error),))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        return Verified(False, (f"a file of the bundle is not in its form: {error!r}",))
    signed_by = _signer(files, values)
    if contents.SIGNATURE in files and signed_by is None:
        faults.append("the signature does not hold")
    elif public_key is not None and signed_by != public_key.strip().lower():
        faults.append(f"it is signed by {signed_by or 'nobody'}, not by {public_key}")
    listed = values[contents.MANIFEST]
    return Verified(
        not faults, tuple(faults[:_MOST_FAULTS]), notes, signed_by, listed["work"], listed["review"]
    )


def _read(name: str, text: bytes) -> Any:
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise UnreadableError(f"{name} is not JSON: {error}") from error
    if canonical(value) != text:
        raise UnreadableError(f"{name} is not canonical JSON")
    return value


def _faults(files: Mapping[str, bytes], values: Mapping[str, Any]) -> Iterator[str]:
    if (
        contents.MANIFEST not in files
        or contents.FINDINGS not in files
        or contents.EVENTS not in files
    ):
        raise UnreadableError(
            "it is no bundle of a review: its manifest or its findings are missing"
        )
    rest = {
        name: text
        for name, text in files.items()
        if name not in {contents.MANIFEST, contents.SIGNATURE}
    }
    listed, told = values[contents.MANIFEST], values.get(contents.REVIEW, values[contents.FINDINGS])
    review = contents.hashed(told) if contents.REVIEW in files else listed["review"]
    if review != listed["review"]:
        yield "the hash of the review is not the one of the manifest"
    if contents.manifest(rest, told, review) != files[contents.MANIFEST]:
        yield "the manifest is not that of these files"
    read = contents.read_of(values[contents.CLAIMS]) if contents.REVIEW in files else []
    yield from _derived(files, told, read)
    yield from _resealed(values[contents.FINDINGS]["findings"])
    if contents.TEXT in files:
        yield from _unread(files[contents.TEXT], values[contents.FINDINGS])
        said = [*_statements(told), *({**one, "tier": "quoted"} for one in read)]
        yield from _unquoted(files[contents.TEXT].decode(), told, said)


def _derived(
    files: Mapping[str, bytes], told: Mapping[str, Any], read: list[dict[str, Any]]
) -> Iterator[str]:
    if contents.REVIEW not in files:
        return
    made = {
        contents.CLAIMS: contents.claims(told, read),
        contents.FINDINGS: contents.findings(told),
    }
    for name, value in made.items():
        if canonical(value) != files.get(name):
            yield f"{name} does not follow from {contents.REVIEW}"


def _resealed(findings: list[dict[str, Any]]) -> Iterator[str]:
    for one in findings:
        plain = {name: value for name, value in one.items() if name != "sha256"}
        if sha256(canonical(plain)).hexdigest() != one["sha256"]:
            yield f"the finding {one['sha256']} has another hash"


def _unread(body: bytes, found: Mapping[str, Any]) -> Iterator[str]:
    """What of the findings does not stand in the text, and the text itself if it is another."""
    text = body.decode()
    if sha256(body).hexdigest() != found["document"]:
        yield f"{contents.TEXT} is not the text that was read"
    for one in found["findings"]:
        for evidence in one["evidence"]:
            if not _is_evident(evidence, text):
                yield f"the evidence of the finding {one['sha256']} does not stand in the text"


def _unquoted(
    text: str, told: Mapping[str, Any], statements: list[dict[str, Any]]
) -> Iterator[str]:
    folded = _folded(text)
    contexts = [one["contexts"] for one in told.get("citations", {}).get("references", ())]
    for quote in chain(*(one["quotes"] for one in statements), *contexts):
        if quote["work"] == told["work"] and not _stands(quote, text, folded):
            yield f"“{quote['text'][:80]}” does not stand in the text at {quote['start']}"
    for one in statements:
        if one["tier"] == "quoted" and not any(one["text"] in q["text"] for q in one["quotes"]):
            yield f"the statement {one['id']} is not the words of its quote"


def _stands(quote: Mapping[str, Any], text: str, folded: str) -> bool:
    if not 0 <= quote["start"] < quote["end"]:
        return False
    if quote["field"] in _RECORD:  # offsets into a field of the record, which the text begins with
        fits = quote["end"] - quote["start"] == len(quote["text"])
        return fits and _folded(quote["text"]) in folded
    return bool(text[quote["start"] : quote["end"]] == quote["text"])


def _is_evident(evidence: Mapping[str, Any], text: str) -> bool:
    if evidence["field"] in _ASIDE and not evidence["start"]:  # nothing of the text that is read
        return bool(len(evidence["text"]) == evidence["end"])
    stands = text[evidence["start"] : evidence["end"]] == evidence["text"]
    return bool(stands and 0 <= evidence["start"] <= evidence["end"])


def _folded(text: str) -> str:
    return " ".join(text.split())


def _statements(told: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for part in told.get("parts", ()):
        yield from part["statements"]


def _notes(files: Mapping[str, bytes]) -> Iterator[str]:
    if contents.TEXT not in files:
        yield "the text that was read is not in it: its quotes cannot be checked"
    if contents.REVIEW not in files:
        yield "the authors have hidden the prose: only the findings are in it"
    if contents.SIGNATURE not in files:
        yield "it is not signed: it is whole, but anyone could have written it"


def _signer(files: Mapping[str, bytes], values: Mapping[str, Any]) -> str | None:
    told = values.get(contents.SIGNATURE)
    if not isinstance(told, dict):
        return None
    public, signature = str(told.get("public_key")), str(told.get("signature"))
    whole = contents.signature(public, signature) == files[contents.SIGNATURE]
    return public if whole and is_signed(files[contents.MANIFEST], signature, public) else None
