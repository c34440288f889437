"""What sentences claim one thing to do to another: raise it, lower it, do better than it, go with it.

Reads subject, verb and object only where they stand plainly side by side; a claim that is passive,
hedged, negated or about "our method" is no claim here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from academichub.argument import Sentence
from academichub.outline.material import plainly

_RISES = (
    r"increases?|raises?|enhances?|promotes?|boosts?|improves?|upregulates?|elevates?|strengthens?|accelerates?|"
    r"increased|raised|enhanced|promoted|boosted|improved|upregulated|elevated|strengthened|accelerated"
)
_FALLS = (
    r"decreases?|reduces?|lowers|lowered|suppress(?:es|ed)?|inhibits?|impairs?|degrades?|diminish(?:es|ed)?|weakens?|"
    r"attenuates?|hinders?|harms?|downregulates?|worsens?|decreased|reduced|inhibited|impaired|degraded|weakened|"
    r"attenuated|hindered|harmed|downregulated|worsened"
)
_MORE, _LESS = "higher|greater|increased|elevated|more", "lower|reduced|decreased|less|fewer"
_VERB = re.compile(
    rf"\b(?:(?P<up>{_RISES})|(?P<down>{_FALLS})|(?P<better>outperform(?:s|ed)?|surpass(?:es|ed)?)|"
    rf"(?P<worse>underperform(?:s|ed)?)|(?:is|are|was|were) (?:(?:strongly|significantly|independently) )?"
    rf"(?:(?P<with>positively (?:associated|correlated)) with|(?P<against>(?:negatively|inversely) (?:associated|correlated)) with|"
    rf"associated with (?:an? )?(?:(?P<more>{_MORE})|(?P<less>{_LESS}))))\s+",
    re.IGNORECASE,
)
_RELATIONS = {
    "up": ("changes", 1), "down": ("changes", -1), "better": ("exceeds", 1), "worse": ("exceeds", -1),
    "with": ("goes with", 1), "against": ("goes with", -1), "more": ("goes with", 1), "less": ("goes with", -1),
}  # fmt: skip
_HAN_VERB = re.compile(
    r"(?P<subject>[\u3400-\u9fffA-Za-z0-9-]{2,14}?)(?:可以|可|能够|能|会|也|显著|明显|有效){0,3}"
    r"(?:(?P<up>提高|增加|促进|增强|改善|提升|升高|上调)|(?P<down>降低|减少|抑制|削弱|损害|减弱|下调)|(?P<better>优于))了?"
    r"(?P<object>[\u3400-\u9fffA-Za-z0-9-]{2,12})(?=[，。；、,;.]|$)"
)
_HAN_BEFORE = re.compile(r".*(?:表明|显示|发现|证实|证明|认为|指出|本文|我们)")
_HAN_EMPTY = re.compile(
    r"不|未|没|无|本文|我们|该|其|这|方法|模型|算法|可能|或许|因此|通过|利用|使用|进行"
)
# What stands in every one of the verbs; looked for first, because it is quickly found.
_STEMS = (
    "crease", "rais", "enhanc", "promot", "boost", "improv", "regulat", "elevat", "strengthen", "accelerat", "reduc", "lower",
    "suppress", "inhibit", "impair", "degrad", "diminish", "weaken", "attenuat", "hinder", "harm", "worsen", "perform",
    "surpass", "associated", "correlated",
)  # fmt: skip
_HAN_VERBS = (
    "提高", "增加", "促进", "增强", "改善", "提升", "升高", "上调", "降低", "减少", "抑制", "削弱", "损害", "减弱", "下调", "优于",
)  # fmt: skip
_EDGE = re.compile(
    r"[.,;:()\[\]?!–—]|\b(?:that|which|who|while|whereas|because|when|if|than|but|where|although)\b"
)
_BEHIND = re.compile(
    r"[.,;:()\[\]?!–—]|\b(?:that|which|who|while|whereas|because|when|if|than|but|and|or|in|on|for|with|from|at|by|to|"
    r"during|after|among|compared|via|through|under|across|within|over|without|as|is|are|was|were|more|less|up)\b"
)
_PREPOSITION = re.compile(
    r"\b(?:in|on|for|with|from|at|by|to|during|after|under|across|within|over|through|via|and|or|as|not|no|never|"
    r"may|might|could|would|should|can|cannot|neither|nor|is|are|was|were|be|been|being|if|whether|how|only)\b"
)
_UNNAMED = re.compile(
    r"\b(?:we|our|ours|it|its|they|their|them|this|these|those|such|which|both|each|method|methods|approach|approaches|"
    r"model|models|framework|algorithm|system|results?|baselines?|others?|existing|previous|prior|proposed|study|paper|work)\b"
)
_LEADING = re.compile(
    r"^(?:(?:the|an?|also|thus|hence|moreover|significantly|markedly|consistently|substantially|further|strongly|overall|"
    r"greatly|both|show|shows|showed|find|found|suggest|has|have|had)\s+)+"
)
_TRAILING = re.compile(
    r"(?:(?:^|\s+)(?:significantly|markedly|consistently|substantially|further|strongly|also|greatly|thus|generally|often|"
    r"usually|has|have|had|does|did))+$"
)
_DEGREE = re.compile(rf"^(?:(?P<more>{_MORE}|high)|(?P<less>{_LESS}|low))\s+")


@dataclass(frozen=True, slots=True)
class Direction:
    """One thing does something to another: ``sign`` is 1 or -1, the keys are equal for two writings."""

    sentence: Sentence
    relation: str
    subject: str
    object: str
    sign: int

    @property
    def key(self) -> tuple[str, str, str]:
        """What is claimed of which two things; who outdoes whom is one question for both."""
        one, other = _key(self.subject), _key(self.object)
        if self.relation == "exceeds" and other < one:
            one, other = other, one
        return self.relation, one, other

    @property
    def turned(self) -> int:
        """The sign, seen from the first of the two things of the key."""
        swapped = self.relation == "exceeds" and _key(self.object) < _key(self.subject)
        return -self.sign if swapped else self.sign


def directions(sentence: Sentence) -> Iterator[Direction]:
    """The directions *sentence* claims."""
    if sentence.field == "title" or sentence.role in ("background", "aim", "limit"):
        return
    said = sentence.text.lower()
    if not said.isascii() and any(verb in said for verb in _HAN_VERBS):
        yield from _chinese(sentence)
    if not any(stem in said for stem in _STEMS):
        return
    for match in _VERB.finditer(sentence.text):
        subject, degree = _subject(sentence.text[: match.start()])
        object_ = _object(sentence.text[match.end() :])
        if subject and object_:
            relation, sign = _RELATIONS[str(match.lastgroup)]
            relation, sign = (
                ("goes with", sign * degree) if relation == "goes with" else (relation, sign)
            )
            if relation == "goes with" or degree == 1:
                yield Direction(sentence, relation, subject, object_, sign)


def _subject(before: str) -> tuple[str, int]:
    """The words the verb is said of, and -1 where it is less of them."""
    edges = list(_EDGE.finditer(before))
    clause = before[edges[-1].end() :] if edges else before
    words = _TRAILING.sub("", _LEADING.sub("", clause.strip().lower()))
    degree = _DEGREE.match(words)
    sign = -1 if degree and degree["less"] else 1
    words = words[degree.end() :] if degree else words
    if _PREPOSITION.search(words) or not _named(words):
        return "", 1
    return _cased(clause, words), sign


def _object(behind: str) -> str:
    edge = _BEHIND.search(behind)
    clause = behind[: edge.start()] if edge else behind
    words = _LEADING.sub("", clause.strip().lower())
    return _cased(clause, words) if _named(words) else ""


def _named(words: str) -> bool:
    """Whether it is a name of one to five words, and none that only points."""
    count = len(words.split())
    return (
        1 <= count <= 5 and len(words) > 2 and not words[0].isdigit() and not _UNNAMED.search(words)
    )


def _cased(clause: str, words: str) -> str:
    at = clause.lower().find(words)
    return clause[at : at + len(words)] if at >= 0 else words


def _chinese(sentence: Sentence) -> Iterator[Direction]:
    for match in _HAN_VERB.finditer(sentence.text):
        subject, object_ = _HAN_BEFORE.sub("", match["subject"]), match["object"]
        if len(subject) > 1 and not _HAN_EMPTY.search(subject + match[0][len(match["subject"]) :]):
            group = next(name for name in ("up", "down", "better") if match[name])
            relation, sign = _RELATIONS[group]
            yield Direction(sentence, relation, subject, object_, sign)


def _key(words: str) -> str:
    kept = (word for word in plainly(words).split() if word not in ("the", "of", "a", "an"))
    return " ".join(word if word.endswith("ss") else word.removesuffix("s") for word in kept)
