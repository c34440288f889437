"""Honest other ways to say a sentence, and faithful ones: what the ground check should let through.

Each way is a function of the sentence; its words are its own, none is taken from the checker. Where the
pattern does not apply it gives None.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

Way = Callable[[str, random.Random], str | None]

_OTHERWISE = {
    "show": ["demonstrate", "find", "report"], "shows": ["demonstrates", "reveals"], "demonstrate": ["show", "illustrate"], "propose": ["introduce", "put forward", "present"], "present": ["introduce", "describe", "offer"], "introduce": ["propose", "present"],
    "novel": ["new", "original"], "new": ["novel"], "method": ["technique", "approach", "procedure"], "methods": ["techniques", "approaches"], "approach": ["method", "strategy"], "approaches": ["methods"], "use": ["employ", "apply", "utilize"], "using": ["by means of", "employing", "with"], "used": ["employed", "utilized"], "uses": ["employs", "relies on"],
    "significantly": ["substantially", "considerably", "markedly"], "substantially": ["significantly", "considerably"], "obtain": ["derive", "get"], "obtained": ["derived", "acquired"], "investigate": ["study", "examine", "explore"], "study": ["investigate", "examine", "analyze"], "analyze": ["examine", "study"],
    "important": ["essential", "key", "crucial"], "various": ["several different", "a range of", "diverse"], "improve": ["enhance", "boost"], "improves": ["enhances", "boosts"], "reduce": ["lower", "decrease"], "reduces": ["lowers", "cuts"], "increase": ["raise", "boost"], "increases": ["rises", "grows"], "decreases": ["falls", "declines"],
    "achieve": ["attain", "reach"], "achieves": ["attains", "reaches"], "result": ["outcome", "finding"], "results": ["findings", "outcomes"], "consider": ["examine", "look at"], "provide": ["offer", "give", "supply"], "provides": ["offers", "gives"], "develop": ["build", "devise", "create"], "developed": ["built", "devised"], "allows": ["enables", "permits", "lets"], "enables": ["allows", "makes possible"],
    "large": ["big", "sizeable"], "many": ["numerous", "a lot of"], "several": ["a number of", "multiple"], "existing": ["current", "available", "prior"], "recent": ["latest"], "problem": ["issue", "challenge", "question"], "problems": ["issues", "challenges"], "however": ["nevertheless", "yet"], "therefore": ["thus", "consequently"], "moreover": ["in addition", "furthermore"], "furthermore": ["moreover", "also"],
    "complex": ["complicated", "intricate"], "effective": ["successful", "powerful"], "efficient": ["economical"], "accurate": ["precise"], "framework": ["scheme", "system"], "based": ["built", "founded"], "performance": ["results"], "outperforms": ["surpasses", "beats", "performs better than"], "explain": ["account for", "interpret"], "identify": ["find", "pinpoint"], "discuss": ["consider", "talk about"], "describe": ["present", "outline"],
    "observed": ["seen", "found", "detected"], "require": ["need", "demand"], "requires": ["needs", "demands"], "rapidly": ["quickly", "fast"], "often": ["frequently"], "typically": ["usually", "commonly"], "may": ["might", "could possibly"], "suggests": ["hints", "indicates"], "suggest": ["indicate", "hint"], "called": ["named", "termed", "dubbed"], "understand": ["comprehend", "grasp"], "prove": ["establish"], "simple": ["straightforward", "easy"],
    "different": ["distinct", "varied"], "related": ["connected", "linked"], "find": ["observe", "discover"], "determine": ["establish", "work out"], "evaluate": ["assess", "test"], "compare": ["contrast"], "paper": ["article", "work"], "challenging": ["difficult", "demanding"], "crucial": ["vital", "critical", "essential"], "enhance": ["improve", "strengthen"], "leverages": ["exploits", "makes use of"], "leverage": ["exploit", "make use of"], "experiments": ["tests", "trials"], "extensive": ["comprehensive", "broad"], "address": ["tackle", "deal with"],
    "potential": ["possible", "prospective"], "highly": ["very", "strongly"], "primarily": ["mainly", "chiefly"], "across": ["over", "throughout"], "between": ["among"], "within": ["inside"], "whether": ["if"], "additional": ["extra", "further"], "specific": ["particular"], "general": ["broad"], "particular": ["specific"], "limited": ["restricted"], "robust": ["sturdy"], "construct": ["build", "assemble"], "ability": ["capability", "capacity"], "capabilities": ["abilities", "skills"], "understanding": ["comprehension"], "support": ["back", "underpin"], "vital": ["essential"],
}  # fmt: skip


def synonyms(text: str, chance: random.Random) -> str | None:
    """One to three words in other words."""
    found = [m for m in re.finditer(r"\b[A-Za-z]+\b", text) if m[0].lower() in _OTHERWISE]
    if not found:
        return None
    for match in sorted(
        chance.sample(found, min(len(found), chance.randint(1, 3))), key=lambda m: -m.start()
    ):
        new = chance.choice(_OTHERWISE[match[0].lower()])
        if match[0][0].isupper():
            new = new[0].upper() + new[1:]
        text = text[: match.start()] + new + text[match.end() :]
    return text


_PAST = {"propose": "proposed", "present": "presented", "study": "studied", "introduce": "introduced", "investigate": "investigated", "develop": "developed", "consider": "considered", "describe": "described", "analyze": "analyzed", "examine": "examined", "derive": "derived", "discuss": "discussed", "provide": "provided", "prove": "proved", "construct": "constructed", "obtain": "obtained", "report": "reported", "explore": "explored", "design": "designed", "evaluate": "evaluated", "use": "used"}  # fmt: skip
_OPEN = r"^(?:(?:In this (?:paper|work|study|article|letter)|Here|To this end|Therefore|Specifically|Then|Finally|Furthermore|Moreover|In addition),? )?"


def voice(text: str, _chance: random.Random) -> str | None:
    """Says "We study X that …" as "X … is studied"."""
    match = re.match(
        rf"{_OPEN}[Ww]e (?P<verb>{'|'.join(_PAST)}) (?P<what>[^,;:]+)(?P<rest>[,;:].*)?\.$", text
    )
    if match is None or re.match(r"(?:that|how|whether|why|what|to)\b", match["what"]):
        return None
    what = match["what"]
    plural = re.match(
        r"(?:the |these |our |two |three |several |some |new |many )?[\w-]+s\b", what
    ) is not None and not what.startswith(("a ", "an "))
    made = f"{what[0].upper()}{what[1:]} {'are' if plural else 'is'} {_PAST[match['verb']]}"
    return f"{made} by the authors{match['rest'] or ''}."


def authors(text: str, chance: random.Random) -> str | None:
    """Says "We show" as "The authors show"."""
    match = re.match(rf"{_OPEN}[Ww]e (?=[a-z])", text)
    if match is None:
        return None
    who = chance.choice(
        ["The authors", "The paper's authors", "In this work the authors", "The researchers"]
    )
    return re.sub(r"\bour\b", "their", f"{who} {text[match.end() :]}")


def reordered(text: str, _chance: random.Random) -> str | None:
    """What stands before the first comma goes to the end."""
    match = re.match(
        r"^(?P<a>(?:In|For|Using|With|By|At|On|Under|When|While|Although|Through|Compared|From|During|As|To|After)\b[^,]{8,80}), (?P<b>[^;]{20,})\.$",
        text,
    )
    if match is None:
        return None
    return f"{match['b'][0].upper()}{match['b'][1:]}, {match['a'][0].lower()}{match['a'][1:]}."


def dropped(text: str, _chance: random.Random) -> str | None:
    """An aside, an opening word or a closing "which …" is left out."""
    shorter = re.sub(r" \([^()$]{2,60}\)", "", text)
    shorter = re.sub(
        r"^(?:However|Moreover|Furthermore|In addition|Additionally|Finally|Specifically|In particular|Here|Thus|Therefore|In this (?:paper|work)|Interestingly|Importantly), (\w)",
        lambda m: m[1].upper(),
        shorter,
    )
    shorter = re.sub(
        r", (?:which|where|thereby|thus|while|as well as|including|such as) [^,$]{10,90}\.$",
        ".",
        shorter,
    )
    return shorter if shorter != text and len(shorter.split()) >= 6 else None


def rounded(text: str, _chance: random.Random) -> str | None:
    """A number with decimals is given with fewer, and "about" before it."""
    match = re.search(
        r"(?<=\s)(?P<n>\d{2,3}\.\d{1,3})(?=\\?%|\s|$)(?!\s*(?:\\pm|±|\+|-|–|to|and|\$|\\))", text
    )
    if match is None or re.search(
        r"(?:±|\\pm|-|–|to|and|between|~|<|>|=|about|than|least|most|approximately|around|over)\s*\$?$",
        text[: match.start()],
    ):
        return None
    value = float(match["n"])
    short = f"{value:.0f}" if len(match["n"].split(".")[1]) == 1 else f"{value:.1f}"
    return f"{text[: match.start()]}about {short}{text[match.end() :]}"


def noun(text: str, chance: random.Random) -> str | None:
    """A verb with its noun, or a phrase in other words."""
    pairs = [(r"\bcan be used to\b", "serves to"), (r"\bin order to\b", "to"), (r"\bdue to\b", "because of"), (r"\ba large number of\b", "many"), (r"\bin terms of\b", "regarding"), (r"\bsuch as\b", "for example"), (r"\bas well as\b", "and also"), (r"\bbased on\b", "building on"), (r"\bstate-of-the-art\b", "leading"), (r"\bplays? an important role in\b", "matters for"),
             (r"\bWe show that\b", "It is shown that"), (r"\bour results show that\b", "the results show that"), (r"\bOur results show that\b", "According to the results,"), (r"\bis able to\b", "can"), (r"\bhas been\b", "was"), (r"\bis one of the most\b", "ranks among the most"), (r"\bleads to\b", "results in"), (r"\bin contrast to\b", "unlike"), (r"\bconsists of\b", "is made up of"), (r"\bcompared to\b", "relative to"), (r"\bdepends on\b", "is dependent on"), (r"\ballows us to\b", "makes it possible to"), (r"\bWe find that\b", "They find that"), (r"\bThis paper\b", "The article")]  # fmt: skip
    usable = [(p, n) for p, n in pairs if re.search(p, text)]
    return re.sub(*chance.choice(usable), text, count=1) if usable else None


def shorter(text: str, chance: random.Random) -> str | None:
    """Something left out, and some words in other words."""
    short = dropped(text, chance)
    return synonyms(short, chance) if short else None


def told(text: str, chance: random.Random) -> str | None:
    """Said of the authors, and some words in other words."""
    said = authors(text, chance)
    return synonyms(said, chance) if said else None


PARAPHRASES: dict[str, Way] = {
    "synonyms": synonyms, "voice": voice, "the authors": authors, "reordered": reordered, "dropped": dropped, "rounded": rounded, "phrases": noun,
    "synonyms and dropped": shorter,
    "the authors, in synonyms": told,
}  # fmt: skip


def same(text: str, _chance: random.Random) -> str | None:
    return text


def spaced(text: str, _chance: random.Random) -> str | None:
    return " ".join(text.split())


def stopped(text: str, _chance: random.Random) -> str | None:
    return text.rstrip(".")


FAITHFUL: dict[str, Way] = {"the same": same, "spaces": spaced, "no full stop": stopped}
