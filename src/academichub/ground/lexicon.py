"""From Chinese words to the stems of their English ones: how a statement is held to a quote across languages.

By longest match against our own tables; what they do not have stays single characters.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from academichub.ground import words_zh
from academichub.ground.stems import stem
from academichub.symbols import words


class Entry(NamedTuple):
    """A Chinese word: each of its meanings as stems that belong together; whether it names nothing."""

    meanings: tuple[tuple[str, ...], ...]
    empty: bool


LONGEST = 8


@cache
def entries() -> dict[str, Entry]:
    """All Chinese words we know."""
    from academichub.ground.lexicon_terms import TERMS
    from academichub.ground.lexicon_words import WORDS

    found = {word: Entry((), True) for word in words_zh.FUNCTION}
    for cues in (words_zh.NEGATIONS, words_zh.HEDGES, words_zh.BOOSTERS, words_zh.CAUSES, words_zh.LINKS,
                 words_zh.UP, words_zh.DOWN, words_zh.BETTER, words_zh.WORSE, words_zh.CLAIMS):  # fmt: skip
        for word in cues:
            found.setdefault(word, Entry((), True))
    for line in f"{WORDS};{TERMS}".replace("\n", ";").split(";"):
        word, _, english = line.strip().partition(" ")
        if word:
            meanings = tuple(tuple(map(stem, one.lower().split())) for one in english.split("|"))
            before = found.get(word, Entry((), False))
            found[word] = Entry(before.meanings + meanings, False)
    return {word: entry for word, entry in found.items() if len(word) <= LONGEST}


@cache
def general() -> frozenset[str]:
    """Chinese words that any paper may use: those of grammar, and the table of words."""
    from academichub.ground.lexicon_words import WORDS

    named = {line.strip().partition(" ")[0] for line in WORDS.replace("\n", ";").split(";")}
    empty = {word for word, entry in entries().items() if entry.empty}
    return frozenset((named | empty) - {""} - _NAMING)


_NAMING = words("""
人 成员 专家 混合专家 思维链 指令 对话 热 光 电 磁 力 波 场 态 相 层 点 线 面 体 体积 面积 表面 界面 元素 周期 量化 剪枝 压缩 稀疏 密集 偏好 反馈 查询 排序 匹配 映射 融合 窗口 阈值
""")
"""Words of that table that do name something."""


@cache
def meaning_stems(word: str) -> frozenset[str]:
    """All stems that *word* may stand for."""
    entry = entries().get(word)
    return frozenset(one for meaning in entry.meanings for one in meaning) if entry else frozenset()
