"""What sentences do: cues, their order, limits, and that every role can be explained."""

from __future__ import annotations

import pytest

from academichub.evidence.roles import explain, roles
from academichub.evidence.tokens import tokens


def told(*sentences: str) -> list[str]:
    return list(roles([tokens(one).words for one in sentences]))


def test_an_abstract_goes_from_what_is_known_to_what_was_found():
    assert told(
        "Foxes have been studied for decades, but their sleep is often overlooked.",
        "In this paper, we investigate whether foxes dream.",
        "We used collars and recorded 40 foxes for two years.",
        "We found that foxes dream, and experiments show that they do so daily.",
    ) == ["background", "aim", "method", "result"]


@pytest.mark.parametrize(
    "last",
    [
        "Further research is needed to tell why.",
        "A limitation of our study is its small sample.",
        "Whether this holds for wolves remains an open question.",
    ],
)
def test_what_a_work_leaves_open_is_a_limit(last):
    assert told("We study foxes.", "We found that they dream.", last)[-1] == "limit"


def test_a_limit_that_is_removed_is_none():
    text = "To address the limitations of collars, we propose cameras in future work."
    assert told("We study foxes.", text)[-1] != "limit"


def test_chinese_cues_are_read():
    assert told(
        "近年来，狐狸的睡眠一直受到广泛重视。",
        "本文提出一种基于项圈的方法。",
        "结果表明，该方法优于旧方法。",
        "样本量较小，有待进一步研究。",
    ) == ["background", "method", "result", "limit"]


def test_no_sentences_have_no_roles():
    assert roles([]) == []


def test_a_role_is_explained_by_its_cues():
    sentences = [tokens(one).words for one in ("Foxes sleep.", "We propose a bed for foxes.")]
    spoken = dict(explain(sentences, 1, "method"))
    assert spoken["we propose"] > 1
    assert "we propose" not in dict(explain(sentences, 0, "method"))
