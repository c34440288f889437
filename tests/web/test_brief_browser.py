"""A brief in a real browser: quotes by mouse, keyboard and touch, as it comes along, on every screen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from academichub.accounts import ALONE
from academichub.argument import Part
from academichub.desk import Desk
from academichub.hub import Hub
from academichub.testing import served
from academichub.web.language import language

from .briefed import AT, STATEMENTS, begun, brief, fill, made, named, wanted
from .conftest import open_hub

pytestmark = pytest.mark.browser

EN, ZH = language("en"), language("zh")
Open = Callable[..., Page]
OPENED = "details.cite[open]"


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    """A hub with the works of the brief."""
    with open_hub(tmp_path / "own") as own:
        fill(own)
        yield own


@pytest.fixture
def visit(hub: Hub, chromium: Browser) -> Iterator[Open]:
    """Opens a page over a hub of the test's own; no fault may come up in it."""
    problems: list[str] = []
    with served(hub) as address:

        def open_page(path: str, **options: object) -> Page:
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


def number(page: Page, statement: str, at: int = 0):
    """The [n] of a statement."""
    return page.locator(f'[id="s-{statement}"] .cite:not(.flagging) > summary').nth(at)


# Quotes


def test_the_mouse_shows_a_quote_in_its_place_and_takes_it_away(visit: Open, hub: Hub):
    page = visit(f"/brief/{made(hub)}")
    number(page, "h.2").hover()
    panel = page.locator(f"{OPENED} .source")
    expect(panel).to_be_visible()
    expect(panel.locator("mark").first).to_contain_text("It reaches")
    panel.hover()
    page.wait_for_timeout(500)
    expect(panel).to_be_visible()  # what is read does not go away under the pointer
    page.mouse.move(5, 5)
    expect(page.locator(OPENED)).to_have_count(0)


def test_a_press_keeps_a_quote_until_another_press(visit: Open, hub: Hub):
    page = visit(f"/brief/{made(hub)}")
    number(page, "h.2").click()
    page.mouse.move(5, 5)
    page.wait_for_timeout(500)
    expect(page.locator(OPENED)).to_have_count(1)
    number(page, "t2.1").hover()
    page.wait_for_timeout(300)
    expect(page.locator('[id="s-h.2"] .cite[open]')).to_have_count(1)
    number(page, "h.2").click()
    expect(page.locator(OPENED)).to_have_count(0)
    number(page, "h.2").click()
    page.locator("h1").click()
    expect(page.locator(OPENED)).to_have_count(0)


def test_the_keyboard_shows_keeps_and_leaves_a_quote(visit: Open, hub: Hub):
    page = visit(f"/brief/{made(hub)}")
    page.locator('[id="s-c.1"]').focus()
    page.keyboard.press("Tab")
    expect(page.locator('[id="s-c.1"] .cite[open] .source')).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.source') !== null")
    page.keyboard.press("Escape")
    expect(page.locator(OPENED)).to_have_count(0)
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Enter")
    expect(page.locator(OPENED)).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(OPENED)).to_have_count(0)


def test_a_tap_shows_a_quote_and_a_tap_beside_it_takes_it_away(visit: Open, hub: Hub):
    page = visit(f"/brief/{made(hub)}", has_touch=True, viewport={"width": 390, "height": 800})
    number(page, "t1.1", 1).tap()
    panel = page.locator(f"{OPENED} .source")
    expect(panel).to_be_visible()
    expect(panel.locator("mark")).to_have_count(2)
    box = panel.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    page.locator("h1").tap()
    expect(page.locator(OPENED)).to_have_count(0)


def test_the_quoted_words_are_in_view_however_long_the_text_around_them(visit: Open, hub: Hub):
    page = visit(f"/brief/{made(hub)}", viewport={"width": 700, "height": 500})
    number(page, "t1.4").click()
    inside = """() => { const panel = document.querySelector('.cite[open] .source').getBoundingClientRect();
      const mark = document.querySelector('.cite[open] mark').getBoundingClientRect();
      return mark.top >= panel.top && mark.bottom <= panel.bottom; }"""
    assert page.evaluate(inside)


