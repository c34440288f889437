"""Stores with papers, and who asks for reviews of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from academichub.collect import take
from academichub.llm import Model, Rules, named
from academichub.llm.scripted import Scripted, scripted_model
from academichub.model import Page
from academichub.review import prompted
from academichub.store import Store

from .made import AT, papers
from .prompted_writing import RULES, Writing


@pytest.fixture
def filled(store: Store) -> Store:
    """A store with papers, on each database in turn."""
    take(store, "test", Page(records=papers()), AT)
    return store


@pytest.fixture
def writing(tmp_path: Path) -> Iterator[Writing]:
    """Makes a writer whose model says what a list or a function gives."""
    with ExitStack() as stack:
        store = stack.enter_context(Store(f"sqlite:///{tmp_path / 'store.db'}"))

        def make(script: Any, rules: Rules = RULES, **how: Any) -> tuple[Any, Scripted, Store]:
            says = script if callable(script) else lambda _, n: script[min(n, len(script) - 1)]
            said = stack.enter_context(scripted_model(says))
            model = Model(
                named("local:some", said.url), None, store.asked, rules,
                sleep=lambda _: None, chance=lambda: 0.0,
            )  # fmt: skip
            stack.callback(model.close)
            return prompted.writer(model, reader="me", **how), said, store

        yield make
