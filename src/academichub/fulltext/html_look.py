"""What an element of a page is: how it is named, whether it can be seen, what it points to.

Looks at one element at a time and at the page's own short style rules; never loads a style sheet.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from academichub import mathml_tex

if TYPE_CHECKING:
    from lxml.etree import _Element

LEVELS = {
    "ltx_part": 1,
    "ltx_chapter": 1,
    "ltx_section": 1,
    "ltx_appendix": 1,
    "ltx_abstract": 1,
    "ltx_acknowledgements": 1,
    "ltx_bibliography": 1,
    "ltx_subsection": 2,
    "ltx_subsubsection": 3,
    "ltx_paragraph": 4,
    "ltx_subparagraph": 5,
}
LEFT_OUT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "nav",
        "button",
        "form",
        "input",
        "select",
        "textarea",
        "svg",
        "canvas",
        "iframe",
        "object",
        "audio",
        "video",
        "img",
        "picture",
        "head",
        "link",
        "meta",
        "base",
        "annotation",
        "annotation-xml",
    ]
)
FURNITURE = frozenset(
    [
        "ltx_page_footer",
        "ltx_page_header",
        "ltx_page_navbar",
        "ltx_page_logo",
        "ltx_TOC",
        "ltx_toclist",
        "ltx_authors",
        "ltx_dates",
        "ltx_ERROR",
        "ltx_rdf",
        "ltx_pagination",
        "ltx_role_newpage",
        "ltx_listing_data",
        "ltx_note_mark",
        "ltx_tag_item",
        "ltx_role_submissionid",
        "package-alerts",
        "html-header-message",
    ]
)
HEADS = {f"h{number}": number for number in range(1, 7)}
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "br",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "math",
        "q",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_PIECES = frozenset(
    [
        "ltx_bibitem",
        "ltx_theorem",
        "ltx_proof",
        "ltx_equation",
        "ltx_equationgroup",
        "ltx_caption",
        "ltx_tabular",
        "ltx_para",
        "ltx_p",
        "ltx_title",
    ]
)
_HIDING = (
    (re.compile(r"display\s*:\s*none"), "not displayed"),
    (re.compile(r"visibility\s*:\s*(?:hidden|collapse)"), "not visible"),
    (re.compile(r"(?<![\w-])opacity\s*:\s*0*(?:\.0*\d?)?(?![\d.])"), "transparent"),
    (re.compile(r"font-size\s*:\s*(?:0*[0-2](?:\.\d+)?(?:px|pt|%)?|0*\.[01]\d*(?:em|rem)|[0-9](?:\.\d+)?%|0+(?:\.0+)?[a-z]*)(?![\w.%])"), "tiny text"),
    (re.compile(r"(?<![\w-])color\s*:\s*(?:white|transparent|#f{3}(?:f{3})?(?![0-9a-f])|rgba?\(\s*25[0-5]\s*,\s*25[0-5]\s*,\s*25[0-5]|rgba\([^)]*,\s*0(?:\.0+)?\s*\))"), "white text"),
    (re.compile(r"(?:left|top|text-indent)\s*:\s*-\d{3,}"), "off the page"),
)  # fmt: skip
_BACKGROUND = re.compile(
    r"background(?:-color)?\s*:\s*(?!none|transparent|white|#f{3}(?:f{3})?(?![0-9a-f])|inherit)[#a-z]",
    re.IGNORECASE,
)
_RULE = re.compile(r"([.#][\w-]+)\s*\{([^{}]{0,500})\}")
_TARGETS = (
    (re.compile(r"(?:^|\.)bib\d*\.\w|^bib|^cite|^ref-?\d|^CR\d"), "reference"),
    (re.compile(r"\.E\d|^A?\d*E\d|^eq", re.IGNORECASE), "equation"),
    (re.compile(r"^(?:S|A|Ch|Pt)\d+(?:\.S*\d+)*$"), "section"),
)


def classes(element: _Element) -> frozenset[str]:
    """The classes of an element."""
    return frozenset((element.get("class") or "").split())


def holds_pieces(element: _Element) -> bool:
    """Whether an element stands in lines of its own."""
    if not isinstance(element.tag, str):
        return False
    return element.tag not in _INLINE or bool(classes(element) & _PIECES)


def rules(sheets: list[str]) -> dict[str, str]:
    """The page's own rules of single classes and ids, ``{".x": "display:none"}``."""
    out: dict[str, str] = {}
    for sheet in sheets:
        out.update(_RULE.findall(sheet[:200_000]))
    return out


def hidden(element: _Element, own: dict[str, str]) -> str:
    """How an element is hidden, ``""`` where it is seen."""
    if element.get("hidden") is not None:
        return "not displayed"
    style = _style(element, own)
    return _hidden_by(style) if style else ""


def coloured(element: _Element, own: dict[str, str]) -> bool:
    """Whether it has a ground on which white can be read."""
    return bool(_BACKGROUND.search(_style(element, own)))


def _style(element: _Element, own: dict[str, str]) -> str:
    style = element.get("style") or ""
    if color := element.get("color"):
        style += f";color:{color}"
    if own:
        named = ["." + one for one in classes(element)] + ["#" + (element.get("id") or "")]
        style += "".join(";" + own[one] for one in named if one in own)
    return style[:2000].lower()


@lru_cache(maxsize=2048)
def _hidden_by(style: str) -> str:
    return next((how for pattern, how in _HIDING if pattern.search(style)), "")


def tex(element: _Element) -> str:
    """A formula as ``$tex$``."""
    given = element.get("alttext")
    if given is None:
        from lxml import etree

        given = mathml_tex.convert(
            etree.tostring(element, encoding="unicode", with_tail=False)[:40_000]
        )
    bare = " ".join(given.split()).replace("$", "")
    return f"${bare}$" if bare else ""


def target(href: str) -> tuple[str, str]:
    """What a link within the page points to, and the name of it; ``("", "")`` for others."""
    _, mark, name = href.partition("#")
    if not mark or not name:
        return "", ""
    return next((what for pattern, what in _TARGETS if pattern.search(name)), ""), name
