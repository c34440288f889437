"""What a brief reads beside the abstracts: the full texts that are kept, the telling sections first.

Asks nobody for a text; what nobody read before is not there. Only adds evidence: themes and bridges are
found in titles and abstracts, so that a work of which more was read weighs no more than another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from academichub import fulltext
from academichub.model import Work

Sections = Mapping[str, Mapping[str, str]]
"""Running text by work and by the title of its section, whose name is the ``field`` of quotes from it."""

MOST_WORKS = 60
"""Works of a brief whose full text is read."""
_IN_ALL, _EACH, _LEAST = 240_000, 24_000, 4_000
"""Characters of all, and of one work."""

_TELLING = (
    ("limitation", "threats to validity", "future", "局限", "展望"),
    ("conclu", "discussion", "result", "finding", "结论", "讨论", "结果"),
    ("experiment", "evaluation", "analysis", "实验", "评估"),
    ("method", "material", "approach", "model", "data", "方法", "数据"),
    ("introduction", "background", "引言", "背景"),
)
"""Words of the headings of sections, the most telling first."""


def sections(works: Iterable[Work], folder: Path | None) -> Sections:
    """The sections of those works whose full text is kept in *folder*, at most `MOST_WORKS` of them."""
    if folder is None or not folder.is_dir():
        return {}
    found: dict[str, Mapping[str, str]] = {}
    for work in works:
        document = fulltext.kept(folder, work.id, work.version)
        if document is not None and (texts := fulltext.texts(document)):
            found[work.id] = texts
        if len(found) == MOST_WORKS:
            break
    return found


def telling(all_: Sections) -> Sections:
    """As much of the texts as a brief has room for: whole sections, or the beginning of one.

    A section stands at its place in the work, and each begins where it does in the whole.
    """
    if not all_:
        return {}
    room = max(_LEAST, min(_EACH, _IN_ALL // len(all_)))
    return {work: _most_telling(texts, room) for work, texts in all_.items()}


def _most_telling(texts: Mapping[str, str], room: int) -> Mapping[str, str]:
    order: Sequence[str] = sorted(texts, key=_worth)
    taken: dict[str, str] = {}
    for name in order:
        cut = _beginning(texts[name], room)
        if cut:
            taken[name] = cut
            room -= len(cut)
    return {name: taken[name] for name in texts if name in taken}


def _worth(title: str) -> int:
    written = title.casefold()
    ranks = (at for at, words in enumerate(_TELLING) if any(word in written for word in words))
    return next(ranks, len(_TELLING))


def _beginning(text: str, room: int) -> str:
    """The paragraphs of *text* that there is room for."""
    if len(text) <= room:
        return text
    end = text.rfind("\n\n", 0, room)
    return text[:end] if end > 0 else ""
