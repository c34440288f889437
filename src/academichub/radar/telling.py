"""What a radar answers with, as JSON values: the same for the command line, the API and tools."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from academichub.profile import Radar, Reason
from academichub.radar.values import Edition, Item, Learnt
from academichub.render.json import work_json


def radar_json(radar: Radar) -> dict[str, Any]:
    """A radar with its profile; whose it is stays out."""
    return {
        "slug": radar.slug,
        "title": radar.title,
        "created_at": radar.created_at,
        "updated_at": radar.updated_at,
        "profile": radar.profile.to_json(),
    }


def edition_json(edition: Edition) -> dict[str, Any]:
    """An edition, its works in the form they have everywhere, each with why it is there."""
    return {
        "radar": edition.radar.slug,
        "title": edition.radar.title,
        "day": edition.day,
        "batch": edition.batch,
        "at": edition.at,
        "works": [item_json(item) for item in edition.items],
        "total": len(edition.items),
        "fresh": edition.fresh,
        "candidates": edition.candidates,
        "more": edition.more,
        "quiet": list(edition.quiet),
        "learnt": edition.learnt,
    }


def item_json(item: Item) -> dict[str, Any]:
    """A work with its place, its score and the reasons that add up to it."""
    return work_json(item.work) | {
        "rank": item.rank,
        "score": item.pick.score,
        "outside": item.pick.outside,
        "verdict": item.verdict,
        "reasons": [reason_json(one) for one in item.pick.reasons],
    }


def reason_json(reason: Reason) -> dict[str, Any]:
    """A reason, with the key by which it is turned."""
    return asdict(reason) | {"works": list(reason.works), "key": reason.key}


def learnt_json(learnt: Learnt) -> dict[str, Any]:
    """What a radar has learnt; works by id with their titles."""
    return {
        "radar": learnt.radar.slug,
        **{
            name: [asdict(one) for one in getattr(learnt, name)]
            for name in ("words", "against", "authors", "categories", "venues")
        },
        "turned": dict(learnt.radar.profile.turned),
        "mutes": [asdict(one) for one in learnt.radar.profile.mutes],
        "verdicts": [{"work": one.work, "kind": one.kind, "at": one.at} for one in learnt.verdicts],
        "works": {name: work.title for name, work in learnt.works.items()},
    }
