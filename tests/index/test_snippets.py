from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academichub.index.snippets import snippet
from academichub.query import parse
from academichub.text import math_spans

TEXT = (
    "We study how children learn to count. Earlier work used $a + b = c$ and simple games. "
    "Here policies are distilled on-policy, which costs $O(n \\log n)$ steps in theory. "
    "Nothing else is known about the matter, and the rest of this text is only there to be long. "
    "At the end, distilling policies again is shown to need $\\alpha$ only, with IL-6 and C++."
)


def marks(query: str, text: str = TEXT, length: int = 240) -> list[str]:
    return [piece for piece, marked in snippet(parse(query), text, length) if marked]


MARKED = {
    "distil": ["distilled", "distilling"],
    "distillation": ["distilled", "distilling"],
    "on policy": ["policies", "policy"],
    "on-policy": ["on", "policy"],
    '"learn to count"': ["learn", "to", "count"],
    '"count to learn"': [],
    "learn*": ["learn"],
    "-count learn": ["learn"],
    "au:children learn": ["learn"],
    "alpha": ["$\\alpha$"],
    "il6": ["IL", "6"],
    "C++": ["C++"],
    "cat:cs since:2026": [],
}


@pytest.mark.parametrize(("query", "expected"), MARKED.items(), ids=MARKED)
def test_the_words_that_match_are_marked(query: str, expected: list[str]) -> None:
    assert marks(query) == expected


def test_a_short_text_is_shown_whole() -> None:
    pieces = snippet(parse("learn"), "We learn.", 240)
    assert pieces == (("We ", False), ("learn", True), (".", False))
    assert snippet(parse("x"), "") == ()


def test_without_a_match_the_beginning_is_shown() -> None:
    pieces = snippet(parse("zebra"), TEXT, 60)
    assert pieces == (("We study how children learn to count. Earlier work used…", False),)


def test_the_stretch_with_the_most_different_words_is_shown() -> None:
    shown = "".join(piece for piece, _ in snippet(parse("distilling policies theory"), TEXT, 120))
    assert shown.startswith("…")
    assert "distilled on-policy" in shown
    assert "theory" in shown


def test_chinese_is_marked_by_the_character() -> None:
    text = "本文回顾深度学习的方法。"
    assert snippet(parse("深度学习"), text) == (
        ("本文回顾", False),
        ("深度学习", True),
        ("的方法。", False),
    )


WORDS = [
    "learn",
    "policy",
    "$x = 1$",
    "$\\alpha + \\beta$",
    "中文",
    "a-b",
    "C++",
    "p<0.001",
    "\n\n",
]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.sampled_from(["learn", "policy", "x", "alpha", "中文", '"a b"', "c++"])).map(
        " ".join
    ),
    TEXTS | st.text(max_size=300),
    st.integers(1, 200),
)
def test_a_snippet_is_a_stretch_of_the_text_that_cuts_no_math(
    query: str, text: str, length: int
) -> None:
    pieces = snippet(parse(query), text, length)
    shown = "".join(piece for piece, _ in pieces)
    start, end = 0, len(text)
    if shown != text:
        bare = shown.removeprefix("…") if text[: len(shown)] != shown else shown
        bare = bare if bare in text else bare.removesuffix("…")
        assert bare in text
        places = [at for at in range(len(text)) if text.startswith(bare, at)]
        assert any(_cuts_nothing(text, at, at + len(bare)) for at in places)
        return
    assert _cuts_nothing(text, start, end)


def _cuts_nothing(text: str, start: int, end: int) -> bool:
    return not any(a < cut < b for a, b in math_spans(text) for cut in (start, end))


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.integers(20, 200))
def test_a_mark_is_never_part_of_a_formula(text: str, length: int) -> None:
    spans = [text[a:b] for a, b in math_spans(text)]
    for piece, marked in snippet(parse("alpha x 1 learn"), text, length):
        if marked:
            assert piece.count("$") % 2 == 0 or piece in spans
