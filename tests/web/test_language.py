from __future__ import annotations

import re
from collections.abc import Callable
from importlib.resources import files
from string import Formatter

import pytest
from starlette.testclient import TestClient

from academichub.sources.catalogue import catalogue
from academichub.taxonomy import FIELDS
from academichub.web.faults import EXPLAINED
from academichub.web.language import CODES, choose, language

Get = Callable[..., str]
TEXTS = {code: language(code).texts for code in CODES}


def sources(ending: str) -> str:
    folder = files("academichub.web")
    digests = files("academichub.render")
    inside = [*folder.iterdir(), *folder.joinpath("templates").iterdir(), *digests.iterdir()]
    return "\n".join(one.read_text("utf-8") for one in inside if one.name.endswith(ending))


def test_both_languages_have_the_same_keys():
    assert TEXTS["en"].keys() == TEXTS["zh"].keys()


def test_both_languages_fill_the_same_places():
    for key, text in TEXTS["en"].items():
        places = {name for _, name, _, _ in Formatter().parse(text) if name}
        others = {name for _, name, _, _ in Formatter().parse(TEXTS["zh"][key]) if name}
        assert places == others, key


def test_every_chinese_text_is_chinese():
    same = {
        "site.name",
        "work.pdf",
        "field.issn",
        "status.progress",
        "chart.bar",
        "nav.other_language",
        "radar.why.category",
        "radar.stands.category",
        "document.by_line",
        "document.comma",
        "paper.colon",
        "paper.comma",
        "paper.place",
    }
    for key, text in TEXTS["zh"].items():
        assert key in same or re.search(r"[一-鿿]", text), key


def test_every_key_a_page_asks_for_is_there():
    asked = set(
        re.findall(
            r"\bt(?:\.count)?\(\s*[\"']([a-z_0-9.\-]+)[\"']\s*[,)]",
            sources(".html") + sources(".py"),
        )
    )
    missing = {k for k in asked if k not in TEXTS["en"] and f"{k}.one" not in TEXTS["en"]}
    assert len(asked) > 100
    assert not missing


def test_every_key_that_is_there_is_asked_for():
    everything = sources(".html") + sources(".py")
    groups = {
        "type",
        "update",
        "subject",
        "fault",
        "field",
        "route",
        "work.announced",
        "radar.signal",
        "radar.why",
        "radar.stands",
        "letter",
        "document.writer",
        "document.field",
        "document.scope",
        "paper.cited_as",
        "paper.stage",
        "paper.to",
    }
    for key in TEXTS["en"]:
        stem = key.removesuffix(".one").removesuffix(".other")
        group, _, _ = stem.rpartition(".")
        by_parts = f"'{group}.' ~" in everything or f'f"{group}.' in everything
        known = any(stem.startswith(f"{name}.") for name in groups)
        assert f"'{stem}'" in everything or f'"{stem}"' in everything or by_parts or known, key


def test_every_fault_subject_and_field_has_its_words():
    for status in EXPLAINED:
        assert f"fault.{status}.title" in TEXTS["zh"]
        assert f"fault.{status}.hint" in TEXTS["zh"]
    for subject in (*FIELDS, *(journal.field for journal in catalogue())):
        assert f"subject.{subject}" in TEXTS["zh"], subject


@pytest.mark.parametrize(
    ("asked", "kept", "accept", "chosen"),
    [
        (None, None, None, "en"),
        ("zh", "en", "en", "zh"),
        (None, "zh", "en-GB", "zh"),
        ("fr", "xx", "zh-TW,en;q=0.8", "zh"),
        (None, None, "fr-FR,en;q=0.4,zh;q=0.6", "zh"),
        (None, None, "de,*;q=0.1", "en"),
        (None, None, "zh;q=0,en;q=0.1", "en"),
        (None, None, "zh;q=abc, ;;;", "en"),
    ],
)
def test_the_address_decides_then_the_cookie_then_the_browser(
    asked: str, kept: str, accept: str, chosen: str
):
    assert choose(asked, kept, accept) == chosen


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ("2026-06-12", "12 June 2026", "2026年6月12日"),
        ("2026-06", "June 2026", "2026年6月"),
        ("2026", "2026", "2026年"),
        ("in press", "in press", "in press"),
        ("2026-13-01", "2026", "2026年13月1日"),
    ],
)
def test_dates_are_written_as_exactly_as_they_are_known(text: str, english: str, chinese: str):
    assert language("en").date(text) == english
    assert language("zh").date(text) == chinese


def test_counting_has_one_and_many():
    assert language("en").count("list.total", 1) == "1 work"
    assert language("en").count("list.total", 12345) == "12,345 works"
    assert language("zh").count("list.total", 12345) == "12,345 篇文献"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/works?q=decay",
        "/works/arxiv:2606.30900",
        "/status",
        "/journals",
        "/about",
        "/starred",
        "/api/docs",
    ],
)
def test_every_page_is_in_the_language_of_the_browser(get: Get, path: str):
    english, chinese = get(path), get(path, **{"accept-language": "zh-CN,zh;q=0.9,en;q=0.5"})
    assert '<html lang="en">' in english
    assert '<html lang="zh-Hans">' in chinese
    own = {
        TEXTS["en"][key] for key in ("nav.skip_content", "nav.status", "site.footer", "nav.keys")
    }
    assert not [text for text in own if f">{text}<" in chinese]
    assert TEXTS["zh"]["site.footer"] in chinese


def test_a_choice_of_language_and_colours_is_kept(client: TestClient):
    assert "换一批" in client.get("/?lang=zh&theme=dark").text
    again = client.get("/").text
    assert '<html lang="zh-Hans" data-theme="dark">' in again
    assert '<meta name="color-scheme" content="dark">' in again
    back = client.get("/?lang=en&theme=light")
    assert '<html lang="en" data-theme="light">' in back.text
    assert client.get("/?lang=xx&theme=pink").headers.get("set-cookie") is None


def test_the_switch_of_language_keeps_the_filters(get: Get):
    page = get("/?category=cs.LG&q=decay")
    assert 'href="/?category=cs.LG&amp;q=decay&amp;lang=zh"' in page
    assert 'href="/?category=cs.LG&amp;q=decay&amp;theme=dark"' in page
