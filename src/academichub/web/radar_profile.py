"""One change to a profile at a time, as a form asks for it. Pure; keeps nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from starlette.datastructures import FormData

from academichub.errors import UsageError
from academichub.profile import TERM_KINDS, Profile, WantedTerm
from academichub.taxonomy import canonical
from academichub.web import forms

_LONGEST = 500

Change = Callable[[Profile, FormData], Profile]


def changed(profile: Profile, form: FormData) -> Profile:
    """*profile* with what the form adds or takes away.

    ``part`` is ``term``, ``category``, ``venue`` or ``window``; ``do`` is ``add`` or ``remove``.

    Raises:
        UsageError: the form asks for something else, or what it brings is too long.
    """
    part, deed = forms.text(form, "part"), forms.optional(form, "do") or "add"
    change = _CHANGES.get((part, deed))
    if change is None:
        raise UsageError(f"a profile has no {part!r:.40} to {deed!r:.40}")
    # What a stranger may not bring in a file shall not come in through a form either.
    return Profile.from_json(change(profile, form).to_json())


def _add_term(profile: Profile, form: FormData) -> Profile:
    added, kept = _term(form), _others(profile, form)
    return replace(profile, terms=(*kept, added))


def _remove_term(profile: Profile, form: FormData) -> Profile:
    return replace(profile, terms=_others(profile, form))


def _others(profile: Profile, form: FormData) -> tuple[WantedTerm, ...]:
    """The terms but for the one the form names: a word is not both wanted and refused."""
    text = _value(form).casefold()
    return tuple(one for one in profile.terms if one.text.casefold() != text)


def _term(form: FormData) -> WantedTerm:
    kind = forms.optional(form, "kind") or "likes"
    if kind not in TERM_KINDS:
        raise UsageError("a term is one of " + ", ".join(TERM_KINDS))
    return WantedTerm(_value(form), kind)


def _add_category(profile: Profile, form: FormData) -> Profile:
    return replace(profile, categories=_with(profile.categories, canonical(_value(form))))


def _remove_category(profile: Profile, form: FormData) -> Profile:
    return replace(profile, categories=_without(profile.categories, _value(form)))


def _add_venue(profile: Profile, form: FormData) -> Profile:
    return replace(profile, venues=_with(profile.venues, _value(form)))


def _remove_venue(profile: Profile, form: FormData) -> Profile:
    return replace(profile, venues=_without(profile.venues, _value(form)))


def _set_window(profile: Profile, form: FormData) -> Profile:
    given = _value(form)
    if not (given.isascii() and given.isdigit() and len(given) < 5):
        raise UsageError("the days a radar looks back are a number from 1 to 365")
    return replace(profile, window=int(given))


_CHANGES: Mapping[tuple[str, str], Change] = {
    ("term", "add"): _add_term,
    ("term", "remove"): _remove_term,
    ("category", "add"): _add_category,
    ("category", "remove"): _remove_category,
    ("venue", "add"): _add_venue,
    ("venue", "remove"): _remove_venue,
    ("window", "add"): _set_window,
}


def _value(form: FormData) -> str:
    value = " ".join(forms.text(form, "value", longest=_LONGEST).split())
    if not value:
        raise UsageError("the form has no value")
    return value


def _with(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*values, value)))


def _without(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    return tuple(one for one in values if one != value)
