"""The OAI-PMH envelope: headers, resumption tokens and errors around any kind of metadata.

https://www.openarchives.org/OAI/2.0/openarchivesprotocol.htm. Pure parsing; what is inside
``metadata`` is left to who knows the format.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from academichub.errors import MalformedAnswerError, UpstreamError
from academichub.sources import xml

EMPTY = frozenset({"noRecordsMatch"})
"""Error codes that only say that there is nothing."""

EXPIRED = "badResumptionToken"

STATUSES = (400, 404, 422)
"""HTTP statuses with which servers send OAI-PMH errors that the protocol sends with 200."""

_VERBS = frozenset(
    {
        "Identify",
        "ListMetadataFormats",
        "ListSets",
        "GetRecord",
        "ListIdentifiers",
        "ListRecords",
    }
)


@dataclass(frozen=True, slots=True)
class Header:
    """Who a record is: identifier, datestamp of its last change, sets; deleted or not."""

    identifier: str | None
    datestamp: str | None
    sets: tuple[str, ...] = ()
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One record; ``metadata`` is the element inside ``metadata``, None where there is none."""

    header: Header
    metadata: etree._Element | None = None
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Token:
    """Where a list goes on; an empty ``value`` means that it is complete."""

    value: str
    cursor: int | None = None
    complete_list_size: int | None = None
    expires: str | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """An error as the server sent it, and the error it is to us."""

    code: str
    message: str

    def error(self) -> UpstreamError:
        """This fault as what one raises."""
        said = f": {self.message}" if self.message else ""
        return UpstreamError(f"the OAI-PMH server answered {self.code or 'an error'}{said}")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, whatever its verb; what the verb does not give is empty.

    ``response_date`` is as sent. ``description`` holds Identify's plain fields, ``formats`` and
    ``sets`` prefix to namespace and setSpec to name. ``cut`` says that its end is missing.
    """

    verb: str
    response_date: str | None = None
    entries: tuple[Entry, ...] = ()
    token: Token | None = None
    faults: tuple[Fault, ...] = ()
    description: Mapping[str, str] = field(default_factory=dict)
    formats: Mapping[str, str] = field(default_factory=dict)
    sets: Mapping[str, str] = field(default_factory=dict)
    damaged: tuple[xml.Damaged, ...] = ()
    cut: str | None = None

    @property
    def next_token(self) -> str | None:
        """The token to ask on with; None at the end of the list."""
        return (self.token.value or None) if self.token else None

    def fault(self, code: str) -> Fault | None:
        """The fault with *code*, if it was sent."""
        return next((fault for fault in self.faults if fault.code == code), None)


def parse(body: bytes) -> Answer:
    """Read any OAI-PMH answer, or one bare ``record``.

    Raises:
        MalformedAnswerError: not OAI-PMH.
    """
    document = xml.parse(body, what="an OAI-PMH answer", entries=("record",))
    root = document.root
    kind = xml.local(root)
    if kind == "record":
        return Answer("GetRecord", entries=(_entry(root),))
    if kind != "OAI-PMH":
        raise MalformedAnswerError(f"an OAI-PMH answer should have come, but it is <{kind}>")
    faults = tuple(_fault(element) for element in root.iterfind("{*}error"))
    content = next((child for child in root if xml.local(child) in _VERBS), None)
    if content is None and not faults:
        raise MalformedAnswerError("an OAI-PMH answer came with neither content nor error")
    return _answer(document, root, content, faults)


def _answer(
    document: xml.Document,
    root: etree._Element,
    content: etree._Element | None,
    faults: tuple[Fault, ...],
) -> Answer:
    inside = content if content is not None else etree.Element("nothing")
    request = root.find("{*}request")
    asked = str(request.get("verb") or "") if request is not None else ""
    verb = xml.local(inside) if content is not None else asked
    return Answer(
        verb=verb,
        response_date=xml.child_text(root, "{*}responseDate"),
        entries=tuple(_entries(inside)),
        token=_token(inside.find("{*}resumptionToken")),
        faults=faults,
        description=_description(inside) if verb == "Identify" else {},
        formats=_pairs(inside, "metadataFormat", "metadataPrefix", "metadataNamespace"),
        sets=_pairs(inside, "set", "setSpec", "setName"),
        damaged=document.damaged,
        cut=document.cut,
    )


def _entries(content: etree._Element) -> list[Entry]:
    records = [_entry(element) for element in content.iterfind("{*}record")]
    headers = [Entry(_header(element)) for element in content.iterfind("{*}header")]
    return records + headers


def _entry(record: etree._Element) -> Entry:
    metadata = record.find("{*}metadata")
    inside = next(iter(metadata.iterchildren("*")), None) if metadata is not None else None
    header = record.find("{*}header")
    known = _header(header) if header is not None else Header(None, None)
    return Entry(known, inside, xml.raw(record))


def _header(header: etree._Element) -> Header:
    return Header(
        xml.child_text(header, "{*}identifier"),
        xml.child_text(header, "{*}datestamp"),
        xml.texts(header, "{*}setSpec"),
        header.get("status") == "deleted",
    )


def _token(element: etree._Element | None) -> Token | None:
    if element is None:
        return None
    expires = element.get("expirationDate")
    return Token(
        xml.text(element) or "",
        _number(element.get("cursor")),
        _number(element.get("completeListSize")),
        str(expires) if expires else None,
    )


def _number(written: str | bytes | None) -> int | None:
    shown = str(written or "").strip()
    return int(shown) if re.fullmatch(r"\d{1,12}", shown, re.ASCII) else None


def _fault(element: etree._Element) -> Fault:
    message = " ".join((xml.text(element) or "").split())
    return Fault(str(element.get("code") or ""), message)


def _description(content: etree._Element) -> dict[str, str]:
    return {
        xml.local(child): value
        for child in content.iterchildren("*")
        if len(child) == 0 and (value := xml.text(child))
    }


def _pairs(content: etree._Element, item: str, key: str, value: str) -> dict[str, str]:
    return {
        name: xml.child_text(element, f"{{*}}{value}") or ""
        for element in content.iterfind(f"{{*}}{item}")
        if (name := xml.child_text(element, f"{{*}}{key}"))
    }
