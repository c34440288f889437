"""The words and phrases that some papers share and others do not.

Pure: how common a phrase is elsewhere is asked of whoever knows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from math import log

from academichub.drafting.identities import Described
from academichub.text import fold, plain

Frequency = Callable[[str], int]
"""In how many works of the store a phrase stands."""

_TERMS, _TRIED = 10, 80
_READ = 3_000
_WORD = re.compile(r"[^\W\d_](?:[^\W_]|[-'’](?=\w))*")
_HAN = re.compile("[\u3400-\u9fff]")


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SMALL = _listed(
    "a about across after against all also among an and any approach approaches are as at based be "
    "been between beyond both but by can case do does during each effect effects efficient evidence "
    "first for from further general had has have high how however if improved improving in into is it "
    "its large learning-based less low many may method methods model models more most much new no "
    "non nor not novel of on one only or other our out over paper performance problem problems "
    "propose proposed recent result results revisited role should show shows single some study studies "
    "such system systems than that the their them then there these they this those through to toward "
    "towards two under understanding unified up use used using very via was we well were what when "
    "where whether which while who why will with within without work you your three analysis"
)


def telling(papers: Sequence[Described], frequency: Frequency, total: int) -> tuple[str, ...]:
    """Words and phrases that these papers share and other works do not, the most telling first.

    A phrase of one to three words counts where it stands in a title and in at least two papers;
    its weight grows with its papers, but more with its rarity (the logarithm of total over frequency,
    as in TF-IDF, Salton and Buckley 1988), and longer phrases count more.
    """
    counted: Counter[str] = Counter()
    titled: set[str] = set()
    for one in papers:
        counted.update(set(phrases(one.title)) | set(phrases((one.abstract or "")[:_READ])))
        titled.update(phrases(one.title))
    fewest = max(2, len(papers) // 20)
    alone = max(3, len(papers) // 5)  # one word tells less than two
    shared = [
        (term, count)
        for term, count in counted.items()
        if count >= (fewest if " " in term else alone) and term in titled
    ]
    tried = sorted(shared, key=lambda pair: (-pair[1] * _length(pair[0]) ** 2, pair[0]))[:_TRIED]

    def weight(pair: tuple[str, int]) -> float:
        rare = log((total + 2) / (frequency(pair[0]) + 1)) if total else 1.0
        return float(pair[1] ** 0.7 * _length(pair[0]) * max(rare, 0.1) ** 2)

    ranked = sorted(tried, key=lambda pair: (-weight(pair), pair[0]))
    return tuple(_apart(term for term, _ in ranked))[:_TERMS]


def phrases(text: str) -> list[str]:
    """The phrases of one to three words in *text* without a small word in them."""
    found: list[str] = []
    for piece in re.split(r"[.;:,!?()\[\]\"“”。；：，！？（）$]+", fold(plain(text))):
        words = _WORD.findall(piece)
        for size in (1, 2, 3):
            for at in range(len(words) - size + 1):
                part = words[at : at + size]
                if all(map(_tells, part)):
                    found.append(" ".join(part))
    return found


def _tells(word: str) -> bool:
    return word not in _SMALL and (len(word) > 2 or bool(_HAN.search(word)))


def _length(term: str) -> float:
    return 1.0 + 0.8 * term.count(" ")


def _apart(terms: Iterable[str]) -> list[str]:
    """*terms* without those that stand in one taken before, or hold one, whatever the number."""
    taken: dict[str, str] = {}
    for term in terms:
        bare = f" {' '.join(word.rstrip('s') for word in term.split())} "
        if not any(bare in other or other in bare for other in taken):
            taken[bare] = term
    return list(taken.values())
