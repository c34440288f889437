"""Numbers of the abstract against the body."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from academichub.argument.documents import Document, Heading
from academichub.audits import run

sys.path.insert(0, str(Path(__file__).parent))
from plainly import FACTS, document

FILLER = "Moss grows slowly in the shade and nobody minds. " * 40


def paper(abstract: str, body: str) -> Document:
    text = f"Abstract\n\n{abstract}\n\nBody\n\n{FILLER}{body}\n"
    start = text.index("Body")
    sections = (Heading("Abstract", 1, 0, start), Heading("Body", 1, start, len(text)))
    return replace(document(text, sections=sections), scope="full text")


def told(abstract: str, body: str) -> list[str]:
    return [
        one.evidence[0].text for one in run(paper(abstract, body), FACTS, ("abstract_numbers",))
    ]


def test_a_number_the_body_does_not_hold_is_noted():
    assert told("It grew by 12.7 mm in 48 plots.", "It grew by 13.9 mm in 48 plots.") == ["12.7 mm"]


def test_a_number_in_another_unit_or_with_more_digits_is_found():
    assert not told("It grew by 12.7 mm.", "It grew by 1.27 cm.")
    assert not told("It fell by 32.5%.", "It fell by a share of 0.325.")
    assert not told("It grew by 12.7 mm.", "It grew by 12.73 mm.")


def test_small_counts_and_names_are_left_alone():
    assert not told("In 3 gardens, model X-12 was right about 5 of them.", "It was right.")


def test_an_abstract_alone_is_never_held_to_itself():
    text = paper("It grew by 12.7 mm.", "It did.")
    assert not run(replace(text, scope="abstract"), FACTS, ("abstract_numbers",))