def test_without_a_script_everything_can_be_read_and_done(visit: Open, hub: Hub):
    page = visit(f"/brief/{made(hub)}", java_script_enabled=False)
    number(page, "h.2").click()
    expect(page.locator('[id="s-h.2"] blockquote')).to_be_visible()
    page.locator('[id="s-h.2"] .source .n').click()
    assert page.url.endswith("#w-1")
    flag = page.locator('[id="s-t2.1"] .flagging')
    flag.locator("summary").press("Enter")
    flag.get_by_label(EN("brief.reason.trivial")).check()
    flag.get_by_role("button").click()
    page.wait_for_url("**/brief/b#s-t2.1")
    expect(page.locator('[id="s-t2.1"] .flagged')).to_contain_text(EN("brief.reason.trivial"))
    page.locator('[id="s-t2.1"]').get_by_role("button", name=EN("brief.unflag")).click()
    expect(page.locator(".flagged")).to_have_count(0)


def test_a_sentence_is_flagged_with_a_note(visit: Open, hub: Hub):
    page = visit(f"/brief/{made(hub)}")
    page.locator('[id="s-t1.1"]').hover()
    flag = page.locator('[id="s-t1.1"] .flagging')
    flag.locator("summary").click()
    flag.get_by_label(EN("brief.reason.misleading")).check()
    flag.get_by_label(EN("brief.flag_note")).fill("only in mice")
    flag.get_by_role("button", name=EN("brief.flag_go")).click()
    expect(page.locator('[id="s-t1.1"] .flagged')).to_contain_text("only in mice")
    (kept,) = Desk(hub, ALONE).briefs.flags("b")
    assert (kept.statement.id, kept.note) == ("t1.1", "only in mice")


def test_the_picture_and_the_table_lead_to_what_they_show(visit: Open, hub: Hub):
    page = visit(f"/brief/{made(hub)}")
    page.locator('.map-wide a[href="#t2"] circle').click()
    assert page.url.endswith("#t2")
    page.locator('.map-wide a[href="#b1"] circle').click()
    assert page.url.endswith("#b1")
    page.locator('.crossed a[href="#w-1"]').click()
    assert page.url.endswith("#w-1")


# As it comes along


def test_sections_come_as_they_are_written_and_what_is_read_stays(visit: Open, hub: Hub):
    kept = hub.store.briefs
    wanted(hub)
    page = visit("/brief/b")
    page.evaluate("window.stayed = true")
    expect(page.locator("#how")).to_contain_text(EN("brief.stage."))
    begun(hub, "b", ["headline"])
    expect(page.locator('[id="s-h.2"]')).to_be_visible()
    expect(page.locator("#t1 .waiting")).to_have_text(EN("brief.being_written"))
    number(page, "h.2").click()
    kept.put_part("b", Part("t2", STATEMENTS["t2"]), AT)
    expect(page.locator('[id="s-t2.1"]')).to_be_visible()
    expect(page.locator("#said")).to_contain_text("credit")
    expect(page.locator("#how")).to_contain_text(
        EN("brief.sections", done=2, total=len(STATEMENTS))
    )
    expect(page.locator('[id="s-h.2"] .cite[open]')).to_have_count(1)
    kept.finish("b", brief("b"), AT)
    expect(page.locator('[id="s-g1.1"]')).to_be_visible()
    expect(page.locator("#provenance")).to_be_visible()
    expect(page.locator(".brief-head .take")).to_be_visible()
    expect(page.locator("#said")).to_have_text(EN("brief.said_done"))
    expect(page.locator("#how progress")).to_have_count(0)
    expect(page.locator('[id="s-h.2"] .cite[open]')).to_have_count(1)
    assert page.evaluate("window.stayed")
    order = page.evaluate(
        "[...document.querySelectorAll('main > [data-part]')].map(e => e.dataset.part)"
    )
    page.reload()
    again = page.evaluate(
        "[...document.querySelectorAll('main > [data-part]')].map(e => e.dataset.part)"
    )
    assert order == again


def test_a_brief_on_its_way_is_cancelled_and_keeps_what_was_written(visit: Open, hub: Hub):
    wanted(hub)
    begun(hub, "b", ["headline"])
    page = visit("/brief/b")
    page.get_by_role("button", name=EN("brief.cancel")).click()
    expect(page.locator("#how")).to_contain_text(EN("brief.cancelled"))
    expect(page.locator('[id="s-h.2"]')).to_be_visible()
    expect(page.locator("#t1 .waiting")).to_have_text(EN("brief.not_written"))
    assert Desk(hub, ALONE).briefs.glance("b").state == "cancelled"


