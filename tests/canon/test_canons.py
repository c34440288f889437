"""A canon finds what is declared, says how far it is known, and since when it is broken."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from academichub.canon import Canons, candidates, checked, resolved
from academichub.errors import NotFoundError, UnreadableError, UsageError

AT = "2026-06-25T08:00:00Z"
ROPE = """/-- Two ropes tied and untied are the ropes they were. -/
theorem Rope.untie_tie (a b : Rope) : untie (tie a b) = (a, b) := by simp

theorem Rope.length_tie (a b : Rope) : length (tie a b) ≤ length a + length b := by simp

theorem Rope.sum_of_lengths (s : Finset Rope) : 0 ≤ ∑ a ∈ s, length a := by simp

private theorem Rope.hidden (a : Rope) : length a = length a := rfl

theorem Rope.open_end (a : Rope) : length a < 3 := sorry

-- theorem Rope.commented (a : Rope) : length a = 0 := rfl
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "ropes"
    (folder / ".lake" / "other").mkdir(parents=True)
    (folder / ".lake" / "other" / "Other.lean").write_text("theorem other : True := trivial")
    (folder / "Rope.lean").write_text(ROPE)
    return folder


@pytest.fixture
def canons(tmp_path: Path, library: Path) -> Canons:
    made = Canons(tmp_path / "canons")
    made.add("ropes", library, "r1", AT)
    return made


def moved(canons: Canons, library: Path, old: str, new: str, revision: str = "r2"):
    text = (library / "Rope.lean").read_text()
    assert old in text
    (library / "Rope.lean").write_text(text.replace(old, new))
    return canons.update("ropes", revision, AT)


def test_a_canon_says_what_is_in_it(canons):
    (state,) = canons.states()
    assert (state.name, state.revision, state.files) == ("ropes", "r1", 1)
    assert (state.declarations, state.theorems, state.holes) == (4, 4, 1)


def test_a_declaration_is_found_by_name_and_no_private_or_commented_one(canons):
    with canons.open("ropes") as canon:
        found = canon.get("Rope.untie_tie")
        assert found
        assert (found.file, found.line) == ("Rope.lean", 2)
        assert canon.get("Rope.hidden") is None
        assert canon.get("Rope.commented") is None
        assert canon.get("other") is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("untie tie", "Rope.untie_tie"),
        ("Tied ropes can be untied: they are the ropes they were", "Rope.untie_tie"),
        ("∑ length", "Rope.sum_of_lengths"),
        ("the length of a tie", "Rope.length_tie"),
    ],
)
def test_words_of_name_comment_and_statement_find_a_declaration(canons, text, name):
    with canons.open("ropes") as canon:
        assert canon.search(text)[0].declaration.name == name


def test_a_search_for_nothing_known_finds_nothing(canons):
    with canons.open("ropes") as canon:
        assert canon.search("zebra") == ()
        assert canon.search("") == ()
        assert len(canon.search("rope", 2)) == 2


def test_a_full_name_is_found_first_and_once(canons):
    with canons.open("ropes") as canon:
        for name in ("Rope.untie_tie", "Rope.length_tie", "Rope.sum_of_lengths", "Rope.open_end"):
            found = [one.declaration.name for one in canon.search(name)]
            assert found[0] == name
            assert len(found) == len(set(found))
        assert len(canon.search("Rope.untie_tie", 1)) == 1


def test_candidates_are_unclear_by_search_and_have_no_hole(canons):
    with canons.open("ropes") as canon:
        found = candidates("The open end of a rope has length below 3.", canon, 5)
        assert found
        assert {(one.relation, one.by, one.rung) for one in found} == {
            ("unclear", "search", "indexed")
        }
        assert "Rope.open_end" not in {one.declaration for one in found}


