"""Everything the templates of a review are given, gathered from the review and what is around it.

Pure: nothing is read or written here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from academichub.argument.reviews import STAGES, Citing, ReadingPart, Review
from academichub.model import Work
from academichub.render import neighbourhood
from academichub.store.reviews import Run
from academichub.web.cards import review_path
from academichub.web.review_view import LEDGER, READING, Shown, Texts, clean, kinds, whole
from academichub.web.review_words import Wording

SORTS = ("relevance", "date", "count", "distance")
FIRST = 10
"""So many citing works are shown at once."""
FORMATS = ("md", "html", "pdf", "docx", "tex", "json", "zip")

_FILE = "file:"


@dataclass(frozen=True, slots=True)
class Page:
    """A review and what its page stands on.

    ``written`` are the parts there are so far, where it is not done; ``runs`` are those of the same
    work, the newest first; ``named`` is the work as its address names it.
    """

    named: str
    run: Run
    review: Review | None
    written: Mapping[str, ReadingPart]
    work: Work | None
    texts: Texts
    runs: Sequence[Run] = ()
    asked_run: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the run that is shown is still to be made."""
        return self.run.is_open

    @property
    def of_file(self) -> bool:
        """Whether it is of a file somebody dropped in."""
        return self.named.startswith(_FILE)

    @property
    def language(self) -> str:
        """In which language it is written."""
        return self.run.ask.language

    @property
    def title(self) -> str:
        """What it is a review of."""
        if self.review:
            return self.review.title
        return self.work.title if self.work else self.run.title or self.named


def values(
    page: Page, words: Wording, *, hides_prose: bool = False, sort: str = ""
) -> dict[str, Any]:
    """What the templates need that depends on the review alone.

    Args:
        page: the review.
        words: the reader's language.
        hides_prose: whether its authors hide the prose; findings are never hidden.
        sort: one of `SORTS`, by which citing works are in order.
    """
    review = page.review
    return {
        "run": page.run, "review": review, "work": page.work, "named": page.named,
        "title": page.title, "is_open": page.is_open, "of_file": page.of_file, "words": words,
        "runs": page.runs, "asked_run": page.asked_run, "at": address, "here_on": _here_on(page),
        "by": review.by if review else "", "kicker": list(words.kicker(page.work, review)),
        "shown": _shown(page, hides_prose), "hides_prose": hides_prose,
        "other_open": next((one for one in page.runs if one.is_open and one != page.run), None),
        "READING": READING, "LEDGER": LEDGER, "STAGES": STAGES, "SORTS": SORTS, "FIRST": FIRST,
        **(_of_review(page, review, words, sort) if review else {}),
    }  # fmt: skip


def address(run: Run, named: str = "") -> str:
    """Where a run is shown; *named* is its work as it is called now."""
    return f"{review_path(named or run.ask.work)}?run={quote(run.id, safe='')}"


def ordered(citing: Sequence[Citing], sort: str) -> list[Citing]:
    """Citing works in the order a reader wants; by relevance they come, what is not known is last."""
    if sort == "date":
        return sorted(citing, key=lambda one: one.date, reverse=True)
    if sort == "count":
        return sorted(
            citing,
            key=lambda one: -1 if one.cited_by_count is None else one.cited_by_count,
            reverse=True,
        )
    if sort == "distance":
        return sorted(citing, key=lambda one: (one.distance is None, one.distance or 0))
    return list(citing)


def _shown(page: Page, hides_prose: bool) -> Shown | None:
    if page.review and not hides_prose:
        return whole(page.review, page.texts)
    if page.review or page.written:
        return Shown({} if hides_prose else page.written, page.language, page.texts)
    return None


def _here_on(page: Page) -> str:
    return address(page.run, page.named) if page.asked_run else review_path(page.named)


def _of_review(page: Page, review: Review, words: Wording, sort: str) -> dict[str, Any]:
    cites = review.citations
    said = {one.text: one.id for part in review.parts for one in part.statements}
    run = f"?run={quote(page.asked_run, safe='')}" if page.asked_run else ""
    return {
        "findings": kinds(review.findings, review.checks, page.texts, words.t.code),
        "clean": clean(review.findings, review.checks),
        "said_at": {one.claim: said[one.claim] for one in review.theorem_links if one.claim in said},
        "citing": ordered(cites.citing, sort), "sort": sort if sort in SORTS else SORTS[0],
        "ranks": {one.work: rank for rank, one in enumerate(cites.citing, 1)},
        # It is made of our own shapes; what it is labelled with has been escaped.
        "neighbourhood": Markup(neighbourhood.picture(review.title, cites, words.t)),  # noqa: S704
        "known": Counter(one.known for one in cites.references),
        "contexts": {
            one.number: [page.texts.place(context) for context in one.contexts]
            for one in cites.references
        },
        "facts": words.facts(review), "provenance_line": words.line(review),
        "notes": dict.fromkeys((*review.notes, *review.provenance.notes)),
        "takes": [(words.t(f"review.take.{suffix}"), suffix) for suffix in FORMATS],
        "taken": lambda suffix: f"{review_path(page.named)}.{suffix}{run}",
    }  # fmt: skip
