"""A bundle says what was made, anyone can check it, and a single other byte is noticed."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.render.reviewed import DOCUMENT, EVENTS, HIDING, PARTS, REVIEW, TEXT, WORK

from academichub.argument import findings
from academichub.argument.findings import canonical
from academichub.errors import UnreadableError
from academichub.review import contents
from academichub.review.bundle import verify, write
from academichub.review.hashing import sealed
from academichub.review.packing import packed, unpacked
from academichub.review.signing import Key, is_signed, key_of
from academichub.sealing import Keys

KEY = key_of(Keys("a secret of thirty-two letters or more"))
OTHER = Key(bytes(range(32)))
WHOLE = write(REVIEW, DOCUMENT, EVENTS, KEY)
SMALL = write(replace(REVIEW, parts=PARTS[:3]), DOCUMENT, EVENTS[:1], KEY)
each = pytest.mark.parametrize("bit", [1, 0x20, 0x80])


def changed(name: str, change: Callable[[Any], object], body: bytes = WHOLE) -> bytes:
    """The bundle with one file changed, and a manifest that knows nothing of it."""
    files = unpacked(body)
    value = json.loads(files[name])
    change(value)
    return packed({**files, name: canonical(value)})


def forged(name: str, change: Callable[[Any], object]) -> bytes:
    """The same by somebody who makes the manifest anew and leaves the signature out."""
    files = unpacked(changed(name, change))
    files.pop(contents.SIGNATURE)
    files.pop(contents.MANIFEST)
    told = json.loads(files[contents.REVIEW])
    return packed({
        **files, contents.MANIFEST: contents.manifest(files, told, contents.hashed(told)),
    })  # fmt: skip


def rewritten(change: Callable[[Any], object]) -> bytes:
    """The same by somebody who makes all that follows from the review anew."""
    files = unpacked(changed(contents.REVIEW, change))
    files.pop(contents.SIGNATURE)
    files.pop(contents.MANIFEST)
    told = json.loads(files[contents.REVIEW])
    files[contents.CLAIMS] = canonical(contents.claims(told))
    files[contents.FINDINGS] = canonical(contents.findings(told))
    return packed({
        **files, contents.MANIFEST: contents.manifest(files, told, contents.hashed(told)),
    })  # fmt: skip


def test_a_bundle_verifies_and_says_who_signed_it():
    seen = verify(WHOLE, KEY.public)
    assert seen.ok
    assert seen.faults == seen.notes == ()
    assert seen.signed_by == KEY.public
    assert seen.work == WORK
    assert seen.review == sealed(REVIEW).sha256


def test_the_same_review_gives_the_same_bytes():
    assert write(REVIEW, DOCUMENT, EVENTS, KEY) == WHOLE


def test_any_program_opens_a_bundle_and_its_hashes_are_those_of_its_files():
    with zipfile.ZipFile(BytesIO(WHOLE)) as archive:
        assert archive.testzip() is None
        files = {name: archive.read(name) for name in archive.namelist()}
    assert set(files) == {
        "review.json", "claims.json", "findings.json", "run.json", "events.json", "document.txt",
        "manifest.json", "signature.json",
    }  # fmt: skip
    listed = json.loads(files.pop("manifest.json"))
    files.pop("signature.json")
    assert listed["files"] == {name: sha256(body).hexdigest() for name, body in files.items()}
    assert listed["review"] == sha256(files["review.json"]).hexdigest() == sealed(REVIEW).sha256
    assert listed["document"] == sha256(files["document.txt"]).hexdigest()
    assert listed["checks"] == {"percentages": 1, "references": 2}


def test_the_hashes_are_computed_again_with_nothing_of_ours():
    files = unpacked(WHOLE)
    for one in json.loads(files["findings.json"])["findings"]:
        told = {name: value for name, value in one.items() if name != "sha256"}
        body = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        assert sha256(body).hexdigest() == one["sha256"]


def test_the_claims_come_with_their_quotes_and_their_theorem_links():
    with zipfile.ZipFile(BytesIO(WHOLE)) as archive:
        told = json.loads(archive.read("claims.json"))
    claims = {one["id"]: one for one in told["claims"]}
    assert set(claims) == {
        "pith.1", "core_claim.1", "mechanism.1", "load_bearing_premise.1",
    }  # fmt: skip
    (link,) = claims["core_claim.1"]["theorem_links"]
    assert link["declaration"] == "IsCompact.exists_forall_ge"
    assert claims["pith.1"]["quotes"][0]["text"] == claims["pith.1"]["text"]


def test_claims_in_the_works_own_words_are_listed_and_held_against_the_text():
    own = replace(PARTS[0].statements[0], id="c1", text=TEXT[25:75])
    assert own.text == own.quotes[0].text
    body = write(REVIEW, DOCUMENT, (), None, [own])
    assert verify(body).ok
    assert [one["id"] for one in json.loads(unpacked(body)["claims.json"])["claims"]][-1] == "c1"
    for wrong in (
        replace(own, text="Filters fail."),
        replace(own, text="Filters fail.", tier="editorial"),
        replace(own, quotes=(replace(own.quotes[0], start=3),)),
    ):
        assert not verify(write(REVIEW, DOCUMENT, (), None, [wrong])).ok


@each
def test_a_flipped_bit_in_any_byte_fails(bit):
    assert verify(SMALL, KEY.public).ok
    for place in range(len(SMALL)):
        broken = bytearray(SMALL)
        broken[place] ^= bit
        assert not verify(bytes(broken), KEY.public).ok, place


@each
def test_a_flipped_bit_in_any_byte_fails_where_nobody_signed(bit):
    small = write(replace(REVIEW, parts=PARTS[:1]), DOCUMENT)
    assert verify(small).ok
    for place in range(len(small)):
        broken = bytearray(small)
        broken[place] ^= bit
        assert not verify(bytes(broken)).ok, place


@settings(deadline=None)
@given(start=st.integers(0, len(SMALL)), cut=st.integers(0, 40), put=st.binary(max_size=40))
def test_whatever_is_cut_out_or_put_in_fails(start, cut, put):
    other = SMALL[:start] + put + SMALL[start + cut :]
    assert verify(other).ok is (other == SMALL)


@settings(deadline=None)
@given(body=st.binary(max_size=200))
def test_what_is_no_bundle_is_no_bundle(body):
    assert not verify(body).ok


@pytest.mark.parametrize("name", ["review.json", "findings.json", "manifest.json", "events.json"])
def test_a_file_of_another_form_is_a_fault_and_no_crash(name):
    for value in ([], {}, None, 5, "x", {"findings": 3}, {"parts": [{}]}):
        assert not verify(packed({**unpacked(WHOLE), name: canonical(value)})).ok


def test_a_changed_file_does_not_agree_with_the_manifest():
    for name in ("review.json", "claims.json", "findings.json", "run.json"):
        seen = verify(changed(name, lambda value: value.update(title="Another")))
        assert "the manifest is not that of these files" in seen.faults
    seen = verify(changed("events.json", lambda value: value.pop()))
    assert "the manifest is not that of these files" in seen.faults


def test_claims_and_findings_have_to_follow_from_the_review():
    seen = verify(forged("claims.json", lambda value: value["claims"].pop()))
    assert seen.faults == ("claims.json does not follow from review.json",)
    seen = verify(forged("findings.json", lambda value: value["findings"].pop()))
    assert "findings.json does not follow from review.json" in seen.faults


def test_a_quote_that_does_not_stand_in_the_text_is_found_though_all_hashes_are_made_anew():
    def misquote(told):
        quote = told["parts"][0]["statements"][0]["quotes"][0]
        quote["text"] = quote["text"].replace("half", "none of")

    def shift(told):
        told["parts"][0]["statements"][0]["quotes"][0]["start"] += 1

    def from_behind(told):
        quote = told["parts"][0]["statements"][0]["quotes"][0]
        quote["start"], quote["end"] = quote["start"] - len(TEXT), quote["end"] - len(TEXT)

    def of_the_record(told):
        quote = told["parts"][0]["statements"][0]["quotes"][0]
        quote["field"], quote["end"] = "abstract", quote["end"] + 1

    for change in (misquote, shift, from_behind, of_the_record):
        (fault, *_) = verify(rewritten(change)).faults
        assert "does not stand in the text" in fault


def test_a_quoted_statement_has_to_be_the_words_of_its_quote():
    def reword(told):
        told["parts"][0]["statements"][0]["text"] = "Filters find every lens."

    assert verify(rewritten(reword)).faults == (
        "the statement pith.1 is not the words of its quote",
    )


def test_a_reworded_finding_has_another_hash():
    def soften(told):
        told["findings"][0]["message"] = "All is well."

    (fault,) = verify(rewritten(soften)).faults
    assert "has another hash" in fault


def test_a_finding_whose_evidence_is_not_in_the_text_is_found():
    def move(told):
        one = told["findings"][0]
        one["evidence"][0]["start"] -= 3
        plain = {name: value for name, value in one.items() if name != "sha256"}
        one["sha256"] = sha256(canonical(plain)).hexdigest()

    (fault,) = verify(rewritten(move)).faults
    assert "does not stand in the text" in fault


def test_evidence_that_a_reader_does_not_see_is_not_looked_for_in_the_text():
    seen = next(one for one in REVIEW.findings if one.evidence)
    hidden = replace(
        seen, evidence=(replace(seen.evidence[0], field="hidden", start=0, end=4, text="psst"),)
    )
    assert verify(write(replace(REVIEW, findings=(findings.sealed(hidden),)), DOCUMENT)).ok


def test_another_text_is_not_the_one_that_was_read():
    files = unpacked(WHOLE)
    files["document.txt"] += b" "
    seen = verify(packed(files))
    assert "document.txt is not the text that was read" in seen.faults


def test_a_forged_bundle_is_not_signed_and_another_key_is_told_apart():
    unsigned = verify(write(REVIEW, DOCUMENT, EVENTS))
    assert unsigned.ok
    assert unsigned.signed_by is None
    assert "it is not signed" in unsigned.notes[0]
    assert not verify(write(REVIEW, DOCUMENT, EVENTS), KEY.public).ok
    by_other = verify(write(REVIEW, DOCUMENT, EVENTS, OTHER), KEY.public)
    assert not by_other.ok
    assert OTHER.public in by_other.faults[0]


def test_the_signature_of_one_bundle_does_not_hold_under_another():
    files = unpacked(write(REVIEW, DOCUMENT))
    files["signature.json"] = unpacked(WHOLE)["signature.json"]
    assert verify(packed(files)).faults == ("the signature does not hold",)


def test_a_key_and_a_signature_are_written_in_one_way_only():
    signature = KEY.sign(b"body")
    assert is_signed(b"body", signature, KEY.public)
    assert not is_signed(b"body", signature.upper(), KEY.public)
    assert not is_signed(b"body", signature, f" {KEY.public}")
    assert not is_signed(b"other", signature, KEY.public)
    assert not is_signed(b"body", "not hexadecimal", KEY.public)
    assert key_of(Keys("a secret of thirty-two letters or more")) == KEY
    assert "seed" not in repr(KEY)


def test_a_bundle_without_the_text_verifies_and_says_what_was_not_checked():
    seen = verify(write(REVIEW, None, EVENTS, KEY))
    assert seen.ok
    assert seen.notes == ("the text that was read is not in it: its quotes cannot be checked",)


def test_where_the_authors_hid_the_prose_only_the_findings_are_in_the_bundle():
    body = write(REVIEW, DOCUMENT, (*EVENTS, HIDING), KEY)
    seen = verify(body, KEY.public)
    assert seen.ok
    assert "the authors have hidden the prose" in seen.notes[0]
    assert seen.review == sealed(REVIEW).sha256
    files = unpacked(body)
    assert {"review.json", "claims.json", "run.json"}.isdisjoint(files)
    assert b"radio" not in body
    assert json.loads(files["findings.json"])["findings"]
    shown = replace(HIDING, kind="shown")
    assert "review.json" in unpacked(write(REVIEW, DOCUMENT, (HIDING, shown)))


def test_an_archive_that_is_packed_anew_is_not_the_one_that_was_written():
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in unpacked(WHOLE).items():
            archive.writestr(name, body)
    with pytest.raises(UnreadableError):
        unpacked(out.getvalue())
    assert not verify(out.getvalue()).ok


@given(st.dictionaries(st.from_regex(r"[a-z]{1,9}\.json", fullmatch=True), st.binary(), min_size=1))
def test_what_is_packed_comes_out_again_and_python_reads_it_too(files):
    body = packed(files)
    assert unpacked(body) == files
    with zipfile.ZipFile(BytesIO(body)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files
