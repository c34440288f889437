"""May a judgement on a work be printed? It is anchored in the work, and says nothing that only a person may.

Judgements are no claims of the work, so they do not stand on their quotes as claims do. They may hold no
number, name or citation that the work does not have, claim no work that was done, and speak of no person.
Each rule can only take away.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from academichub import ground, symbols
from academichub.argument import Drop, Language, Quote, Statement
from academichub.argument.reviews import Material
from academichub.characters import fold
from academichub.ground import attribution, basis, general, hostile, lexicon, numbers, reading
from academichub.ground.basis import Basis
from academichub.ground.reading import Token
from academichub.ground.stems import stem
from academichub.review import criticism, unsaid
from academichub.review.selecting import is_order

JUDGED = frozenset({
    "editorial", "falsifier", "significance", "major", "minor", "rebuttal", "circularity", "verdict",
})  # fmt: skip
"""The parts that are the machine's own judgement; all others are claims of the work."""

_WORD = re.compile(r"[^\W\d_]+")
_POINTING = re.compile(
    r"\b(?:the|these|those|both|any) two\b|\bone another\b|\b(?:two|both) (?=(?:\w+ )?(?:explanations?|readings?|interpretations?|ways|questions|points|parts|steps|senses)\b)|两者|二者|这两|两种",
    re.IGNORECASE,
)
"""Words that count what the judgement has just named, and nothing of the work."""
_HAN, _SAID_IN_HAN = re.compile("[\u4e00-\u9fff]"), 4
"""Chinese that is full of names is Chinese all the same."""
_ENDS = frozenset(".!?:;。")
_SAYS = symbols.words(
    "argues argued claims claimed shows showed proposes proposed reports reported finds found proves "
    "proved introduced notes noted suggests suggested writes wrote"
)


