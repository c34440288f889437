"""The model pages, imported from their data: ours list the same works and cut none of them short."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import lxml.html
import pytest
from starlette.testclient import TestClient

from academichub.config import Config
from academichub.hub import Hub
from academichub.ids import arxiv
from academichub.text import paragraphs, plain
from academichub.web.app import create_app

pytestmark = pytest.mark.data
ACCENT = re.compile(r"\\[\"'`^~=.uvHcdbkr]\s*\{?[A-Za-z]|\{[^\x00-\x7f]\}")
MODELS = {"000": 21, "001": 22, "002": 3, "004": 25}


@pytest.fixture(scope="module")
def seeds(recorded: Path) -> list[dict[str, str]]:
    path = recorded.parent / "seeds" / "works.jsonl"
    if not path.exists():
        pytest.skip(f"no model pages at {path}")
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def client(
    seeds: list[dict[str, str]], recorded: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient]:
    now = datetime(2026, 6, 26, 8, tzinfo=UTC)
    config = Config.load(tmp_path_factory.mktemp("seeds"), environ={})
    with Hub(config, clock=lambda: now) as hub:
        hub.import_files([recorded.parent / "seeds" / "works.jsonl"])
        with TestClient(create_app(hub), base_url="http://localhost") as opened:
            yield opened


def cards(page: str) -> list[tuple[str, str, str, str]]:
    """Number, badge, date and title of every work on a page."""
    tree = lxml.html.fromstring(page)
    return [
        (
            card.find_class("number")[0].text_content().strip(),
            card.find_class("source")[0].text_content().strip(),
            card.xpath(".//time/@datetime")[0],
            " ".join(card.xpath(".//h2")[0].text_content().split()),
        )
        for card in tree.xpath("//li[contains(@class, 'work')]")
    ]


def every_batch(client: TestClient, address: str) -> Iterator[list[tuple[str, str, str, str]]]:
    while True:
        page = client.get(address).text
        yield cards(page)
        found = lxml.html.fromstring(page).xpath("//a[contains(@rel, 'next')]/@href")
        if not found:
            return
        address = found[0]


def expected(row: dict[str, str]) -> tuple[str, str, str]:
    category = re.sub(r"^CS\.", "cs.", row["category"])
    title = re.sub(r"[$^]", "", plain(row["title"]))  # GD$^2$PO is set as a formula
    return f"{row['source']} ({category})", row["date"], title


def test_every_entry_of_the_model_pages_is_listed_with_its_source_category_date_and_title(
    client: TestClient, seeds: list[dict[str, str]]
) -> None:
    listed = [
        card
        for batch in every_batch(client, "/?until=2026-06-26&since=2026-06-10")
        for card in batch
    ]
    shown = {(badge, date, title) for _, badge, date, title in listed}
    assert {row["page"] for row in seeds} == MODELS.keys()
    assert [expected(row) for row in seeds if expected(row) not in shown] == []


def test_no_batch_has_a_hole_in_its_numbers_and_no_work_comes_twice(client: TestClient) -> None:
    batches = list(every_batch(client, "/"))
    assert [len(batch) for batch in batches[:-1]] == [25] * (len(batches) - 1)
    for batch in batches:
        assert [number.rstrip(".") for number, *_ in batch] == [
            f"{n:02}" for n in range(1, len(batch) + 1)
        ]
    titles = [title for batch in batches for *_, title in batch]
    assert len(titles) == len(set(titles))


def test_the_author_filter_gives_exactly_the_three_works_of_zhuokai_zhao(
    client: TestClient, seeds: list[dict[str, str]]
) -> None:
    page = client.get("/?author=Zhuokai+Zhao").text
    assert {title for *_, title in cards(page)} == {
        row["title"] for row in seeds if row["page"] == "002"
    }


def test_no_abstract_loses_a_character_to_a_bracket_or_shows_a_tex_accent(
    client: TestClient, seeds: list[dict[str, str]]
) -> None:
    for row in seeds:
        query = row["arxiv_id"] and str(arxiv(row["arxiv_id"])[0])
        found = client.get(
            "/api/works", params={"q": query or f'ti:"{plain(row["title"])}"'}
        ).json()
        abstracts = [
            work["abstract"] for work in found["works"] if work["title"] == plain(row["title"])
        ]
        assert abstracts == [paragraphs(row["abstract"])], row["title"]
        assert not ACCENT.search(re.sub(r"\$[^$]*\$", "", abstracts[0])), abstracts[0]
        letters = re.findall(r"[a-z0-9<>%]", re.sub(r"\\[a-zA-Z]+", "", row["abstract"].lower()))
        kept = re.findall(r"[a-z0-9<>%]", re.sub(r"\\[a-zA-Z]+", "", abstracts[0].lower()))
        assert len(kept) >= len(letters) - 12, row["title"]
