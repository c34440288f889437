"""Plain text with ``$tex$`` to HTML with MathML, made on the server so that no script is needed.

Everything outside formulas is escaped; a formula becomes a ``<math>`` tree of known elements and
attributes only, or its source. What a paper says can never become live HTML here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from html import escape
from typing import TYPE_CHECKING

from academichub import formulas
from academichub.symbols import words

if TYPE_CHECKING:
    from lxml import etree

# MathML Core (https://www.w3.org/TR/mathml-core/) without links, scripts, events and styles.
_ELEMENTS = words(
    "math mrow mi mn mo mtext mspace ms mfrac msqrt mroot msub msup msubsup munder mover munderover "
    "mtable mtr mtd mstyle mpadded mphantom menclose mmultiscripts mprescripts none"
)
_ATTRIBUTES = words(
    "display displaystyle scriptlevel mathvariant mathsize mathcolor stretchy symmetric largeop "
    "movablelimits fence form separator accent accentunder lspace rspace minsize maxsize width "
    "height depth voffset linethickness columnalign rowalign columnspacing rowspacing columnlines "
    "rowlines columnspan rowspan frame notation"
)
# Browsers draw an error where these have another number of children.
_CHILDREN = {
    **dict.fromkeys(("mfrac", "mroot", "msub", "msup", "munder", "mover"), 2),
    **dict.fromkeys(("msubsup", "munderover"), 3),
}
_VALUE = re.compile(r"[\w .%#+-]{0,80}", re.ASCII)
_NAMESPACE = "http://www.w3.org/1998/Math/MathML"
_LONGEST = 2_000
_DEEPEST = 40
_MOST_COMMANDS = 400
_LARGEST = 100_000
_BARE_PERCENT = re.compile(r"(?<!\\)%")


def markup(text: str, marks: Sequence[tuple[int, int]] = ()) -> str:
    r"""*text* as safe HTML: formulas as MathML, everything else escaped.

    Args:
        text: Plain text with formulas as ``$tex$`` (and ``\$`` for a dollar that is none).
            Paragraph breaks stay as they are.
        marks: Ranges of *text*, start and end offsets, to wrap in ``<mark>`` outside formulas. They
            may overlap and come in any order.
    """
    found = formulas.find(text)
    if not marks and not found:
        return _escaped(text)
    joined = _joined(marks, len(text))
    pieces, at = [], 0
    for formula in found:
        pieces += [_marked(text, at, formula.start, joined), _math(formulas.normal(formula.tex))]
        at = formula.end
    return "".join(pieces) + _marked(text, at, len(text), joined)


def pieces(text: str) -> Iterator[tuple[str, etree._Element | None]]:
    """*text* piece by piece: words, and formulas as their TeX with the MathML of it.

    A formula that cannot be read has no tree; its TeX then stands for it, in dollars.
    """
    from lxml import etree

    at = 0
    for formula in formulas.find(text):
        if words := text[at : formula.start].replace("\\$", "$"):
            yield words, None
        tex = formulas.normal(formula.tex)
        tree = _tree(tex) if tex else None
        yield (tex, etree.fromstring(tree)) if tree else (f"${tex}$", None)
        at = formula.end
    if words := text[at:].replace("\\$", "$"):
        yield words, None


@lru_cache(maxsize=16_384)
def _math(tex: str) -> str:
    if not tex:
        return ""
    return _tree(tex) or f'<code class="tex">{escape(tex)}</code>'


def _tree(tex: str) -> str | None:
    """The safe ``<math>`` of *tex*; None where there is none to be had."""
    if not _is_modest(tex):
        return None
    produced = _converted(tex)
    return _checked(produced) if produced and len(produced) <= _LARGEST else None


def _is_modest(tex: str) -> bool:
    # The converter is recursive, and not linear in everything: refuse monsters before it sees them.
    if len(tex) > _LONGEST or tex.count("\\") > _MOST_COMMANDS or not _is_printable(tex):
        return False
    depth = deepest = 0
    for character in re.findall(r"\\.|[{}]", tex):
        depth += (character == "{") - (character == "}")
        deepest = max(deepest, depth)
    return deepest <= _DEEPEST and tex.count("\\left") + tex.count("\\begin") <= _DEEPEST


def _is_printable(tex: str) -> bool:
    return all(character.isprintable() for character in tex)


def _converted(tex: str) -> str | None:
    from latex2mathml.converter import convert

    try:
        return str(convert(_BARE_PERCENT.sub(r"\\%", tex) if "%" in tex else tex))
    except _faults():
        return None


@cache
def _faults() -> tuple[type[Exception], ...]:
    """What latex2mathml raises over TeX it cannot read: unrelated errors of its own, and Python's."""
    from latex2mathml import exceptions

    own = [e for e in vars(exceptions).values() if isinstance(e, type) and issubclass(e, Exception)]
    return (LookupError, ValueError, TypeError, AttributeError, RecursionError, StopIteration, *own)


def _checked(produced: str) -> str | None:
    """*produced* written anew from a parsed tree in which every element and attribute is known."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(produced.encode(), parser)
    except (etree.XMLSyntaxError, UnicodeEncodeError):
        return None
    for element in root.iter():
        if not isinstance(element.tag, str) or not _is_known(element):
            return None
        for name, value in element.attrib.items():
            if name not in _ATTRIBUTES or not _VALUE.fullmatch(str(value)):
                del element.attrib[name]
    return str(etree.tostring(root, encoding="unicode", method="xml"))


def _is_known(element: etree._Element) -> bool:
    namespace, _, name = str(element.tag).rpartition("}")
    if namespace not in {"", f"{{{_NAMESPACE}"} or name not in _ELEMENTS:
        return False
    return len(element) == _CHILDREN.get(name, len(element))


def _joined(marks: Sequence[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted((max(0, s), min(length, e)) for s, e in marks):
        if start >= end:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _marked(text: str, start: int, end: int, marks: list[tuple[int, int]]) -> str:
    return "".join(
        f"<mark>{_escaped(text[a:b])}</mark>" if marked else _escaped(text[a:b])
        for a, b, marked in _cuts(start, end, marks)
    )


def _cuts(start: int, end: int, marks: list[tuple[int, int]]) -> Iterator[tuple[int, int, bool]]:
    for a, b in marks:
        if b <= start or a >= end:
            continue
        if a > start:
            yield start, a, False
        yield max(a, start), min(b, end), True
        start = min(b, end)
    if start < end:
        yield start, end, False


def _escaped(text: str) -> str:
    return escape(text.replace("\\$", "$") if "\\$" in text else text)
