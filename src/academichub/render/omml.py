"""Formulas as Office Math (ECMA-376 part 1, 22.1), made from the MathML they are shown with."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_ATOMS = {"mi", "mn", "mo", "mtext", "ms"}
_ACCENTS = {"^": "\u0302", "~": "\u0303", "¯": "\u0304", "‾": "\u0305", "→": "\u20d7",
            "˙": "\u0307", "¨": "\u0308", "ˇ": "\u030c", "˘": "\u0306", "´": "\u0301"}  # fmt: skip
# Element of MathML: element of Office Math, and what its children are called there, in order.
_SHAPES = {
    "mfrac": ("f", ("num", "den")),
    "msub": ("sSub", ("e", "sub")),
    "msup": ("sSup", ("e", "sup")),
    "msubsup": ("sSubSup", ("e", "sub", "sup")),
    "munder": ("limLow", ("e", "lim")),
    "mover": ("limUpp", ("e", "lim")),
    "munderover": ("sSubSup", ("e", "sub", "sup")),
    "mroot": ("rad", ("e", "deg")),
}


def omml(formula: etree._Element) -> etree._Element:
    """``m:oMath`` of a ``<math>`` tree."""
    from lxml import etree

    math = etree.Element(f"{{{SPACE}}}oMath", nsmap={"m": SPACE})
    _add(math, formula)
    return math


def _add(parent: etree._Element, element: etree._Element) -> None:
    name = str(element.tag).rpartition("}")[2]
    if name in _ATOMS:
        _run(parent, element.text or "", upright=name in {"mtext", "ms"})
    elif name == "mtable":
        _table(parent, element)
    elif name == "msqrt":
        _root(parent, element)
    elif name == "mover" and element.get("accent") and str(element[1].text) in _ACCENTS:
        _accent(parent, element)
    elif name in _SHAPES:
        _shape(parent, element, *_SHAPES[name])
    else:
        for child in element:
            _add(parent, child)


def _run(parent: etree._Element, text: str, *, upright: bool) -> None:
    run = _child(parent, "r")
    if upright:
        _child(_child(run, "rPr"), "nor")
    _child(run, "t").text = text


def _shape(
    parent: etree._Element, element: etree._Element, kind: str, names: tuple[str, ...]
) -> None:
    shape = _child(parent, kind)
    # A root has its degree first; everything else is written in MathML's order.
    pairs = list(zip(names, element, strict=True))
    for name, child in reversed(pairs) if kind == "rad" else pairs:
        _add(_child(shape, name), child)


def _root(parent: etree._Element, element: etree._Element) -> None:
    root = _child(parent, "rad")
    hidden = _child(_child(root, "radPr"), "degHide")
    hidden.set(f"{{{SPACE}}}val", "1")
    _child(root, "deg")
    inside = _child(root, "e")
    for child in element:
        _add(inside, child)


def _accent(parent: etree._Element, element: etree._Element) -> None:
    accent = _child(parent, "acc")
    mark = _child(_child(accent, "accPr"), "chr")
    mark.set(f"{{{SPACE}}}val", _ACCENTS[str(element[1].text)])
    _add(_child(accent, "e"), element[0])


def _table(parent: etree._Element, element: etree._Element) -> None:
    matrix = _child(parent, "m")
    for row in element:
        line = _child(matrix, "mr")
        for cell in row:
            inside = _child(line, "e")
            for child in cell:
                _add(inside, child)


def _child(parent: etree._Element, name: str) -> etree._Element:
    from lxml import etree

    return etree.SubElement(parent, f"{{{SPACE}}}{name}")
