"""Sentences as evidence: their places, always verbatim, and what labels say of them."""

from __future__ import annotations

from academichub import evidence
from academichub.model import Work


def work(title: str = "On foxes", abstract: str | None = None, name: str = "arxiv:1") -> Work:
    return Work(
        id=name,
        title=title,
        type="preprint",
        source="arxiv",
        sources=("arxiv",),
        first_seen_at="2026-01-01T00:00:00Z",
        abstract=abstract,
    )


LABELLED = (
    "BACKGROUND: Foxes sleep badly in towns. METHODS: We followed 12 foxes for a year. "
    "Collars sent places. RESULTS: They slept 3 hours less. CONCLUSIONS: Towns cost sleep."
)


def test_every_sentence_is_the_text_at_its_place():
    one = work(abstract=LABELLED)
    for sentence in evidence.gather([one]):
        assert sentence.text == getattr(one, sentence.field)[sentence.start : sentence.end]


def test_a_label_gives_the_role_of_what_follows_and_is_not_shown():
    found = evidence.gather([work(abstract=LABELLED)])
    assert [(one.role, one.text) for one in found[1:]] == [
        ("background", "Foxes sleep badly in towns."),
        ("method", "We followed 12 foxes for a year."),
        ("method", "Collars sent places."),
        ("result", "They slept 3 hours less."),
        ("result", "Towns cost sleep."),
    ]


def test_labels_without_a_colon_count_where_there_are_several():
    text = "Background Foxes sleep badly. Methods We followed them. Results They slept less."
    assert [one.text for one in evidence.gather([work(abstract=text)])[1:]] == [
        "Foxes sleep badly.",
        "We followed them.",
        "They slept less.",
    ]


def test_a_label_alone_is_no_sentence():
    found = evidence.gather([work(abstract="Methods. We looked. Results. We saw.")])
    assert [one.text for one in found[1:]] == ["We looked.", "We saw."]


def test_chinese_labels_are_read():
    found = evidence.gather(
        [work(abstract="目的：了解狐狸的睡眠。方法：跟踪十二只狐狸。结果：睡眠减少。")]
    )
    assert [one.role for one in found[1:]] == ["aim", "method", "result"]


def test_a_section_of_the_full_text_is_read_under_its_name():
    found = evidence.gather([work()], {"arxiv:1": {"Methods": "We looked. We counted."}})
    assert [(one.field, one.role) for one in found[1:]] == [("Methods", "method")] * 2


def test_a_work_without_abstract_gives_its_title():
    assert [one.text for one in evidence.gather([work()])] == ["On foxes"]