@dataclass(frozen=True, slots=True)
class Paper:
    """What judgements on a work are held against.

    ``words`` are all words of its text and record in small letters, ``stems`` what these are compared by,
    ``joined`` the same without what stands between them; ``whole`` is whether whoever judges was shown all of the full text.
    """

    work: str
    text: str
    texts: Mapping[str, ground.Text]
    words: frozenset[str]
    stems: frozenset[str]
    joined: str
    authors: frozenset[str]
    language: Language = "en"
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A judgement, what it is anchored in, and where."""

    part: str
    text: str
    basis: Basis
    paper: Paper

    @property
    def anchors(self) -> str:
        """The words of the sentences it is anchored in, in small letters."""
        return " ".join(fold(one.text) for one in self.basis.quotes)


def paper(material: Material) -> Paper:
    """What judgements on *material* are held against."""
    work, document = material.work, material.document
    fields = {"title": work.title, "abstract": work.abstract or "", "text": document.text}
    written = fold(reading.clean(" ".join(fields.values())))
    names = tuple(one.name for one in work.authorships)
    year = int(work.date[:4]) if work.date[:4].isdigit() else None
    words = frozenset(_WORD.findall(written))
    return Paper(
        work.id, document.text, {work.id: ground.Text(fields, names, year)},
        words, frozenset(map(stem, words)), re.sub(r"[\W_]+", "", written),
        frozenset(name for one in names if len(name := _family(one)) > 1), material.language,
    )  # fmt: skip


def faults(part: str, statement: Statement, against: Paper) -> tuple[Drop, ...]:
    """Why a judgement of *part* may not be printed, one `Drop` for each rule; none where it may.

    Its quotes are taken for places of the work as they stand.
    """
    made = basis.make(statement.text, statement.quotes, against.texts)
    held = Held(part, statement.text, made, against)
    told = ((name, rule(held)) for name, rule in RULES.items())
    return tuple(Drop(part, name, detail, statement.text) for name, detail in told if detail)


# Rules


def _characters(held: Held) -> str:
    return hostile.rule(held.basis, held.text)


def _language(held: Held) -> str:
    if held.paper.language == "zh":
        return "" if len(_HAN.findall(held.text)) >= _SAID_IN_HAN else "it is not in Chinese"
    return "it is not in English" if held.basis.said.chinese else ""


def _instruction(held: Held) -> str:
    told = held.part != "rebuttal" and unsaid.order(held.text)
    return told or ("it tells whoever judges what to say" if is_order(held.text) else "")


def _number(held: Held) -> str:
    """The first number that stands in no anchor; what is only labelled with one, nowhere in the work."""
    labels = [one.text for one in held.basis.said.quantities if one.kind == "label"]
    elsewhere = (quote for text in labels if (quote := _somewhere(text, held.paper)))
    quotes = (*held.basis.quoted, *elsewhere)
    return numbers.rule(basis.make(_POINTING.sub(" ", held.text), quotes, held.paper.texts))


def _somewhere(text: str, against: Paper) -> Quote | None:
    start = against.text.find(text)
    return Quote(against.work, "text", start, start + len(text), text) if start >= 0 else None


def _name(held: Held) -> str:
    """The first name that stands nowhere in the work."""
    tokens = held.basis.said.tokens
    for at, token in enumerate(tokens):
        if _is_name(tokens, at, chinese=held.basis.said.chinese) and not _is_known(token, held):
            return f"“{token.text}” is not in the paper"
    return ""


def _is_name(tokens: tuple[Token, ...], at: int, *, chinese: bool) -> bool:
    token = tokens[at]
    if token.kind != "word" or len(token.text) < 2 or general.is_general(token.lower):
        return False
    if token.text[1:] != token.text[1:].lower() or chinese:
        return True
    if not token.text[:1].isupper():
        return False
    first = at == 0 or tokens[at - 1].text in _ENDS
    return not first or (at + 1 < len(tokens) and tokens[at + 1].lower in _SAYS)


def _is_known(token: Token, held: Held) -> bool:
    word = token.lower
    words, joined = held.paper.words, held.paper.joined
    if word in words or stem(word) in held.paper.stems:
        return True
    return held.basis.has(token) or (len(word) > 3 and re.sub(r"[\W_]+", "", word) in joined)


def _wording(held: Held) -> str:
    """The first English word that neither the work nor plain criticism has."""
    for token in held.basis.said.tokens:
        if token.kind != "word" or len(token.text) < 3 or held.basis.said.chinese:
            continue
        word = token.lower.replace("’", "'").removesuffix("'s")
        if not criticism.is_allowed(word) and not _is_known(token, held):
            return f"“{token.text}” is neither the paper's word nor one of plain criticism"
    return ""


def _person(held: Held) -> str:
    """An author of the work by name, where the anchors do not say it."""
    anchors = " ".join(one.text for one in held.basis.quotes)
    tokens = (one.text for one in held.basis.said.tokens if one.text[:1].isupper())
    families = [one for one in tokens if fold(one) in held.paper.authors]
    named = [
        *families,
        *(one for one in held.paper.authors if not one.isascii() and one in held.text),
    ]
    return next((f"it names {one}, a person" for one in named if one not in anchors), "")


def _anchor(held: Held) -> str:
    """A judgement that has no word in common with what it is said to be about."""
    if held.basis.said.quantities:
        return ""  # the rule on numbers has seen that the anchors have them
    naming = [one for one in held.basis.said.tokens if _speaks(one, across=held.basis.across)]
    near = frozenset().union(*(one.words for one in held.basis.around))
    if any(held.basis.has(one) or one.lower in near for one in naming):
        return ""
    fault = "it has no word in common with the sentences it names"
    return "" if held.basis.across and not naming else fault


def _speaks(token: Token, *, across: bool) -> bool:
    """Whether a word tells what is spoken of; between languages, one whose meaning we know."""
    if not token.content or not across or token.kind != "han":
        return token.content
    return token.text in lexicon.entries() and token.text not in lexicon.general()


RULES: Mapping[str, Callable[[Held], str]] = {
    "characters": _characters,
    "language": _language,
    "address": lambda held: unsaid.address(held.text),
    "instruction": _instruction,
    "number": _number,
    "name": _name,
    "attribution": lambda held: attribution.rule(held.basis),
    "person": _person,
    "accusation": lambda held: unsaid.accusation(held.text, held.anchors),
    "done": lambda held: unsaid.done(held.text, held.anchors, answers=held.part == "rebuttal"),
    "praise": lambda held: unsaid.praise(held.text, held.anchors),
    "absence": lambda held: "" if held.paper.whole else unsaid.absence(held.text, held.anchors),
    "anchor": _anchor,
    "wording": _wording,
}
"""What a judgement may not be, by the name that is shown; ``""`` where it is not."""


def _family(name: str) -> str:
    """The family name, in small letters."""
    folded = fold(name).strip()
    return folded.partition(",")[0] if "," in folded else folded.rpartition(" ")[2]
