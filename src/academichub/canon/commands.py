"""The commands of a Lean source: which words begin one, and where.

A command begins a line, or follows ``in`` on one; within open brackets only at the very margin, so
that a quoted piece of syntax is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import merge

from academichub.canon.values import Kind

KINDS: dict[str, Kind] = {
    "theorem": "theorem", "lemma": "lemma", "def": "def", "abbrev": "abbrev",
    "structure": "structure", "class": "class", "inductive": "inductive", "instance": "instance",
    "axiom": "axiom", "opaque": "opaque",
}  # fmt: skip
KINDS_OF_LEAN_3: dict[str, Kind] = {
    "definition": "def", "abbreviation": "abbrev", "coinductive": "inductive", "constant": "axiom",
}  # fmt: skip
_SCOPES = ("namespace", "section", "mutual")
_OTHERS = (
    "example", "attribute", "open", "open_locale", "variable", "variables", "universe", "universes",
    "parameter", "parameters", "export", "import", "include", "omit", "notation", "notation3", "infix",
    "infixl", "infixr", "prefix", "postfix", "reserve", "localized", "macro", "macro_rules", "syntax",
    "elab", "elab_rules", "declare_syntax_cat", "initialize", "builtin_initialize", "set_option",
    "deriving", "alias", "run_cmd", "run_tac", "add_decl_doc", "add_tactic_doc", "library_note",
    "initialize_simps_projections", "assert_not_exists", "suppress_compilation", "simproc", "constants",
    "precedence", "declare_aesop_rule_sets", "unif_hint", "register_option", "register_simp_attr",
)  # fmt: skip
_WORDS = sorted({*KINDS, *KINDS_OF_LEAN_3, *_SCOPES, *_OTHERS, "end"}, key=len, reverse=True)
_MODIFIERS = (
    "private|protected|noncomputable|nonrec|unsafe|partial|scoped|local|meta|public"
    "|mutual(?=[ \t]+(?:def|inductive|theorem|lemma|meta|private))"
)
_ATTRIBUTES = r"@\[(?:[^\[\]]|\[[^\[\]]{0,400}+\]){0,6000}+\]"
_COMMAND = re.compile(
    rf"(?:^[ \t]*+|(?<=[ \n]in)[ \t]++)"
    rf"(?P<head>(?:(?:{_ATTRIBUTES}|(?:{_MODIFIERS})(?![\w.'!?]))\s*+){{0,16}}+)"
    rf"(?P<word>(?:{'|'.join(_WORDS)})(?![\w.'!?])|\#[a-z_]+)",
    re.MULTILINE,
)
_BLOCK = re.compile(r"(?<![\w.'«`@$#!?»])(?P<word>begin|match|end)(?![\w.'!?»])")
_BRACKETS = re.compile(r"[(\[{⟨⦃)\]}⟩⦄]")
_OLD = re.compile(
    r"^(?:begin|variables|open_locale|meta)\b|:=[ \n]begin\b|^import [a-z]", re.MULTILINE
)
_NEW = re.compile(r"^(?:public )?import [A-Z]|:= by\b|=>", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its attributes and modifiers, its first word, and where both are."""

    start: int
    head: str
    word: str
    at: int
    end: int
    depth: int = 0


def is_lean_3(text: str) -> bool:
    """Whether *text*, without its comments, looks more like Lean 3 than like Lean 4."""
    return len(_OLD.findall(text)) > len(_NEW.findall(text))


def commands(text: str, lean_3: bool) -> Iterator[Command]:
    """The commands of *text*, a source without comments, in order.

    In Lean 3, ``begin``, ``match`` and every ``end`` are among them, wherever they stand.
    """
    found = ((one.start("head"), one) for one in _COMMAND.finditer(text))
    if not lean_3:
        return _apart(text, found)
    found = (one for one in found if one[1]["word"] != "end")
    blocks = ((one.start(), one) for one in _BLOCK.finditer(text))
    return _apart(text, merge(found, blocks, key=lambda pair: pair[0]))


def _apart(text: str, found: Iterator[tuple[int, re.Match[str]]]) -> Iterator[Command]:
    """Leave out what stands within brackets, unless it is at the margin."""
    counted = depth = 0
    for start, one in found:
        word = one["word"]
        depth += sum(
            1 if mark in "([{⟨⦃" else -1 for mark in _BRACKETS.findall(text, counted, start)
        )
        counted = start
        if one.re is _BLOCK and word != "end":
            yield Command(start, "", word, start, one.end())
            continue
        if depth > 0 and one.re is not _BLOCK and start and text[start - 1] != "\n":
            continue
        if one.re is not _BLOCK:
            counted, depth = one.end(), 0
        head = one["head"] if one.re is not _BLOCK else ""
        yield Command(start, head, word, one.start("word"), one.end())
