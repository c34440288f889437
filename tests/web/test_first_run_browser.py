"""From an empty data folder to a personal radar, in a real browser, as a new user does it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from academichub.config import Config
from academichub.hub import Hub
from academichub.render.bibliography import bibtex

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The program over an empty folder; asks no upstream."""
    data = tmp_path_factory.mktemp("new")
    environ = {**os.environ, "ACADEMICHUB_DATA": str(data), "ACADEMICHUB_COLLECT": "false"}
    command = [sys.executable, "-m", "academichub", "serve", "--port", "0"]
    with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        found = re.search(r"http://\S+\d", running.stdout.readline())
        assert found
        yield found[0]
        running.send_signal(signal.SIGINT)
        running.wait(20)


@pytest.fixture(scope="module")
def bib(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BibTeX file of 20 works: ten the program ships, ten of ours that nobody has."""
    folder = tmp_path_factory.mktemp("bib")
    with Hub(Config.load(folder / "works", environ={})) as hub:
        known = [work for work in hub.everything() if work.authorships][:10]
    own = "".join(
        f"@article{{own{n}, title={{Policy distillation for agents, part {n} of ours}},"
        f" author={{Ada Example and Ben Other}}, year={{{2015 + n}}}}}\n"
        for n in range(10)
    )
    path = folder / "mine.bib"
    path.write_text(bibtex(known) + own, encoding="utf-8")
    return path


Opened = Iterator[tuple[Page, list[str]]]


def _page(chromium: Browser, server: str, **options: object) -> Opened:
    context = chromium.new_context(**{"locale": "en-GB", **options})  # type: ignore[arg-type]
    page, problems = context.new_page(), list[str]()
    page.set_default_timeout(30_000)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda m: problems.append(m.text) if m.type == "error" else None)
    page.on("request", lambda r: problems.append(r.url) if not r.url.startswith(server) else None)
    yield page, problems
    context.close()


@pytest.fixture
def page(chromium: Browser, server: str) -> Iterator[Page]:
    for one, problems in _page(chromium, server):
        yield one
        assert problems == []


@pytest.fixture
def plain(chromium: Browser, server: str) -> Iterator[Page]:
    """A page in a browser that runs no script."""
    for one, _ in _page(chromium, server, java_script_enabled=False):
        yield one


def test_a_newcomer_has_a_radar_from_a_file_of_20_works(page: Page, server: str, bib: Path):
    page.goto(f"{server}/radar/new")
    page.set_input_files("#file", str(bib))
    page.wait_for_url("**/radar/new/*")
    expect(page.locator(".lede")).to_contain_text("20 papers read. 10 of them are in this store")
    expect(page.locator("#preview .picks li").first).to_be_visible()
    expect(page.locator(".you")).to_contain_text("Ada Example")
    page.locator('button[value="start"]').first.click()
    page.wait_for_url(re.compile(r"/radar/(?!new)[^/]+$"))
    expect(page.locator(".work").first).to_be_visible()


def test_the_first_picks_follow_what_is_typed_and_nothing_typed_is_lost(
    page: Page, server: str, bib: Path
):
    page.goto(f"{server}/radar/new")
    page.set_input_files("#file", str(bib))
    page.wait_for_url("**/radar/new/*")
    picks = page.locator("#preview .picks")
    before = picks.inner_text()
    must = page.locator('textarea[name="must"]')
    must.fill("quantum")
    expect(picks.or_(page.locator("#preview .notice"))).not_to_have_text(before)
    expect(must).to_have_value("quantum")
    assert page.evaluate("document.activeElement.name") == "must"


def test_a_person_is_found_and_followed_in_place(page: Page, server: str):
    page.goto(f"{server}/radar/new?q=distillation")
    page.wait_for_url("**/radar/new/*")
    page.fill("#find", "Zhuokai Zhao")
    page.keyboard.press("Enter")
    person = page.locator("#people li", has_text="Zhuokai Zhao").first
    expect(person).to_contain_text("here")
    person.locator("input").check()
    page.fill("#find", "Nobody Atall")
    page.locator("[data-find]").click()
    expect(page.locator("#authors")).to_contain_text("Zhuokai Zhao")
    expect(page.locator('#authors input[name="author"]').first).to_be_checked()


def test_a_file_may_be_dropped_anywhere_on_the_page(page: Page, server: str, bib: Path):
    page.goto(f"{server}/radar/new")
    page.evaluate(
        """(text) => {
          const held = new DataTransfer();
          held.items.add(new File([text], "mine.bib"));
          document.body.dispatchEvent(
            new DragEvent("drop", { dataTransfer: held, bubbles: true, cancelable: true }));
        }""",
        bib.read_text("utf-8"),
    )
    page.wait_for_url("**/radar/new/*")
    expect(page.locator(".lede")).to_contain_text("20 papers read")


def test_without_scripts_the_same_forms_lead_to_a_radar(plain: Page, server: str, bib: Path):
    plain.goto(f"{server}/radar/new")
    plain.set_input_files("#file", str(bib))
    plain.locator("form[data-drop] button").click()
    expect(plain.locator(".lede")).to_contain_text("20 papers read")
    plain.fill('textarea[name="likes"]', "policy distillation")
    plain.locator("[data-scriptless]").click()
    expect(plain.locator('textarea[name="likes"]')).to_have_value("policy distillation")
    plain.fill("#find", "Zhuokai Zhao")
    plain.locator("[data-find]").click()
    expect(plain.locator("#people")).to_contain_text("here")
    plain.locator('button[value="start"]').first.click()
    plain.wait_for_url(re.compile(r"/radar/(?!new)[^/]+$"))
    expect(plain.locator(".work").first).to_be_visible()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_of_a_start_is_wider_than_its_window(
    chromium: Browser, server: str, bib: Path, width: int
):
    size = {"width": width, "height": 800}
    for one, _ in _page(chromium, server, viewport=size, locale="zh-CN", color_scheme="dark"):
        for step in ("choose", "draft"):
            if step == "choose":
                one.goto(f"{server}/radar/new")
            else:
                one.set_input_files("#file", str(bib))
                one.wait_for_url("**/radar/new/*")
            assert one.evaluate("document.documentElement.scrollWidth") <= width, step
