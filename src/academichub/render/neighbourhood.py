"""The picture of a work's neighbourhood as SVG: what it cites, what cites it, how near each is.

Has no colours and no sizes of letters: these are the stylesheet's, which gets classes only: ``cites`` and
``cited`` for the sides, ``stance-uses`` and the like, ``away`` for what the store does not hold. Everything is a
link to its line below, ``#reference-3`` or ``#citing-5``, so that it works without a script.
"""

from __future__ import annotations

from html import escape

from academichub.argument.reviews import Citations
from academichub.citing.neighbourhood import DOT, MIDDLE, Dot, Neighbourhood, layout
from academichub.language import Language

ANCHORS = {"cites": "reference", "cited": "citing"}
"""How the lines are named that dots lead to, before the number."""


def picture(title: str, citations: Citations, t: Language) -> str:
    """The picture of the work of this *title* and what it shows; ``""`` where nothing is around it."""
    drawn = layout(citations)
    if not drawn.dots:
        return ""
    said = _text(" ".join((_described(drawn, t), *_more(drawn, t))))
    return f'<div class="neighbourhood">{svg(title, drawn, t)}</div><p class="about">{said}</p>'


def svg(title: str, drawn: Neighbourhood, t: Language) -> str:
    """The picture as inline SVG: title, description, and a link for each work."""
    about = 'role="group" aria-labelledby="neighbourhood-title neighbourhood-desc"'
    pieces = [
        f'<svg viewBox="0 0 {drawn.width} {drawn.height}" {about}>',
        f'<title id="neighbourhood-title">{_text(t("neighbourhood.title"))}</title>',
        f'<desc id="neighbourhood-desc">{_text(_described(drawn, t))}</desc>',
        *(_line(dot, drawn) for dot in drawn.dots),
        f'<g class="middle"><title>{_text(title)}</title>',
        f'<circle cx="{drawn.x:g}" cy="{drawn.y:g}" r="{MIDDLE}"/>',
        f'<text x="{drawn.x:g}" y="{drawn.y:g}">{_text(t("neighbourhood.middle"))}</text></g>',
        *(_dot(dot, t) for dot in drawn.dots),
        "</svg>",
    ]
    return "".join(pieces)


def _described(drawn: Neighbourhood, t: Language) -> str:
    cites = sum(dot.side == "cites" for dot in drawn.dots)
    cited = len(drawn.dots) - cites
    sides = "both" if cites and cited else "cites" if cites else "cited"
    return t(f"neighbourhood.desc.{sides}", cites=t.number(cites), cited=t.number(cited))


def _line(dot: Dot, drawn: Neighbourhood) -> str:
    ends = f'x1="{drawn.x:g}" y1="{drawn.y:g}" x2="{dot.x:g}" y2="{dot.y:g}"'
    return f'<line class="{_classes(dot)}" {ends}/>'


def _dot(dot: Dot, t: Language) -> str:
    stance = t(f"neighbourhood.{dot.stance}") if dot.stance else ""
    key = f"neighbourhood.{dot.side}"
    said = _text(
        t(key, n=t.number(dot.number), title=dot.title) + (f" ({stance})" if stance else "")
    )
    return (
        f'<a class="{_classes(dot)}" href="#{ANCHORS[dot.side]}-{dot.number}" aria-label="{said}">'
        f'<title>{said}</title><circle cx="{dot.x:g}" cy="{dot.y:g}" r="{DOT}"/>'
        f'<text x="{dot.x:g}" y="{dot.y:g}">{dot.number}</text></a>'
    )


def _classes(dot: Dot) -> str:
    stance = f" stance-{dot.stance}" if dot.stance else ""
    return f"{dot.side}{stance}{'' if dot.here else ' away'}"


def _more(drawn: Neighbourhood, t: Language) -> list[str]:
    left = (("cites", drawn.left), ("cited", drawn.right))
    return [t(f"neighbourhood.more.{side}", n=t.number(n)) for side, n in left if n]


def _text(text: str) -> str:
    """*text* for SVG inside HTML; characters that no document may hold are left out."""
    return escape("".join(one for one in text if one.isprintable()))


__all__ = ["ANCHORS", "picture", "svg"]
