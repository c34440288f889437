"""Declarations of plain Lean sources, Lean 4 and Lean 3, read without Lean.

Names are made whole from namespaces, sections, `mutual` blocks and `end`. Macros, notations and
deriving handlers are not run, so what only they declare is not seen; nor is an instance without a
name. Nothing is elaborated: that a declaration stands in a file is no proof that it is accepted.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace

from academichub.canon.additive import given
from academichub.canon.commands import KINDS, KINDS_OF_LEAN_3, Command, commands, is_lean_3
from academichub.canon.lexing import Code, code
from academichub.canon.scopes import Scopes
from academichub.canon.statements import statement_end
from academichub.canon.values import Declaration

_PART = r"(?:«[^»\n]{0,200}+»|[^\W\d][\w'!?\u2100-\u214f\u2070-\u209c]*+)"
_NAME = re.compile(rf"{_PART}(?:\.(?:{_PART}|\d+))*+")
_SPACE = re.compile(
    r"\s*+(?:\([ \t]*(?:priority|prio)[ \t]*:=[^()\n]*+\)\s*+)?(?:\{[^{}:\n]*+\}\s*+)?(?:inductive\s++|abbrev\s++)?"
)
_END = re.compile(r"[ \t]++")
_ATTRIBUTES = re.compile(r"@\[.*?\]", re.DOTALL)
_PRIVATE = re.compile(r"\bprivate\b")
_HOLE = re.compile(r"(?<![\w.'«`])(?:sorry|admit)(?![\w.'!?])")
_LINE = re.compile("\n")
_WITHIN = re.compile(r"(?:open|omit|include|set_option|variable|attribute|universe)\b[^\n]*\bin")
_NEAR = 2000
"""How far a doc comment may be from its declaration; what lies between is attributes, or blank."""


def declarations(text: str, file: str = "") -> Iterator[Declaration]:
    """The declarations of *text*, a Lean source, in order; any text is read.

    A private one is given too, marked: its name means nothing outside of its file.
    """
    return _Source(text, file).declarations()


class _Source:
    """A source and what was counted in it once."""

    def __init__(self, text: str, file: str) -> None:
        self.text, self.file = text, file
        self.code: Code = code(text)
        self.lean_3 = is_lean_3(self.code.text)
        self.kinds = KINDS | KINDS_OF_LEAN_3 if self.lean_3 else KINDS
        self.lines = [one.start() for one in _LINE.finditer(text)]
        self.holes = [one.start() for one in _HOLE.finditer(self.code.text)]
        self.docs = [doc.end for doc in self.code.docs]
        self.scopes = Scopes()

    def declarations(self) -> Iterator[Declaration]:
        """Each declaration is told when the next command is met: there it ends."""
        waiting: tuple[Command, str, int] | None = None
        for one in commands(self.code.text, self.lean_3):
            if not self._is_bound(one):
                continue
            if waiting:
                yield from self._declared(*waiting, one.start)
            named = self._named(one) if one.word in self.kinds else None
            waiting = (one, self.scopes.whole(named[0]), named.end()) if named else None
            self._follow(one)
        if waiting:
            yield from self._declared(*waiting, len(self.text))

    def _is_bound(self, one: Command) -> bool:
        """Count the blocks of Lean 3; say whether *one* ends what stood before it."""
        if one.word in ("begin", "match"):
            self.scopes.blocks += 1
            return False
        if one.word == "end":
            return self.scopes.close(self._name_on_line(one))
        return True

    def _follow(self, one: Command) -> None:
        """Open what *one* opens. What is no declaration at the margin may stand in a quotation."""
        if one.word in ("namespace", "section", "mutual"):
            name = "" if one.word == "mutual" else self._name_on_line(one)
            if name or one.word != "namespace":
                self.scopes.open(one.word, name)
        elif one.word in self.kinds:
            self.scopes.declare(not one.start or self.text[one.start - 1] == "\n")

    def _name_on_line(self, one: Command) -> str:
        space = _END.match(self.code.text, one.end)
        found = _NAME.match(self.code.text, space.end()) if space else None
        return found[0] if found else ""

    def _named(self, one: Command) -> re.Match[str] | None:
        space = _SPACE.match(self.code.text, one.end)
        return _NAME.match(self.code.text, space.end()) if space else None

    def _declared(self, one: Command, name: str, after: int, limit: int) -> Iterator[Declaration]:
        """The declaration of *one*, and the one its attribute makes of it."""
        kind = self.kinds[one.word]
        end = statement_end(self.code.text, after, limit, kind == "inductive")
        declared = Declaration(
            name=name,
            kind=kind,
            statement=self.text[one.at : end],
            doc=self._doc(one.start),
            file=self.file,
            line=bisect_left(self.lines, one.at) + 1,
            start=one.at,
            end=end,
            sorry=bisect_left(self.holes, after) < bisect_left(self.holes, limit),
            private=bool(_PRIVATE.search(_ATTRIBUTES.sub("", one.head))),
        )
        yield declared
        if "to_additive" in one.head and (other := given(one.head, name)):
            yield replace(declared, name=other, of=name)

    def _doc(self, start: int) -> str:
        """The doc comment right before *start*, or before the ``open … in`` that *start* follows."""
        place = bisect_right(self.docs, start) - 1
        if place < 0:
            return ""
        doc = self.code.docs[place]
        between = self.code.text[doc.end : start].strip() if start - doc.end < _NEAR else "far"
        return doc.text if not between or _WITHIN.fullmatch(between) else ""
