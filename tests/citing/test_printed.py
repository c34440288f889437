"""Identifiers that follow from journal, volume and page."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academichub import ids
from academichub.citing import printed


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("S. Schmid, Phys. Rev. Lett. 105, 133202 (2010).", "10.1103/PhysRevLett.105.133202"),
        ("J. Joger, Phys. Rev. A 96 (3), 030703 (2017).", "10.1103/PhysRevA.96.030703"),
        ("B. Blok, Phys. Rev. D 83 (2011) 071501.", "10.1103/PhysRevD.83.071501"),
        ("Sharma R., 2011, Phys. Rev. C, 83, 025803", "10.1103/PhysRevC.83.025803"),
        ("Y. Lan, Physical Review E 69, 016217 (2004).", "10.1103/PhysRevE.69.016217"),
        ("X. Zhang, Phys. Rev. Research 3, 043200 (2021).", "10.1103/PhysRevResearch.3.043200"),
    ],
)
def test_a_journal_of_the_american_physical_society_gives_its_doi(text, doi):
    assert printed.identifiers(text) == (ids.doi(doi),)


@pytest.mark.parametrize(
    "text",
    ["J. Phys. Rev. 3", "Phys. Lett. B 105, 133202", "Phys. Rev. Lett., to appear (2010)", ""],
)
def test_other_entries_give_none(text):
    assert printed.identifiers(text) == ()


@settings(deadline=None)
@given(st.text(alphabet="Phys. RevLetA0123456789,()", max_size=120))
def test_whatever_is_given_is_a_doi(text):
    for one in printed.identifiers(text):
        assert ids.doi(one.value) == one
