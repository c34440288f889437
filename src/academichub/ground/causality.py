"""Is a cause said to be one? What goes together in the quotes is no cause in a statement."""

from __future__ import annotations

from academichub.ground import words_en, words_zh
from academichub.ground.basis import Basis
from academichub.ground.reading import Said
from academichub.symbols import words


def rule(basis: Basis) -> str:
    """The word that makes a cause of what no quote calls one."""
    for token in basis.said.tokens:
        strong = token.lower in words_en.STRONG_CAUSES or token.text in words_zh.STRONG_CAUSES
        if strong and not any(_has_cause(quote) for quote in basis.quotes):
            return f"no quote says “{token.text}”"
    if not any(_links(quote) for quote in basis.quotes):
        return ""
    leads = _leads(basis.said)
    if leads and not any(_leads(quote) for quote in basis.quotes):
        return f"“{leads}” makes a cause of what the quotes only link"
    return ""


_CAUSED = words(
    """cause causes caused causing causal causally because leads lead led leading result results resulted resulting due induce induces induced
inducing inductive drive drives driven driving produce produces produced producing trigger triggers triggered triggering owing attributable responsible consequence
effect effects give gives giving rise arise arises mediate mediates mediated promote promotes elicit elicits elicited generate generates generated make makes determine
determines originate originates influence influences affect affects impact impacts"""
)
_CAUSED_ZH = words("由于 因为 使得 促使 驱动 诱导 源于 归因于 产生 影响 带来")


def _has_cause(said: Said) -> bool:
    return any(
        token.lower in _CAUSED or token.text in words_zh.STRONG_CAUSES or token.text in _CAUSED_ZH
        for token in said.tokens
    )


def _links(said: Said) -> bool:
    return any(
        token.lower in words_en.LINKS or token.text in words_zh.LINKS for token in said.tokens
    )


_LEADS = words("""
cause causes caused causing lead leads led leading drive drives driven driving result results resulting trigger triggers triggered due because produce produces determine determines increases decreases reduces improves raises lowers affects promotes prevents
""")
_LEADS_ZH = words("导致 引起 造成 致使 引发 诱发 使得 决定 所致 由于")


def _leads(said: Said) -> str:
    return next(
        (token.text for token in said.tokens if token.lower in _LEADS or token.text in _LEADS_ZH),
        "",
    )