@pytest.mark.parametrize(
    ("old", "new", "why", "now"),
    [
        ("Rope.untie_tie", "Rope.tie_untie", "renamed", "Rope.tie_untie"),
        ("theorem Rope.untie_tie", "private theorem Rope.untie_tie", "private", ""),
        ("(a, b) := by simp", "(a, b) := by sorry", "sorry", ""),
        ("theorem Rope.untie_tie", "-- theorem Rope.untie_tie", "deleted", ""),
    ],
)
def test_a_link_is_broken_since_its_declaration_is_not_whole(canons, library, old, new, why, now):
    with canons.open("ropes") as canon:
        (link,) = candidates("untie tie", canon, 1)
    done = moved(canons, library, old, new)
    assert [(one.name, one.why, one.since, one.now) for one in done.broken] == [
        ("Rope.untie_tie", why, "r2", now)
    ]
    moved(canons, library, "Rope.length_tie", "Rope.lengthTie", "r3")
    with canons.open("ropes") as canon:
        after = resolved(replace(link, relation="supports", by="someone"), canon)
    assert (after.broken_since, after.rung) == ("r2", "listed")
    assert (after.statement, after.relation, after.by) == (link.statement, "supports", "someone")


def test_a_link_is_mended_when_its_declaration_is_back(canons, library):
    with canons.open("ropes") as canon:
        (link,) = candidates("untie tie", canon, 1)
    moved(canons, library, "Rope.untie_tie", "Rope.x")
    done = moved(canons, library, "Rope.x", "Rope.untie_tie", "r3")
    assert done.mended == ("Rope.untie_tie",)
    with canons.open("ropes") as canon:
        after = resolved(replace(link, broken_since="r2"), canon)
    assert (after.broken_since, after.rung, after.revision) == ("", "indexed", "r3")


def test_another_statement_under_the_same_name_makes_the_relation_unclear_again(canons, library):
    with canons.open("ropes") as canon:
        (link,) = candidates("untie tie", canon, 1)
    link = replace(link, relation="matches", by="someone")
    with canons.open("ropes") as canon:
        assert resolved(link, canon).relation == "matches"
    moved(canons, library, "= (a, b)", "= (b, a)")
    with canons.open("ropes") as canon:
        after = resolved(link, canon)
    assert (after.relation, after.by, after.broken_since) == ("unclear", "search", "")


def test_a_declaration_in_another_file_is_where_it_was(canons, library):
    (library / "Rope.lean").rename(library / "Knot.lean")
    assert canons.update("ropes", "r2", AT).broken == ()
    with canons.open("ropes") as canon:
        found = canon.get("Rope.untie_tie")
        assert found
        assert found.file == "Knot.lean"


SAID = """'Rope.untie_tie' depends on axioms: [propext,
 Classical.choice]
Rope.lean:9:0: info: 'Rope.length_tie' does not depend on any axioms
'Rope.sum_of_lengths' depends on axioms: [propext, sorryAx]
'Rope.hidden' does not depend on any axioms
'Rope.open_end' does not depend on any axioms
'Rope.invented' does not depend on any axioms
"""


def test_the_words_of_the_kernel_are_read_with_their_axioms():
    found = checked(SAID)
    assert found["Rope.untie_tie"] == ("Classical.choice", "propext")
    assert found["Rope.length_tie"] == ()
    assert "Rope.sum_of_lengths" not in found


@pytest.mark.parametrize(
    "said",
    [
        "",
        "error: unknown constant 'Rope.untie_tie'",
        "'Rope.untie_tie' depends on axioms: []",
        "'Rope.untie_tie' depends on axioms: [propext",
        "I think that 'Rope.untie_tie' does not depend on any axioms",
        "'Rope.untie_tie' does not depend on any axioms but one",
        "'Rope.untie_tie' does not depend on any axioms\n'Rope.untie_tie' depends on axioms: [sorryAx]",
    ],
)
def test_what_the_kernel_did_not_say_is_no_evidence(said):
    assert checked(said) == {}


def test_nothing_is_checked_without_evidence_of_this_revision(canons, library):
    with canons.open("ropes") as canon:
        assert canon.rung("Rope.untie_tie") == ("indexed", ())
        assert canon.attach(SAID, "r0", AT) == ()
        assert canon.attach(SAID, "r1", AT) == ("Rope.length_tie", "Rope.untie_tie")
        assert canon.rung("Rope.untie_tie") == ("checked", ("Classical.choice", "propext"))
        for name in ("Rope.sum_of_lengths", "Rope.open_end"):
            assert canon.rung(name) == ("indexed", ())
        for name in ("Rope.hidden", "Rope.invented"):
            assert canon.rung(name) == ("listed", ())
        (link,) = candidates("untie tie", canon, 1)
        assert (link.rung, link.axioms) == ("checked", ("Classical.choice", "propext"))
    canons.update("ropes", "r2", AT)
    with canons.open("ropes") as canon:
        assert resolved(link, canon).rung == "indexed"


