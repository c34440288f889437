"""What stands in a Lean source is declared under its full name; what only looks like it is not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academichub.canon.lean import declarations
from academichub.canon.lexing import code


def names(text: str) -> list[str]:
    return [one.name for one in declarations(text)]


def only(text: str):
    (one,) = declarations(text)
    return one


def test_a_name_is_made_whole_from_namespaces_and_not_from_sections():
    text = """namespace Knot.Tame
section Crossing
theorem unlink : 1 = 1 := rfl
end Crossing
end Knot.Tame
theorem outside : 2 = 2 := rfl
"""
    assert names(text) == ["Knot.Tame.unlink", "outside"]


def test_a_dotted_namespace_can_be_ended_in_two_steps():
    text = "namespace A.B\nend B\ntheorem x : True := trivial\nend A\ntheorem y : True := trivial\n"
    assert names(text) == ["A.x", "y"]


def test_a_name_from_the_root_leaves_its_namespace():
    assert names("namespace Knot\ntheorem _root_.Rope.cut : True := trivial") == ["Rope.cut"]


def test_a_mutual_block_is_ended_by_its_own_end():
    text = """namespace Tree
mutual
theorem left : True := trivial
theorem right : True := trivial
end
theorem after : True := trivial
end Tree
"""
    assert names(text) == ["Tree.left", "Tree.right", "Tree.after"]


def test_the_end_of_a_proof_in_lean_3_ends_no_namespace():
    text = """import data.rope
namespace rope
lemma frayed (n : nat) : n = n :=
begin
  cases n,
  { refl },
  { exact match n with | 0 := rfl | (m+1) := rfl end },
