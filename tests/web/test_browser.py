"""The pages in a real headless Chromium: what scripts add, what works without them, what fits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from academichub.hub import Hub
from academichub.testing import served
from academichub.web.language import language

pytestmark = pytest.mark.browser

EN, ZH = language("en"), language("zh")
PAGES = ("/", "/library", "/works?q=zanzibar", "/works/arxiv:2606.30900", "/status", "/journals", "/about",
         "/starred", "/api/docs", "/works/arxiv:2601.00001")  # fmt: skip
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def address(filled: Hub) -> Iterator[str]:
    """The application served at a free port of loopback."""
    with served(filled) as at:
        yield at


@pytest.fixture
def visit(chromium: Browser, address: str) -> Iterator[Open]:
    """Opens a page in a browser of its own; at the end nothing may have been asked of others."""
    contexts: list[BrowserContext] = []
    foreign: list[str] = []
    problems: list[str] = []

    def open_page(path: str, **options: object) -> Page:
        context = chromium.new_context(**{"locale": "en-GB", **options})  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on(
            "request", lambda r: foreign.append(r.url) if not r.url.startswith(address) else None
        )
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on(
            "console", lambda m: problems.append(m.text) if "Security Policy" in m.text else None
        )
        page.goto(address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert foreign == []
    assert problems == []


def shown(page: Page) -> list[str]:
    return [str(one.get_attribute("data-id")) for one in page.locator(".work").all()]


def focused(page: Page) -> str | None:
    return page.evaluate(
        "document.activeElement.closest('.work')?.dataset.id || document.activeElement.id || null"
    )


def test_next_batch_swaps_in_place_moves_the_focus_and_comes_back(visit: Open):
    page = visit("/")
    page.evaluate("window.stayed = true")
    first = shown(page)
    page.locator("[data-batch]").first.click()
    expect(page.locator(".work").first).not_to_have_attribute("data-id", first[0])
    second = shown(page)
    assert len(second) == 25
    assert not set(first) & set(second)
    assert focused(page) == second[0]
    assert "seen=" in page.url
    assert page.evaluate("window.stayed")
    expect(page.locator("#said")).to_contain_text("works")
    page.go_back()
    expect(page.locator(".work").first).to_have_attribute("data-id", first[0])
    assert shown(page) == first


def test_next_batch_is_a_plain_link_without_scripts(visit: Open):
    page = visit("/?category=cs.LG", java_script_enabled=False)
    first = shown(page)
    page.locator("[data-batch]").first.click()
    assert not set(first) & set(shown(page))
    page.get_by_role("link", name="Ada Example").first.click()
    assert page.locator(".chip").inner_text().startswith("Author: Ada Example")
    page.locator(".chip").click()
    assert page.locator(".chip").count() == 0
    expect(page.locator("[data-mark]").first).to_be_visible()


def test_search_finds_as_one_types_and_only_the_last_word_counts(visit: Open):
    page = visit("/")
    page.keyboard.press("/")
    assert focused(page) == "q"
    page.locator("#q").press_sequentially("zanzibar", delay=15)
    expect(page.locator("#count")).to_have_text("60 works found")
    expect(page.locator("mark").first).to_have_text("Zanzibar")
    page.wait_for_url("**/works?q=zanzibar")
    assert focused(page) == "q"
    page.locator("#sort").select_option("date")
    expect(page.locator("#content")).not_to_have_attribute("aria-busy", "true")
    page.wait_for_url("**/works?q=zanzibar&sort=date")


def test_search_is_a_plain_form_without_scripts(visit: Open):
    page = visit("/?category=cs.LG", java_script_enabled=False)
    page.locator("#q").fill("zanzibar")
    page.locator("#q").press("Enter")
    assert page.locator("#count").inner_text() == "60 works found"
    assert page.locator(".chip").count() == 2


def test_a_search_the_server_cannot_answer_says_so_and_keeps_the_list(visit: Open):
    page = visit("/")
    before = shown(page)
    page.locator("#q").fill("since:2026-99-99")
    expect(page.locator("#said")).to_have_text(EN("search.failed"))
    assert shown(page) == before


def test_the_keys_move_open_and_explain(visit: Open):
    page = visit("/")
    first, second = shown(page)[:2]
    page.keyboard.press("j")
    assert focused(page) == first
    page.keyboard.press("j")
    assert focused(page) == second
    page.keyboard.press("k")
    assert focused(page) == first
    page.keyboard.press("?")
    expect(page.locator("#keys-help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys-help")).to_be_hidden()
    page.keyboard.press("n")
    expect(page.locator(".work").first).not_to_have_attribute("data-id", first)
    page.keyboard.press("o")
    page.wait_for_url("**/works/**")
    page.keyboard.press("/")
    page.wait_for_url("**/works")


def test_letters_typed_into_the_search_are_letters(visit: Open):
    page = visit("/works")
    page.locator("#q").press_sequentially("jsnk?")
    assert page.locator("#q").input_value() == "jsnk?"
    expect(page.locator("#keys-help")).to_be_hidden()


def test_colours_follow_the_system_then_the_reader_and_never_flash(visit: Open):
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    page = visit("/", color_scheme="dark")
    assert page.evaluate(paper) == "rgb(21, 20, 18)"
    page.get_by_role("link", name="Light", exact=False).click()
    assert page.evaluate(paper) == "rgb(251, 250, 247)"
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "light"
    assert page.evaluate(paper) == "rgb(251, 250, 247)"
    plain = visit("/?category=cs.LG", java_script_enabled=False)
    plain.get_by_role("link", name="Dark", exact=False).click()
    assert plain.locator("html").get_attribute("data-theme") == "dark"
    assert "category=cs.LG" in plain.url


def test_the_browser_chooses_the_language_and_the_reader_changes_it(visit: Open):
    page = visit("/", locale="zh-CN")
    expect(page.locator("h1")).to_have_text(ZH("site.headline"))
    expect(page.locator("[data-batch]").first).to_have_text("换一批")
    page.get_by_role("link", name="English", exact=False).click()
    expect(page.locator("h1")).to_have_text(EN("site.headline"))
    page.goto(page.url.split("?")[0])
    expect(page.locator("h1")).to_have_text(EN("site.headline"))


@pytest.mark.parametrize("locale", ["en-GB", "zh-CN"])
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_no_page_is_wider_than_the_screen(visit: Open, width: int, locale: str):
    page = visit(PAGES[0], viewport={"width": width, "height": 800}, locale=locale)
    for path in PAGES:
        page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + path)
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert over <= 0, (path, over)


def test_a_folded_abstract_opens_without_scripts_and_is_whole(visit: Open):
    page = visit("/?author=Zo%C3%AB+M%C3%BCller", java_script_enabled=False)
    folded = page.locator(".folded")
    low = folded.bounding_box()["height"]
    page.locator(".fold summary").click()
    assert folded.bounding_box()["height"] > low * 2
    assert folded.inner_text().count("Long.") == 200


def test_math_is_drawn_by_the_browser_itself(visit: Open):
    page = visit("/works/arxiv:2606.30900")
    box = page.locator("math mfrac").first.bounding_box()
    assert box["height"] > 14


def test_filters_are_at_hand_on_a_desktop_and_put_away_on_a_phone(visit: Open):
    wide = visit("/", viewport={"width": 1280, "height": 800})
    expect(wide.locator("#filter-source")).to_be_visible()
    narrow = visit("/", viewport={"width": 390, "height": 800})
    expect(narrow.locator("#filter-source")).to_be_hidden()
    narrow.locator(".filters > summary").click()
    expect(narrow.locator("#filter-source")).to_be_visible()


def test_the_skip_link_is_first_and_every_focus_can_be_seen(visit: Open):
    page = visit("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert focused(page) == "content"
    for _ in range(12):
        page.keyboard.press("Tab")
        style = "getComputedStyle(document.activeElement)"
        assert page.evaluate(f"{style}.outlineStyle") != "none"
        assert page.evaluate(f"parseFloat({style}.outlineWidth)") >= 2


def test_who_wants_little_motion_gets_none(visit: Open):
    page = visit("/", reduced_motion="reduce")
    moving = "[...document.querySelectorAll('*')].filter(e => getComputedStyle(e).transitionDuration !== '0s').length"
    assert page.evaluate(moving) == 0
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_print_leaves_the_controls_out_and_abstracts_whole(visit: Open):
    page = visit("/?author=Zo%C3%AB+M%C3%BCller")
    page.emulate_media(media="print")
    for left_out in (".search", ".filters", ".batch", ".star", ".foot"):
        assert page.locator(left_out).first.is_hidden() or page.locator(left_out).count() == 0
    assert page.evaluate("getComputedStyle(document.querySelector('.folded')).display") == "block"


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everything_has_a_name_and_headings_and_marks_are_in_order(
    visit: Open, path: str, theme: str
):
    page = visit(path, color_scheme=theme)
    nameless = page.evaluate(
        """() => [...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary')]
        .filter(e => e.checkVisibility() && !(e.innerText || e.getAttribute('aria-label') || e.labels?.length))
        .map(e => e.outerHTML.slice(0, 120))"""
    )
    assert nameless == []
    doubled = "[...document.querySelectorAll('[id]')].map(e => e.id).filter((id, n, all) => all.indexOf(id) !== n)"
    assert page.evaluate(doubled) == []
    dangling = (
        "[...document.querySelectorAll('[aria-labelledby], [aria-describedby]')].filter(e => "
        "!document.getElementById(e.getAttribute('aria-labelledby') || e.getAttribute('aria-describedby'))).length"
    )
    assert page.evaluate(dangling) == 0
    assert page.locator("h1").count() == 1
    assert page.locator("main").count() == 1
    levels = page.evaluate(
        "[...document.querySelectorAll('main h1, main h2, main h3')].map(e => +e.tagName[1])"
    )
    assert all(next_ - level <= 1 for level, next_ in pairwise(levels))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_as_drawn_stands_out_from_what_is_behind_it(visit: Open, theme: str):
    measure = """() => {
      const rgb = c => c.match(/[\\d.]+/g).map(Number);
      const lum = c => { const [r, g, b] = rgb(c).map(v => v / 255)
        .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b; };
      const behind = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor;
        if ((rgb(c)[3] ?? 1) > 0) return c; } return 'rgb(255, 255, 255)'; };
      const poor = [];
      for (const e of document.querySelectorAll('body *')) {
        if (!e.checkVisibility() || ![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
        const [a, b] = [lum(getComputedStyle(e).color), lum(behind(e))].sort((x, y) => y - x);
        if ((a + .05) / (b + .05) < 4.5) poor.push(e.className + ' ' + e.textContent.trim().slice(0, 40));
      }
      return poor; }"""
    page = visit("/?author=Ada+Example", color_scheme=theme)
    for path in PAGES:
        page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + path)
        assert page.evaluate(measure) == [], path
