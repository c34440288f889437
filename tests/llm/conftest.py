"""A model at the wire, and what asks it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from pydantic import BaseModel

from academichub.llm import Model, Question, Rules, named
from academichub.llm.scripted import Script, Scripted, scripted_model
from academichub.store import Store


class City(BaseModel):
    """What the tests ask for."""

    city: str


ASKED = Question("Answer in one word.", "Where is the tower?", City)
PARIS = '{"city": "Paris"}'
QUICK = Rules(timeout=5, tokens=64, budget_usd=None)

Ask = Callable[..., tuple[Model, Scripted]]


@pytest.fixture
def asking(store: Store) -> Iterator[Ask]:
    """Makes a model that a script answers for, with the store on each database in turn."""
    with ExitStack() as stack:

        def make(script: Script, rules: Rules = QUICK, **how: Any) -> tuple[Model, Scripted]:
            said = stack.enter_context(scripted_model(script))
            how = {"chance": lambda: 0.0, "sleep": lambda _: None, "hold": 1.0, **how}
            model = Model(
                named("local:some", said.url), how.pop("key", None), store.asked, rules, **how
            )
            stack.callback(model.close)
            return model, said

        yield make
