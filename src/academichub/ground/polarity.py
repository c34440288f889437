"""Is it said, or denied? What the quotes deny a statement may not affirm, nor the other way round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from academichub.ground import scopes, synonyms, words_en, words_zh
from academichub.ground.basis import Basis
from academichub.ground.reading import Said, Token
from academichub.ground.stems import stem
from academichub.symbols import words

_PREFIXES = ("un", "in", "im", "ir", "il", "non", "dis", "mis", "anti", "a")
_NO_PREFIX = words("""
inform information improve improves improved improvement include includes included input impact discover discovered display inside intense insight important import impose into indeed instance install integrate invest investigate involve interest interact international internal under unit union universe until unique intent intend inflate image imply implies implied impress district disc discuss distance distant dispersion dispersed disposition disorder against along among about above after again annotation attack attain attend attractive avoid award aware apart amount appropriate approach around arise arose array assign associate assume attempt await away inclusion induce induced inductive inference inhibit initial inject injection innovation inspire instruct intensity intention interior internal interpret introduce invent inverse irradiation illuminate illustrate missing mission misc dissipation display distribution district distinct distinguish display dissociate disease insert inspection institution
""")


def rule(basis: Basis) -> str:
    """What is denied on one side only."""
    return _added(basis) or _lost(basis) or _affix(basis)


def _added(basis: Basis) -> str:
    """A word the statement denies and no quote does."""
    wide = _reached(basis.around)
    any_there = any(scopes.negations(quote) for quote in basis.around)
    for cue in scopes.negations(basis.said):
        token = basis.said.tokens[cue.at]
        if token.stems & basis.stems.keys() and _soft(token):
            continue
        known = [place for place in cue.first if basis.has(basis.said.tokens[place])]
        if (
            known
            and not any(_in(basis.said.tokens[place], wide) for place in known)
            and not _affixed(basis, known)
        ):
            return f"“{token.text} … {basis.said.tokens[known[0]].text}” is denied, and not in the quotes"
        if not known and not any_there:
            return f"“{token.text}” is not in the quotes"
    return ""


def _lost(basis: Basis) -> str:
    """A word a quote denies and the statement does not."""
    said = basis.said
    denied = scopes.reached(said, scopes.negations(said))
    affirmed = said.stems - denied
    for quote in basis.around:
        cues = scopes.negations(quote)
        elsewhere = _affirmed(basis.around)
        for cue in cues:
            token = quote.tokens[cue.at]
            if _soft(token) and token.stems & said.stems.keys():
                continue
            names = [quote.tokens[place] for place in cue.first]
            if names and _says(names, affirmed, elsewhere, said):
                return f"“{token.text} … {names[0].text}” of the quotes is not denied"
    return ""


def _says(
    names: Sequence[Token], affirmed: Counter[str], elsewhere: Counter[str], said: Said
) -> bool:
    """Whether the words a quote denies are affirmed more often than the quotes affirm them."""
    there = [name for name in names if any(one in said.stems for one in _alike(name.stems))]
    return len(there) == len(names) and all(
        _most(name.stems, affirmed, elsewhere) for name in there
    )


def _most(stems: Iterable[str], affirmed: Counter[str], elsewhere: Counter[str]) -> bool:
    return any(affirmed[one] > elsewhere[one] for one in _alike(stems))


def _alike(stems: Iterable[str]) -> set[str]:
    return {other for one in stems for other in (one, *synonyms.of(one))}


def _affirmed(texts: Iterable[Said]) -> Counter[str]:
    total: Counter[str] = Counter()
    for text in texts:
        total += text.stems - scopes.reached(text, scopes.negations(text))
    return total


def _reached(texts: Iterable[Said]) -> Counter[str]:
    total: Counter[str] = Counter()
    for text in texts:
        total += scopes.reached(text, scopes.negations(text))
    return total


def _in(token: Token, stems: Counter[str]) -> bool:
    return any(one in stems for one in _alike(token.stems))


def _soft(token: Token) -> bool:
    return token.lower in (
        words_en.SOFT_NEGATIONS if token.kind == "word" else words_zh.SOFT_NEGATIONS
    )


def _affixed(basis: Basis, places: Iterable[int]) -> bool:
    """Whether a quote has the word with a prefix that denies it: "not stable" for "unstable"."""
    denied = {one for place in places for one in basis.said.tokens[place].stems}
    return any(stem(base) in denied for word in basis.words for base in bases(word))


def _affix(basis: Basis) -> str:
    """A prefix that denies on one side only."""
    denied = scopes.reached(basis.said, scopes.negations(basis.said))
    there = _reached(basis.around)
    plainly = {one for token in basis.said.tokens if token.kind == "word" for one in token.stems}
    for token in basis.said.tokens:
        for base in (
            bases(token.lower)
            if token.kind == "word" and not token.stems & basis.stems.keys()
            else ()
        ):
            if stem(base) in basis.stems and stem(base) not in there:
                return f"“{token.text}” is the opposite of “{base}”"
    for quote in basis.quotes:
        for token in quote.tokens:
            for base in (
                bases(token.lower)
                if token.kind == "word" and not token.stems & basis.said.stems.keys()
                else ()
            ):
                one = stem(base)
                if one in plainly and one not in basis.stems and one not in denied:
                    return f"“{base}” is the opposite of “{token.text}”"
    return ""


def bases(word: str) -> Iterable[str]:
    """What is left of a word without a prefix or suffix that denies."""
    if word in _NO_PREFIX or word.removesuffix("s") in _NO_PREFIX:
        return
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 4:
            yield word[len(prefix) :]
    if word.endswith("less") and len(word) > 7:
        yield f"{word[:-4]}ful"
