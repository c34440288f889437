"""The page of the paper on self-distillation over the starter data: every section, each citing work once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from starlette.testclient import TestClient
from tests.review import scripted_review

from academichub.accounts import ALONE
from academichub.argument.reviews import PARTS
from academichub.config import Config
from academichub.desk import Desk
from academichub.hub import Hub
from academichub.llm.scripted import scripted_model
from academichub.web.app import create_app

from .conftest import BASE
from .test_review_pages import SEED_ORDER, section

WORK = scripted_review.WORK
HERE = f"/review/{WORK}"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Hub, TestClient]]:
    """The program with its starter data and a scripted model."""
    with scripted_model(scripted_review.review) as wire:
        config = Config.load(tmp_path_factory.mktemp("seed"), environ={}).model_copy(
            update={"model": "local:some", "model_url": wire.url}
        )
        with (
            Hub(config) as hub,
            TestClient(create_app(hub, hosts={"localhost"}), base_url=BASE) as one,
        ):
            hub.store.readers.ensure(ALONE)
            yield hub, one


def page_of(client: TestClient, address: str = HERE, lang: str = "en") -> str:
    answer = client.get(f"{address}{'&' if '?' in address else '?'}lang={lang}")
    assert answer.status_code == 200, answer.text[:400]
    return answer.text


def titles(page: str) -> list[str]:
    """The citing works as they are listed."""
    listed = section(page, "cited-by")
    found = re.findall(r'<li id="citing-\d+".*?<p class="of"><a [^>]*>(.*?)</a>', listed, re.DOTALL)
    return [unescape(re.sub(r"<[^>]+>", "", title)).casefold() for title in found]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_without_a_model_every_section_is_there_and_says_its_scope(world, lang: str):
    page = page_of(world[1], lang=lang)
    places = [page.find(f'id="{name}"') for name in SEED_ORDER]
    assert -1 not in places
    assert places == sorted(places)
    review = Desk(world[0], ALONE).reviews.open(WORK, lang).review
    assert review
    assert review.scope == "abstract"
    for part in review.parts:
        assert part.statements or part.empty, part.name


def test_it_prints_each_of_the_45_citing_works_once(world):
    page = page_of(world[1])
    assert "Cited by 45 works" in page
    assert len(titles(page)) == len(set(titles(page))) == 45


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_with_a_model_every_line_of_every_section_shows_what_it_stands_on(world, lang: str):
    hub, client = world
    reviews = Desk(hub, ALONE).reviews
    run = reviews.ask(WORK, language=lang, rebuttal=True)
    review = reviews.make_now(run.id).review
    assert review
    page = page_of(client, f"{HERE}?run={run.id}", lang)
    for name in PARTS:
        part = review.part(name)
        assert part.statements or part.empty, name
        for one in part.statements if name != "keywords" else ():
            shown = page.split(f'id="s-{one.id}"')[1].split('class="say"')[0].split("</section>")[0]
            assert shown.count("<blockquote>") >= len(one.quotes)
    assert "local:some" in section(page, "provenance")