def test_a_brief_that_fails_says_so_on_the_page_that_waits(visit: Open, hub: Hub):
    wanted(hub)
    page = visit("/brief/b")
    hub.store.briefs.begin("b", AT)
    hub.store.briefs.fail("b", "the works are gone", AT)
    expect(page.locator("#how [role=alert]")).to_contain_text("the works are gone")
    page.get_by_role("button", name=EN("brief.again")).click()
    page.wait_for_url(re.compile(r"/brief/\w{6,}$"))
    # The model it was asked of is not set up, so that another try does without.
    assert {one.writer for one in Desk(hub, ALONE).briefs.all()} == {"prompted", "extractive"}


def test_a_page_whose_brief_is_removed_meanwhile_leads_to_the_others(hub: Hub, chromium: Browser):
    wanted(hub)
    with served(hub) as address:
        page = chromium.new_context(locale="en-GB").new_page()
        page.goto(f"{address}/brief/b")
        hub.store.briefs.remove("b")
        page.wait_for_url(f"{address}/brief")
        page.context.close()


def test_a_page_without_a_script_renews_itself(visit: Open, hub: Hub):
    wanted(hub)
    page = visit("/brief/b", java_script_enabled=False)
    made_now = hub.store.briefs
    made_now.begin("b", AT)
    made_now.finish("b", brief("b"), AT)
    expect(page.locator('[id="s-h.2"]')).to_be_visible()


# Asking, versions, comparison


def test_what_is_typed_is_what_is_asked_of(visit: Open, hub: Hub):
    page = visit("/brief")
    page.locator('textarea[name="works"]').fill(named("2606.10001"))
    assert page.locator("#kind-works").is_checked()
    page.get_by_role("button", name=EN("brief.go")).click()
    page.wait_for_url(re.compile(r"/brief/\w{6,}"))
    (one,) = Desk(hub, ALONE).briefs.all()
    assert one.ask.works == (named("2606.10001"),)


def test_selected_works_of_the_library_are_briefed(visit: Open, hub: Hub):
    Desk(hub, ALONE).library.mark(named("2606.10001"), saved=True)
    page = visit("/library")
    page.locator('input[type="checkbox"][name="work"]').first.check()
    page.get_by_role("button", name=EN("brief.this_works")).click()
    expect(page.locator('textarea[name="works"]')).to_have_value(named("2606.10001"))
    page.get_by_role("button", name=EN("brief.go")).click()
    page.wait_for_url(re.compile(r"/brief/\w{6,}"))


def test_another_version_is_made_in_chinese_and_compared(visit: Open, hub: Hub):
    made(hub, model=None)
    page = visit("/brief/b", locale="zh-CN")
    page.get_by_text(ZH("brief.remake"), exact=True).click()
    page.locator('aside input[name="language"][value="zh"]').check()
    page.get_by_role("button", name=ZH("brief.remake_go")).click()
    page.wait_for_url(re.compile(r"/brief/(?!b$)"))
    name = page.url.rpartition("/")[2]
    hub.store.briefs.begin(name, AT)
    hub.store.briefs.finish(name, brief(name, language="zh", model=None), AT)
    expect(page.locator(".versions")).to_be_visible()
    page.get_by_role("link", name=ZH("brief.compare")).first.click()
    expect(page.locator("h1")).to_have_text(ZH("brief.compared"))
    page.locator("details.more > summary").click()
    page.locator('[id="b-s-h.2"] .cite > summary').first.click()
    expect(page.locator(f"{OPENED} blockquote")).to_be_visible()


# On every screen


def furnished(hub: Hub) -> list[str]:
    """A brief in each state and two to compare; their addresses."""
    made(hub)
    made(hub, "later", again="b", language="zh", model=None, at="2026-06-25T09:00:00Z")
    wanted(hub, "open")
    begun(hub, "open", ["headline", "t1"])
    wanted(hub, "failed")
    hub.store.briefs.begin("failed", AT)
    hub.store.briefs.fail("failed", "a long reason " * 20 + "x" * 200, AT)
    Desk(hub, ALONE).briefs.flag("b", "t1.1", "other", "a note " * 30 + "y" * 150)
    return ["/brief", "/brief?q=gait", "/brief/b", "/brief/later", "/brief/open", "/brief/failed",
            "/brief/b/compare/later"]  # fmt: skip


