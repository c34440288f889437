"""Names and fields of categories."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub import taxonomy


@pytest.mark.parametrize(
    ("category", "name", "field"),
    [
        ("cs.AI", "Artificial Intelligence", "Computer Science"),
        ("math-ph", "Mathematical Physics", "Physics"),
        ("hep-th", "High Energy Physics - Theory", "Physics"),
        ("nlin.CD", "Chaotic Dynamics", "Physics"),
        ("stat.ML", "Machine Learning", "Statistics"),
        ("q-bio.NC", "Neurons and Cognition", "Quantitative Biology"),
        ("q-fin.PR", "Pricing of Securities", "Quantitative Finance"),
        ("eess.IV", "Image and Video Processing", "Electrical Engineering and Systems Science"),
        ("econ.EM", "Econometrics", "Economics"),
        ("alg-geom", "Algebraic Geometry", "Mathematics"),
        ("cell biology", "Cell Biology", "Biology"),
        ("animal_behavior_and_cognition", "Animal Behavior and Cognition", "Biology"),
        ("hiv aids", "HIV AIDS", "Medicine"),
        ("cs.XX", "cs.XX", "Computer Science"),
        ("unheard of", "unheard of", "Other"),
        ("", "", "Other"),
    ],
)
def test_a_category_has_a_name_and_a_field(category, name, field):
    assert taxonomy.name(category) == name
    assert taxonomy.field(category) == field


def test_every_category_of_every_archive_is_named_and_belongs_to_one_field():
    assert len(taxonomy.ARCHIVES) == 20
    assert sum(map(len, taxonomy.ARCHIVES.values())) == 155
    for archive, categories in taxonomy.ARCHIVES.items():
        assert archive in taxonomy.NAMES
        for category in categories:
            assert category == archive or category.startswith(f"{archive}.")
            assert category in taxonomy.NAMES
            assert taxonomy.field(category) in taxonomy.FIELDS[:-1]
    assert all(
        alias in taxonomy.NAMES and to in taxonomy.NAMES for alias, to in taxonomy.ALIASES.items()
    )


@pytest.mark.parametrize(
    ("title", "category"),
    [
        ("Mathematics - Logic", "math.LO"),
        ("Logic", "math.LO"),
        ("Statistics - Machine Learning", "stat.ML"),
        ("Computer Science - Machine Learning", "cs.LG"),
        ("High Energy Physics - Theory", "hep-th"),
        ("Nuclear Experiment", "nucl-ex"),
        ("03E75 (Primary), 03E35 (Secondary)", None),
    ],
)
def test_a_dublin_core_subject_is_found_by_its_name(title, category):
    assert taxonomy.by_name(title) == category


@given(st.text(max_size=30))
def test_no_category_is_refused(category):
    assert taxonomy.field(category) in taxonomy.FIELDS
    assert isinstance(taxonomy.name(category), str)
    assert taxonomy.canonical(taxonomy.canonical(category)) == taxonomy.canonical(category)
