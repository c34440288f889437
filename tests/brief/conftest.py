"""Stores with papers, and who asks for briefs of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from academichub.brief import Briefs
from academichub.brief.making import Maker
from academichub.collect import take
from academichub.config import Config
from academichub.desk import Desk
from academichub.hub import Hub
from academichub.model import Page
from academichub.store import Store

from .made import ADA, AT, BO, Clock, means, papers


@pytest.fixture
def filled(store: Store) -> Store:
    """A store with papers, on each database in turn."""
    take(store, "test", Page(records=papers()), AT)
    return store


@pytest.fixture
def maker(filled: Store) -> Maker:
    return Maker(means(filled))


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    """A hub with papers beside its starter data, its index level."""
    with Hub(Config.load(tmp_path / "hub", environ={}), clock=Clock()) as opened:
        take(opened.store, "test", Page(records=papers()), AT)
        opened.catch_up()
        yield opened


@pytest.fixture
def ada(hub: Hub) -> Briefs:
    return Desk(hub, ADA).briefs


@pytest.fixture
def bo(hub: Hub) -> Briefs:
    return Desk(hub, BO).briefs
