"""The first run as a new user has it: from `script/server` to a personal radar, in a browser.

    python benchmarks/first_run.py                    with the environment that is there
    python benchmarks/first_run.py --fresh            also with one made from nothing (needs a package index)
    python benchmarks/first_run.py --shots FOLDER     pictures of every step, in both languages
    python benchmarks/first_run.py --data FOLDER      over the works of a data folder (a copy of it)

The folder of the program begins empty; it holds what it ships, and nothing is collected, so that no
upstream is asked. The BibTeX file holds 20 works, half of them such as the store does not have. A
person is not in the figures: the browser chooses the file, waits for the picks and presses the button.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[1]
_ADDRESS = re.compile(r"(http://\S+?)/?\s")
_STEPS = ("server", "page", "draft", "radar")


@dataclass
class Times:
    """Seconds from the start of `script/server` to the end of each step."""

    environment: str
    language: str
    began: float = field(default_factory=perf_counter)
    seconds: dict[str, float] = field(default_factory=dict)
    picks: int = 0

    def mark(self, step: str) -> None:
        self.seconds[step] = round(perf_counter() - self.began, 2)


def main() -> None:
    options = _options()
    runs: list[Times] = []
    with tempfile.TemporaryDirectory(prefix="academichub-first-") as name:
        folder = Path(name)
        bib = folder / "mine.bib"
        bib.write_text(_bibliography(folder / "works"))
        with _chromium() as browser:
            for language in ("en-GB", "zh-CN") if options.shots else ("en-GB",):
                data = folder / language
                if options.data:
                    shutil.copytree(options.data, data)
                venv = os.environ.get("ACADEMICHUB_VENV", str(ROOT / ".venv"))
                runs.append(_run(browser, bib, data, venv, "made before", language, options.shots))
            if options.fresh:
                made = _run_or_say(browser, bib, folder / "fresh", str(folder / "venv"))
                runs += [made] if made else []
    if options.json:
        print(json.dumps([{"environment": r.environment, "language": r.language, "picks": r.picks,
                           **r.seconds} for r in runs], indent=2))  # fmt: skip
    else:
        print(_table(runs))


def _options() -> argparse.Namespace:
    reader = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    reader.add_argument("--fresh", action="store_true", help="also make the environment anew")
    reader.add_argument("--shots", type=Path, help="a folder for pictures of every step")
    reader.add_argument("--data", type=Path, help="a data folder to copy; default: an empty one")
    reader.add_argument("--json", action="store_true")
    return reader.parse_args()


def _bibliography(folder: Path) -> str:
    """Ten works that the program ships, and ten of ours that it does not know."""
    from academichub.config import Config
    from academichub.hub import Hub
    from academichub.render.bibliography import bibtex

    with Hub(Config.load(folder, environ={})) as hub:
        known = [work for work in hub.everything() if work.authorships][:10]
    own = [
        f"@article{{own{n}, title={{Policy distillation for language agents, private note {n}}},"
        f" author={{Ada Example and Ben Other}}, journal={{Notes of Ours}}, year={{{2015 + n}}}}}\n"
        for n in range(10)
    ]
    return bibtex(known) + "".join(own)


def _run(
    browser: Browser, bib: Path, data: Path, venv: str, environment: str, language: str,
    shots: Path | None,
) -> Times:  # fmt: skip
    times = Times(environment, language)
    with _server(data, venv) as address:
        times.mark("server")
        context = browser.new_context(locale=language, viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.goto(f"{address}/")
        page.locator(".work").first.wait_for()
        times.mark("page")
        _shoot(page, shots, f"1-daily-{language}")
        page.goto(f"{address}/radar/new")
        _shoot(page, shots, f"2-new-{language}")
        page.set_input_files("#file", str(bib))
        page.wait_for_url("**/radar/new/*")
        page.locator("#preview .picks li").first.wait_for()
        times.mark("draft")
        _shoot(page, shots, f"3-draft-{language}")
        page.locator('button[value="start"]').first.click()
        page.wait_for_url(re.compile(r"/radar/(?!new)[^/]+$"))
        page.locator(".work").first.wait_for()
        times.mark("radar")
        times.picks = page.locator(".work").count()
        _shoot(page, shots, f"4-radar-{language}")
        context.close()
    return times


def _run_or_say(browser: Browser, bib: Path, data: Path, venv: str) -> Times | None:
    try:
        return _run(browser, bib, data, venv, "made anew", "en-GB", None)
    except RuntimeError as error:
        print(f"an environment could not be made anew here: {error}", file=sys.stderr)
        return None


@contextmanager
def _server(data: Path, venv: str) -> Iterator[str]:
    """`script/server` as a new user starts it, until its address is printed."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith("ACADEMICHUB_")
    }
    environ = {
        **kept, "ACADEMICHUB_DATA": str(data), "ACADEMICHUB_VENV": venv,
        "ACADEMICHUB_COLLECT": "false",
    }  # fmt: skip
    command = [str(ROOT / "script" / "server"), "--port", "0"]
    with (
        tempfile.TemporaryFile("w+") as told,
        subprocess.Popen(
            command, env=environ, stdout=subprocess.PIPE, stderr=told, text=True, cwd=ROOT
        ) as server,
    ):
        try:
            line = server.stdout.readline() if server.stdout else ""
            found = _ADDRESS.search(line)
            if found is None:
                server.wait(20)
                told.seek(0)
                lines = told.read().strip().splitlines() or ["it said nothing"]
                raise RuntimeError(lines[-1])
            yield found[1]
        finally:
            if server.poll() is None:
                server.send_signal(signal.SIGINT)
                server.wait(30)


@contextmanager
def _chromium() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    program = os.environ.get("ACADEMICHUB_TEST_CHROMIUM") or shutil.which("chromium")
    if program is None:
        sys.exit("no Chromium here; install chromium or set ACADEMICHUB_TEST_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


def _shoot(page: Page, shots: Path | None, name: str) -> None:
    if shots:
        shots.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(shots / f"{name}.png"), full_page=True)


def _table(runs: list[Times]) -> str:
    head = f"{'environment':<14}{'language':<10}" + "".join(f"{step:>9}" for step in _STEPS)
    rows = [
        f"{run.environment:<14}{run.language:<10}"
        + "".join(f"{run.seconds[step]:>8.2f}s" for step in _STEPS)
        + f"   {run.picks} picks"
        for run in runs
    ]
    return "\n".join(["seconds from `script/server` until", head, *rows])


if __name__ == "__main__":
    main()
