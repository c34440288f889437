"""Identifiers: every spelling people write gives the one the store keeps, and nothing else does."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub import ids
from academichub.errors import IdentifierError
from academichub.ids import Identifier

NEW_ARXIV = st.builds(
    lambda y, m, n, wide: f"{y:02}{m:02}.{n:05}" if wide else f"{y:02}{m:02}.{n % 10_000:04}",
    st.integers(7, 99), st.integers(1, 12), st.integers(1, 99_999), st.booleans(),
)  # fmt: skip
OLD_ARXIV = st.builds(
    lambda archive, y, m, n: f"{archive}/{y:02}{m:02}{n:03}",
    st.sampled_from(["hep-th", "cond-mat", "math", "q-bio", "quant-ph", "patt-sol"]),
    st.integers(0, 99), st.integers(1, 12), st.integers(1, 999),
)  # fmt: skip
ARXIV = NEW_ARXIV | OLD_ARXIV
DOI = st.builds(
    lambda registrant, suffix: f"10.{registrant}/{suffix}",
    st.integers(1000, 999_999_999),
    st.text("abcxyz0123456789-._;()/:<>[]%#?+é", min_size=1, max_size=30),
)


@pytest.mark.parametrize(
    ("written", "value", "version"),
    [
        ("2601.20802", "2601.20802", None),
        ("2601.20802v3", "2601.20802", 3),
        ("arXiv:2601.20802v1 [cs.LG] 28 Jan 2026", "2601.20802", 1),
        ("https://arxiv.org/abs/2601.20802v2", "2601.20802", 2),
        ("http://export.arxiv.org/pdf/2601.20802v2.pdf", "2601.20802", 2),
        ("arxiv.org/html/2601.20802?context=cs#S1", "2601.20802", None),
        ("https://doi.org/10.48550/arXiv.2601.20802", "2601.20802", None),
        ("oai:arXiv.org:hep-th/9901001", "hep-th/9901001", None),
        ("math.GT/0309136v2", "math/0309136", 2),
        (" 0704.0001 ", "0704.0001", None),
    ],
)
def test_an_arxiv_id_is_read_in_every_spelling(written, value, version):
    assert ids.arxiv(written) == (Identifier("arxiv", value), version)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "2613.00001",
        "26.0001",
        "hello",
        "2601.20802v0",
        "2601.208023",
        "hep-th/99010",
        "٢٦٠١.٢٠٨٠٢",
    ],
)
def test_what_is_no_arxiv_id_is_refused_and_shown(written):
    with pytest.raises(IdentifierError, match="not an arXiv id"):
        ids.arxiv(written)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("10.1038/S41586-021-03819-2", "10.1038/s41586-021-03819-2"),
        ("doi:10.1000/abc.", "10.1000/abc"),
        ("https://dx.doi.org/10.1016/S0140-6736(97)11096-0", "10.1016/s0140-6736(97)11096-0"),
        ("(10.1000/abc)"[1:], "10.1000/abc"),
        (
            "https://doi.org/10.1002/(SICI)1096-8644%281996%29",
            "10.1002/(sici)1096-8644(1996)",
        ),
        ("10.1000/50%25", "10.1000/50%25"),
        ("10.64898/2025.12.01.691234", "10.64898/2025.12.01.691234"),
    ],
)
def test_a_doi_is_kept_in_lower_case_without_what_stands_around_it(written, value):
    assert ids.doi(written) == Identifier("doi", value)


def test_an_arxiv_doi_is_the_arxiv_identifier_it_stands_for():
    assert ids.doi("10.48550/ARXIV.2601.20802") == Identifier("arxiv", "2601.20802")


@pytest.mark.parametrize(
    "written", ["", "11.1000/x", "10.12/x", "10.1000/", "10.1000", "10.1000/…"[:8]]
)
def test_what_is_no_doi_is_refused(written):
    with pytest.raises(IdentifierError, match="not a DOI"):
        ids.doi(written)


@pytest.mark.parametrize(
    ("read", "written", "expected"),
    [
        (ids.pmid, "PMID: 031452104", Identifier("pmid", "31452104")),
        (ids.pmid, "https://pubmed.ncbi.nlm.nih.gov/31452104/", Identifier("pmid", "31452104")),
        (ids.pmid, "https://www.ncbi.nlm.nih.gov/pubmed/31452104", Identifier("pmid", "31452104")),
        (
            ids.pmcid,
            "https://pmc.ncbi.nlm.nih.gov/articles/PMC6710342/",
            Identifier("pmcid", "PMC6710342"),
        ),
        (ids.pmcid, "pmc6710342.2", Identifier("pmcid", "PMC6710342")),
        (ids.openalex, "https://openalex.org/w2741809807", Identifier("openalex", "W2741809807")),
        (
            ids.openalex,
            "https://api.openalex.org/works/W2741809807",
            Identifier("openalex", "W2741809807"),
        ),
    ],
)
def test_the_biomedical_and_openalex_ids_are_read_from_addresses_too(read, written, expected):
    assert read(written) == expected


@pytest.mark.parametrize(
    ("read", "written"),
    [
        (ids.pmid, "0"),
        (ids.pmid, "pmid:000"),
        (ids.pmid, "١٢٣"),
        (ids.pmcid, "PMC0"),
        (ids.openalex, "W12"),
    ],
)
def test_an_id_of_nothing_is_refused(read, written):
    with pytest.raises(IdentifierError):
        read(written)


def test_an_orcid_is_read_from_its_address_and_its_check_digit_tested():
    assert ids.orcid("https://orcid.org/0000-0002-1825-0097/") == "0000-0002-1825-0097"
    assert ids.orcid("000000021694233x") == "0000-0002-1694-233X"
    with pytest.raises(IdentifierError, match="check digit"):
        ids.orcid("0000-0002-1825-0098")
    with pytest.raises(IdentifierError, match="not an ORCID"):
        ids.orcid("10000-0002-1825-0097")


@given(st.text("0123456789", min_size=15, max_size=15))
def test_exactly_one_check_digit_makes_an_orcid(digits):
    right = []
    for last in "0123456789X":
        try:
            right.append(ids.orcid(digits + last))
        except IdentifierError:
            continue
    assert len(right) == 1


def test_an_issn_is_read_with_its_check_digit_tested():
    assert ids.issn("eISSN 0028-0836") == ids.issn("00280836") == "0028-0836"
    assert ids.issn("2434-561x") == "2434-561X"
    with pytest.raises(IdentifierError, match="check digit"):
        ids.issn("0028-0837")
    with pytest.raises(IdentifierError, match="not an ISSN"):
        ids.issn("0028-08")


@given(ARXIV, st.none() | st.integers(1, 40))
def test_an_arxiv_id_survives_its_address_its_version_and_its_doi(value, version):
    suffix = f"v{version}" if version else ""
    expected = Identifier("arxiv", value)
    address = ids.address(expected)
    assert address is not None
    assert ids.arxiv(address + suffix) == (expected, version)
    assert ids.doi(f"10.48550/arXiv.{value}{suffix}") == expected
    assert ids.parse(str(expected)) == expected


@given(DOI)
def test_a_doi_read_once_stays_as_it_is_and_survives_its_address(written):
    try:
        first = ids.doi(written)
    except IdentifierError:
        return
    assert ids.doi(first.value) == first
    assert ids.doi(f"doi:{first.value}") == first
    address = ids.address(first)
    assert address is not None
    assert ids.doi(address) == first
    assert not set(address) & set("<>\"' ")
    assert ids.parse(str(first)) == first


@given(st.integers(1, 999_999_999), st.sampled_from(["pmid", "pmcid", "openalex"]))
def test_the_numbered_ids_survive_their_text_and_their_address(number, scheme):
    value = {"pmid": f"{number}", "pmcid": f"PMC{number}", "openalex": f"W{number + 1000}"}[scheme]
    identifier = Identifier(scheme, value)
    address = ids.address(identifier)
    assert address is not None
    assert ids.parse(str(identifier)) == identifier
    assert ids.parse(address) == identifier


@given(st.text(max_size=60))
def test_any_text_is_an_identifier_or_is_refused_as_one(text):
    for read in (
        ids.arxiv,
        ids.doi,
        ids.pmid,
        ids.pmcid,
        ids.openalex,
        ids.orcid,
        ids.issn,
        ids.parse,
    ):
        with contextlib.suppress(IdentifierError):
            read(text)


def test_a_bare_number_could_be_anything_and_is_refused():
    with pytest.raises(IdentifierError, match="pmid:"):
        ids.parse("31452104")


def test_one_of_our_own_has_a_text_and_no_address():
    own = ids.parse("local:notes-1")
    assert own == Identifier("local", "notes-1")
    assert ids.address(own) is None
