"""Broken bodies: no crash, no hang, and no good record lost beside a bad one. Bodies are ours."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from academichub.errors import AnswerError
from academichub.model import Page
from academichub.sources import arxiv_api, arxiv_atom, arxiv_listing, arxiv_oai, oai
from academichub.sources.arxiv_listing import item_to_record

ATOM = 'xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"'
SEARCH = 'xmlns:s="http://a9.com/-/spec/opensearch/1.1/"'


def _entry(n: int) -> str:
    return (
        f"<entry><id>http://arxiv.org/abs/2611.0000{n}v1</id><title>T{n}</title><summary>S é $x$"
        f"</summary><author><name>A{n}</name></author><published>2026-11-0{n}T00:00:00Z</published>"
        f'<category term="cs.AI"/></entry>'
    )


def _item(n: int) -> str:
    return (
        f"<item><title>T{n}</title><guid>oai:arXiv.org:2611.0000{n}v1</guid><category>cs.AI</category>"
        f"<description>arXiv:2611.0000{n}v1 Announce Type: new \nAbstract: S é</description></item>"
    )


def _record(n: int) -> str:
    return (
        f"<record><header><identifier>oai:arXiv.org:2611.0000{n}</identifier></header><metadata>"
        f'<arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>2611.0000{n}</id><version version="v1">'
        f"<date>Mon, 2 Nov 2026 19:18:42 GMT</date></version><title>T{n}</title><authors>A{n}</authors>"
        f"<categories>cs.AI</categories><abstract>S é</abstract></arXivRaw></metadata></record>"
    )


def _api(body: bytes) -> Page:
    return arxiv_api.read(arxiv_atom.parse(body), "arxiv-api", "")


def _oai(body: bytes) -> Page:
    return arxiv_oai.read(oai.parse(body), "arxiv-oai", "")


def _feed(body: bytes) -> Page:
    listing = arxiv_listing.parse(body)
    readable, unreadable = [], list(listing.damaged)
    for item in listing.items:
        try:
            readable.append(item_to_record(item, route="arxiv-rss", fetched_at=""))
        except arxiv_listing.UnreadableError:
            unreadable.append(item)
    return Page(readable, unreadable)


KINDS: dict[str, tuple[Callable[[bytes], Page], str, str, Callable[[int], str]]] = {
    "api": (
        _api,
        (
            f"<feed {ATOM} {SEARCH}><s:totalResults>3</s:totalResults><s:startIndex>0</s:startIndex>"
            "<s:itemsPerPage>3</s:itemsPerPage>"
        ),
        "</feed>",
        _entry,
    ),
    "feed": (
        _feed,
        "<rss><channel><title>cs.AI updates</title><pubDate>Fri, 20 Nov 2026 00:00:00 -0500</pubDate>",
        "</channel></rss>",
        _item,
    ),
    "oai": (
        _oai,
        (
            '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-11-20T00:00:00Z'
            "</responseDate><ListRecords>"
        ),
        "<resumptionToken>t</resumptionToken></ListRecords></OAI-PMH>",
        _record,
    ),
}
SCRAPS = st.sampled_from(
    [
        b"<",
        b">",
        b"&",
        b"&nbsp;",
        b"&x;",
        b"<b>",
        b"</b>",
        b"<!--",
        b"<![CDATA[",
        b"]]>",
        b"\x00",
        b"\x0b",
        b"\xff",
        b"\x92",
        b"\xc3",
        b"<?x",
        b"\xef\xbf\xbf",
        b'"',
        b"<!DOCTYPE x [",
        b"xmlns:q=''",
    ]
) | st.binary(max_size=4)


@st.composite
def mutated(draw: st.DrawFn, body: bytes) -> bytes:
    """*body* with up to four scraps put in, or written over some of it."""
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(body)))
        length = draw(st.sampled_from([0, 0, 1, 2, 10]))
        body = body[:at] + draw(SCRAPS) + body[at + length :]
    return body


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=400, deadline=2000, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_broken_entry_takes_no_other_with_it(kind, data):
    read, head, tail, entry = KINDS[kind]
    first, second, third = (entry(n).encode() for n in (1, 2, 3))
    # The entry's own tags stay, so that it is one entry that is broken.
    opening, closing = second.index(b">") + 1, second.rindex(b"<")
    broken = second[:opening] + data.draw(mutated(second[opening:closing])) + second[closing:]
    page = read(head.encode() + first + broken + third + tail.encode())
    # The broken one may have come to bear a neighbour's id; both neighbours are still there.
    kept = {(record.key, record.title) for record in page.records}
    assert {("2611.00001", "T1"), ("2611.00003", "T3")} <= kept
    assert len(page.records) + len(page.unreadable) == 3 or broken.count(b"<" + second[1:4]) > 1


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=400, deadline=2000, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_whatever_is_sent_is_read_or_refused_in_time(kind, data):
    read, head, tail, entry = KINDS[kind]
    whole = (head + "".join(map(entry, (1, 2, 3))) + tail).encode()
    body = (
        data.draw(mutated(whole))
        if data.draw(st.booleans())
        else data.draw(st.binary(max_size=400))
    )
    began = time.process_time()
    try:
        page = read(body)
    except AnswerError as error:
        said = str(error)
    else:
        said = "read"
        assert all(record.title for record in page.records)
        assert all(one.reason for one in page.unreadable if hasattr(one, "reason"))
    assert said
    assert "\n" not in said
    assert time.process_time() - began < 2
