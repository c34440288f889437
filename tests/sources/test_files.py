"""Files of every packing: told apart, resumed, cut off, damaged; the bodies are ours."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import io
import lzma
import random
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from academichub.errors import AcademicHubError, MalformedAnswerError, UsageError
from academichub.model import (
    Page,
    Record,
    to_json,
)
from academichub.sources import files

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
ROWS = {
    "arxiv": {"id": "0704.0001", "title": "Sums", "authors": "Ana Ruiz", "categories": "math.CO"},
    "openalex": {"id": "https://openalex.org/W1234567", "title": "A title", "type": "article"},
    "crossref": {"DOI": "10.1234/ab", "prefix": "10.1234", "member": "1", "title": ["A title"]},
    "works": {"id": "doi:10.1234/ab", "title": "T", "identifiers": {"doi": "10.1234/ab"}},
    "announced": {"source": "arXiv", "date": "2026-06-12", "title": "T", "category": "CS.AI"},
    "preprints": {"preprint_doi": "10.1101/1", "title": "T", "posted": "2019-01-02"},
    "csl-json": {"id": "x", "type": "book", "title": "T", "DOI": "10.1234/ab"},
}
RECORD = Record("crossref", "crossref-works", "10.1234/ab", "2026-01-02T03:04:05Z", "T")
BIBTEX = """@string{jt = "Things"}
@article{one, title = {M{\\"o}bius}, journal = jt, year = 2019}
@broken{two, title = {Never closed,
@misc{three, title = {Third}}
"""
RIS = "TY  - JOUR\r\nTI  - M\u00f6bius\r\nPY  - 2019\r\nER  - \r\n\r\n"
PUBMED = """<?xml version="1.0" ?><PubmedArticleSet>
<PubmedArticle><MedlineCitation><PMID Version="1">11</PMID><Article>
<ArticleTitle>First title.</ArticleTitle></Article></MedlineCitation></PubmedArticle>
</PubmedArticleSet>"""

RETRACTIONS = """Record ID,Title,RetractionDate,RetractionDOI,OriginalPaperDOI,RetractionNature
7,"Moss, again",1/31/2024 0:00,10.1234/notice,10.1234/moss,Retraction
"""


def line(value: object) -> bytes:
    return orjson.dumps(value) + b"\n"


def pages(folder: Path, body: bytes | str, name: str = "file", **how) -> list[Page]:
    path = folder / name
    path.write_bytes(body.encode() if isinstance(body, str) else body)
    return list(files.read(path, now=NOW, **how))


def records(folder: Path, body: bytes | str, **how) -> list[Record]:
    found = pages(folder, body, **how)
    assert not [each for page in found for each in page.unreadable]
    return [record for page in found for record in page.records]


BODIES = {
    **{kind: line(row) for kind, row in ROWS.items()},
    "records": to_json(RECORD) + b"\n",
    "csl-json": orjson.dumps([ROWS["csl-json"]] * 2, option=orjson.OPT_INDENT_2),
    "bibtex": BIBTEX.encode(),
    "ris": RIS.encode(),
    "pubmed": PUBMED.encode(),
    "retractions": RETRACTIONS.encode(),
}
ZSTD = zstandard.ZstdCompressor()


def zipped(body: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inside.json", body)
    return buffer.getvalue()


PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "plain": lambda body: body,
    "gzip": gzip.compress,
    "two gzip members": lambda b: gzip.compress(b[: len(b) // 2]) + gzip.compress(b[len(b) // 2 :]),
    "zstd": ZSTD.compress,
    "two zstd frames": lambda b: ZSTD.compress(b[: len(b) // 2]) + ZSTD.compress(b[len(b) // 2 :]),
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "zip": zipped,
}


@pytest.mark.parametrize("kind", files.FORMATS)
@pytest.mark.parametrize("name", ["file", "misleading.bib", "misleading.ris", "x.json.gz"])
def test_the_format_is_told_by_the_content_whatever_the_name(kind: str, name: str):
    assert files.detect(BODIES[kind], name) == kind


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("kind", files.FORMATS)
def test_every_format_is_read_in_every_packing(kind: str, packing: str, tmp_path: Path):
    plain = [page.records for page in pages(tmp_path, BODIES[kind])]
    assert plain[0]
    assert [page.records for page in pages(tmp_path, PACKINGS[packing](BODIES[kind]))] == plain


@pytest.mark.parametrize("kind", files.FORMATS)
def test_a_byte_order_mark_and_utf_16_are_read(kind: str, tmp_path: Path):
    plain = pages(tmp_path, BODIES[kind])[0].records
    text = BODIES[kind].decode()
    assert pages(tmp_path, b"\xef\xbb\xbf" + BODIES[kind])[0].records == plain
    assert pages(tmp_path, text.encode("utf-16"))[0].records == plain


@pytest.mark.parametrize(
    "body", [b"", b"  \n", b"<!doctype html><html>x</html>", b"\x00\x01\x02", b"a,b\n1,2\n", b"{}"]
)
def test_what_is_no_format_is_refused_and_the_known_ones_named(body: bytes, tmp_path: Path):
    with pytest.raises(UsageError) as refused:
        pages(tmp_path, body)
    assert "empty" in str(refused.value) or all(
        kind in str(refused.value) for kind in files.FORMATS
    )


def test_a_format_nobody_knows_and_a_file_that_is_not_there_are_refused(tmp_path: Path):
    with pytest.raises(UsageError, match="no format is called 'docx'"):
        pages(tmp_path, b"x", kind="docx")
    with pytest.raises(UsageError, match="cannot be read"):
        list(files.read(tmp_path / "none", now=NOW))


def test_a_line_that_cannot_be_read_is_kept_and_the_rest_goes_on(tmp_path: Path):
    odd = [b'{"id": broken', b"[]", b'{"odd": 1}', line({"id": "x", "title": "T", "authors": "A"})]
    body = line(ROWS["arxiv"]) + b"\n".join(odd) + line(ROWS["arxiv"])
    (page,) = pages(tmp_path, body)
    assert len(page.records) == 2
    assert [each.reason.split(":")[0] for each in page.unreadable] == [
        "entry 2",
        "entry 3",
        "entry 4",
        "entry 5",
    ]
    assert page.unreadable[0].raw == '{"id": broken'


@pytest.mark.parametrize("kind", ["gzip", "zstd", "bzip2", "xz", "zip"])
def test_an_archive_that_is_cut_off_says_so_and_keeps_what_came_before(kind: str, tmp_path: Path):
    rows = b"".join(
        line({"id": f"2001.{n:05d}", "title": f"{n}", "authors": "A", "comments": noise.hex()})
        for n, noise in enumerate(random.Random(1).randbytes(60) for _ in range(20_000))
    )
    whole = PACKINGS[kind](rows)
    path = tmp_path / "x"
    path.write_bytes(whole[: len(whole) * 2 // 3])
    if kind == "zip":
        with pytest.raises(MalformedAnswerError, match="damaged or cut off"):
            list(files.read(path, now=NOW))
        return
    found: list[Page] = []
    with pytest.raises(MalformedAnswerError, match=r"x: the \w+ archive is cut off \(after \d+"):
        found.extend(files.read(path, now=NOW))
    kept = [record.key for page in collected(path) for record in page.records]
    assert kept == [f"2001.{n:05d}" for n in range(len(kept))]
    assert len(kept) > 9_000
    assert not [each for page in collected(path) for each in page.unreadable]


def collected(path: Path) -> list[Page]:
    """The pages before the failure."""
    found: list[Page] = []
    with contextlib.suppress(MalformedAnswerError):
        for page in files.read(path, now=NOW):
            found.append(page)  # noqa: PERF402  # extend() would lose them all
    return found


def many(count: int) -> bytes:
    return b"".join(
        line({"id": f"2001.{n:05d}", "title": f"Title {n}", "authors": "A"})
        if n % 7
        else b"broken\n"
        for n in range(1, count + 1)
    )


@pytest.mark.parametrize("packing", ["plain", "zstd", "gzip"])
def test_an_import_goes_on_where_it_was_cut_off(packing: str, tmp_path: Path):
    path = tmp_path / "x"
    path.write_bytes(PACKINGS[packing](many(3500)))
    whole = list(files.read(path, now=NOW))
    assert [len(page.records) + len(page.unreadable) for page in whole] == [1000, 1000, 1000, 500]
    assert [page.cursor["done"] for page in whole] == [False, False, False, True]
    for at, page in enumerate(whole):
        rest = list(files.read(path, now=NOW, cursor=page.cursor))
        assert [p.records for p in rest if p.records] == [p.records for p in whole[at + 1 :]]
        assert [p.cursor for p in rest][-1] == whole[-1].cursor


def test_a_changed_file_is_read_from_its_start(tmp_path: Path):
    path = tmp_path / "x"
    path.write_bytes(many(1500))
    cursor = next(files.read(path, now=NOW)).cursor
    path.write_bytes(many(1501))
    assert sum(len(page.records) for page in files.read(path, now=NOW, cursor=cursor)) == 1287


@pytest.mark.parametrize("packing", PACKINGS)
def test_progress_ends_at_the_size_of_the_file(packing: str, tmp_path: Path):
    heard: list[int] = []
    pages(tmp_path, PACKINGS[packing](many(2000)), on_bytes=heard.append)
    size = (tmp_path / "file").stat().st_size
    assert heard == sorted(heard)
    assert heard[-1] == size or (packing == "zip" and heard[-1] > size * 0.8)


def test_a_large_file_takes_no_more_memory_than_a_small_one(tmp_path: Path):
    path = tmp_path / "x"
    with gzip.open(path, "wb", 1) as file:
        for n in range(12_000):
            row = {"id": f"2001.{n:05d}", "title": f"{n}", "authors": "A", "abstract": "z" * 4500}
            file.write(line(row))
    tracemalloc.start()
    for _ in files.read(path, now=NOW):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 40 * 2**20  # the content is 54 MB


@pytest.mark.parametrize("kind", files.FORMATS)
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_a_damaged_file_gives_records_or_says_why_not(kind: str, data, tmp_path: Path):
    body = bytearray(BODIES[kind] * 2)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(body) - 1))
        length = data.draw(st.integers(0, 8))
        body[at : at + length] = data.draw(st.binary(max_size=8))
    packed = PACKINGS[data.draw(st.sampled_from(sorted(PACKINGS)))](bytes(body))
    path = tmp_path / "x"
    path.write_bytes(packed[: data.draw(st.sampled_from([len(packed), len(packed) // 2]))])
    given_kind = data.draw(st.sampled_from([None, kind]))
    with contextlib.suppress(AcademicHubError):  # saying why not; anything else fails
        for page in files.read(path, now=NOW, kind=given_kind):
            assert all(record.title for record in page.records)
            to_json(page)


@given(st.binary(max_size=400), st.sampled_from(["a.bib", "b.ris", "c.json", "d.jsonl.gz", "e"]))
def test_any_bytes_are_a_known_format_or_refused(head: bytes, name: str):
    with contextlib.suppress(UsageError):
        assert files.detect(head, name) in files.FORMATS
