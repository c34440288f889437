from __future__ import annotations

import re
from importlib.resources import files

import pytest

CSS = files("academichub.web").joinpath("static", "site.css").read_text("utf-8")
TEXT = [("ink", "paper"), ("ink", "raised"), ("ink", "tint"), ("ink", "hit"), ("soft", "paper"),
        ("soft", "raised"), ("soft", "tint"), ("accent", "paper"), ("accent", "raised"),
        ("accent", "tint"), ("on-accent", "accent"), ("paper", "ink")]  # fmt: skip
PARTS = [("edge", "paper"), ("edge", "raised"), ("accent", "paper"), ("accent", "raised")]


def palettes() -> dict[str, dict[str, str]]:
    """The custom properties of each palette, by the selector that sets them."""
    found = {}
    for selector, body in re.findall(r"(:root[^{]*)\{([^}]*--paper[^}]*)\}", CSS):
        colours = dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6});", body))
        if "ink" in colours:
            found[selector.strip()] = colours
    return found


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def test_the_measure_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_light_and_both_ways_to_dark_are_there_and_dark_is_one_palette():
    chosen = palettes()
    assert list(chosen) == [":root", ':root:not([data-theme="light"])', ':root[data-theme="dark"]']
    _, by_system, by_reader = chosen.values()
    assert by_system == by_reader


@pytest.mark.parametrize("selector", [":root", ':root[data-theme="dark"]'])
@pytest.mark.parametrize("pair", TEXT)
def test_text_stands_out_by_four_and_a_half_to_one(selector: str, pair: tuple[str, str]):
    colours = palettes()[selector]
    assert contrast(colours[pair[0]], colours[pair[1]]) >= 4.5


@pytest.mark.parametrize("selector", [":root", ':root[data-theme="dark"]'])
@pytest.mark.parametrize("pair", PARTS)
def test_the_edges_of_controls_and_the_focus_stand_out_by_three_to_one(
    selector: str, pair: tuple[str, str]
):
    colours = palettes()[selector]
    assert contrast(colours[pair[0]], colours[pair[1]]) >= 3


def test_no_rule_names_a_colour_of_its_own():
    rules = re.sub(r":root[^{]*\{[^}]*\}", "", CSS)
    assert re.findall(r"#[0-9a-f]{3,8}\b", rules) == []
