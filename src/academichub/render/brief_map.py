"""The picture of themes and bridges: where each stands, and the SVG of it.

Wide, the themes stand in two bows with the bridges between them; narrow, in one column with the
bridges beside it. Nothing overlaps. Has no colours and no sizes of letters: these are the
stylesheet's, which gets classes only. Everything is a link, so that it works without a script.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from academichub.argument import Bridge, Theme
from academichub.language import Language
from academichub.render.brief_map_places import BADGE, LINE, Link, Place, columns, links, placed

Shape = Literal["wide", "narrow"]

TONES = 7
"""Fields that get a class of their own, ``tone-0`` to ``tone-6``; the others share ``tone-7``."""


@dataclass(frozen=True, slots=True)
class Map:
    """A picture laid out, in units of its view box; ``fields`` are those of the tones, in order."""

    shape: Shape
    width: int
    height: int
    places: tuple[Place, ...]
    links: tuple[Link, ...]
    fields: tuple[str, ...]


def layout(themes: Sequence[Theme], bridges: Sequence[Bridge], shape: Shape = "wide") -> Map:
    """Decide where everything stands.

    Args:
        themes: what is drawn as circles, their area by the number of works.
        bridges: what is drawn as curves, their width by the surprise; those of unknown themes are
            left out.
        shape: ``wide`` for screens, ``narrow`` for telephones.
    """
    known = {theme.key for theme in themes}
    drawn = [
        (number, one)
        for number, one in enumerate(bridges, 1)
        if known.issuperset(one.themes) and one.themes[0] != one.themes[1]
    ]
    fields = _fields(themes)
    sides = columns(themes, [one for _, one in drawn], shape == "wide")
    places, height = placed(
        sides, {theme.key: _tone(theme, fields) for theme in themes}, shape == "wide"
    )
    width = 800 if shape == "wide" else 360
    return Map(shape, width, height, places, links(drawn, places, shape == "wide"), fields)


def picture(themes: Sequence[Theme], bridges: Sequence[Bridge], t: Language) -> str:
    """Both shapes, of which the stylesheet shows the one that fits, and what the tones mean."""
    maps = [layout(themes, bridges, shape) for shape in ("wide", "narrow")]
    return "".join(
        ['<div class="map">', *(svg(one, t) for one in maps), *_legend(maps[0], t), "</div>"]
    )


def svg(drawn: Map, t: Language) -> str:
    """The picture as inline SVG: title, description, and a link for each theme and bridge."""
    name = f"map-{drawn.shape}"
    labels = {place.key: place.label for place in drawn.places}
    about = f'viewBox="0 0 {drawn.width} {drawn.height}" aria-labelledby="{name}-title {name}-desc"'
    pieces = [
        f'<svg class="{name}" role="group" {about}>',
        f'<title id="{name}-title">{_text(t("map.title"))}</title>',
        f'<desc id="{name}-desc">{_text(_described(drawn, t))}</desc>',
        *map(_curve, drawn.links),
        *(_bridge(link, labels, t) for link in drawn.links),
        *(_theme(place, t) for place in drawn.places),
        "</svg>",
    ]
    return "".join(pieces)


def _described(drawn: Map, t: Language) -> str:
    themes, bridges = len(drawn.places), len(drawn.links)
    return t("map.desc", themes=t.number(themes), bridges=t.number(bridges))


def _theme(place: Place, t: Language) -> str:
    field = t.label("subject", place.field) if place.field else t("map.no_field")
    said = t("map.theme", label=place.label, n=t.number(place.works), field=field)
    lines = "".join(
        f'<tspan x="{place.text_x:g}" y="{place.text_y + number * LINE:g}">{_text(line)}</tspan>'
        for number, line in enumerate(place.lines)
    )
    return (
        f'<a class="theme tone-{place.tone}" href="#{_text(place.key)}" aria-label="{_text(said)}">'
        f"<title>{_text(said)}</title>"
        f'<circle cx="{place.x:g}" cy="{place.y:g}" r="{place.radius:g}"/>'
        f'<text class="count" x="{place.x:g}" y="{place.y:g}">{t.number(place.works)}</text>'
        f'<text class="label {place.anchor}">{lines}</text></a>'
    )


def _curve(link: Link) -> str:
    """The curve, below all numbers; for the pointer only, as the number is the same link."""
    path = f'd="{link.path}"'
    return (
        f'<a class="curve {link.kind} weight-{link.weight}" href="#{_text(link.key)}" tabindex="-1" '
        f'aria-hidden="true"><path class="reach" {path}/><path {path}/></a>'
    )


def _bridge(link: Link, labels: Mapping[str, str], t: Language) -> str:
    one, other = (labels[key] for key in link.themes)
    said = _text(t("map.bridge", label=link.label, one=one, other=other))
    return (
        f'<a class="bridge weight-{link.weight}" href="#{_text(link.key)}" aria-label="{said}">'
        f'<title>{said}</title><path d="{link.path}"/>'
        f'<circle cx="{link.x:g}" cy="{link.y:g}" r="{BADGE}"/>'
        f'<text class="count" x="{link.x:g}" y="{link.y:g}">{_text(link.number)}</text></a>'
    )


def _legend(drawn: Map, t: Language) -> Iterator[str]:
    tones = sorted({place.tone for place in drawn.places if place.field})
    if len(tones) < 2:
        return
    yield '<ul class="map-legend">'
    for tone in tones:
        named = t.label("subject", drawn.fields[tone]) if tone < TONES else t("map.others")
        yield (
            f'<li class="tone-{tone}"><svg viewBox="0 0 12 12" aria-hidden="true">'
            f'<circle cx="6" cy="6" r="5"/></svg>{_text(named)}</li>'
        )
    yield "</ul>"


def _fields(themes: Sequence[Theme]) -> tuple[str, ...]:
    """The main fields of the themes, that of most works first."""
    works: dict[str, int] = {}
    for theme in themes:
        for share in theme.fields[:1]:
            works[share.field] = works.get(share.field, 0) + len(theme.works)
    return tuple(sorted(works, key=lambda field: (-works[field], field)))


def _tone(theme: Theme, fields: Sequence[str]) -> int:
    if not theme.fields:
        return TONES
    return min(fields.index(theme.fields[0].field), TONES)


def _text(text: str) -> str:
    """*text* for SVG inside HTML; characters that no document may hold are left out."""
    return escape("".join(one for one in text if one.isprintable()))


__all__ = ["Link", "Map", "Place", "layout", "picture", "svg"]
