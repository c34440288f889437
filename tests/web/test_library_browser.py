"""Keeping works in a real browser: at once with a script, a page at a time without one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from academichub.accounts import ALONE
from academichub.desk import Desk
from academichub.hub import Hub
from academichub.testing import served
from academichub.web.language import language

pytestmark = pytest.mark.browser

EN = language("en")
Open = Callable[..., Page]


@pytest.fixture
def visit(hub: Hub, chromium: Browser) -> Iterator[Open]:
    """Opens a page over a hub of the test's own; no fault may come up in it."""
    problems: list[str] = []
    with served(hub) as address:

        def open_page(path: str, **options: object) -> Page:
            context = chromium.new_context(locale="en-GB", base_url=address, **options)  # type: ignore[arg-type]
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


def pressed(page: Page, kind: str) -> list[str]:
    return page.eval_on_selector_all(
        f'[data-mark="{kind}"][aria-pressed="true"]',
        "found => found.map(one => one.closest('.work').dataset.id)",
    )


def test_keys_save_read_and_put_by_the_work_one_stands_on_at_once(visit: Open, hub: Hub):
    page = visit("/")
    page.evaluate("window.stayed = true")
    first, second = shown(page)[:2]
    for key in ("j", "s", "l", "j", "s", "s", "l", "r"):
        with page.expect_response("**/marks") if key != "j" else _nothing():
            page.keyboard.press(key)
    expect(page.locator("#said")).to_have_text(EN("mark.read_on"))
    assert pressed(page, "saved") == pressed(page, "later") == [first]
    assert pressed(page, "read") == [second]
    assert page.evaluate("window.stayed")
    page.reload()
    assert pressed(page, "saved") == [first]
    marks = Desk(hub, ALONE).library.marks([first, second])
    assert bool(marks[first].saved_at and marks[first].later_at and marks[second].read_at)


@contextmanager
def _nothing() -> Iterator[None]:
    yield


def test_a_mark_the_server_did_not_keep_is_taken_back_and_said(hub: Hub, chromium: Browser):
    with served(hub) as address:
        page = chromium.new_context(locale="en-GB").new_page()
        page.goto(address)
        page.route("**/marks", lambda route: route.abort())
        button = page.locator('[data-mark="saved"]').first
        button.click()
        expect(page.locator("#said")).to_have_text(EN("mark.failed"))
        expect(button).to_have_attribute("aria-pressed", "false")
        page.context.close()


def test_without_a_script_a_mark_leads_back_to_its_work(visit: Open):
    page = visit("/works?q=zanzibar", java_script_enabled=False)
    wanted = shown(page)[3]
    page.locator('[data-mark="saved"]').nth(3).click()
    page.wait_for_url(f"**/works?q=zanzibar#mark-{wanted}")
    assert page.locator('[data-mark="saved"]').nth(3).get_attribute("aria-pressed") == "true"
    page.goto("/library")
    assert shown(page) == [wanted]


def test_a_batch_in_place_has_controls_that_work(visit: Open):
    page = visit("/")
    first = shown(page)
    page.locator("[data-batch]").first.click()
    expect(page.locator(".work").first).not_to_have_attribute("data-id", first[0])
    with page.expect_response("**/marks"):
        page.locator('[data-mark="saved"]').first.click()
    page.reload()
    assert pressed(page, "saved") == shown(page)[:1]


def test_a_note_is_written_on_the_work_and_edited_in_the_library(visit: Open):
    page = visit("/works/arxiv:2606.30001")
    page.get_by_text(EN("library.write")).click()
    page.get_by_label(EN("library.note"), exact=True).fill("Ask **Zoë**.")
    page.get_by_label(EN("library.tags")).fill("to discuss")
    page.get_by_role("button", name=EN("library.keep")).click()
    expect(page.locator(".note strong")).to_have_text("Zoë")
    page.locator(".tags a").click()
    page.wait_for_url("**/library?tag=to%20discuss")
    page.get_by_text(EN("library.edit")).click()
    page.locator('[name="note"]').fill("Asked.")
    page.get_by_role("button", name=EN("library.keep")).click()
    expect(page.locator(".note")).to_have_text("Asked.")
    assert "tag=to" in page.url


def test_works_are_selected_tagged_and_exported_in_the_library(visit: Open, hub: Hub):
    library = Desk(hub, ALONE).library
    names = [f"arxiv:2606.3000{n}" for n in range(3)]
    library.save_all(names)
    page = visit("/library")
    page.locator("[data-select-all]").click()
    page.locator('[name="add"]').fill("reading group")
    page.get_by_role("button", name=EN("library.change_tags")).click()
    expect(page.locator(".notice[role=status]")).to_contain_text("3")
    assert page.locator(".tags a").count() == 3
    page.locator('input[name="work"]').first.check()
    with page.expect_download() as download:
        page.get_by_role("button", name="BibTeX").click()
    assert download.value.suggested_filename == "library.bib"
    page.locator("#sort").select_option("title")
    page.wait_for_url("**sort=title**")
    assert shown(page) == names


def test_the_stars_of_a_guest_stay_in_the_browser_and_can_be_taken_away(hub: Hub, visit: Open):
    hub.config = hub.config.model_copy(update={"accounts": True})
    page = visit("/")
    expect(page.locator("[data-starred]")).to_be_hidden()
    wanted = shown(page)[2]
    page.locator("[data-star]").nth(2).click()
    expect(page.locator("[data-star-count]")).to_have_text("1")
    page.keyboard.press("j")
    page.keyboard.press("s")
    expect(page.locator("[data-star-count]")).to_have_text("2")
    page.keyboard.press("s")
    page.reload()
    expect(page.locator("[data-star]").nth(2)).to_have_attribute("aria-pressed", "true")
    page.locator("[data-starred]").click()
    page.wait_for_url("**/starred?id=**")
    assert shown(page) == [wanted]
    page.locator("[data-star]").click()
    page.goto("/starred")
    expect(page.locator("#starred")).to_contain_text(EN("starred.empty"))


def test_the_stars_of_a_browser_are_taken_into_the_library_once(visit: Open):
    page = visit("/library")
    expect(page.locator("[data-take-stars]")).to_be_hidden()
    page.evaluate(
        """localStorage.setItem("academichub.stars", '["arxiv:2606.30001","gone","arxiv:2606.30002"]')"""
    )
    page.reload()
    expect(page.locator("[data-take-stars]")).to_contain_text("3 works were starred")
    page.get_by_role("button", name=EN("library.stars_take")).click()
    expect(page.locator(".notice[role=status]")).to_contain_text("2 starred works")
    assert set(shown(page)) == {"arxiv:2606.30001", "arxiv:2606.30002"}
    page.goto("/library")
    expect(page.locator("[data-take-stars]")).to_be_hidden()
    assert page.evaluate("localStorage.getItem('academichub.stars')") is None
