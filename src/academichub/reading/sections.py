"""What the parts of a paper are for, by how their headings are called, and where a sentence stands.

A part that goes by no known name is taken for what the part around it is; nothing else is guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Literal, NamedTuple

from academichub.argument import Role
from academichub.argument.documents import Document, PieceKind

Kind = Literal[
    "front", "abstract", "introduction", "background", "method", "result", "discussion",
    "limit", "conclusion", "aside", "",
]  # fmt: skip
"""What a part is for; ``front`` is before the first heading, ``aside`` is no part of the argument."""

_TITLES: tuple[tuple[Kind, str], ...] = (
    ("aside", r"""acknowledge?ments?|references|bibliography|(?:data|code|software|materials?) availability|availability of
author contributions?|competing interests?|conflicts? of interest|funding|ethics|declarations?|reviewer \d|notation
nomenclature|outline|致谢|参考文献|数据可用性|利益冲突"""),
    ("limit", """limitation|limits of|threats to validity|caveat|shortcoming|weakness|disadvantages
future (?:work|direction|research)|open (?:question|problem)|局限|不足|未来工作|展望"""),
    ("abstract", "abstract|摘要"),
    ("conclusion", "conclu|summary|closing|final remarks|outlook|结论|总结|结语"),
    ("discussion", "discuss|implication|interpretation|broader impact|讨论"),
    ("introduction", "introduc|motivation|overview|引言|绪论|导论"),
    ("background", """related|background|previous|prior|literature|preliminar|review of|state of the art|相关工作|背景
预备知识"""),
    ("method", r"""method|approach|materials|model|algorithm|architecture|implementation|set-?up|experimental design
procedure|framework|formalism|training|dataset|data\b|proof of|derivation|construction|方法|模型|算法|材料|数据"""),
    ("result", """result|experiment|evaluation|finding|validation|application|performance|ablation|comparison
main theorem|simulation|case stud|observations|结果|实验|评估"""),
)  # fmt: skip
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(names.replace("\n", "|"), re.IGNORECASE)) for kind, names in _TITLES
)
ROLES: dict[Kind, Role] = {
    "introduction": "background",
    "background": "background",
    "method": "method",
    "result": "result",
    "discussion": "result",
    "conclusion": "result",
    "limit": "limit",
}
"""What a sentence does whose own words do not tell, by the part it stands in."""


class Place(NamedTuple):
    """Where a sentence stands: in which kind of piece, of which part; ``label`` is the piece's own name."""

    kind: Kind
    piece: PieceKind
    label: str = ""
    section: str = ""
    at: tuple[int, int] = (0, 0)


def kind(title: str) -> Kind:
    """What a part of this *title* is for, ``""`` where that is not said."""
    return next((kind for kind, words in _KINDS if words.search(title)), "")


class Sections:
    """The parts of one document."""

    def __init__(self, document: Document) -> None:
        """Take the headings; a part within another is of its kind where its own title tells none."""
        self._document = document
        self._starts = [piece.start for piece in document.pieces]
        self._kinds = list(_kinds(document))

    def place(self, start: int) -> Place:
        """Where the text at *start* stands."""
        number = bisect_right(self._starts, start) - 1
        if number < 0:
            return Place("front", "paragraph")
        piece = self._document.pieces[number]
        if piece.section < 0:
            return Place("front", piece.kind, piece.label, "", (piece.start, piece.end))
        title = self._document.sections[piece.section].title
        where = (piece.start, piece.end)
        return Place(self._kinds[piece.section], piece.kind, piece.label, title, where)


def _kinds(document: Document) -> Iterator[Kind]:
    above: list[tuple[int, Kind]] = []
    for one in document.sections:
        while above and above[-1][0] >= one.level:
            above.pop()
        own = kind(one.title)
        if above and (above[-1][1] in ("aside", "limit") or not own):
            own = above[-1][1]
        above.append((one.level, own))
        yield own
