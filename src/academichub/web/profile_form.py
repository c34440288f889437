"""The form in which a profile is edited: read into a profile, and what it offers to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from starlette.datastructures import FormData

from academichub.drafting import Draft, following
from academichub.errors import UsageError
from academichub.profile import MUTE_KINDS, TERM_KINDS, FollowedAuthor, Mute, Profile, WantedTerm
from academichub.taxonomy import canonical
from academichub.web import forms

SHOWN = 80
"""So many authors, categories and papers are shown as boxes; more stay as they are."""

_NAMED = 80


@dataclass(frozen=True, slots=True)
class Choice:
    """A box to tick."""

    value: str
    label: str
    chosen: bool
    hint: str = ""


def read(form: FormData, before: Draft) -> Draft:
    """*before* as the form changes it.

    Raises:
        UsageError: something in it is too long, or no number.
    """
    profile = before.profile
    changed = replace(
        profile,
        terms=_terms(form),
        authors=tuple(dict.fromkeys((*_authors(form), *profile.authors[SHOWN:]))),
        categories=_unique((*_texts(form, "category"), *_added(form))) + profile.categories[SHOWN:],
        venues=_unique(_lines(form, "venues")),
        seeds=_without(profile.seeds, _texts(form, "drop")),
        papers=tuple(
            p for n, p in enumerate(profile.papers) if f"{n}" not in _texts(form, "paper")
        ),
        mutes=_mutes(form, profile),
        window=_window(form, profile.window),
    )
    if before.you and form.get("you"):
        changed = following(changed, (before.you.author, *before.you.beside))
    title = " ".join((forms.optional(form, "title") or "").split())[:_NAMED]
    # What a stranger may not bring in a file shall not come in through a form either.
    return replace(before, title=title, profile=Profile.from_json(changed.to_json()))


def terms_of(profile: Profile, kind: str) -> str:
    """The terms of one kind, one a line."""
    return "\n".join(term.text for term in profile.terms if term.kind == kind)


def authors(draft: Draft, met: Iterable[FollowedAuthor] = ()) -> list[Choice]:
    """Those who are followed, then those who are offered."""
    chosen = draft.profile.authors[:SHOWN]
    offered = (*met, *draft.authors)
    every = dict.fromkeys((*chosen, *offered))
    return [Choice(value_of(one), one.name, one in chosen, one.orcid or "") for one in every][
        : SHOWN + len(draft.authors)
    ]


def categories(draft: Draft, names: Sequence[tuple[str, str]]) -> list[Choice]:
    """The categories of a profile, and those its papers are in; *names* are what they are called."""
    called = dict(names)
    chosen = draft.profile.categories[:SHOWN]
    near = (work.primary_category for work in draft.found)
    every = dict.fromkeys((*chosen, *(one for one in near if one)))
    return [Choice(one, one, one in chosen, called.get(one, "")) for one in every][:SHOWN]


def value_of(author: FollowedAuthor) -> str:
    """An author as the value of a box."""
    return f"{author.name}|{author.orcid or ''}"


def author_of(value: str) -> FollowedAuthor:
    """What `value_of` wrote."""
    name, _, orcid = value.rpartition("|")
    return FollowedAuthor(name, orcid or None)


def mute_value(mute: Mute) -> str:
    """A mute as the value of a box."""
    return f"{mute.kind}|{mute.value}"


def _terms(form: FormData) -> tuple[WantedTerm, ...]:
    typed = [(kind, line) for kind in TERM_KINDS for line in _lines(form, kind)]
    ticked = [("likes", term) for term in _texts(form, "like")]
    return tuple(dict.fromkeys(WantedTerm(text, kind) for kind, text in (*typed, *ticked)))


def _authors(form: FormData) -> tuple[FollowedAuthor, ...]:
    return tuple(author_of(value) for value in _texts(form, "author") if value.strip(" |"))


def _mutes(form: FormData, profile: Profile) -> tuple[Mute, ...]:
    taken_back = set(_texts(form, "unmute"))
    kept = [one for one in profile.mutes if mute_value(one) not in taken_back]
    kind = forms.optional(form, "mute_kind") or "term"
    if value := (forms.optional(form, "mute_value", longest=500) or "").strip():
        if kind not in MUTE_KINDS:
            raise UsageError(f"no such kind of mute: {kind!r:.40}")
        kept.append(Mute(kind, value))
    return tuple(dict.fromkeys(kept))


def _window(form: FormData, usual: int) -> int:
    given = (forms.optional(form, "window", longest=9) or str(usual)).strip()
    if not given.isascii() or not given.isdigit():
        raise UsageError("the days a radar looks back are a number from 1 to 365")
    return int(given)


def _lines(form: FormData, name: str) -> list[str]:
    lines = (forms.optional(form, name, longest=100_000) or "").splitlines()
    return [" ".join(line.split()) for line in lines if line.strip()]


def _texts(form: FormData, name: str) -> list[str]:
    return [value for value in form.getlist(name) if isinstance(value, str) and value]


def _added(form: FormData) -> list[str]:
    typed = forms.optional(form, "add_category") or ""
    return [canonical(" ".join(part.split())) for part in typed.split(",") if part.strip()]


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _without(values: Iterable[str], dropped: Iterable[str]) -> tuple[str, ...]:
    out = set(dropped)
    return tuple(value for value in values if value not in out)
