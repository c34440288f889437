"""Faults planted in a real library between two revisions, and how many of them a canon tells.

Of each kind so many: a theorem renamed, taken out, with its proof made a hole, made private, and put
into a comment; and as many left alone, none of which may be told broken.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from academichub.canon import Canons, Declaration, candidates, resolved
from academichub.canon.lean import declarations
from academichub.canon.libraries import sources

AT = "2026-06-25T08:00:00Z"
KINDS = ("renamed", "deleted", "sorry", "private", "comment")
_FILES = 400


def caught(library: Path, many: int, folder: Path) -> str:
    """Plant *many* of each kind in a part of *library*; say what was told."""
    chance = random.Random(7)
    texts = dict(chance.sample(listed := list(sources(library)), min(_FILES, len(listed))))
    plants, blocks = _chosen(texts, chance, many)
    canons = Canons(folder / "canons")
    _write(folder / "library", texts)
    canons.add("planted", folder / "library", "r1", AT)
    with canons.open("planted") as canon:
        links = [
            link
            for name in plants
            for link in candidates(name, canon, 20)
            if link.declaration == name
        ]
        checked = sum(link.rung == "checked" for link in links)
    _write(folder / "library", _planted(texts, plants, blocks))
    told = {one.name: one for one in canons.update("planted", "r2", AT).broken}
    with canons.open("planted") as canon:
        turned = sum(resolved(link, canon).broken_since == "r2" for link in links)
    return _report(plants, told, links=len(links), turned=turned, checked=checked)


Blocks = dict[str, tuple[Declaration, int]]


def _chosen(
    texts: dict[str, str], chance: random.Random, many: int
) -> tuple[dict[str, str], Blocks]:
    """Names to be broken and how, and where each stands up to the next declaration."""
    blocks: Blocks = {}
    seen: Counter[str] = Counter()
    for file, text in texts.items():
        found = list(declarations(text, file))
        seen.update(one.name for one in found)
        for one, after in pairwise(found):
            end = _block_end(text, one.end, after.start)
            if one.kind in ("theorem", "lemma") and one.whole and end and _is_simple(text, one):
                blocks[one.name] = (one, end)
    names = sorted(name for name in blocks if seen[name] == 1)
    chosen = chance.sample(names, min(len(names), many * len(KINDS)))
    return {name: KINDS[place % len(KINDS)] for place, name in enumerate(chosen)}, blocks


def _is_simple(text: str, one: Declaration) -> bool:
    """Whether it begins its line without attributes, so that text can be put around it."""
    before = text[: one.start].rstrip()
    return text[one.start - 1 : one.start] == "\n" and not before.endswith(("]", " in"))


def _block_end(text: str, start: int, limit: int) -> int:
    """The end of the paragraph after *start*, if it is before *limit*; or 0."""
    end = text.find("\n\n", start, limit)
    return max(end, 0)


def _planted(texts: dict[str, str], plants: dict[str, str], blocks: Blocks) -> dict[str, str]:
    by_file: dict[str, list[tuple[Declaration, int, str]]] = defaultdict(list)
    for name, kind in plants.items():
        one, end = blocks[name]
        by_file[one.file].append((one, end, kind))
    changed = dict(texts)
    for file, edits in by_file.items():
        text = texts[file]
        for one, end, kind in sorted(edits, key=lambda edit: -edit[0].start):
            text = text[: one.start] + _edited(text, one, end, kind) + text[end:]
        changed[file] = text
    return changed


def _edited(text: str, one: Declaration, end: int, kind: str) -> str:
    block = text[one.start : end]
    if kind == "deleted":
        return ""
    if kind == "comment":
        return f"/-\n{block}\n-/"
    if kind == "private":
        return f"private {block}"
    if kind == "sorry":
        return f"{one.statement} := sorry"
    word, name, *_ = one.statement.split(maxsplit=2)
    return block.replace(f"{word} {name}", f"{word} {name}_moved", 1)


def _write(folder: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def _report(plants: dict[str, str], told: Mapping[str, object], **counts: int) -> str:
    lines = [
        f"planted {len(plants)}, told {len(told)}, told and not planted {len(set(told) - set(plants))}"
    ]
    for kind in KINDS:
        names = [name for name, what in plants.items() if what == kind]
        said = Counter(str(getattr(told.get(name), "why", "not told")) for name in names)
        lines.append(f"  {kind}: {dict(said)}")
    lines.append(
        f"  links {counts['links']}, turned broken {counts['turned']}, checked {counts['checked']}"
    )
    lines += [f"  not planted: {name}" for name in sorted(set(told) - set(plants))[:8]]
    return "\n".join(lines)
