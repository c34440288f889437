"""One edition of a radar, or a week of them, as it is sent: plain text, HTML, Markdown and JSON.

The same digest gives the same bytes. What sources and readers wrote is text: never markup, never a
header, and no address but our own pages' is linked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import quote

import orjson

from academichub import ids
from academichub.language import Language
from academichub.model import Instant, Work
from academichub.render.badge import badge

_SHORT = 400
_NAMES = 6
_LONGEST_SUBJECT = 150
_MATHS = re.compile(r"(\$[^$]{1,500}\$)")
_SIGNS = re.compile(r"[\\`*_{}\[\]()<>#!|~$]")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")

# Mail programs keep no style sheets; these two colours hold on light and dark alike.
_QUIET = "color:#6b6b6b;font-size:14px;margin:2px 0"
_BADGE = "border:1px solid #8a8a8a;border-radius:4px;padding:0 5px;font-size:13px"


@dataclass(frozen=True, slots=True)
class Told:
    """One work of a digest; ``reasons`` are in words, ``outside`` what is not its reader's usual."""

    work: Work
    reasons: tuple[str, ...] = ()
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Digest:
    """What is to be sent.

    ``name`` is this delivery of this period, ``period`` a day (``2026-06-25``) or a week
    (``2026-W26``), ``base_url`` where our pages are, ``quiet`` why there is little that is new.
    """

    name: str
    title: str
    period: str
    at: Instant
    items: Sequence[Told]
    base_url: str
    radar_url: str
    unsubscribe_url: str | None = None
    quiet: tuple[str, ...] = ()


def subject(digest: Digest, t: Language) -> str:
    """The line that announces it: how many works, of which radar, when; safe as a header."""
    n = len(digest.items)
    said = t(
        f"digest.subject.{'one' if n == 1 else 'other'}",
        n=t.number(n),
        title=digest.title,
        when=when(digest.period, t),
    )
    return one_line(said, _LONGEST_SUBJECT)


def when(period: str, t: Language) -> str:
    """A day or a week as one says it."""
    year, _, week = period.partition("-W")
    if week.isdigit():
        return t("digest.week", week=int(week), year=year)
    return t.date(period[:10])