end
section
variables (m : nat)
lemma mended : m = m := rfl
end
lemma last : true := trivial
end rope
lemma free : true := trivial
"""
    assert names(text) == ["rope.frayed", "rope.mended", "rope.last", "free"]


@pytest.mark.parametrize(
    "text",
    [
        "-- theorem ghost : False := sorry",
        "/- theorem ghost : False -/",
        "/- outer /- inner -/\ntheorem ghost : False := x\n-/",
        "/-- theorem ghost : False -/",
        "/-!\ntheorem ghost : False\n-/",
        '#eval "\ntheorem ghost : False := x"',
        '#eval r#"a "\ntheorem ghost : False := x"#',
        "macro_rules | `(make) => `(\n  theorem ghost : False := x)",
        "macro_rules | `(make $n) => `(theorem $n : False := x)",
        "attribute [instance] ghost",
        "#check theorem",
        "example : 1 = 1 := rfl",
        "instance : Inhabited Rope := ⟨cut⟩",
        "deriving instance Repr for Ghost",
        "theorem",
    ],
)
def test_what_only_looks_like_a_declaration_is_none(text):
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("@[simp] theorem a.b : True := trivial", "a.b"),
        ("@[simp, norm_cast]\nprotected theorem a' : True := trivial", "a'"),
        ("@[foo [1, 2]] noncomputable nonrec lemma x₁ : True := trivial", "x₁"),
        ("open Rope in theorem x : True := trivial", "x"),
        ("set_option a.b true in\ntheorem x : True := trivial", "x"),
        ("theorem «odd name».x : True := trivial", "«odd name».x"),
        ("theorem\n    far : True := trivial", "far"),
        ("theorem x.{u, v} (α : Type u) : True := trivial", "x"),
        ("instance (priority := 100) named : Inhabited Rope := x", "named"),
        ("class inductive Knotted : Type", "Knotted"),
        ("public theorem x : True := trivial", "x"),
        ("def tick := '\"'\n", "tick"),
        ("  theorem indented : True := trivial", "indented"),
    ],
)
def test_a_name_is_found_behind_attributes_modifiers_and_lines(text, name):
    assert names(text) == [name]


def test_a_quotation_mark_as_a_character_opens_no_string():
    text = "def a := '\"'\ntheorem seen : True := trivial\ndef b' := f' '\\n'\ndef c := '\"'"
    assert names(text) == ["a", "seen", "b'", "c"]


def test_the_statement_ends_where_the_proof_begins():
    text = """theorem sway (n : Nat := 3) (h : n > 0) :
    let m := n + 1
    m > 0 := by
  have k := h
  omega"""
    found = only(text)
    assert found.statement.endswith("m > 0")
    assert text[found.start : found.end] == found.statement
    assert found.line == 1


def test_a_statement_may_end_with_cases_and_may_have_absolute_values():
    text = "theorem a : Nat → True\n  | 0 => trivial\n  | _ + 1 => trivial"
    assert only(text).statement == "theorem a : Nat → True"
    text = "theorem b (x : Real) :\n    |x| ≤ |x| + 1 := by simp"
    assert only(text).statement.endswith("|x| + 1")


def test_a_doc_comment_belongs_to_what_follows_it():
    text = "/-- Says it. -/\n@[simp] theorem a : True := trivial\n\n/-- Other. -/\nopen Q in\ntheorem b : True := x"
    assert [one.doc for one in declarations(text)] == ["Says it.", "Other."]
    assert only("/-- Of the file. -/\nopen Q\ntheorem a : True := trivial").doc == ""


@pytest.mark.parametrize("hole", ["sorry", "by\n  admit", "by simp; exact (sorry : True)"])
def test_a_hole_in_a_proof_is_seen(hole):
    first, second = declarations(f"theorem a : True := {hole}\ntheorem b : True := trivial")
    assert (first.sorry, second.sorry) == (True, False)


@pytest.mark.parametrize("proof", ["foo.sorry", "sorry_free", "trivial -- sorry", '"sorry"'])
def test_a_word_like_sorry_is_no_hole(proof):
    assert not only(f"theorem a : True := {proof}").sorry


def test_a_private_declaration_is_marked():
    found = list(
        declarations("@[simp] private theorem a : True := x\ntheorem private' : True := x")
    )
    assert [one.private for one in found] == [True, False]


def test_a_twin_is_told_when_its_name_is_written_out_and_certain():
    text = '@[to_additive (attr := simp) addRope "Says."]\ntheorem mulRope : True := trivial'
    one, twin = declarations(text)
    assert (twin.name, twin.of, twin.statement) == ("addRope", "mulRope", one.statement)
    assert names(f"namespace Rope\n{text}") == ["Rope.mulRope"]
    assert names("@[to_additive] theorem mulRope : True := x") == ["mulRope"]
    assert names('@[to_additive "addRope"] theorem mulRope : True := x') == ["mulRope"]


PIECES = st.lists(
    st.sampled_from(
        [
            "theorem a : b := c", "/-", "-/", '"', "'", "--", "\n", "\n", "namespace N", "end N", "end",
            "section", "mutual", "begin", "@[", "]", "(", ")", "⟨", "«", "»", "sorry", "private ", ":=",
            "| ", " in ", 'r#"', "/--", "to_additive x", "\x00", "import data.x", "match", "let ",
        ]
    )
    | st.text(max_size=6)
).map("".join)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(PIECES)
def test_any_text_is_read_and_every_span_is_exact(text):
    blanked = code(text).text
    assert len(blanked) == len(text)
    for one in declarations(text):
        assert text[one.start : one.end] == one.statement
        assert one.line == text.count("\n", 0, one.start) + 1
        assert blanked[one.start : one.start + 3].strip()


@pytest.mark.parametrize(
    "piece",
    ["@[", "@[x]\n", "/-", "/- -/", '"', " ", "\n", "(", "begin ", "namespace N\n", "theorem a : b\n", "theorem a",
     "/-- -/\n", "end N\n", "@[to_additive (", "r#", "'", "let ", "\n|", "_", "a.", "section\nend\n", "«"],
)  # fmt: skip
def test_reading_takes_time_in_proportion_to_the_length(piece):
    def seconds(times: int) -> float:
        text, best = piece * times, 9.0
        for _ in range(3):
            began = time.process_time()
            list(declarations(text))
            best = min(best, time.process_time() - began)
        return best

    assert seconds(16_000) < 10 * seconds(4_000) + 0.05
