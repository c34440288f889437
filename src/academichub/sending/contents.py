"""What is delivered, in every form an act may want it: a digest of a radar, or a brief."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from academichub.argument import Brief
from academichub.language import Language
from academichub.model import Instant, Work
from academichub.render import brief_html, brief_markdown, brief_text
from academichub.render import digest as digests
from academichub.render.digest import Digest


@dataclass(frozen=True, slots=True)
class Content:
    """One delivery of one period.

    ``name`` is this delivery of this period, for good; ``type`` what a webhook calls it; ``text``,
    ``html``, ``markdown`` and ``data`` write it, the last as JSON values; ``works`` are those of a digest.
    """

    name: str
    type: str
    subject: str
    title: str
    period: str
    at: Instant
    count: int
    code: str
    base_url: str
    unsubscribe_url: str | None
    text: Callable[[], str]
    html: Callable[[], str]
    markdown: Callable[[], str]
    data: Callable[[], dict[str, Any]]
    works: Sequence[Work] = ()


def of_digest(digest: Digest, t: Language) -> Content:
    """A digest, to be delivered."""
    return Content(
        digest.name, "radar.edition", digests.subject(digest, t), digest.title, digest.period,
        digest.at, len(digest.items), t.code, digest.base_url, digest.unsubscribe_url,
        partial(digests.as_text, digest, t), partial(digests.as_html, digest, t),
        partial(digests.as_markdown, digest, t), partial(digests.as_json, digest),
        [told.work for told in digest.items],
    )  # fmt: skip


def of_brief(
    brief: Brief,
    t: Language,
    *,
    name: str,
    period: str,
    at: Instant,
    base_url: str,
    unsubscribe_url: str | None,
) -> Content:
    """A brief, to be delivered; the arguments are those of a `Digest`."""
    page = f"{base_url}/brief/{brief.id}"
    links = [(t("document.page"), page)]
    if unsubscribe_url:
        links.append((t("digest.unsubscribe"), unsubscribe_url))
    return Content(
        name, "brief", digests.one_line(brief.title, 150), brief.title, period, at,
        len(brief.works), t.code, base_url, unsubscribe_url,
        partial(brief_text.text, brief, t, links), partial(brief_html.letter, brief, t, links),
        partial(brief_markdown.markdown, brief, t, mark=name), partial(_data, brief, name, page),
    )  # fmt: skip


def _data(brief: Brief, name: str, page: str) -> dict[str, Any]:
    from academichub.render.brief_json import brief_json

    return {"delivery": name, "url": page, "brief": brief_json(brief)}
