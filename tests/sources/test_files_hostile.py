"""Files made to fill the memory or to never end; the bodies are ours."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import time
import tracemalloc
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest
import zstandard

from academichub.errors import TooLargeError, UsageError
from academichub.model import Page
from academichub.sources import files

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
ROW = {"id": "0704.0001", "title": "Sums", "authors": "Ana Ruiz", "categories": "math.CO"}


def line(value: object) -> bytes:
    return orjson.dumps(value) + b"\n"


def pages(folder: Path, body: bytes, name: str = "file", **how) -> list[Page]:
    (folder / name).write_bytes(body)
    return list(files.read(folder / name, now=NOW, **how))


@pytest.mark.parametrize("packing", ["gzip", "zstd", "bzip2", "xz"])
def test_a_bomb_is_refused_before_it_fills_the_memory(packing: str, tmp_path: Path):
    size = 2**30
    opened = {"gzip": gzip.open, "zstd": zstandard.open, "bzip2": bz2.open, "xz": lzma.open}
    slow = packing in {"bzip2", "xz"}
    with opened[packing](tmp_path / "bomb", "wb") as file:
        file.write(line(ROW))
        for _ in range(size // 2**22 // (8 if slow else 1)):
            file.write(bytes(2**22))
    tracemalloc.start()
    with pytest.raises(TooLargeError, match="expands to more than"):
        for _ in files.read(tmp_path / "bomb", now=NOW):
            pass
    assert tracemalloc.get_traced_memory()[1] < 200 * 2**20
    tracemalloc.stop()


@pytest.mark.parametrize("level", [1, 9])
@pytest.mark.parametrize("members", [2, 4, 64])
def test_an_archive_of_many_members_that_are_one_blank_line_ends_at_once(
    level: int, members: int, tmp_path: Path
):
    (tmp_path / "x.gz").write_bytes(gzip.compress(b" " * 2**24, level) * members)
    start = time.process_time()
    if members * 2**24 > 2**26:
        with pytest.raises(TooLargeError, match="expands to more than"):
            list(files.read(tmp_path / "x.gz", now=NOW, kind="arxiv"))
    else:
        assert [page.records for page in files.read(tmp_path / "x.gz", now=NOW, kind="arxiv")] == [
            []
        ]
    assert time.process_time() - start < 2


def test_every_row_of_an_archive_of_many_members_comes_out_however_they_are_cut(tmp_path: Path):
    member = b"".join(line({**ROW, "abstract": "x" * n}) for n in range(1_200))
    (tmp_path / "x.gz").write_bytes(gzip.compress(member) * 5)
    found = sum(len(page.records) for page in files.read(tmp_path / "x.gz", now=NOW))
    assert found == 6_000


@pytest.mark.parametrize("kind", [None, *files.FORMATS])
def test_an_empty_file_is_refused_whatever_it_should_be(kind: str | None, tmp_path: Path):
    with pytest.raises(UsageError, match="x is empty"):
        pages(tmp_path, b"", "x", kind=kind)


def test_a_line_beyond_all_measure_is_set_aside_and_the_rest_goes_on(tmp_path: Path):
    long = b'{"id": "' + b"x" * (17 * 2**20) + b'"}\n'
    (page,) = pages(tmp_path, line(ROW) + long + line(ROW))
    assert len(page.records) == 2
    assert page.unreadable[0].reason == "entry 2: the entry is longer than 16 MiB"
    assert len(page.unreadable[0].raw) < 50_000


def test_a_zip_with_several_files_is_refused(tmp_path: Path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.json", "{}")
        archive.writestr("b.json", "{}")
    with pytest.raises(UsageError, match="holds 2 files"):
        pages(tmp_path, buffer.getvalue())