def test_an_archive_gives_what_its_folder_gives(tmp_path, library, canons):
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as archive:
        archive.add(library, arcname=".")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("ropes/Rope.lean", ROPE)
    for name in ("a.tar.gz", "a.zip"):
        state = canons.add(name.replace(".", "-"), tmp_path / name, "r1", AT)
        assert (state.declarations, state.holes) == (4, 1)


def test_doc_gen_data_is_indexed_without_statements(tmp_path, canons):
    data = {
        "declarations": {
            "Knot.tame": {
                "kind": "theorem",
                "docLink": "./Knot.html#Knot.tame",
                "sourceLink": "https://git.example/knots/blob/abc/Knot/Tame.lean#L12-L14",
                "line": 12,
            },
            "Knot.odd": {"kind": "ctor", "docLink": "", "sourceLink": ""},
        }
    }
    (tmp_path / "declaration-data.json").write_text(json.dumps(data))
    canons.add("knots", tmp_path / "declaration-data.json", "r1", AT)
    with canons.open("knots") as canon:
        found = canon.get("Knot.tame")
        assert found
        assert (found.file, found.line, found.statement) == ("Knot/Tame.lean", 12, "")
        assert canon.get("Knot.odd") is None
        assert [one.declaration.name for one in canon.search("tame knots")] == ["Knot.tame"]


@pytest.mark.parametrize("body", [b"", b"[]", b'{"declarations": 3}', b"\xff"])
def test_what_is_no_doc_gen_data_is_refused(tmp_path, canons, body):
    (tmp_path / "x.json").write_bytes(body)
    with pytest.raises(UnreadableError):
        canons.add("x", tmp_path / "x.json", "r1", AT)


def test_a_cut_archive_is_refused_and_leaves_no_canon(tmp_path, library, canons):
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w:gz") as archive:
        archive.add(library, arcname=".")
    (tmp_path / "cut.tar.gz").write_bytes(whole.getvalue()[: len(whole.getvalue()) // 2])
    with pytest.raises(UnreadableError):
        canons.add("cut", tmp_path / "cut.tar.gz", "r1", AT)
    assert canons.names() == ("ropes",)


def test_a_canon_has_one_name_and_is_there_or_is_not(tmp_path, library, canons):
    with pytest.raises(UsageError):
        canons.add("ropes", library, "r2", AT)
    with pytest.raises(UsageError):
        canons.add("../ropes", library, "r2", AT)
    with pytest.raises(NotFoundError):
        canons.open("knots")
    with pytest.raises(NotFoundError):
        canons.add("knots", tmp_path / "nowhere", "r1", AT)
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError):
        canons.add("empty", tmp_path / "empty", "r1", AT)


def test_the_command_line_adds_searches_shows_and_checks(run, library, tmp_path):
    assert "4 theorems" in run("canon", "add", "ropes", str(library), "--revision", "r1")
    assert "Rope.untie_tie" in run("canon", "search", "untie tie")
    (found, *_) = json.loads(run("canon", "search", "untie tie", "--json"))
    assert (found["name"], found["rung"], found["line"]) == ("Rope.untie_tie", "indexed", 2)
    (tmp_path / "said.txt").write_text(SAID)
    said = ("canon", "check", "ropes", str(tmp_path / "said.txt"), "--revision")
    run(*said, "r7", code=2)
    assert "2 declarations" in run(*said, "r1")
    assert "axioms: Classical.choice, propext" in run("canon", "show", "Rope.untie_tie")
    (library / "Rope.lean").write_text(ROPE.replace("untie_tie", "tied"))
    assert "renamed Rope.tied" in run("canon", "update", "ropes", "--revision", "r2")
    assert "broken since r2" in run("canon", "show", "Rope.untie_tie")
    assert "1 broken" in run("canon", "list")
    run("canon", "show", "Rope.nowhere", code=1)
