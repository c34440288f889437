"""Papers of our making in two fields that share a method, and what briefs of them are made with."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from academichub.argument import Ask, Brief
from academichub.bridges import Meetings
from academichub.brief.making import Means
from academichub.model import Record
from academichub.profile import Reader
from academichub.store import Store
from academichub.store.briefs import Asked
from academichub.testing import arxiv_record

AT = "2026-06-12T08:00:00Z"
ADA, BO = Reader("ada", "Ada"), Reader("bo", "Bo")

FIELDS = {
    "cs.LG": (
        "policy gradient for walking robots",
        (
            "Walking robots learn gaits slowly from reward alone. We train a policy gradient with a "
            "{n}-layer network on the Strider benchmark. It reaches an accuracy of {p}% on held-out "
            "terrain and needs {t} ms a step. We do not test it on wet ground."
        ),
    ),
    "q-bio.NC": (
        "policy gradient in the mouse striatum",
        (
            "How the mouse striatum assigns credit is not known. We record {n} neurons in the striatum "
            "during a maze task and fit a policy gradient to the spikes. The model explains {p}% of the "
            "variance within {t} ms. Whether the same holds in other species remains open."
        ),
    ),
}


def papers(count: int = 12) -> list[Record]:
    """Papers of both fields in turn; no two measure the same."""
    made = []
    for at in range(count):
        category = list(FIELDS)[at % 2]
        title, abstract = FIELDS[category]
        said = abstract.format(n=at + 3, p=60 + at, t=10 + 2 * at)
        made.append(
            arxiv_record(
                f"2606.1{at:04}", f"Study {at} of {title}", abstract=said,
                primary_category=category, categories=(category,),
            )
        )  # fmt: skip
    return made


class Clock:
    """Goes on a second each time it is asked."""

    def __init__(self) -> None:
        self.now = datetime(2026, 6, 12, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def no_model(*_: object) -> None:
    raise AssertionError("no model was to be asked")


def means(store: Store, **changes: object) -> Means:
    """What briefs are made with, where there is no model."""
    return replace(Means(store, Meetings.none, no_model, Clock()), **changes)


def ask(store: Store, name: str = "b1", writer: str = "extractive", **changes: object) -> Asked:
    """Keep a brief that was asked for of all the papers of a store."""
    works = tuple(work.id for _, work in store.everything())
    asked = replace(Ask("works", "", "Gradients", "en", works), **changes)
    model = "local:some" if writer == "prompted" else None
    one = Asked(name, "ada", asked, writer, model, "waiting", "", 0, 0, AT, title="Gradients")
    store.briefs.add(one)
    return one


def brief_of(store: Store, name: str = "b1") -> Brief:
    """A brief that has to be done."""
    one = store.briefs.get(name)
    assert one.state == "done", (one.state, one.stage, one.error)
    brief = store.briefs.brief(name)
    assert brief is not None
    return brief


def alike(brief: Brief) -> Brief:
    """A brief without what differs from one making to the next."""
    account = replace(brief.provenance, at="", milliseconds=0)
    return replace(brief, id="", provenance=account)
