"""What a statement is held against: itself and its quotes, read, with the sentences around the quotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from academichub.argument import Quote
from academichub.ground import reading, synonyms, verbatim
from academichub.ground.reading import Said, Token
from academichub.ground.values import Text


@dataclass(frozen=True, eq=False)
class Basis:
    """A statement and what it stands on.

    ``quotes`` and ``around`` go together: each quote, and the whole sentences it is taken from.
    """

    said: Said
    quoted: tuple[Quote, ...]
    quotes: tuple[Said, ...]
    around: tuple[Said, ...]
    works: Mapping[str, Text]

    @cached_property
    def stems(self) -> Counter[str]:
        """How often each stem occurs in the quotes."""
        return sum((quote.stems for quote in self.quotes), Counter[str]())

    @cached_property
    def words(self) -> frozenset[str]:
        """All words of the quotes, in lower case."""
        return frozenset().union(*(quote.words for quote in self.quotes))

    @cached_property
    def joined(self) -> frozenset[str]:
        """All words of the quotes, also with their neighbours as one."""
        return frozenset().union(*(quote.joined for quote in self.quotes))

    @cached_property
    def folded(self) -> str:
        """The quotes without spaces and marks of TeX."""
        return "\n".join(quote.folded for quote in self.quotes)

    @cached_property
    def across(self) -> bool:
        """Whether the statement is in another language than some quote."""
        return any(quote.chinese != self.said.chinese for quote in self.quotes)

    def has(self, token: Token) -> bool:
        """Whether a word of the statement is, in some form or language, in the quotes."""
        return any(self.has_stem(one) for one in token.stems) or _is_joined(token, self)

    def has_stem(self, one: str) -> bool:
        """Whether the stem, or one that means the same, is in the quotes."""
        return one in self.stems or any(other in self.stems for other in synonyms.of(one))


def _is_joined(token: Token, basis: Basis) -> bool:
    word = token.lower
    if word in basis.joined:
        return True
    return (
        token.kind == "word"
        and len(word) > 6
        and any(
            word[:at] in basis.words and word[at:] in basis.words for at in range(3, len(word) - 2)
        )
    )


def make(text: str, quotes: Sequence[Quote], works: Mapping[str, Text]) -> Basis:
    """Read a statement and its quotes."""
    return Basis(
        reading.read(text),
        tuple(quotes),
        tuple(reading.read(quote.text) for quote in quotes),
        tuple(reading.read(verbatim.surroundings(quote, works)) for quote in quotes),
        works,
    )
