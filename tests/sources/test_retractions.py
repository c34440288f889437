"""The public file of retractions: its rows become notices on the papers they name."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from academichub.audits import reference_updates
from academichub.config import Config
from academichub.hub import Hub
from academichub.ids import Identifier
from academichub.model import Page, Record, Reference, Update
from academichub.sources import files

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
COLUMNS = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,RetractionDate,"
    "RetractionDOI,RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,"
    "RetractionNature,Reason,Paywalled,Notes"
)
ROWS = (
    (
        '101,"Moss on walls, and what it eats",(BLS) Botany;,"Moss Institute, Ghent",Moss Letters,Greenpress,'
        "Belgium,Ada Lee;Bo Chen,,Research Article;,1/31/2024 0:00,10.5555/moss.notice,0,3/2/2019 0:00,"
        "10.5555/Moss.1,31000001,Retraction,+Error in Data;+Unreliable Results;,No,"
    ),
    (
        '102,"A second ""look"" at moss",,,Moss Letters,Greenpress,,Ada Lee,,Research Article;,2/5/2024 0:00,'
        '10.5555/moss.2,0,4/2/2019 0:00,10.5555/moss.2,0,Expression of concern,Concerns About Data,No,"See\nthe note"'
    ),
    (
        "103,Moss without a name,,,Moss Letters,Greenpress,,,,Research Article;,2/5/2024 0:00,unavailable,0,"
        "4/2/2019 0:00,unavailable,0,Retraction,,No,"
    ),
    (
        "104,Moss by number,,,Moss Letters,Greenpress,,,,Research Article;,2/6/2024 0:00,Unavailable,0,"
        "4/2/2019 0:00,,31000004,Correction,,No,"
    ),
    "105,too,few,cells",
)


def body(*rows: str) -> bytes:
    return ("\n".join((COLUMNS, *rows)) + "\n").encode()


def read(folder: Path, content: bytes) -> Page:
    (folder / "retraction_watch.csv").write_bytes(content)
    (page,) = files.read(folder / "retraction_watch.csv", now=NOW)
    return page


def test_a_row_is_a_notice_on_the_paper_it_names(tmp_path: Path):
    one = read(tmp_path, body(*ROWS)).records[0]
    assert one.title == "Moss on walls, and what it eats"
    assert one.identifiers == (Identifier("doi", "10.5555/moss.1"), Identifier("pmid", "31000001"))
    assert one.published_on == "2019-03-02"
    assert [author.name for author in one.authorships] == ["Ada Lee", "Bo Chen"]
    assert one.updates == (
        Update(
            "retraction",
            "2024-01-31",
            Identifier("doi", "10.5555/moss.notice"),
            "Error in Data; Unreliable Results",
            "retraction-watch",
        ),
    )


def test_a_notice_under_the_papers_own_identifier_names_no_other_document(tmp_path: Path):
    one = read(tmp_path, body(*ROWS)).records[1]
    assert one.title == 'A second "look" at moss'
    assert (one.updates[0].type, one.updates[0].notice) == ("expression_of_concern", None)


def test_a_row_that_names_no_paper_is_left_out_and_a_broken_one_set_aside(tmp_path: Path):
    page = read(tmp_path, body(*ROWS))
    assert [record.key for record in page.records] == [
        f"retraction-watch:{n}" for n in (101, 102, 104)
    ]
    assert page.records[2].identifiers == (Identifier("pmid", "31000004"),)
    assert "4 cells" in page.unreadable[0].reason


@pytest.mark.parametrize("ends", ["\r\n", "\n"])
def test_line_ends_and_a_quote_that_never_closes_do_not_matter(ends: str, tmp_path: Path):
    content = body(*ROWS[:2], '106,"never closed').replace(b"\n", ends.encode())
    page = read(tmp_path, content)
    assert len(page.records) == 2
    assert len(page.unreadable) == 1


def test_a_work_is_retracted_once_the_file_is_in_and_so_for_whoever_cites_it(tmp_path: Path):
    (tmp_path / "rw.csv").write_bytes(body(*ROWS))
    own = Record(
        "crossref", "crossref-works", "10.5555/moss.1", "2026-01-02T03:04:05Z", "Moss on walls",
        identifiers=(Identifier("doi", "10.5555/moss.1"),), stage="published",
    )  # fmt: skip
    citing = Record(
        "arxiv", "arxiv-oai", "2604.00001", "2026-04-02T03:04:05Z", "A survey of mosses",
        identifiers=(Identifier("arxiv", "2604.00001"),), posted_on="2026-04-01",
        references=(Reference(Identifier("doi", "10.5555/moss.1")),),
    )  # fmt: skip
    with Hub(Config(data=tmp_path / "own"), clock=lambda: NOW) as hub:
        from academichub.collect import take

        take(hub.store, "t", Page(records=[own, citing]), "2026-05-01T00:00:00Z")
        before = hub.audit("arxiv:2604.00001").findings
        for _ in range(2):
            hub.import_files([tmp_path / "rw.csv"])
        work = hub.work("10.5555/moss.1").work
        assert work.title == "Moss on walls"
        assert work.retracted
        assert len(work.updates) == 1
        after = hub.audit("arxiv:2604.00001").findings
    (new,) = [one for one in after if one not in before]
    assert new.check == reference_updates.CHECK.id
    assert new.severity == "warning"
