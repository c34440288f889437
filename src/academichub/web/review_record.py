"""What readers and authors say of a review: shown on its page, and the forms by which they say it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, cast
from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.routing import BaseRoute

from academichub.argument.findings import Event
from academichub.argument.reviews import Relation, Review, TheoremLink
from academichub.desk import Desk
from academichub.errors import NotFoundError, UsageError
from academichub.review.record import Record
from academichub.review.threads import Thread
from academichub.web import forms
from academichub.web.marking import back
from academichub.web.review_page import Page
from academichub.web.who import Who

_LONGEST_WORD = 4_000
_LONGEST_COMMENT = 10_000
_OF_SUBJECT: Mapping[str, Callable[[Record, str, str], object]] = {
    "dispute": Record.dispute, "answer": Record.answer, "correct": Record.correct,
    "rescind": Record.rescind, "reopen": Record.reopen,
}  # fmt: skip
_OF_WORK: Mapping[str, Callable[[Record, str], object]] = {
    "claim": Record.claim, "unclaim": Record.unclaim, "hide_prose": Record.hide_prose,
    "show_prose": Record.show_prose, "ask_again": Record.ask_again,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Around:
    """What readers did with a review, and what this one may do.

    ``histories`` are what was said of findings by their hash, ``lines`` of statements by their id,
    ``happened`` of the review as a whole. ``links`` have the relations that people gave them.
    """

    states: Mapping[str, str]
    histories: Mapping[str, Sequence[Event]]
    lines: Mapping[str, Sequence[Event]]
    happened: Sequence[Event]
    links: Sequence[TheoremLink]
    claims: Sequence[str]
    is_author: bool
    may_claim: bool
    may_speak: bool
    may_comment: bool
    talk: Sequence[Thread]
    comments: int

    def values(self) -> dict[str, Any]:
        """What the templates are given."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


def routes(who: Who) -> list[BaseRoute]:
    """The addresses of the forms."""

    def record(desk: Desk, form: FormData) -> str:
        return _say(desk, form)

    return [
        forms.deed("/reviews/record", lambda request, form: record(who.desk(request), form)),
        forms.deed("/reviews/comments", lambda request, form: _post(who.desk(request), form)),
        forms.deed(
            "/reviews/comments/{comment}",
            lambda request, form: _moderate(
                who.desk(request), request.path_params["comment"], form
            ),
        ),
    ]


def around(
    desk: Desk, page: Page, states: Mapping[str, str], links: Sequence[TheoremLink]
) -> Around:
    """What was said of a review and its work."""
    record, review = desk.record, page.review
    is_author = not page.of_file and record.is_author(page.named)
    return Around(
        states, record.histories([one.sha256 for one in review.findings]) if review else {},
        _lines(desk, page, review), () if page.of_file else _happened(desk, page.named),
        record.judged(links), () if page.of_file else _claims(desk, page.named), is_author,
        may_claim=not is_author and not page.of_file,
        may_speak=True, may_comment=not page.of_file,
        talk=() if page.of_file else desk.threads.of(page.named),
        comments=0 if page.of_file else desk.threads.count(page.named),
    )  # fmt: skip


def _claims(desk: Desk, work: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.name for one in desk.record.claims(work)))


def _happened(desk: Desk, work: str) -> tuple[Event, ...]:
    """What was said of the work itself, not of one finding or line."""
    return tuple(one for one in desk.record.history(work) if one.subject == work)


def _lines(desk: Desk, page: Page, review: Review | None) -> dict[str, Sequence[Event]]:
    if review is None:
        return {}
    subjects = {
        line(page.run.id, one.id): one.id for part in review.parts for one in part.statements
    }
    said = desk.record.histories(list(subjects))
    return {subjects[subject]: several for subject, several in said.items()}


def line(run: str, statement: str) -> str:
    """A line of a review, as a subject of the record."""
    return f"review/{run}/{statement}"


def _say(desk: Desk, form: FormData) -> str:
    """Do what the form asks with the record."""
    deed = forms.text(form, "deed", longest=20)
    if deed in _OF_SUBJECT:
        place = _of_subject(_OF_SUBJECT[deed], desk, form)
    elif deed in _OF_WORK:
        _OF_WORK[deed](desk.record, forms.text(form, "work", longest=500))
        place = "#content"
    elif deed == "judge":
        place = _judge(desk, form)
    else:
        known = (*_OF_SUBJECT, *_OF_WORK, "judge")
        raise UsageError(f"one can {', '.join(known)}, not {deed!r}")
    return _onward(form, place)


def _of_subject(say: Callable[[Record, str, str], object], desk: Desk, form: FormData) -> str:
    subject = forms.text(form, "subject", longest=300)
    say(desk.record, subject, forms.text(form, "text", longest=_LONGEST_WORD))
    if subject.startswith("review/"):
        return f"#s-{quote(subject.rpartition('/')[2], safe='.')}"
    return f"#f-{quote(subject[:16], safe='')}"


def _judge(desk: Desk, form: FormData) -> str:
    run, which = forms.text(form, "run", longest=100), forms.text(form, "link", longest=5)
    review = desk.reviews.get(run).review
    links = review.theorem_links if review else ()
    if not (which.isascii() and which.isdigit() and int(which) < len(links)):
        raise NotFoundError(f"there is no theorem link {which} in review {run}")
    relation = cast("Relation", forms.text(form, "relation", longest=20))
    desk.record.judge(forms.text(form, "work", longest=500), links[int(which)], relation)
    return "#links"


def _post(desk: Desk, form: FormData) -> str:
    made = desk.threads.post(
        forms.text(form, "work", longest=500),
        forms.text(form, "text", longest=_LONGEST_COMMENT),
        forms.optional(form, "parent", longest=100),
    )
    return _onward(form, f"#c-{made.id}")


def _moderate(desk: Desk, comment: str, form: FormData) -> str:
    match forms.text(form, "deed", longest=20):
        case "remove":
            desk.threads.remove(comment)
        case "hide":
            desk.threads.hide(comment, forms.text(form, "reason", longest=500))
        case "show":
            desk.threads.show(comment)
        case other:
            raise UsageError(f"one can remove, hide and show a comment, not {other!r}")
    return _onward(form, "#discussion")


def _onward(form: FormData, place: str) -> str:
    return back(form, "/reviews").partition("#")[0] + place