@pytest.mark.parametrize("locale", ["en-GB", "zh-CN"])
@pytest.mark.parametrize("width", [360, 390, 768, 1280])
def test_no_page_of_a_brief_is_wider_than_the_screen(
    visit: Open, hub: Hub, width: int, locale: str
):
    page = visit("/brief", viewport={"width": width, "height": 800}, locale=locale)
    wider = "document.documentElement.scrollWidth - innerWidth"
    for path in furnished(hub):
        page.goto(path)
        assert page.evaluate(wider) <= 0, path
    page.goto("/brief/b")
    for name, at in (("h.2", 0), ("t1.1", 1), ("t1.2", 0), ("t1.4", 0)):
        number(page, name, at).click()
        assert page.evaluate(wider) <= 0, name
        box = page.locator(f"{OPENED} .source").bounding_box()
        assert box["x"] >= 0, name
        assert box["x"] + box["width"] <= width, name
        page.keyboard.press("Escape")
    for one in page.locator(".rest > summary").all():
        if one.is_visible():
            one.click()
    page.locator("#dropped > summary").click()
    assert page.evaluate(wider) <= 0


POOR = """() => {
  const rgb = c => c.match(/[\\d.]+/g).map(Number);
  const lum = c => { const [r, g, b] = rgb(c).map(v => v / 255)
    .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b; };
  const behind = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor;
    if ((rgb(c)[3] ?? 1) > 0) return c; } return 'rgb(255, 255, 255)'; };
  return [...document.querySelectorAll('body *:not(svg *)')].filter(e => {
    if (!e.checkVisibility() || ![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) return false;
    const [a, b] = [lum(getComputedStyle(e).color), lum(behind(e))].sort((x, y) => y - x);
    return (a + .05) / (b + .05) < 4.5; }).map(e => e.className + ' ' + e.textContent.trim().slice(0, 40)); }"""
NAMELESS = """() => [...document.querySelectorAll('a, button, input:not([type=hidden]), select, textarea, summary')]
  .filter(e => e.checkVisibility() && !e.ariaHidden && !((e.innerText ?? e.textContent) || e.getAttribute('aria-label') || e.labels?.length))
  .map(e => e.outerHTML.slice(0, 120))"""
DOUBLED = "[...document.querySelectorAll('[id]')].map(e => e.id).filter((id, n, all) => all.indexOf(id) !== n)"
DANGLING = """() => [...document.querySelectorAll('[aria-labelledby], [aria-describedby], a[href^="#"]')].flatMap(e =>
  (e.getAttribute('aria-labelledby') || e.getAttribute('aria-describedby') || decodeURIComponent(e.getAttribute('href')).slice(1))
  .split(' ')).filter(id => id && !document.getElementById(id))"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everything_has_a_name_ids_are_single_and_text_stands_out(
    visit: Open, hub: Hub, theme: str
):
    paths = furnished(hub)
    page = visit("/brief", color_scheme=theme)
    for path in paths:
        page.goto(path)
        assert page.evaluate(POOR) == [], path
        assert page.evaluate(NAMELESS) == [], path
        assert page.evaluate(DOUBLED) == [], path
        assert page.evaluate(DANGLING) == [], path
        assert page.locator("h1").count() == page.locator("main").count() == 1
        levels = page.evaluate(
            "[...document.querySelectorAll('h1, main h2, main h3')].map(e => +e.tagName[1])"
        )
        assert all(after - level <= 1 for level, after in pairwise(levels)), path
    page.goto("/brief/b")
    for name in ("t1.1", "x1.1"):
        number(page, name).click()
        assert page.evaluate(POOR) == [], name
        page.keyboard.press("Escape")
    page.locator('[id="s-h.2"]').hover()
    page.locator('[id="s-h.2"] .flagging > summary').click()
    assert page.evaluate(POOR) == []


def test_on_paper_there_are_sentences_and_works_and_nothing_to_press(visit: Open, hub: Hub):
    page = visit(f"/brief/{made(hub)}")
    page.emulate_media(media="print")
    expect(page.locator('[id="s-h.2"]')).to_be_visible()
    expect(page.locator("#w-1")).to_be_visible()
    for gone in (".brief-deeds", ".flagging", ".contents ol", ".top nav"):
        assert not page.locator(gone).first.is_visible(), gone


def test_a_chinese_page_speaks_chinese(visit: Open, hub: Hub):
    made(hub, language="zh")
    page = visit("/brief/b", locale="zh-CN")
    for key in (
        "brief.headline",
        "brief.changed",
        "brief.themes",
        "brief.bridges",
        "brief.gaps",
        "brief.works",
    ):
        expect(page.get_by_role("heading", name=ZH(key)).first).to_be_visible()
    assert page.locator('[id="s-t1.3"] .words').get_attribute("lang") is None
    assert page.locator('[id="s-h.2"] .words').get_attribute("lang") == "en"
