"""The words within a piece of a page: runs of text, and what each points to.

Leaves out what a reader cannot see, and tells the writer of it; keeps notes for after the piece.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from academichub.fulltext import html_look as look
from academichub.fulltext.writing import Point, Run, Writer
from academichub.symbols import lowered, raised

if TYPE_CHECKING:
    from lxml.etree import _Element

_DEEPEST = 200


@dataclass(slots=True)
class Inline:
    """Reads what stands in a line."""

    writer: Writer
    rules: dict[str, str]
    notes: list[list[Run]] = field(default_factory=list)
    _grounds: int = 0

    def seen(self, element: _Element) -> bool:
        """Whether a reader sees an element that is a part of the paper; what is hidden is kept."""
        if not isinstance(element.tag, str) or element.tag in look.LEFT_OUT:
            return False
        if look.classes(element) & look.FURNITURE:
            return False
        how = look.hidden(element, self.rules)
        if not how or (
            how == "white text" and (self._grounds or look.coloured(element, self.rules))
        ):
            return True
        text = " ".join("".join(map(str, element.itertext())).split())
        self.writer.hide(text, how, element.get("id") or self.writer.section)
        return False

    @contextmanager
    def ground(self, element: _Element) -> Iterator[None]:
        """While an element is read on whose ground white can be read."""
        coloured = look.coloured(element, self.rules)
        self._grounds += coloured
        try:
            yield
        finally:
            self._grounds -= coloured

    def runs(self, element: _Element, without: _Element | None = None) -> list[Run]:
        """The words of an element, without one of those in it."""
        out: list[Run] = []
        self._take(element, None, out, without, 0)
        return out

    def line(self, element: _Element) -> list[Run]:
        """The words of an element on one line."""
        return [(text.replace("\n", " "), point) for text, point in self.runs(element)]

    def _take(
        self, element: _Element, point: Point | None, out: list[Run], without: object, depth: int
    ) -> None:
        if element is without or not self.seen(element):
            return
        if depth > _DEEPEST:
            out.append(("".join(map(str, element.itertext())), point))
            return
        if not self._special(element, point, out):
            own = _pointing(element) or point
            apart = look.holds_pieces(element) or element.tag == "br"
            out += [(" ", None)] * apart + [(_flat(element.text), own)]
            with self.ground(element):
                for child in element:
                    self._take(child, own, out, without, depth + 1)
                    out.append((_flat(child.tail), own))
            out += [(" ", None)] * apart

    def _special(self, element: _Element, point: Point | None, out: list[Run]) -> bool:
        """Take in what is not read child by child."""
        named = look.classes(element)
        if element.tag == "math":
            out.append((look.tex(element), point))
        elif "ltx_note" in named:
            content = [e for e in element.iter("*") if "ltx_note_content" in look.classes(e)]
            held: list[Run] = []
            for child in (content or [element])[0]:
                self._take(child, None, held, None, 1)
                held.append((_flat(child.tail), None))
            text = (content or [element])[0].text
            self.notes.append([(_flat(text), None), *held])
        elif element.tag in {"sup", "sub"} and len(element) == 0 and element.text:
            text = element.text.strip()
            shown = raised(text) if element.tag == "sup" else lowered(text)
            out.append((shown or f"{'^' if element.tag == 'sup' else '_'}{text}", point))
        else:
            return False
        return True


def _flat(text: str | None) -> str:
    return text or ""


def _pointing(element: _Element) -> Point | None:
    if element.tag != "a":
        return None
    what, key = look.target(element.get("href") or "")
    return Point(what, key if what == "reference" else "") if what else None
