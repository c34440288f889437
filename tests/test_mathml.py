"""Text with formulas as HTML: readable where it can be, harmless whatever a paper says."""

from __future__ import annotations

import html
import os
import pathlib
import re
import time

import orjson
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html

from academichub.render.mathml import markup
from academichub.text import math_spans, paragraphs

DATA = pathlib.Path(
    os.environ.get("ACADEMICHUB_TEST_DATA", pathlib.Path(__file__).parents[1] / "../shared/data")
)
HARMLESS = {
    "div", "mark", "code", "math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "ms", "mfrac", "msqrt", "mroot", "msub",
    "msup", "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd", "mstyle", "mpadded", "mphantom",
    "menclose", "mmultiscripts", "mprescripts", "none",
}  # fmt: skip
LIVE = re.compile(r"^(?:on|xlink|href|src|style|class|id|action|formaction|data)")


def _assert_harmless(fragment: str) -> None:
    """The fragment, read as a browser would, holds known elements and no live attribute."""
    tree = lxml_html.fragment_fromstring(fragment, create_parent="div")
    for element in tree.iter():
        assert element.tag in HARMLESS, fragment
        for name, value in element.attrib.items():
            allowed_code = element.tag == "code" and (name, value) == ("class", "tex")
            assert allowed_code or not LIVE.match(name), fragment
            assert "javascript" not in value.lower()


def _words(fragment: str) -> str:
    return html.unescape(re.sub(r"</?mark>", "", fragment))


def test_a_formula_becomes_mathml_and_the_rest_is_escaped():
    shown = markup("For p<0.05 & $x^2 < y$ holds")
    assert shown.startswith("For p&lt;0.05 &amp; <math ")
    assert shown.endswith("</math> holds")
    math = etree.fromstring(shown[shown.index("<math") : shown.index("</math>") + 7])
    assert [child.tag.split("}")[-1] for child in math.iter()][:3] == ["math", "mrow", "msup"]
    assert "".join(math.itertext()) == "x2<y"


def test_what_cannot_be_converted_is_shown_as_its_source():
    assert markup(r"a $\frac{1}$ b") == r'a <code class="tex">\frac{1}</code> b'
    assert markup(r"$\left( x$") == r'<code class="tex">\left( x</code>'


def test_a_percent_sign_in_a_formula_is_no_comment():
    assert "%" in "".join(etree.fromstring(markup("$50%$")).itertext())


def test_money_is_no_formula_and_an_escaped_dollar_is_a_dollar():
    assert markup("costs $5 and $10") == "costs $5 and $10"
    assert markup(r"a \$b and $x$").startswith("a $b and <math")


def test_marks_are_wrapped_outside_formulas_only():
    text = "deep nets for $deep$ nets & more"
    marks = [(0, 9), (14, 20), (21, 25), (5, 12)]
    shown = markup(text, marks)
    assert shown.startswith("<mark>deep nets fo</mark>r <math")
    assert shown.endswith("</math> <mark>nets</mark> &amp; more")
    assert markup("a<b", [(1, 2)]) == "a<mark>&lt;</mark>b"
    assert markup("abc", [(2, 99), (-5, 1), (1, 1)]) == "<mark>a</mark>b<mark>c</mark>"


HOSTILE = [
    r"$\href{javascript:alert(1)}{x}$",
    r"$\text{<script>alert(1)</script>}$",
    r"$\text{<img src=x onerror=alert(1)>}$",
    r"$\text{<mi href='javascript:alert(1)'>x</mi>}$",
    r"$\text{</mtext></mrow></math><script>alert(1)</script>}$",
    r"$\mathrm{<mtext onclick='alert(1)'>x</mtext>}$",
    r"$\texttt{<annotation-xml encoding='text/html'><b>x</b></annotation-xml>}$",
    r"$\style{background:url(javascript:alert(1))}{x}$",
    r"$\class{evil}{x}$",
    r"$\color{red\" onload=\"alert(1)}{x}$",
    r"$\color{url(javascript:alert(1))}{x}$",
    r"$\text{<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;}$",
    r"$\text{<![CDATA[<script>]]>}$",
    r"$\text{&lt;script&gt;}$",
    "$<script>alert(1)</script>$",
    "<script>alert(1)</script> $x$ <b onclick=alert(1)>",
    "$\\text{<?xml-stylesheet href='x'?>}$",
    "$x\x00\x1b$",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_formula_is_harmless(text):
    shown = markup(text)
    _assert_harmless(shown.replace("\x00", "").replace("\x1b", ""))
    assert "<script" not in shown
    assert "<img" not in shown


PIECES = st.sampled_from(
    [*"$ {}<>&\"'^_=\\x5%/", "$x$", r"\frac", r"\text{", r"\href{", "javascript:", "<script>", "</math>", "<mi ", r"\left(",
     r"\right)", r"\begin{matrix}", r"\end{matrix}", r"\\", "&lt;", " onclick=a ", r"\color{", r"\style{", r"\sqrt[", "]",
     r"\class{", r"\mathbb{", "{a}", r"\$", "]]>", "<!--", r"\over", r"\operatorname{"]
)  # fmt: skip
MARKS = st.lists(st.tuples(st.integers(-3, 60), st.integers(-3, 60)), max_size=4)


@settings(max_examples=500)
@given(st.lists(PIECES, max_size=20).map("".join), MARKS)
def test_nothing_a_paper_says_becomes_live_html(text, marks):
    _assert_harmless(markup(text, marks))
    _assert_harmless(markup(f"${text}$", marks))


@given(st.text(st.characters(exclude_characters="$\\", codec="utf-8"), max_size=60), MARKS)
def test_text_without_formulas_keeps_every_character_whatever_is_marked(text, marks):
    assert _words(markup(text, marks)) == text


@pytest.mark.parametrize(
    "tex",
    ["{" * 900 + "}" * 900, r"\frac" * 390, r"\left(" * 300, "^" * 1900, "x_" * 900, r"\sqrt{" * 300 + "}" * 300,
     r"\begin{matrix}" * 100, "a&" * 900, r"\text{" * 300, "{{x}^" * 35 + "y" + "}" * 35, "x" * 5000, "1" * 1999,
     r"\overset{a}{" * 39 + "}" * 39, r"\binom" * 300, r"\limits" * 300, "'" * 1900],
    ids=lambda tex: tex[:10],
)  # fmt: skip
def test_a_monstrous_formula_costs_little_and_is_harmless(tex):
    started = time.process_time()
    shown = markup(f"$x+{tex}$")
    assert time.process_time() - started < 2
    _assert_harmless(shown)


@pytest.mark.data
def test_of_real_formulas_less_than_one_in_a_thousand_is_left_as_source():
    path = DATA / "arxiv/recent-50k.jsonl.zst"
    if not path.exists():
        pytest.skip(f"recorded data is not here: {path}")
    with path.open("rb") as file:
        body = zstandard.ZstdDecompressor().stream_reader(file).read()
    shown = failed = 0
    for line in body.splitlines()[::10]:
        text = paragraphs(orjson.loads(line)["abstract"])
        shown += len(math_spans(text))
        failed += markup(text).count('<code class="tex">')
    assert shown > 2_000
    assert failed / shown < 0.001
