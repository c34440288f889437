"""Where a statement is nearly its quote: what was exchanged, put in or left out, and whether that turns it.

Looks only at short changes within otherwise equal wording; whoever says it in other words altogether is
left to the other rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from academichub import quantities
from academichub.ground import general, lexicon, scopes, synonyms, words_en, words_zh
from academichub.ground.basis import Basis
from academichub.ground.direction import sign
from academichub.ground.polarity import bases
from academichub.ground.reading import Said, Token
from academichub.ground.stems import stem
from academichub.quantities import Quantity
from academichub.quantities.agreeing import same_values
from academichub.symbols import words

_ALIKE = 0.65
"""From this part of a statement's words in their order in the quote, it is nearly the quote."""

_SHORT = 5
_ANY = words(
    "some many most several few certain various a an the two three often sometimes usually typically partly partially mostly 一些 某些 许多 部分 多数 有时 通常"
)
_CONTRASTS = (
    "over under", "above below", "before after", "first last", "initial final", "earlier later", "early late", "left right", "inner outer",
    "internal external", "local global", "single multiple", "with without", "including excluding", "linear nonlinear", "former latter",
    "sufficient necessary", "static dynamic", "upper lower", "online offline", "top bottom", "start end", "begin end", "begins ends", "open closed",
    "direct indirect", "same different", "similar different", "identical distinct", "absolute relative", "theoretical experimental", "analytical numerical", "analytically numerically",
    "always never", "all none", "both neither", "before since", "inside outside", "within beyond", "possible impossible", "agree disagree", "accept reject",
    "confirm refute", "confirms refutes", "support contradict", "supports contradicts", "include exclude", "includes excludes", "presence absence", "present absent",
    "true false", "correct wrong", "simple complex", "easy hard", "new old", "rich poor", "wide narrow", "near far", "qualitative quantitative",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Edit:
    """What stands in the quote and not in the statement there, and the other way round."""

    removed: tuple[Token, ...]
    added: tuple[Token, ...]


def rule(basis: Basis) -> str:
    """The first short change that turns what a quote says."""
    for quote in basis.quotes:
        found = list(_edits(basis.said, quote))
        for edit in found:
            if fault := _fault(edit, basis.said, quote, basis):
                return fault
    return ""


def _edits(said: Said, quote: Said) -> Iterator[_Edit]:
    mine, theirs = _spoken(said), _spoken(quote)
    matcher = SequenceMatcher(
        None, [_key(one) for one in theirs], [_key(one) for one in mine], autojunk=False
    )
    blocks = matcher.get_matching_blocks()
    if not mine or sum(block.size for block in blocks) < _ALIKE * len(mine):
        return
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal" and b - a <= _SHORT and d - c <= _SHORT:
            yield _Edit(tuple(theirs[a:b]), tuple(mine[c:d]))


def _spoken(said: Said) -> list[Token]:
    return [token for token in said.tokens if token.kind != "mark"]


def _key(token: Token) -> str:
    return token.lower


def _fault(edit: _Edit, said: Said, quote: Said, basis: Basis) -> str:
    removed, added = (
        " ".join(one.text for one in edit.removed),
        " ".join(one.text for one in edit.added),
    )
    shown = (
        f"“{added}” for “{removed}” of the quotes" if removed and added else f"“{added or removed}”"
    )
    if _denied(edit, said, quote):
        return (
            f"{shown} turns what is said"
            if removed and added
            else f"{shown} was {'put in' if added else 'left out'}"
        )
    if edit.removed and edit.added and (_numbers(edit) or _opposed(edit) or _renamed(edit, basis)):
        return shown
    return f"{shown} says more than the quotes" if _strengthened(edit, said, quote) else ""


def _denied(edit: _Edit, said: Said, quote: Said) -> bool:
    """Whether one side only denies."""
    if (not edit.removed or not edit.added) and len(scopes.negations(said)) == len(
        scopes.negations(quote)
    ):
        return False  # moved, not left out
    if not edit.added and _is_whole(edit.removed, quote):
        return False  # with all that it denies
    return (
        _denies(edit.removed, quote) != _denies(edit.added, said)
        and len([one for one in edit.removed if one.content]) < 4
    )


def _is_whole(part: Sequence[Token], text: Said) -> bool:
    """Whether everything that is denied in *part* was left out with it."""
    there = {one.start for one in part}
    cues = [cue for cue in scopes.negations(text) if text.tokens[cue.at].start in there]
    return all({text.tokens[place].start for place in cue.first} <= there for cue in cues)


def _denies(part: Sequence[Token], text: Said) -> bool:
    places = {text.tokens[cue.at].start for cue in scopes.negations(text)}
    hard = [
        one
        for one in part
        if one.start in places
        and one.lower not in words_en.SOFT_NEGATIONS
        and one.text not in words_zh.SOFT_NEGATIONS
    ]
    return len(hard) % 2 == 1


def _numbers(edit: _Edit) -> bool:
    """Whether a number was exchanged for another that rounding does not explain."""
    removed, added = [
        quantities.read(" ".join(one.text for one in part)) for part in (edit.removed, edit.added)
    ]
    return bool(removed) and any(not any(_is_near(new, old) for old in removed) for new in added)


def _is_near(new: Quantity, old: Quantity) -> bool:
    if new.kind == "label" or old.kind == "label":
        return quantities.agree(new, old)
    pairs = zip(new.values, old.values, strict=False)
    return same_values(new, old) or all(
        abs(one - other) <= 0.06 * abs(other) for one, other in pairs
    )


def _opposed(edit: _Edit) -> bool:
    """Whether a word was exchanged for its opposite."""
    before, after = [
        {one.lower for one in part if one.is_word} for part in (edit.removed, edit.added)
    ]
    signs = [{sign(one)[0] for one in part} - {0} for part in (edit.removed, edit.added)]
    if signs[0] and signs[1] and not signs[0] & signs[1]:
        return True
    if any(_contrast(one) & after for one in before):
        return True
    return any(
        stem(base) in {stem(one) for one in after} for one in before for base in bases(one)
    ) or any(stem(base) in {stem(one) for one in before} for one in after for base in bases(one))


_OPPOSITES: dict[str, set[str]] = {}
for _pair in _CONTRASTS:
    _one, _other = _pair.split()
    _OPPOSITES.setdefault(_one, set()).add(_other)
    _OPPOSITES.setdefault(_other, set()).add(_one)


def _contrast(word: str) -> set[str]:
    return _OPPOSITES.get(word, set())


def _renamed(edit: _Edit, basis: Basis) -> bool:
    """Whether something named in the quote was given the place of something else."""
    terms = [one for one in edit.removed if _is_term(one)]
    new = [one for one in edit.added if one.content and len(one.text) > 1]
    if not terms or not new or len(edit.removed) > 3 or len(edit.added) > 3:
        return False
    gone = [one for one in terms if one.stems.isdisjoint(_all(edit.added))]
    return (
        bool(gone)
        and not any(_related(one, other) for one in terms for other in new)
        and len(gone) == len(terms)
        and not _pronoun(new, basis)
    )


def _pronoun(new: Sequence[Token], basis: Basis) -> bool:
    """Whether all that came in its place says less: "the method", "the model"."""
    plain = words(
        "method methods approach approaches model models framework frameworks system systems technique techniques algorithm algorithms result results work works study studies paper papers authors one ones it they"
    )
    return all(one.lower in plain for one in new) and bool(basis.said.tokens)


def _all(part: Sequence[Token]) -> frozenset[str]:
    return frozenset().union(*(one.stems for one in part))


def _is_term(token: Token) -> bool:
    if token.kind == "han":
        entry = lexicon.entries().get(token.text)
        return entry is not None and not entry.empty and len(token.text) > 1
    return (
        token.kind == "word"
        and len(token.text) > 2
        and not general.is_general(token.lower)
        and not token.lower.endswith("ly")
    )


def _related(one: Token, other: Token) -> bool:
    alike = {same for mine in one.stems for same in (mine, *synonyms.of(mine))}
    return (
        bool(alike & other.stems)
        or one.lower[:5] == other.lower[:5]
        or other.lower.endswith(one.lower)
        or one.lower.endswith(other.lower)
    )


def _strengthened(edit: _Edit, said: Said, quote: Said) -> bool:
    """Whether a word that makes all of some, or sure what was said, came in."""
    strong = [one for one in edit.added if _boosts(one) and _often(one, said) > _often(one, quote)]
    if not strong or any(_boosts(one) for one in edit.removed):
        return False
    allowed = set().union(*(words_en.STRONGEST.get(stem(one.lower), set()) for one in strong))
    if any(one.lower in _ANY for one in edit.removed):
        return True
    return not allowed & (_all(edit.removed) if edit.removed else frozenset()) and not (
        allowed & quote.stems.keys() and all(stem(one.lower) in _SHOWN for one in strong)
    )


_SHOWN = words("prov establish confirm demonstr")


def _often(token: Token, text: Said) -> int:
    return sum(other.lower == token.lower for other in text.tokens)


def _boosts(token: Token) -> bool:
    if token.kind == "word":
        return token.lower in words_en.BOOSTERS and token.lower != "only"
    return token.text in words_zh.BOOSTERS and token.text not in words_zh.LIGHT_BOOSTERS
