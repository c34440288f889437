"""The words of a text construct, as far as they can be an abstract, without its markup."""

from __future__ import annotations

from academichub.sources.feed_values import Text
from academichub.text import from_html

MAX_LENGTH = 100_000
"""Characters; what comes behind them is no part of an abstract and stays in the raw entry alone."""


def words(text: Text) -> str:
    """The words of *text*: markup becomes plain text, plain text stays as it is."""
    value = text.value[:MAX_LENGTH]
    if not text.is_markup:
        return value
    return from_html(value)
