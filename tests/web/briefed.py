"""A brief of our own making over works of our own making, with everything its page can show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from academichub.accounts import ALONE
from academichub.argument import (
    Ask,
    Bridge,
    Brief,
    Cited,
    Comparison,
    Crossing,
    Drop,
    First,
    Gap,
    Outline,
    Part,
    Provenance,
    Quote,
    Section,
    Share,
    Statement,
    Theme,
)
from academichub.collect import take
from academichub.hub import Hub
from academichub.model import Announcement, Authorship, Page, Record, Update
from academichub.store.briefs import Asked
from academichub.testing import arxiv_record

AT = "2026-06-25T08:00:00Z"
NASTY = '<script>alert("x")</script><img src=x onerror=alert(1)>'
LONG = "A sentence that only makes the text longer, of no further use. " * 30
MODEL = "openai:model-of-a-test"

GAITS = (
    "Walking robots learn gaits slowly from reward alone. We train a policy gradient on a simulated "
    "leg. It reaches $\\eta = 0.82$ of the best known gait, and needs 12 ms a step. We did not try it "
    "on wet ground."
)
MICE = (
    "How the striatum assigns credit is not known. A policy gradient fitted to the spikes explains "
    "61% of the variance. Whether other species do the same remains open."
)
CHINESE = "我们研究步态学习中的策略梯度。在模拟腿上，步长误差降低了 18%。湿滑地面尚未测试。"
DEEP = LONG + "In the middle of it all stands the finding that noise of 3 dB does no harm. " + LONG

WORKS: Mapping[str, tuple[str, str, str]] = {
    "2606.10001": ("Gaits by policy gradient for $n$-legged robots", GAITS, "cs.LG"),
    "2606.10002": ("Credit assignment in the striatum", MICE, "q-bio.NC"),
    "2606.10003": ("用策略梯度学习步态", CHINESE, "cs.RO"),
    "2606.10004": (f"Hostile {NASTY}", f"We find that {NASTY} holds everywhere.", "cs.LG"),
    "2606.10005": ("A long account of noise", DEEP, "cs.LG"),
    "2606.10006": ("A finding that was taken back", "We report that it works in 9 of 10 cases.", "q-bio.NC"),
}  # fmt: skip
MORE = tuple(f"2606.2{n:04}" for n in range(14))
"""Works that are only listed, so that there are too many to name them all at once."""


def records() -> list[Record]:
    """What is taken into the store."""
    made = [
        arxiv_record(
            name, title, abstract=abstract, primary_category=category, categories=(category,),
            authorships=(Authorship("Ada Example"), Authorship("Bo Fixture")),
            announcements=(Announcement("arxiv", "2026-06-24", "new", 1, category),),
        )
        for name, (title, abstract, category) in WORKS.items()
    ]  # fmt: skip
    made[-1] = replace(made[-1], updates=(Update("retraction", "2026-06-24"),))
    return made + [arxiv_record(name, f"One more work, number {name}") for name in MORE]


def fill(hub: Hub) -> None:
    """Take the works in."""
    take(hub.store, "arxiv-rss", Page(records=records()), AT)
    hub.catch_up()
    hub.store.readers.ensure(ALONE)


def named(name: str) -> str:
    """The id of a work here."""
    return f"arxiv:{name}"


def quote(name: str, text: str, field: str = "abstract") -> Quote:
    """A quote at its place."""
    title, abstract, _ = WORKS[name]
    start = (title if field == "title" else abstract).index(text)
    return Quote(named(name), field, start, start + len(text), text)


def quoted(key: str, name: str, text: str, lead: str = "") -> Statement:
    """A statement that is its quote."""
    return Statement(key, text, (quote(name, text),), "quoted", lead)


STATEMENTS: Mapping[str, tuple[Statement, ...]] = {
    "headline": (
        Statement("h.1", "20 works in 2 themes, and one bridge between them."),
        quoted("h.2", "2606.10001", "It reaches $\\eta = 0.82$ of the best known gait, and needs 12 ms a step."),
    ),
    "changed": (
        quoted("c.1", "2606.10002", "A policy gradient fitted to the spikes explains 61% of the variance.", "New in June:"),
    ),
    "t1": (
        Statement(
            "t1.1", "Both legs and spikes are fitted by a policy gradient.",
            (
                quote("2606.10001", "We train a policy gradient on a simulated leg."),
                quote("2606.10002", "A policy gradient fitted to the spikes explains 61% of the variance."),
                quote("2606.10002", "Credit assignment in the striatum", "title"),
            ),
            "overlaps",
        ),
        quoted("t1.2", "2606.10004", f"We find that {NASTY} holds everywhere."),
        quoted("t1.3", "2606.10003", "在模拟腿上，步长误差降低了 18%。"),
        quoted("t1.4", "2606.10005", "In the middle of it all stands the finding that noise of 3 dB does no harm."),
    ),
    "t2": (quoted("t2.1", "2606.10002", "How the striatum assigns credit is not known."),),
    "b1": (Statement("b1.1", "“policy gradient” is named on both sides."),),
    "b2": (),
    "a1": (quoted("a1.1", "2606.10002", "A policy gradient fitted to the spikes explains 61% of the variance."),),
    "x1": (quoted("x1.1", "2606.10006", "We report that it works in 9 of 10 cases.", f"Against this {NASTY}:"),),
    "g1": (quoted("g1.1", "2606.10001", "We did not try it on wet ground."),),
}  # fmt: skip
"""By section, what is said."""

DROPS = (
    Drop("t1", "number", "12 is 21 in the quote", "It needs 21 ms a step."),
    Drop("b1", "unheard-of", NASTY, f"So {NASTY} follows."),
)


def outline(language: str = "en") -> Outline:
    """The brief before anyone wrote it."""
    whole = brief(language=language)
    return Outline(
        whole.ask,
        tuple(Section(key, "theme", key, ()) for key in STATEMENTS),
        *(
            tuple(replace(one, statements=()) for one in found)
            for found in (whole.themes, whole.bridges, whole.agreements, whole.tensions, whole.gaps)
        ),
        whole.reading,
        whole.crossings,
        whole.works,
    )  # type: ignore[arg-type]


def brief(name: str = "b", *, language: str = "en", model: str | None = MODEL) -> Brief:
    """The whole brief; with no model it is said to be of the sources' own words."""
    robots = tuple(map(named, ("2606.10001", "2606.10003", "2606.10004", "2606.10005", *MORE)))
    mice = tuple(map(named, ("2606.10002", "2606.10006")))
    ask = Ask("query", "policy gradient", "policy gradient", language, (*robots, *mice))  # type: ignore[arg-type]
    said = STATEMENTS
    return Brief(
        name,
        ask,
        f"policy gradient {NASTY}: 20 works in 2 themes",
        said["headline"],
        said["changed"],
        (
            Theme("t1", "learning of gaits", ("gait",), (Share("Computer Science", 0.9), Share("Biology", 0.1)), robots, said["t1"]),
            Theme("t2", f"credit {NASTY}", ("credit",), (Share("Biology", 1.0),), mice, said["t2"]),
        ),
        (
            Bridge("b1", "method", "policy gradient", ("t1", "t2"), ("Computer Science", "Biology"), 8.4, (robots[:2], mice[:1]), (), said["b1"]),
            Bridge("b2", "open", "gait, spike, credit", ("t1", "t2"), ("Computer Science", "Biology"), 5.25, (robots[:1], mice), ("gait", "spike", "credit"), (), "works"),
        ),
        (Comparison("a1", "agreement", "variance explained", said["a1"]),),
        (Comparison("x1", "tension", "how often it works", said["x1"]),),
        (Gap("g1", "stated", "wet ground", said["g1"]),),
        (First(robots[0], ("an overview", "cited by 3 of the others")), First(mice[0], ("the bridge",))),
        (Crossing("policy gradient", (("Computer Science", robots), ("Biology", mice[:1]))),),
        tuple(_cited(at, work) for at, work in enumerate((*robots, *mice), 1)),
        _provenance(model),
    )  # fmt: skip


