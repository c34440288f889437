"""Words to their stems, so that forms of one word can be compared; American and British alike.

Only for comparing: a stem is no word. Two words with one stem are taken as one by every rule.
"""

from __future__ import annotations

from functools import lru_cache

_SUFFIXES = tuple(
    sorted(
        [
            "izations",
            "ization",
            "isations",
            "isation",
            "ational",
            "ationally",
            "fulness",
            "ousness",
            "iveness",
            "ifications",
            "ification",
            "ifying",
            "ifiers",
            "ifier",
            "ifies",
            "ified",
            "ify",
            "izing",
            "ising",
            "ized",
            "ised",
            "izes",
            "ises",
            "ize",
            "ise",
            "izer",
            "izers",
            "iser",
            "isers",
            "ations",
            "ation",
            "ating",
            "ated",
            "ates",
            "ate",
            "ator",
            "ators",
            "ments",
            "ment",
            "mental",
            "ities",
            "ity",
            "ances",
            "ance",
            "ences",
            "ence",
            "ancy",
            "ency",
            "ant",
            "ants",
            "ent",
            "ents",
            "ings",
            "ing",
            "edly",
            "ingly",
            "ed",
            "eds",
            "ies",
            "ied",
            "iers",
            "ier",
            "ers",
            "er",
            "ors",
            "or",
            "ly",
            "ive",
            "ives",
            "ively",
            "ivity",
            "al",
            "als",
            "ally",
            "ial",
            "ially",
            "ic",
            "ics",
            "ical",
            "ically",
            "able",
            "ible",
            "ably",
            "ibly",
            "ability",
            "ibility",
            "es",
            "s",
            "e",
            "y",
            "ion",
            "ions",
            "ness",
            "ful",
            "fully",
            "ous",
            "ously",
            "al",
        ],
        key=len,
        reverse=True,
    )
)
_IRREGULAR = {
    "found": "find", "shown": "show", "gave": "give", "given": "give", "grew": "grow", "grown": "grow", "fell": "fall",
    "fallen": "fall", "rose": "rise", "risen": "rise", "led": "lead", "made": "make", "took": "take", "taken": "take",
    "chosen": "choose", "chose": "choose", "held": "hold", "kept": "keep", "known": "know", "knew": "know", "lay": "lie",
    "built": "build", "began": "begin", "begun": "begin", "became": "become", "came": "come", "drawn": "draw",
    "drew": "draw", "drove": "drive", "driven": "drive", "done": "do", "did": "do", "went": "go", "gone": "go",
    "lost": "lose", "met": "meet", "ran": "run", "saw": "see", "seen": "see", "sought": "seek", "sent": "send",
    "spent": "spend", "taught": "teach", "thought": "think", "understood": "understand", "written": "write",
    "wrote": "write", "arose": "arise", "arisen": "arise", "broke": "break", "broken": "break", "mice": "mouse",
    "children": "child", "men": "man", "women": "woman", "data": "datum", "criteria": "criterion", "nuclei": "nucleus",
    "phenomena": "phenomenon", "spectra": "spectrum", "analyses": "analys", "analysis": "analys", "analyze": "analys",
    "analyse": "analys", "analyzed": "analys", "analysed": "analys", "analyzing": "analys", "analysing": "analys",
    "hypotheses": "hypothes", "hypothesis": "hypothes", "indices": "index", "matrices": "matrix", "vertices": "vertex",
    "faster": "fast", "fastest": "fast", "higher": "high", "highest": "high", "lower": "low", "lowest": "low",
    "larger": "large", "largest": "large", "smaller": "small", "smallest": "small", "better": "better", "best": "best",
    "stronger": "strong", "strongest": "strong", "weaker": "weak", "weakest": "weak", "greater": "great",
    "greatest": "great", "strength": "strong", "length": "long", "depth": "deep", "width": "wide", "growth": "grow",
    "loss": "loss", "losses": "loss", "species": "species", "series": "series", "basis": "basis", "bases": "basis",
    "learned": "learn", "learnt": "learn", "learning": "learn", "training": "train", "trained": "train",
    "reduction": "reduc", "reductions": "reduc", "number": "number", "numbers": "number", "under": "under", "over": "over",
    "other": "other", "after": "after", "water": "water", "power": "power", "paper": "paper", "order": "order",
    "user": "user", "users": "user", "layer": "layer", "layers": "layer", "laser": "laser", "lasers": "laser",
    "production": "produc", "reproduction": "reproduc", "was": "be", "were": "be", "is": "be", "are": "be", "been": "be",
    "accuracy": "accur", "accuracies": "accur", "stability": "stabl", "stabilities": "stabl", "unstable": "unstabl",
    "significance": "signif", "galactic": "galax", "proven": "prov", "proof": "prov", "proofs": "prov", "instability": "unstabl",
    "extragalactic": "extragalactic", "energetic": "energ", "probability": "probab", "probabilities": "probab", "robustness": "robust",
    "density": "dens", "densities": "dens", "dense": "dens", "velocity": "veloc", "velocities": "veloc", "theory": "theor", "theories": "theor",
    "class": "class", "classes": "class", "classification": "classif", "classify": "classif", "classifier": "classif",
    "classifiers": "classif", "classifies": "classif", "classified": "classif", "classifying": "classif", "generation": "generat",
    "generate": "generat", "generates": "generat", "generated": "generat", "generating": "generat", "generative": "generat",
    "generator": "generat", "generators": "generat", "general": "gener", "university": "university", "universe": "universe",
    "being": "be", "has": "have", "had": "have", "having": "have", "does": "do", "doing": "do",
}  # fmt: skip
_SHORTEST = 4


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of *word* (lower case, no accents)."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) <= 3 or not word.isascii() or not word.isalpha():
        return word
    word = word.removesuffix("'s")
    if len(word) <= _SHORTEST:
        return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
    word = (
        word.replace("isation", "ization").replace("our", "or")
        if word.endswith(("our", "ours", "isation", "oured", "ouring", "oural"))
        else word
    )
    return _undoubled(_cut(word))


def _cut(word: str) -> str:
    for _ in range(2):
        for suffix in _SUFFIXES:
            left = len(word) - len(suffix)
            if (
                word.endswith(suffix)
                and left
                >= (
                    3
                    if len(suffix) <= 3 and suffix[0] in "ei" and suffix in {"ed", "ing", "es"}
                    else _SHORTEST
                )
                and not (suffix == "s" and word.endswith(("ss", "us", "is")))
            ):
                word = word[:left]
                break
        else:
            break
    return word


def _undoubled(word: str) -> str:
    if len(word) > _SHORTEST and word[-1] == word[-2] and word[-1] not in "aeiouls":
        return word[:-1]
    if len(word) > _SHORTEST and word.endswith("ll"):
        return word[:-1]
    return word[:-1] + "i" if len(word) > _SHORTEST and word.endswith("y") else word
