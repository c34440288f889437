"""What is planted in a copy of a sentence: one change that makes it say something else.

Each plant is a function of the sentence, other sentences and chance; it gives the changed text and the
style of the change, or None where the sentence has nothing to change. Its words are its own: none is
taken from the checker.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

Changed = tuple[str, str] | None
Plant = Callable[[str, str, random.Random], Changed]


def _replaced(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]


def _any(pattern: str, text: str, chance: random.Random, flags: int = 0) -> re.Match[str] | None:
    found = list(re.finditer(pattern, text, flags))
    return chance.choice(found) if found else None


_NUMBER = r"(?<![\w.\\{^_-])\d[\d,]*(?:\.\d+)?(?![\w-]|\.\d)"
_WORDS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def number(text: str, _other: str, chance: random.Random) -> Changed:
    style = chance.choice(["digit", "digit", "digit", "point", "drop", "word", "swap"])
    if style == "word":
        match = _any(rf"\b(?:{'|'.join(_WORDS)})\b", text, chance)
        return (
            (_replaced(text, match, chance.choice([w for w in _WORDS if w != match[0]])), style)
            if match
            else None
        )
    match = _any(_NUMBER, text, chance)
    if match is None:
        return None
    written = match[0]
    if style == "point" and "." in written:
        whole, _, rest = written.partition(".")
        return _replaced(text, match, f"{whole}{rest[0]}.{rest[1:]}".rstrip(".")), style
    if style == "drop" and len(written) > 1 and written.isdigit():
        return _replaced(text, match, written[:-1]), style
    if (
        style == "swap"
        and len(written) > 1
        and written[0] != written[1]
        and written[1] not in ".,0"
    ):
        return _replaced(text, match, written[1] + written[0] + written[2:]), style
    at = chance.choice([i for i, c in enumerate(written) if c.isdigit()])
    digits = [d for d in "123456789" if d != written[at]]
    return _replaced(text, match, written[:at] + chance.choice(digits) + written[at + 1 :]), "digit"


_UNITS = [
    ("%", ["‰", " percentage points", "", " ms", "x"]), ("ms", ["s", "μs", "ns"]), ("s", ["ms", "min"]), ("km", ["m", "cm"]),
    ("GeV", ["TeV", "MeV", "keV"]), ("TeV", ["GeV"]), ("MeV", ["GeV", "keV"]), ("keV", ["MeV", "eV"]), ("eV", ["keV", "meV"]), ("meV", ["eV"]),
    ("K", ["mK", "°C"]), ("mK", ["K"]), ("nm", ["μm", "mm"]), ("μm", ["nm", "mm"]), ("mm", ["cm", "μm"]), ("cm", ["mm", "m"]), ("m", ["km", "cm"]),
    ("Mpc", ["kpc", "Gpc"]), ("kpc", ["Mpc", "pc"]), ("pc", ["kpc", "AU"]), ("GHz", ["MHz", "THz"]), ("MHz", ["kHz", "GHz"]), ("kHz", ["Hz", "MHz"]), ("Hz", ["kHz"]),
    ("mg", ["g", "μg"]), ("kg", ["g", "mg"]), ("dB", ["%"]), ("years", ["months", "days"]), ("months", ["years", "weeks"]), ("days", ["hours", "weeks"]),
    ("hours", ["minutes", "days"]), ("minutes", ["hours", "seconds"]), ("seconds", ["minutes", "milliseconds"]), ("Gyr", ["Myr"]), ("Myr", ["Gyr"]), ("fs", ["ps"]), ("ps", ["fs", "ns"]),
    ("GPa", ["MPa"]), ("MPa", ["GPa", "kPa"]), ("T", ["mT"]), ("mW", ["W"]), ("W", ["kW"]), ("percent", ["percentage points", "per mille"]), ("GB", ["MB", "TB"]),
    ("tokens", ["bytes", "images"]), ("images", ["tokens", "videos"]), ("patients", ["hospitals", "mice"]), ("times", ["percent", "orders of magnitude"]),
    ("orders of magnitude", ["times", "percent"]), ("arcsec", ["arcmin", "degrees"]), ("degrees", ["radians", "arcmin"]), ("bits", ["bytes"]), ("participants", ["mice"]),
]  # fmt: skip


def unit(text: str, _other: str, chance: random.Random) -> Changed:
    found = []
    for name, others in _UNITS:
        end = r"(?![\w/^])" if name[-1].isalpha() else ""
        escape = r"\\?%" if name == "%" else re.escape(name)
        found += [
            (m, others) for m in re.finditer(rf"(?<=\d)(?P<gap>[\s~]|\\,|\$)*{escape}{end}", text)
        ]
    if not found:
        return None
    match, others = chance.choice(found)
    new = chance.choice(others)
    gap = match["gap"] or ""
    return _replaced(text, match, f"{gap}{new}"), f"to {new.strip() or 'none'}"


_COMPARED = {
    "less than": ["more than", "exactly"], "more than": ["less than", "at most", "fewer than"], "at least": ["at most", "less than"], "at most": ["at least", "more than"], "up to": ["at least", "more than"],
    "fewer than": ["more than"], "greater than": ["less than"], "over": ["under"], "below": ["above"], "above": ["below"], "about": ["exactly", "more than"], "approximately": ["exactly", "at least"],
    "around": ["at least"], "nearly": ["over"], "almost": ["more than"], "roughly": ["over"], "no more than": ["no less than"], "<": [">"], ">": ["<"], r"\leq": [r"\geq"], r"\geq": [r"\leq"], r"\le": [r"\ge"], r"\ge": [r"\le"], "≥": ["≤"], "≤": ["≥"], r"\sim": ["=", ">"], r"\gtrsim": [r"\lesssim"],
}  # fmt: skip


def comparator(text: str, _other: str, chance: random.Random) -> Changed:
    if chance.random() < 0.35:
        match = _any(
            rf"(?<=\b(?:of|by|to|in|on|at|is)\s){_NUMBER}(?!\s*(?:and|to|--?|–))", text, chance
        )
        before = text[: match.start()] if match else ""
        if (
            match
            and not re.match(r"(?:19|20)\d\d$", match[0])
            and not re.search(r"(?:up to|close to|equal to|to|down to|upper) $", before)
        ):
            word = chance.choice(["at least", "more than", "less than", "at most", "over"])
            return _replaced(text, match, f"{word} {match[0]}"), "added"
    names = "|".join(sorted(map(re.escape, _COMPARED), key=len, reverse=True))
    match = _any(rf"(?<![\w\\])(?P<word>{names})(?P<gap>\s*\$?\s*)(?=\d)", text, chance)
    if match is None:
        return None
    word = chance.choice(_COMPARED[match["word"]])
    return _replaced(text, match, word + match["gap"]), f"{match['word']} to {word}"


def sign(text: str, _other: str, chance: random.Random) -> Changed:
    match = _any(r"(?<=[\s$=(~])[-−](?=\d)", text, chance)
    if match and chance.random() < 0.8:
        return _replaced(text, match, chance.choice(["", "+"])), "minus lost"
    match = _any(r"(?<=[=\s$])(?=\d+\.\d+)(?<!\d\s)", text, chance)
    if match is None or re.search(r"(?:to|and|-|–)\s*\$?$", text[: match.start()]):
        return None
    return _replaced(text, match, "-"), "minus added"


_OPPOSITE = {
    "increase": "decrease", "increases": "decreases", "increased": "decreased", "increasing": "decreasing", "improve": "degrade", "improves": "worsens", "improved": "worsened", "improving": "degrading", "improvement": "deterioration",
    "higher": "lower", "lower": "higher", "larger": "smaller", "smaller": "larger", "more": "less", "fewer": "more", "better": "worse", "worse": "better", "faster": "slower", "slower": "faster", "outperforms": "underperforms", "outperform": "underperform",
    "outperforming": "underperforming", "outperformed": "underperformed", "reduce": "increase", "reduces": "increases", "reduced": "increased", "reducing": "increasing", "reduction": "increase", "decrease": "increase", "decreases": "increases", "decreased": "increased", "decreasing": "increasing",
    "enhance": "suppress", "enhances": "reduces", "enhanced": "suppressed", "enhancing": "weakening", "suppress": "enhance", "suppressed": "enhanced", "suppresses": "enhances", "stronger": "weaker", "weaker": "stronger", "longer": "shorter", "shorter": "longer", "superior": "inferior", "inferior": "superior", "greater": "smaller",
    "exceeds": "falls below", "exceed": "fall below", "highest": "lowest", "lowest": "highest", "positive": "negative", "negative": "positive", "above": "below", "below": "above", "maximum": "minimum", "minimum": "maximum", "best": "worst", "gain": "loss", "rise": "fall", "grows": "shrinks", "growth": "decline", "decline": "growth", "drops": "rises", "drop": "rise",
    "accelerates": "slows", "accelerate": "slow", "strengthens": "weakens", "promotes": "inhibits", "inhibits": "promotes", "overestimate": "underestimate", "underestimate": "overestimate", "maximize": "minimize", "minimize": "maximize", "minimizes": "maximizes", "maximizes": "minimizes",
    "high": "low", "low": "high", "large": "small", "small": "large", "strong": "weak", "weak": "strong", "upper": "lower", "fast": "slow", "surpasses": "falls short of", "surpassing": "falling short of", "boosts": "hurts", "heavier": "lighter",
    "brighter": "fainter", "hotter": "colder", "earlier": "later", "later": "earlier", "expands": "contracts", "expansion": "contraction",
}  # fmt: skip


def direction(text: str, _other: str, chance: random.Random) -> Changed:
    matches = [m for m in re.finditer(r"[A-Za-z]+", text) if m[0].lower() in _OPPOSITE]
    clear = [
        m
        for m in matches
        if m[0].lower()
        not in {"high", "low", "large", "small", "strong", "weak", "more", "upper", "fast"}
    ]
    if not matches:
        return None
    match = chance.choice(clear or matches)
    return _replaced(text, match, _OPPOSITE[match[0].lower()]), match[0].lower()


_DROP_NOT = [
    (r"\bdoes not (\w+?)\b", r"\1s"), (r"\bdo not\b ", ""), (r"\bdid not\b", "did"), (r"\b(is|are|was|were|can|could|may|will|has|have) not\b", r"\1"), (r"\bcannot\b", "can"), (r"\bno\b(?! longer)", "a"), (r"\bno longer\b", "still"), (r"\bwithout\b", "with"),
    (r"\bnever\b", "always"), (r"\bfails to (\w+)\b", r"\1s"), (r"\bfail to\b ", ""), (r"\bunable\b", "able"), (r"\bnot\b ", ""), (r"\bimpossible\b", "possible"), (r"\binsufficient\b", "sufficient"), (r"\bunstable\b", "stable"), (r"\binconsistent\b", "consistent"), (r"\bunlikely\b", "likely"), (r"\bneither\b", "both"), (r"\bnone of\b", "all of"), (r"\black(s?)\b", r"offer\1"),
]  # fmt: skip
_ADD_NOT = [
    (r"\b(is|are|was|were|can|could|may|will|has been|have been)\b(?! not)", r"\1 not"), (r"\bcan\b(?! not)", "cannot"), (r"\b(show|demonstrate|find|prove|propose|present|provide|study|observe|obtain|introduce|develop)(?=\s)", r"do not \1"), (r"\bwith\b", "without"),
    (r"\b(improves|achieves|outperforms|reduces|provides|allows|enables|leads|depends|shows|increases|requires|yields|remains|exists|holds|plays)\b", "_dont"), (r"\b(stable|consistent|possible|sufficient|likely|able|linear|dependent|necessary|known)\b", "_un"), (r"\b(improves|achieves|outperforms|reduces)\b", "_fails"),
]  # fmt: skip
_UN = {"stable": "unstable", "consistent": "inconsistent", "possible": "impossible", "sufficient": "insufficient", "likely": "unlikely", "able": "unable", "linear": "nonlinear", "dependent": "independent", "necessary": "unnecessary", "known": "unknown"}  # fmt: skip


def _bare(verb: str) -> str:
    return {
        "achieves": "achieve",
        "leads": "lead",
        "increases": "increase",
        "reduces": "reduce",
        "requires": "require",
        "plays": "play",
    }.get(verb, verb[:-1])


def polarity(text: str, _other: str, chance: random.Random) -> Changed:
    drops = [
        (p, r)
        for p, r in _DROP_NOT
        if re.search(p, text) and not re.search(r"\bnot only\b|\bwhether or not\b", text)
    ]
    if drops and chance.random() < 0.8:
        pattern, new = chance.choice(drops)
        return re.sub(pattern, new, text, count=1), f"dropped {pattern}"
    adds = [(p, r) for p, r in _ADD_NOT if re.search(p, text)]
    if not adds:
        return None
    pattern, new = chance.choice(adds)
    match = re.search(pattern, text)
    if match is None:
        return None
    if new == "_dont":
        return _replaced(text, match, f"does not {_bare(match[0])}"), "added does not"
    if new == "_un":
        return _replaced(text, match, _UN[match[0]]), "added prefix"
    if new == "_fails":
        return _replaced(text, match, f"fails to {_bare(match[0])}"), "added fails to"
    return _replaced(text, match, match.expand(new)), f"added {new}"


_ENTITY = r"(?<![.!?] )(?<!^)\b(?:[A-Z][a-z]*[A-Z][\w-]*|[A-Z]{2,}[\w-]*|[A-Z][a-z]{3,}(?: [A-Z][a-z]{3,})*)\b"
_SWAPS = {
    "images": "videos", "image": "video", "graphene": "silicon", "galaxies": "planets", "galaxy": "planet", "electron": "proton", "electrons": "protons", "quantum": "classical", "patients": "mice", "teacher": "student", "encoder": "decoder", "text": "audio", "speech": "music",
    "protein": "lipid", "proteins": "lipids", "neural": "spiking", "photon": "phonon", "neutrino": "neutron", "quark": "gluon", "boson": "fermion", "star": "planet", "stars": "planets", "graph": "tree", "graphs": "trees", "convolutional": "recurrent", "transformer": "perceptron", "training": "pruning", "robot": "drone", "magnetic": "electric", "spin": "charge",
    "temperature": "pressure", "mass": "charge", "density": "viscosity", "accuracy": "latency", "language": "vision", "gaussian": "poisson", "supervised": "unsupervised", "compact": "complete", "finite": "infinite", "group": "ring", "algebra": "lattice", "manifold": "graph", "hydrogen": "helium", "cells": "neurons", "gene": "enzyme", "genes": "enzymes", "children": "adults", "women": "men",
    "solar": "lunar", "optical": "acoustic", "laser": "microwave", "liquid": "gas", "water": "ethanol", "carbon": "nitrogen", "brain": "liver", "cancer": "diabetes", "radio": "infrared", "dark": "baryonic", "matter": "radiation", "discrete": "continuous", "bayesian": "frequentist", "adversarial": "cooperative", "reinforcement": "imitation", "wireless": "wired",
}  # fmt: skip


def entity(text: str, other: str, chance: random.Random) -> Changed:
    style = chance.choice(["name", "name", "term"])
    theirs = [m[0] for m in re.finditer(_ENTITY, other) if m[0] not in text]
    match = _any(_ENTITY, text, chance)
    if style == "name" and match and theirs:
        return _replaced(text, match, chance.choice(theirs)), "name of another work"
    matches = [
        m
        for m in re.finditer(r"[A-Za-z]+", text)
        if m[0].lower() in _SWAPS and _SWAPS[m[0].lower()] not in text
    ]
    if matches:
        match = chance.choice(matches)
        return _replaced(text, match, _SWAPS[match[0].lower()]), "term"
    if match and theirs:
        return _replaced(text, match, chance.choice(theirs)), "name of another work"
    return None


def roles(text: str, _other: str, _chance: random.Random) -> Changed:
    """Who is compared with whom changes places within the sentence."""
    phrase = r"(?:[A-Z][\w-]+|(?:our|the|this) (?:[a-z-]+ ){0,2}?[a-z-]+|[a-z]+ (?:models|methods|stars|galaxies|networks|baselines))"
    match = re.search(
        rf"(?P<a>{phrase}) (?P<v>(?:significantly |consistently |clearly )?(?:outperforms?|exceeds?|surpass(?:es)?|is (?:\w+er|better|more \w+|less \w+) than|are (?:\w+er|better|more \w+|less \w+) than)) (?P<b>{phrase})",
        text,
    )
    if match is None or match["a"].lower() == match["b"].lower():
        return None
    new = f"{match['b']} {match['v']} {match['a']}"
    return _replaced(text, match, new), "changed places"


_WEAK = [(r"\bmay\b", ["will", "must", "does"]), (r"\bmight\b", ["will", "does"]), (r"\bcould\b", ["will", "does"]), (r"\bsuggests? that\b", ["proves that", "establishes that", "demonstrates that"]), (r"\bsuggest(s?)\b", ["prove", "demonstrate"]), (r"\bindicates? that\b", ["proves that", "confirms that"]),
         (r"\bpossible\b", ["certain"]), (r"\bpotentially\b", ["definitely", ""]), (r"\blikely\b", ["certainly"]), (r"\bseems? to\b", ["always"]), (r"\bappears? to\b", ["always"]), (r"\bpreliminary\b", ["conclusive"]), (r"\boften\b", ["always"]), (r"\bsome\b", ["all"]), (r"\bsometimes\b", ["always"]), (r"\bprobably\b", ["certainly"]), (r"\bhint\b", ["proof"]), (r"\bpossibly\b", ["certainly", ""])]  # fmt: skip
_STRONG = [(r"^We (show|find|observe|report|argue)\b( that)?", "We prove that"), (r"\b(is|are)\b", r"\1 always"), (r"\b(improves|outperforms|achieves|reduces|increases|depends|provides)\b", r"always \1"), (r"\bcan\b", "will always"), (r"\b(is|are|was|were)\b", r"\1 definitively"), (r"\bmany\b", "all"), (r"\bmost\b", "all"), (r"\bseveral\b", "all")]  # fmt: skip


def hedge(text: str, _other: str, chance: random.Random) -> Changed:
    weak = [(p, r) for p, r in _WEAK if re.search(p, text)]
    if weak:
        weaker, stronger = chance.choice(weak)
        word = chance.choice(stronger)
        return re.sub(weaker, word, text, count=1).replace(
            "  ", " "
        ), f"{weaker} to {word or 'none'}"
    strong = [(p, r) for p, r in _STRONG if re.search(p, text)]
    if not strong or re.search(r"\b(?:prove|always|never|all|every)\b", text):
        return None
    pattern, new = chance.choice(strong)
    return re.sub(pattern, new, text, count=1), f"added {new}"


_CLAIMED = ["We show that {a} significantly improves {b} in practice.", "{a} causes a substantial change in {b}.", "The authors prove that {a} is sufficient for {b}.", "No relation between {a} and {b} is found.", "Experiments on {x} confirm that {a} generalizes to {b}.",
            "{a} reduces the cost of {b} by half.", "A large study of {x} reports that {a} depends on {b}.", "{a} is robust to {x} and scales well.", "This work establishes the first link between {a} and {x}.", "{a} fails when {x} is present."]  # fmt: skip


def invented(text: str, other: str, chance: random.Random) -> Changed:
    mine = re.findall(r"\b[a-z]{6,}(?: [a-z]{5,})?\b", text)
    theirs = re.findall(r"\b[a-z]{7,}\b", other)
    if len(mine) < 2 or not theirs:
        return None
    a, b = chance.sample(mine, 2)
    form = chance.choice(_CLAIMED)
    made = form.format(a=a, b=b, x=chance.choice(theirs))
    return made[0].upper() + made[1:], form


def another(text: str, other: str, _chance: random.Random) -> Changed:
    return (other, "whole sentence") if other != text else None


PLANTS: dict[str, Plant] = {
    "number": number, "unit": unit, "comparator": comparator, "sign": sign, "direction": direction, "polarity": polarity,
    "entity": entity, "roles": roles, "hedging": hedge, "other work": another, "invented": invented,
}  # fmt: skip
