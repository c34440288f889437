"""A real hub on a real store in a folder of its own, with works that show everything a page can."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from academichub.collect import take
from academichub.config import Config
from academichub.hub import Hub
from academichub.ids import Identifier
from academichub.model import (
    Announcement,
    Authorship,
    Location,
    Page,
    Record,
    Reference,
    Relation,
    Unreadable,
    Update,
    Venue,
    Version,
)
from academichub.web.app import create_app

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NOW = datetime(2026, 6, 25, 8, tzinfo=UTC)
AT = "2026-06-25T08:00:00Z"
BASE = "http://localhost"
NASTY = '<script>alert("x")</script><img src=x onerror=alert(1)>'


def _preprint(number: int, **changes: object) -> Record:
    name = f"2606.{30000 + number}"
    values: dict[str, object] = {
        "source": "arxiv",
        "route": "arxiv-rss",
        "key": name,
        "fetched_at": AT,
        "title": f"Preprint number {number} of a long series",
        "identifiers": (Identifier("arxiv", name),),
        "type": "preprint",
        "abstract": f"What preprint {number} finds in Zanzibar.",
        "authorships": (Authorship("Ada Example"), Authorship(f"Author{number} Fixture")),
        "primary_category": "cs.LG",
        "categories": ("cs.LG", "stat.ML"),
        "version": 1,
        "announcements": (Announcement("arxiv", "2026-06-24", "new", 1, "cs.LG"),),
        "locations": (Location(f"https://arxiv.org/abs/{name}"),),
        "raw": f"<entry>{number}</entry>",
    }
    return Record(**{**values, **changes})  # type: ignore[arg-type]


def everything_shown() -> list[Record]:
    """Records of our own making: one work with every kind of fact, one that is hostile."""
    people = (
        Authorship("Zoë Müller", "0000-0002-1825-0097", ("Institute of Fixtures",)),
        *(Authorship(f"Given{n} Family{n}") for n in range(40)),
    )
    rich = _preprint(
        900,
        title="Decay of $\\alpha$-particles where $p<0.001$ holds",
        abstract="We find $\\frac{a}{b}$ with p<0.001 in 5 and p>20% in 7 sites.\n\n"
        + "Long. " * 200,
        authorships=people,
        categories=("cs.LG", "hep-th"),
        keywords=("decay",),
        posted_on="2026-06-01",
        version=2,
        versions=(Version(1, "2026-06-01"), Version(2, "2026-06-24", "new figures")),
        announcements=(Announcement("arxiv", "2026-06-25", "replace", 2, "cs.LG"),),
        locations=(
            Location("https://arxiv.org/abs/2606.30900"),
            Location("https://arxiv.org/pdf/2606.30900", "pdf", 2, "CC-BY-4.0"),
            Location("javascript:alert(1)", "html"),
        ),
        references=(
            Reference(Identifier("arxiv", "2606.30001"), title="An earlier preprint"),
            Reference(text="A. Nobody, a book in no index, 1999"),
        ),
        comment="12 pages",
        license="CC-BY-4.0",
    )
    article = Record(
        source="crossref",
        route="crossref-nature",
        key="10.1234/fixture.1",
        fetched_at=AT,
        title="Decay of alpha particles, the journal version",
        identifiers=(Identifier("doi", "10.1234/fixture.1"), Identifier("pmid", "1234567")),
        authorships=people,
        venue=Venue("Journal of Fixtures", ("0028-0836",), "Fixture Press", "12", "3", "1-9"),
        published_on="2026-06-25",
        relations=(Relation("same-work", Identifier("arxiv", "2606.30900")),),
        updates=(Update("retraction", "2026-06-25", Identifier("doi", "10.1234/notice.1")),),
        cited_by_count=12,
        raw='{"DOI": "10.1234/fixture.1"}',
    )
    hostile = _preprint(
        901,
        title=f"Hostile {NASTY}",
        abstract=NASTY,
        authorships=(Authorship(f'"><b>Eve</b> {NASTY}'),),
        comment=NASTY,
        raw=f"<entry>{NASTY}</entry>",
        announcements=(Announcement("arxiv", "2026-06-25", "cross", 1, "cs.LG"),),
    )
    return [*(_preprint(n) for n in range(60)), rich, article, hostile]


def fill(hub: Hub) -> None:
    """Take the records in, with one entry that cannot be read, and index them."""
    broken = Unreadable(
        "arxiv", "arxiv-rss", f"no title {NASTY}", f"<item>{NASTY}</item>", "2606.1"
    )
    page = Page(records=everything_shown(), unreadable=(broken,))
    take(hub.store, "arxiv-rss", page, AT)
    hub.catch_up()


def open_hub(folder: Path) -> Hub:
    """A hub whose clock stands still."""
    return Hub(Config.load(folder, environ={}), clock=lambda: NOW)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """One hub for every test that only reads."""
    with open_hub(tmp_path_factory.mktemp("filled")) as hub:
        fill(hub)
        yield hub


@pytest.fixture(scope="session")
def pages(filled: Hub) -> Iterator[TestClient]:
    """Asks the application over `filled`; reading only, no cookies kept."""
    with TestClient(create_app(filled, hosts={"localhost"}), base_url=BASE) as client:
        yield client


@pytest.fixture
def get(pages: TestClient) -> Callable[..., str]:
    """The text of a page that answers 200."""

    def text(path: str, **headers: str) -> str:
        pages.cookies.clear()
        answer = pages.get(path, headers=headers)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[:300])
        return answer.text

    return text


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    """A hub a test may change."""
    with open_hub(tmp_path / "own") as own:
        fill(own)
        yield own


@pytest.fixture
def client(hub: Hub) -> Iterator[TestClient]:
    """Asks the application over `hub`."""
    with TestClient(create_app(hub, hosts={"localhost"}), base_url=BASE) as one:
        yield one


@pytest.fixture
def nasty() -> str:
    """What the hostile work says in each of its fields."""
    return NASTY


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, or the one ACADEMICHUB_TEST_CHROMIUM names, headless."""
    from playwright.sync_api import sync_playwright

    named = os.environ.get("ACADEMICHUB_TEST_CHROMIUM") or shutil.which("chromium")
    if named is None:
        pytest.skip("no Chromium here; install chromium or set ACADEMICHUB_TEST_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=named, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()
