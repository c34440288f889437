"""Stores with papers, and who asks for reviews of them."""

from __future__ import annotations

import pytest

from academichub.collect import take
from academichub.model import Page
from academichub.store import Store

from .made import AT, papers


@pytest.fixture
def filled(store: Store) -> Store:
    """A store with papers, on each database in turn."""
    take(store, "test", Page(records=papers()), AT)
    return store