def one_line(text: str, longest: int = 10_000) -> str:
    """*text* on one line, without characters that cannot be seen, cut at *longest*."""
    line = " ".join(_UNSEEN.sub(" ", text).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def as_text(digest: Digest, t: Language) -> str:
    """The digest as plain text."""
    lines = [subject(digest, t), digest.radar_url, ""]
    for number, told in enumerate(digest.items, 1):
        lines += [*_text_item(digest, number, told, t), ""]
    lines += [*_quiet(digest, t), "-- ", t("digest.foot", title=one_line(digest.title))]
    if digest.unsubscribe_url:
        lines.append(f"{t('digest.unsubscribe')}: {digest.unsubscribe_url}")
    return "\n".join(lines) + "\n"


def as_html(digest: Digest, t: Language) -> str:
    """The digest as an HTML document that loads nothing from anywhere."""
    said = escape(subject(digest, t))
    items = "".join(_html_item(digest, told, t) for told in digest.items)
    quiet = "".join(f'<p style="{_QUIET}">{escape(line)}</p>' for line in _quiet(digest, t))
    code = "zh-Hans" if t.code == "zh" else "en"
    return (
        f'<!doctype html><html lang="{code}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{said}</title></head>'
        '<body style="font-family:system-ui,sans-serif;line-height:1.5;max-width:42em;margin:0 auto;'
        f'padding:12px"><h1 style="font-size:20px"><a href="{escape(digest.radar_url)}" '
        f'style="color:inherit">{said}</a></h1>'
        f'<ol style="padding-left:1.6em">{items}</ol>{quiet}{_html_foot(digest, t)}</body></html>'
    )


def as_markdown(digest: Digest, t: Language) -> str:
    """The digest as a Markdown note with YAML front matter, as Obsidian reads it.

    The values of the front matter are JSON strings, which YAML 1.2 reads alike.
    """
    front = {
        "title": subject(digest, t), "radar": one_line(digest.title), "date": digest.at[:10],
        "period": digest.period, "papers": len(digest.items), "tags": ["academichub"],
        "academichub": digest.name,
    }  # fmt: skip
    lines = ["---", *(f"{name}: {orjson.dumps(v).decode()}" for name, v in front.items()), "---"]
    lines += ["", f"# {_escaped(subject(digest, t))}", ""]
    for number, told in enumerate(digest.items, 1):
        lines += [*_markdown_item(digest, number, told, t), ""]
    lines += [_escaped(line) for line in _quiet(digest, t)]
    return "\n".join(lines).rstrip() + "\n"


def as_json(digest: Digest) -> dict[str, Any]:
    """The digest as JSON values: the ``data`` of a webhook."""
    return {
        "id": digest.name,
        "radar": one_line(digest.title),
        "period": digest.period,
        "url": digest.radar_url,
        "works": [_json_item(digest, told) for told in digest.items],
    }


def page_of(base_url: str, work: Work) -> str:
    """The address of a work's own page."""
    return f"{base_url}/works/{quote(work.id, safe='/:;()._-~!$*,@')}"


def _text_item(digest: Digest, number: int, told: Told, t: Language) -> Iterator[str]:
    work = told.work
    yield f"{number:02}. {_title(work, t)}"
    yield f"    {_head(work, t)}"
    if names := _names(work):
        yield f"    {names}"
    if why := _why(told, t):
        yield f"    {why}"
    if short := _shortened(work):
        yield f"    {short}"
    yield f"    {page_of(digest.base_url, work)}"


def _html_item(digest: Digest, told: Told, t: Language) -> str:
    work, why = told.work, _why(told, t)
    address = escape(page_of(digest.base_url, work))
    source = f'<span style="{_BADGE}">{escape(one_line(badge(work)))}</span>'
    parts = [
        f'<a href="{address}" style="font-weight:600;font-size:16px">{escape(_title(work, t))}</a>',
        f'<p style="{_QUIET}">{source} {escape(t.date(work.date))}</p>',
        f'<p style="{_QUIET}">{escape(_names(work))}</p>',
        f'<p style="margin:4px 0">{escape(_shortened(work))}</p>',
        f'<p style="{_QUIET}"><em>{escape(why)}</em></p>' if why else "",
    ]
    return f'<li style="margin:0 0 20px">{"".join(parts)}</li>'


def _html_foot(digest: Digest, t: Language) -> str:
    foot = escape(t("digest.foot", title=one_line(digest.title)))
    if digest.unsubscribe_url:
        said = escape(t("digest.unsubscribe"))
        foot += f' <a href="{escape(digest.unsubscribe_url)}" style="color:inherit">{said}</a>'
    return f'<hr><p style="{_QUIET}">{foot}</p>'


def _markdown_item(digest: Digest, number: int, told: Told, t: Language) -> Iterator[str]:
    work = told.work
    title = _escaped(_title(work, t)).replace("\n", " ")
    yield f"## {number:02}. [{title}](<{page_of(digest.base_url, work)}>)"
    yield ""
    yield f"{_escaped(_head(work, t))}  "
    if names := _names(work):
        yield f"{_escaped(names)}  "
    if why := _why(told, t):
        yield f"*{_escaped(why)}*"
    if work.abstract:
        yield ""
        yield _escaped(one_line(work.abstract))


def _json_item(digest: Digest, told: Told) -> dict[str, Any]:
    work = told.work
    return {
        "id": work.id,
        "title": one_line(work.title),
        "url": page_of(digest.base_url, work),
        "external_url": _origin(work),
        "authors": [one_line(author.name) for author in work.authorships[:_NAMES]],
        "authors_count": len(work.authorships),
        "source": one_line(badge(work)),
        "date": work.date,
        "summary": _shortened(work),
        "identifiers": {one.scheme: one.value for one in reversed(work.identifiers)},
        "reasons": list(told.reasons),
        "outside": told.outside,
        "retracted": work.retracted,
    }


def _origin(work: Work) -> str | None:
    resolved = (ids.address(identifier) for identifier in work.identifiers)
    return next((address for address in resolved if address), None)


def _title(work: Work, t: Language) -> str:
    title = one_line(work.title)
    return f"[{t('digest.retracted')}] {title}" if work.retracted else title


def _head(work: Work, t: Language) -> str:
    return f"{one_line(badge(work))} · {t.date(work.date)}"


def _names(work: Work) -> str:
    names = ", ".join(one_line(author.name) for author in work.authorships[:_NAMES])
    more = len(work.authorships) > _NAMES or not work.authors_complete
    return f"{names} et al." if names and more else names


def _why(told: Told, t: Language) -> str:
    said = [one_line(reason) for reason in told.reasons]
    return " · ".join([*([t("digest.outside")] if told.outside else []), *said])


def _shortened(work: Work) -> str:
    text = one_line((work.abstract or "")[: 2 * _SHORT])
    return text if len(text) <= _SHORT else text[:_SHORT].rsplit(" ", 1)[0] + " …"


def _quiet(digest: Digest, t: Language) -> list[str]:
    if not digest.quiet:
        return []
    return [t("digest.quiet", sources=one_line("; ".join(digest.quiet)))]


def _escaped(text: str) -> str:
    """*text* so that nothing of it means something in Markdown but its mathematics."""
    return "".join(
        part.replace("<", r"\lt ").replace(">", r"\gt ")
        if number % 2
        else _SIGNS.sub(r"\\\g<0>", part)
        for number, part in enumerate(_MATHS.split(text))
    )
