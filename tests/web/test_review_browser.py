"""A review in a real browser: quotes by mouse, keyboard and touch, as it comes along, on every screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from academichub.hub import Hub
from academichub.testing import served
from academichub.web.language import language

from .conftest import open_hub
from .reviewed import AT, DRAWN, FINDINGS, TRAIN, WORK, begun, extracted, fill, made, review, wanted

pytestmark = pytest.mark.browser

EN, ZH = language("en"), language("zh")
HERE = f"/review/{WORK}"
OPENED = "details.cite[open]"
PATIENCE = 20_000
"""Milliseconds a loaded machine may take to show what it is going to show."""
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """A hub with a review in each language."""
    with open_hub(tmp_path_factory.mktemp("own")) as own:
        fill(own)
        made(own, "zh", language="zh")
        made(own)
        yield own


@pytest.fixture(scope="module")
def address(hub: Hub) -> Iterator[str]:
    """Where the hub is served."""
    with served(hub) as where:
        yield where


@pytest.fixture
def visit(address: str, chromium: Browser) -> Iterator[Open]:
    """Opens a page; no fault may come up in it."""
    problems: list[str] = []
    expect.set_options(timeout=PATIENCE)

    def open_page(path: str = HERE, **options: object) -> Page:
        options = {"locale": "en-GB", **options}
        context = chromium.new_context(base_url=address, **options)  # type: ignore[arg-type]
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda m: problems.append(m.text) if m.type == "error" else None)
        page.goto(path)
        return page

    yield open_page
    for context in chromium.contexts:
        context.close()
    assert problems == []


def hold(page: Page, statement: str):
    """The mark behind a statement that shows what it stands on."""
    return page.locator(f'[id="s-{statement}"] .cite > summary')


def test_the_mouse_shows_a_quote_in_its_place_and_takes_it_away(visit: Open):
    page = visit()
    hold(page, "mechanism.1").hover()
    panel = page.locator(f"{OPENED} .source")
    expect(panel).to_be_visible()
    expect(panel.locator("mark").first).to_have_text(DRAWN)
    page.mouse.move(5, 5)
    expect(page.locator(OPENED)).to_have_count(0)


def test_the_keyboard_opens_a_quote_and_escape_shuts_it(visit: Open):
    page = visit()
    hold(page, "pith.1").focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"{OPENED} mark").first).to_have_text(TRAIN)
    page.keyboard.press("Escape")
    expect(page.locator(OPENED)).to_have_count(0)
    expect(hold(page, "pith.1")).to_be_focused()


def test_a_tap_opens_a_quote_within_the_screen(visit: Open):
    page = visit(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    hold(page, "reading.4").tap()
    box = page.locator(f"{OPENED} .source").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390


def test_a_quote_opens_under_its_line_and_covers_none_of_its_words(visit: Open):
    page = visit()
    hold(page, "reading.1").click()
    panel, mark = (
        page.locator(f"{OPENED} .source").bounding_box(),
        hold(page, "reading.1").bounding_box(),
    )
    assert panel
    assert mark
    assert panel["y"] >= mark["y"] + mark["height"] - 4
    assert panel["y"] <= mark["y"] + mark["height"] + 40


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_screen_is_overrun(visit: Open, lang: str, width: int, theme: str):
    page = visit(f"{HERE}?lang={lang}&theme={theme}", viewport={"width": width, "height": 900})
    page.evaluate("document.querySelectorAll('details.more').forEach((one) => (one.open = true))")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_all_of_it_is_there_without_a_script(visit: Open):
    page = visit(java_script_enabled=False)
    hold(page, "mechanism.1").click()
    expect(page.locator(f"{OPENED} mark").first).to_have_text(DRAWN)
    page.locator(f'[id="f-{FINDINGS[0].sha256[:16]}"] summary').click()
    expect(page.get_by_text(FINDINGS[0].sha256)).to_be_visible()
    page.get_by_role("link", name=EN("review.sort.date")).click()
    expect(page.locator("#cited-by strong[aria-current]")).to_have_text(EN("review.sort.date"))


def test_a_finding_is_disputed_where_it_is_read(visit: Open):
    page = visit()
    here = page.locator(f'[id="f-{FINDINGS[1].sha256[:16]}"]')
    here.locator("summary").click()
    here.locator("textarea").fill("The test was one-tailed.")
    here.get_by_role("button", name=EN("review.dispute")).click()
    expect(here).to_contain_text(EN("review.finding.disputed"))
    here.locator("summary").click()
    expect(here).to_contain_text("The test was one-tailed.")


def test_a_review_on_its_way_fills_itself_in_and_tells_when_it_is_done(visit: Open, hub: Hub):
    begun(hub, wanted(hub, "way"), extracted()[:2])
    page = visit(f"{HERE}?run=way")
    expect(page.locator("#pith")).to_contain_text(TRAIN)
    expect(page.locator("#core_claim")).to_contain_text(EN("review.being_written"))
    page.evaluate("window.stays = true")
    hub.store.reviews.finish("way", review("way"), AT)
    expect(page.locator("main")).to_have_attribute("data-state", "done")
    expect(page.locator("#referee")).to_contain_text("The gain is told without")
    expect(page.locator("#said")).to_have_text(EN("review.said_done"))
    assert page.evaluate("window.stays")
    hold(page, "major.1").click()
    expect(page.locator(f"{OPENED} mark").first).to_be_visible()


def test_the_picture_leads_to_the_line_of_a_citing_work(visit: Open):
    page = visit()
    page.locator('.neighbourhood a[href="#citing-2"]').click()
    expect(page.locator("#citing-2")).to_be_in_viewport()