def _cited(number: int, work: str) -> Cited:
    name = work.partition(":")[2]
    title, _, category = WORKS.get(name, (f"One more work, number {name}", "", "cs.LG"))
    return Cited(
        number, work, title, "Example & Fixture", "2026-06-24", "arxiv", category, "Computer Science",
        f"https://arxiv.org/abs/{name}", "preprint", name == "2606.10006",
    )  # fmt: skip


def _provenance(model: str | None) -> Provenance:
    if model is None:
        return Provenance("extractive", AT, 1_234, "ab" * 32, "0.3.0", (("abstract", 20),), kept=13)
    return Provenance(
        "prompted", AT, 61_234, "ab" * 32, "0.3.0", (("abstract", 18), ("title", 2)), model=model,
        prompts=("section@1",), tokens_in=12_345, tokens_out=2_345, cost=0.0456, cached=2, asked=9,
        kept=13, repaired=1, dropped=DROPS, notes=(f"one section fell back {NASTY}",),
    )  # fmt: skip


def wanted(
    hub: Hub, name: str = "b", *, language: str = "en", model: str | None = MODEL,
    reader: str = ALONE.id, again: str | None = None, at: str = AT,
) -> str:  # fmt: skip
    """Ask for the brief, and leave it waiting."""
    ask = brief(language=language).ask
    writer = "prompted" if model else "extractive"
    one = Asked(
        name, reader, ask, writer, model, "waiting", "", 0, 0, at, again=again, title=ask.title
    )
    hub.store.briefs.add(one)
    return name


def begun(hub: Hub, name: str, sections: Sequence[str] = (), language: str = "en") -> None:
    """Make it as far as its outline and these sections."""
    kept = hub.store.briefs
    kept.begin(name, AT)
    kept.keep_outline(name, outline(language))
    kept.note(name, "writing", len(STATEMENTS))
    for key in sections:
        kept.put_part(name, Part(key, STATEMENTS[key]), AT)


def made(hub: Hub, name: str = "b", **changes: object) -> str:
    """The brief, done and kept."""
    given = {key: changes[key] for key in ("language", "model") if key in changes}
    wanted(hub, name, **changes)  # type: ignore[arg-type]
    hub.store.briefs.begin(name, AT)
    hub.store.briefs.finish(name, brief(name, **given), AT)  # type: ignore[arg-type]
    return name
