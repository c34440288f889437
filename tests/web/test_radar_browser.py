"""A radar in a real browser: keys, reasons, mutes, batches; and its pages on every screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

from academichub.accounts import ALONE
from academichub.desk import Desk
from academichub.hub import Hub
from academichub.profile import FollowedAuthor, Mute, Profile, WantedTerm
from academichub.testing import served
from academichub.web.language import language

pytestmark = pytest.mark.browser

EN, ZH = language("en"), language("zh")
SLUG, PATH = "decay", "/radar/decay"
PAGES = (PATH, f"{PATH}/learnt", f"{PATH}/history", f"{PATH}/trends")
PROFILE = Profile(
    terms=(WantedTerm("zanzibar"), WantedTerm("survey", "never")),
    authors=(FollowedAuthor("Ada Example"), FollowedAuthor("Zoë Müller", "0000-0002-1825-0097")),
    categories=("cs.LG",),
    venues=("Journal of Fixtures",),
    seeds=("arxiv:2606.30900",),
    mutes=(Mute("author", "Nobody" * 12),),
    turned={"category:stat.ML": 0.0},
)
Open = Callable[..., Page]


@pytest.fixture
def desk(hub: Hub) -> Desk:
    """The reader who is alone, with a radar and some history of it."""
    hub.store.readers.ensure(ALONE)
    one = Desk(hub, ALONE)
    one.radars.create("Decay", PROFILE)
    one.radars.create("A second radar with a rather long name of its own", Profile())
    return one


@pytest.fixture
def visit(hub: Hub, desk: Desk, chromium: Browser) -> Iterator[Open]:
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


def shown(page: Page) -> list[str]:
    return [str(one.get_attribute("data-id")) for one in page.locator(".work").all()]


def focused(page: Page) -> str | None:
    return page.evaluate("document.activeElement.closest('.work')?.dataset.id || null")


def verdicts(desk: Desk) -> dict[str, str]:
    return {one.work: one.kind for one in desk.radars.learnt(SLUG).verdicts}


def test_one_key_each_says_more_or_less_of_the_work_one_stands_on(visit: Open, desk: Desk):
    page = visit(PATH)
    page.evaluate("window.stayed = true")
    first, second = shown(page)[:2]
    page.keyboard.press("j")
    with page.expect_response("**/judge"):
        page.keyboard.press("m")
    expect(page.locator("#said")).to_have_text(EN("radar.said.more"))
    page.keyboard.press("j")
    with page.expect_response("**/judge"):
        page.keyboard.press("x")
    expect(page.locator("#said")).to_have_text(EN("radar.said.less"))
    assert focused(page) == second
    expect(page.locator(".work").nth(1)).to_have_attribute("data-verdict", "less")
    assert verdicts(desk) == {first: "more", second: "less"}
    with page.expect_response("**/judge"):
        page.keyboard.press("u")
    assert verdicts(desk) == {first: "more"}
    with page.expect_response("**/marks"):
        page.keyboard.press("s")
    assert verdicts(desk)[second] == "saved"
    assert page.evaluate("window.stayed")
    page.reload()
    expect(page.locator('[data-judge="more"]').first).to_have_attribute("aria-pressed", "true")


def test_the_next_batch_comes_in_place_goes_on_counting_and_never_repeats(visit: Open):
    page = visit(PATH)
    page.evaluate("window.stayed = true")
    first = shown(page)
    page.keyboard.press("n")
    expect(page.locator(".work").first).not_to_have_attribute("data-id", first[0])
    second = shown(page)
    assert not set(first) & set(second)
    assert focused(page) == second[0]
    assert page.locator(".number").first.inner_text() == "26."
    assert page.url.endswith("?batch=2")
    assert page.evaluate("window.stayed")
    page.go_back()
    expect(page.locator(".work").first).to_have_attribute("data-id", first[0])
    expect(page.locator("[data-keys]")).to_be_visible()  # the page came anew; its script has run
    page.keyboard.press("n")
    expect(page.locator(".work").first).to_have_attribute("data-id", second[0])


def test_a_chip_opens_and_turns_its_reason_on_every_pick(visit: Open, desk: Desk):
    page = visit(PATH)
    key = "category:cs.LG"
    chips = page.locator(f'.reason[data-key="{key}"]')
    assert chips.count() > 5
    chips.first.locator("summary").click()
    with page.expect_response("**/turn"):
        chips.first.get_by_role("button", name=EN("radar.turn.down")).click()
    expect(page.locator("#said")).to_have_text(EN("radar.said.down"))
    assert desk.radars.get(SLUG).profile.turned[key] == 0.5
    assert set(chips.evaluate_all("all => all.map(one => one.dataset.position)")) == {"down"}
    expect(chips.nth(3).get_by_text(EN("radar.turned.down"))).to_be_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    with page.expect_response("**/turn"):
        page.get_by_role("button", name=EN("radar.undo")).last.click()
    assert key not in desk.radars.get(SLUG).profile.turned


def test_a_menu_opens_with_the_keyboard_closes_with_escape_and_only_one_is_open(visit: Open):
    page = visit(PATH)
    page.keyboard.press("j")
    page.keyboard.press("w")
    assert page.locator(".reason[open]").count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.turn") == "up"
    page.keyboard.press("Escape")
    assert page.locator(".reason[open]").count() == 0
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.locator(".muting summary").first.click()
    page.locator(".scoring summary").first.click()
    assert page.locator('details[name="menu"][open]').count() == 1
    page.locator("h1").click()
    assert page.locator('details[name="menu"][open]').count() == 0


def test_a_mute_is_made_from_a_small_menu_and_taken_back(visit: Open, desk: Desk):
    page = visit(PATH)
    page.locator(".muting summary").first.click()
    with page.expect_response("**/mute"):
        page.locator(".muting").first.locator('[value^="author|Ada Example"]').click()
    assert Mute("author", "Ada Example") in desk.radars.get(SLUG).profile.mutes
    with page.expect_response("**/unmute"):
        page.keyboard.press("u")
    assert Mute("author", "Ada Example") not in desk.radars.get(SLUG).profile.mutes


def test_what_is_opened_is_learnt_from(visit: Open, desk: Desk):
    page = visit(PATH)
    first = shown(page)[0]
    page.keyboard.press("j")
    with page.expect_request("**/judge"):
        page.keyboard.press("o")
    page.wait_for_url("**/works/**")
    assert verdicts(desk) == {first: "opened"}


def test_a_deed_the_server_did_not_keep_is_taken_back_and_said(hub, desk, chromium: Browser):
    with served(hub) as address:
        page = chromium.new_context(locale="en-GB").new_page()
        page.goto(address + PATH)
        page.route("**/judge", lambda route: route.abort())
        page.locator('[data-judge="less"]').first.click()
        expect(page.locator("#said")).to_have_text(EN("radar.failed"))
        expect(page.locator(".work").first).to_have_attribute("data-verdict", "")
        page.context.close()


def test_everything_works_without_a_script_and_leads_back_to_its_place(visit: Open, desk: Desk):
    page = visit(PATH, java_script_enabled=False)
    third = shown(page)[2]
    page.locator('[data-judge="less"]').nth(2).click()
    page.wait_for_url(f"**{PATH}?#work-3")
    assert page.locator(".work").nth(2).get_attribute("data-verdict") == "less"
    page.get_by_role("button", name=EN("radar.undo")).click()
    assert verdicts(desk) == {}
    page.locator(".work").nth(2).locator(".reason summary").first.click()
    page.locator(".work").nth(2).get_by_role("button", name=EN("radar.turn.up")).first.click()
    assert 2.0 in desk.radars.get(SLUG).profile.turned.values()
    page.get_by_role("button", name=EN("list.next_batch")).first.click()
    page.wait_for_url(f"**{PATH}?batch=2")
    assert third not in shown(page)
    page.get_by_role("link", name="1", exact=True).or_(
        page.locator(".batches a").first
    ).first.click()
    assert shown(page)[2] == third


def test_the_keys_of_a_radar_are_explained_on_it(visit: Open):
    page = visit(PATH)
    page.keyboard.press("?")
    expect(page.locator("#keys-help")).to_contain_text(EN("keys.m"))
    expect(page.locator("#keys-help")).to_contain_text(EN("keys.x"))
    page.keyboard.press("Escape")
    page.goto("/")
    assert EN("keys.x") not in page.locator("#keys-help").inner_text()


def test_the_profile_is_edited_on_the_page_of_what_was_learnt(visit: Open, desk: Desk):
    page = visit(f"{PATH}/learnt")
    page.get_by_label(EN("learnt.terms.likes")).fill("dark matter")
    page.keyboard.press("Enter")
    page.wait_for_url("**/learnt?#said-by-you")
    page.get_by_role("button", name=EN("learnt.remove", what="zanzibar")).click()
    expect(page.get_by_text("zanzibar", exact=True)).to_have_count(0)
    assert [one.text for one in desk.radars.get(SLUG).profile.terms] == ["survey", "dark matter"]
    page.get_by_role("button", name=EN("learnt.unfollow", what="Ada Example")).click()
    expect(
        page.get_by_role("button", name=EN("learnt.unfollow", what="Ada Example"))
    ).to_have_count(0)
    page.get_by_role(
        "button", name=f"{EN('radar.signal.freshness')}: {EN('learnt.position.off')}"
    ).click()
    assert desk.radars.get(SLUG).profile.turned["freshness"] == 0


@pytest.mark.parametrize("locale", ["en-GB", "zh-CN"])
@pytest.mark.parametrize("width", [360, 390, 768, 1280])
def test_no_page_of_a_radar_is_wider_than_the_screen(visit: Open, width: int, locale: str):
    page = visit(PATH, viewport={"width": width, "height": 800}, locale=locale)
    for menu in (".reason", ".muting", ".scoring"):
        for at in (0, 3):
            page.locator(f"{menu} > summary").nth(at).click()
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, menu
            box = page.locator(f"{menu}[open] .menu").bounding_box()
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
    for path in PAGES:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everything_has_a_name_ids_are_single_and_text_stands_out(
    visit: Open, theme: str, desk: Desk
):
    poor = """() => {
      const rgb = c => c.match(/[\\d.]+/g).map(Number);
      const lum = c => { const [r, g, b] = rgb(c).map(v => v / 255)
        .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b; };
      const behind = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor;
        if ((rgb(c)[3] ?? 1) > 0) return c; } return 'rgb(255, 255, 255)'; };
      return [...document.querySelectorAll('body *')].filter(e => {
        if (!e.checkVisibility() || ![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) return false;
        const [a, b] = [lum(getComputedStyle(e).color), lum(behind(e))].sort((x, y) => y - x);
        return (a + .05) / (b + .05) < 4.5; }).map(e => e.className + ' ' + e.textContent.trim().slice(0, 40)); }"""
    nameless = """() => [...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary')]
        .filter(e => e.checkVisibility() && !(e.innerText || e.getAttribute('aria-label') || e.labels?.length))
        .map(e => e.outerHTML.slice(0, 120))"""
    doubled = "[...document.querySelectorAll('[id]')].map(e => e.id).filter((id, n, all) => all.indexOf(id) !== n)"
    dangling = (
        "[...document.querySelectorAll('[aria-labelledby], [aria-describedby]')].filter(e => "
        "!document.getElementById(e.getAttribute('aria-labelledby') || e.getAttribute('aria-describedby'))).length"
    )
    first = [item.work.id for item in desk.radars.edition(SLUG).items]
    desk.radars.judge(SLUG, first[0], "more")
    desk.radars.judge(SLUG, first[1], "less")
    desk.radars.turn(SLUG, "followed author:Ada Example", 0.5)
    page = visit(PATH, color_scheme=theme)
    page.locator(".reason summary").first.click()
    assert page.evaluate(poor) == []
    page.locator(".muting summary").first.click()
    assert page.evaluate(poor) == []
    for path in PAGES:
        page.goto(path)
        assert page.evaluate(poor) == [], path
        assert page.evaluate(nameless) == [], path
        assert page.evaluate(doubled) == [], path
        assert page.evaluate(dangling) == 0, path
        assert page.locator("h1").count() == page.locator("main").count() == 1
        levels = page.evaluate(
            "[...document.querySelectorAll('h1, main h2, main h3')].map(e => +e.tagName[1])"
        )
        assert all(after - level <= 1 for level, after in pairwise(levels)), path
