"""A claim is linked to what is declared in a canon; never more is said of the two than is known."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub.canon import Canons, Declaration, bears_on
from academichub.errors import UsageError
from academichub.fulltext import abstract
from academichub.model import Work
from academichub.reading import material
from academichub.review import links

AT = "2026-06-25T08:00:00Z"
CLOSED = "We prove that every closed subset of a compact knot is compact if and only if it is tame."
LEAN = """
theorem is_compact_of_is_closed_subset (s t : Set Knot) (hs : IsCompact s) (ht : IsClosed t) : IsCompact t := by
  simp

/-- Every tame knot with a bounded curvature integral has finitely many crossings. -/
theorem Knot.finite_crossings (k : Knot) (h : k.Tame) : k.crossings.Finite := by simp

theorem Knot.integral_curvature_le (k : Knot) : ∫ x in k.arc, curvature x ≤ 4 * π := by simp

theorem Knot.closed_compact_subset_open (k : Knot) : True := sorry
"""


def paper(text: str) -> Work:
    return Work("w1", "Knots", "preprint", "arxiv", ("arxiv",), AT, abstract=text)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "knots"
    folder.mkdir()
    (folder / "Knot.lean").write_text(LEAN)
    return folder


@pytest.fixture
def canons(tmp_path: Path, library: Path) -> Canons:
    made = Canons(tmp_path / "canons")
    made.add("knots", library, "r1", AT)
    return made


def test_a_formal_claim_is_linked_to_the_theorem_whose_telling_words_it_has(canons):
    work = paper(f"Knots are studied. {CLOSED}")
    (link,) = links.of(material(work, abstract.document(work), "en"), canons)
    assert link.declaration == "is_compact_of_is_closed_subset"
    assert link.claim == CLOSED
    assert (link.canon, link.revision, link.file, link.line) == ("knots", "r1", "Knot.lean", 2)
    assert (link.relation, link.by, link.rung) == ("unclear", "search", "indexed")


def test_a_paper_without_formal_claims_has_no_links(canons):
    work = paper("Filters were tried on 40 compact lenses. They are closed and cheap.")
    assert links.linker(canons)(material(work, abstract.document(work), "en")) == ()


@pytest.mark.parametrize(
    "claim",
    [
        "We show that compact stars are rare.",
        "The set of users is closed at the top of the open list.",
        "",
        "∀",
    ],
)
def test_words_that_happen_to_be_shared_link_nothing(canons, claim):
    assert links.of_claims([claim], canons) == ()


def test_a_doc_comment_is_what_a_theorem_says_too(canons):
    claim = "Tame knots with bounded curvature have finitely many crossings."
    (link,) = links.of_claims([claim], canons)
    assert link.declaration == "Knot.finite_crossings"


def test_tex_is_read_as_the_signs_of_lean(canons):
    claim = r"For every knot the curvature satisfies $\int_K \kappa(x) \leq 4\pi$."
    (link,) = links.of_claims([claim], canons)
    assert link.declaration == "Knot.integral_curvature_le"
    assert link.claim == claim


def test_a_declaration_is_linked_once_and_one_with_a_hole_never(canons):
    found = links.of_claims([CLOSED, CLOSED, f"Here, too: {CLOSED}"], canons)
    assert [one.declaration for one in found] == ["is_compact_of_is_closed_subset"]


def test_a_claim_said_twice_does_not_gather_what_is_less_likely(canons, library):
    (library / "Other.lean").write_text(
        "theorem Knot.closed_compact_embedding (k : Knot) : True := trivial\n"
        "theorem Knot.closed_compact_union (k : Knot) : True := trivial\n"
    )
    canons.update("knots", "r2", AT)
    once = links.of_claims([CLOSED], canons)
    assert len(once) == 2
    assert links.of_claims([CLOSED, f"Theorem 1. {CLOSED}"], canons) == once


def test_where_there_is_no_canon_there_are_no_links(tmp_path):
    assert links.of_claims([CLOSED], Canons(tmp_path / "none")) == ()


def test_a_link_is_broken_since_the_revision_in_which_its_theorem_went(canons, library):
    found = links.of_claims([CLOSED], canons)
    assert links.fresh(found, canons) == found
    (library / "Knot.lean").write_text(LEAN.replace("is_compact_of_is", "compactness_of"))
    canons.update("knots", "r2", AT)
    (link,) = links.fresh(found, canons)
    assert (link.broken_since, link.rung, link.declaration) == (
        "r2", "listed", "is_compact_of_is_closed_subset",
    )  # fmt: skip


def test_a_link_into_a_canon_that_is_gone_is_listed_and_keeps_what_it_said(canons, tmp_path):
    found = links.of_claims([CLOSED], canons)
    (link,) = links.fresh(found, Canons(tmp_path / "none"))
    assert link.rung == "listed"
    assert link.statement == found[0].statement


def test_a_relation_is_given_by_somebody_and_is_theirs(canons):
    (link,) = links.of_claims([CLOSED], canons)
    judged = links.judge(link, "uses", "Ada Lovelace")
    assert (judged.relation, judged.by) == ("uses", "Ada Lovelace")
    assert links.fresh([judged], canons) == (judged,)
    for relation, by in (("proves", "Ada"), ("uses", " "), ("uses", "search")):
        with pytest.raises(UsageError):
            links.judge(link, relation, by)


@given(claim=st.text(max_size=300), name=st.text(max_size=60), doc=st.text(max_size=100))
def test_any_text_can_be_held_against_any_declaration(claim, name, doc):
    one = Declaration(name, "theorem", "theorem", doc, "A.lean", 1)
    assert bears_on(claim, one) in {True, False}
    assert not bears_on("", one)


@given(st.lists(st.sampled_from(["knot", "tame", "compact", "closed", "wild", "arc"]), min_size=3))
def test_a_claim_with_every_word_of_a_name_of_three_bears_on_it(words):
    one = Declaration("Knot.tame_compact", "theorem", "theorem", "", "A.lean", 1)
    assert bears_on(" ".join(words), one) is ({"knot", "tame", "compact"} <= set(words))
