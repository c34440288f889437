"""The OAI-PMH envelope. Bodies here are ours; the recorded ones are read by the `data` tests."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub.errors import MalformedAnswerError
from academichub.sources import oai

NAMESPACE = "http://www.openarchives.org/OAI/2.0/"


def envelope(inside: str, *, verb: str = "ListRecords") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="{NAMESPACE}">'
        f"<responseDate>2026-11-20T04:05:06Z</responseDate>"
        f'<request verb="{verb}">https://example.org/oai</request>{inside}</OAI-PMH>'
    ).encode()


RECORD = (
    "<record><header{0}><identifier>oai:x:{1}</identifier><datestamp>2026-11-19</datestamp>"
    "<setSpec>a:b</setSpec><setSpec>c</setSpec></header>{2}</record>"
)


def test_records_headers_and_sets_are_read():
    metadata = '<metadata><m xmlns="urn:m"><n>v</n></m></metadata>'
    body = envelope("<ListRecords>" + RECORD.format("", 1, metadata) + "</ListRecords>")
    answer = oai.parse(body)
    entry = answer.entries[0]
    assert (answer.verb, answer.response_date) == ("ListRecords", "2026-11-20T04:05:06Z")
    assert entry.header == oai.Header("oai:x:1", "2026-11-19", ("a:b", "c"))
    assert entry.metadata.tag == "{urn:m}m"
    assert "<n>v</n>" in entry.raw


def test_a_deleted_record_is_told_by_its_header():
    record = RECORD.format(' status="deleted"', 1, "")
    body = envelope(f"<ListRecords>{record}</ListRecords>")
    entry = oai.parse(body).entries[0]
    assert entry.header.deleted
    assert entry.metadata is None


@pytest.mark.parametrize(
    ("element", "token", "onward"),
    [
        ("", None, None),
        ("<resumptionToken/>", oai.Token(""), None),
        ("<resumptionToken> a|1 </resumptionToken>", oai.Token("a|1"), "a|1"),
        (
            '<resumptionToken cursor="0" completeListSize="1090">a</resumptionToken>',
            oai.Token("a", 0, 1090),
            "a",
        ),
        (
            '<resumptionToken cursor="" completeListSize="m" expirationDate="later">a</resumptionToken>',
            oai.Token("a", None, None, "later"),
            "a",
        ),
    ],
)
def test_a_resumption_token_is_read_with_and_without_its_attributes(element, token, onward):
    record = RECORD.format("", 1, "")
    answer = oai.parse(envelope(f"<ListRecords>{record}{element}</ListRecords>"))
    assert answer.token == token
    assert answer.next_token == onward


def test_errors_carry_their_code_and_message():
    answer = oai.parse(envelope('<error code="badArgument">no\n such set</error><error code="x"/>'))
    assert answer.faults == (oai.Fault("badArgument", "no such set"), oai.Fault("x", ""))
    assert answer.fault("x") is not None
    assert answer.fault("noRecordsMatch") is None
    assert "badArgument: no such set" in str(answer.faults[0].error())


def test_what_a_repository_says_of_itself_is_read():
    identify = oai.parse(
        envelope(
            "<Identify><repositoryName>R</repositoryName><granularity>YYYY-MM-DD</granularity>"
            "<description><x>y</x></description></Identify>",
            verb="Identify",
        )
    )
    assert identify.description == {"repositoryName": "R", "granularity": "YYYY-MM-DD"}
    sets = oai.parse(
        envelope("<ListSets><set><setSpec>cs</setSpec><setName>C</setName></set></ListSets>")
    )
    assert sets.sets == {"cs": "C"}
    formats = oai.parse(
        envelope(
            "<ListMetadataFormats><metadataFormat><metadataPrefix>arXiv</metadataPrefix>"
            "<metadataNamespace>urn:a</metadataNamespace></metadataFormat></ListMetadataFormats>"
        )
    )
    assert formats.formats == {"arXiv": "urn:a"}


def test_headers_alone_are_entries_without_metadata():
    body = envelope(
        "<ListIdentifiers><header><identifier>i</identifier></header></ListIdentifiers>"
    )
    assert oai.parse(body).entries == (oai.Entry(oai.Header("i", None)),)


@pytest.mark.parametrize(
    "body", [b"", b"<html><body>", b"<rss/>", envelope(""), envelope("<Unknown/>"), b"broken xml"]
)
def test_what_is_no_oai_answer_is_refused(body):
    with pytest.raises(MalformedAnswerError):
        oai.parse(body)


@given(st.data())
def test_a_cut_off_answer_gives_whole_records_and_never_half_a_token(data):
    records = "".join(RECORD.format("", n, f"<metadata><m>{n}</m></metadata>") for n in range(3))
    whole = envelope(
        f"<ListRecords>{records}<resumptionToken>secret-token</resumptionToken></ListRecords>"
    )
    end = data.draw(st.integers(1, len(whole) - 1))
    try:
        answer = oai.parse(whole[:end])
    except MalformedAnswerError:
        assert b"</record>" not in whole[:end]
    else:
        assert answer.cut
        assert [e.header.identifier for e in answer.entries] == [
            f"oai:x:{n}" for n in range(whole[:end].count(b"</record>"))
        ]
        assert answer.next_token in {None, "secret-token"}


@pytest.mark.data
def test_every_recorded_answer_is_read_or_refused_for_the_right_reason(recorded):
    refused = {}
    read = {}
    for path in sorted((recorded / "protocol" / "oai_pmh" / "sickle").iterdir()):
        try:
            read[path.stem] = oai.parse(path.read_bytes())
        except MalformedAnswerError as error:
            refused[path.stem] = str(error)
    assert list(refused) == ["ListRecordsBroken"]
    assert "no XML" in refused["ListRecordsBroken"]
    errors = {name: answer.faults[0].code for name, answer in read.items() if answer.faults}
    assert errors == {name: name for name in errors}
    assert len(errors) == 7
    pages = [read[f"ListRecords{n}"] for n in ("", 2, 3, 4)]
    assert [page.next_token for page in pages] == [
        "ListRecords2.xml",
        "ListRecords3.xml",
        "ListRecords4.xml",
        None,
    ]
    assert [page.token and page.token.complete_list_size for page in pages] == [8, 8, 8, None]
    assert all(page.entries[0].header.deleted for page in pages)
    assert len(read["ListSets"].sets) > 10
    assert "oai_dc" in read["ListMetadataFormats"].formats
    assert read["Identify"].description["protocolVersion"] == "2.0"
    assert read["GetRecord"].entries[0].metadata is not None


@pytest.mark.data
def test_every_recorded_exchange_with_zenodo_is_read_with_its_status(recorded):
    yaml = pytest.importorskip("yaml")
    seen = []
    for path in sorted((recorded / "protocol" / "oai_pmh" / "oaipmh-scythe").glob("*.yaml")):
        for exchange in yaml.safe_load(path.read_text())["interactions"]:
            content = exchange["response"]["body"].get("content") or ""
            body = content if isinstance(content, bytes) else content.encode()
            status = exchange["response"]["status"]
            if b"<html" in body[:200]:
                with pytest.raises(MalformedAnswerError, match="an HTML page, titled"):
                    oai.parse(body)
                continue
            answer = oai.parse(body)
            seen.append(status)
            # This server sends the protocol's errors with an HTTP error status.
            assert bool(answer.faults) == (status in oai.STATUSES)
            assert status == 200 or status in oai.STATUSES
            if answer.verb in {"ListRecords", "ListIdentifiers"} and not answer.faults:
                assert answer.entries
                assert all(entry.header.identifier for entry in answer.entries)
    assert len(seen) > 25
