"""What a name that tells nothing by itself is a name of, from the words around it.

"We propose X", "a framework called X", "X, a benchmark of …", "experiments on X", "X outperforms", and
endings such as -Net and -Bench. Never guesses: without such a word there is no kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from academichub.evidence.chinese import behind
from academichub.evidence.tokens import Tokens
from academichub.symbols import words

_NAMING = words("called named dubbed termed coined namely denoted christened")
_OFFERING = words(
    "propose proposes proposed introduce introduces introduced present presents presented develop develops "
    "developed design designed build built release releases released describe describes implement implemented "
    "contribute"
)
_USING = words(
    "using via use uses used employ employs employing apply applying applied utilize utilizing leverage leverages "
    "leveraging adopt adopting integrates integrate"
)
_BEATEN = words(
    "than over outperforms outperforming outperform surpasses surpassing surpass beats versus vs"
)
_ASKED = words(
    "evaluate evaluated evaluation evaluations experiment experiments tested test train trained training results "
    "benchmark benchmarks accuracy performance outperforms outperforming state-of-the-art achieves achieve pre-trained "
    "pretrained fine-tuned validated validate datasets dataset"
)
_DOES = words(
    "achieves outperforms improves surpasses learns generates combines leverages employs integrates introduces uses "
    "consists provides enables reduces predicts formulates decomposes treats converges exploits replaces adapts "
    "incorporates estimates trains delivers attains yields optimizes"
)
_PASSED = words("the a an our new novel proposed \" ' “ ‘ ` on and , both of")
_ARTICLES = words("a an the our")
_METHOD = re.compile(
    r".*(?:Net|Nets|[Ff]ormer|GAN|VAE|BERT|GPT|LM|LLM|GNN|CNN|RNN|LSTM|PO|RL|Flow|Diffusion|SLAM|NeRF|Mamba|ViT|LoRA|"
    r"MoE|RAG|Agent|GS|SAC|SGD|Adam)(?:[-v]?[\d.]+)?s?|(?:GPT|Qwen|L[Ll]a[Mm][Aa]|Gemma|Gemini|Claude|DeepSeek|Mistral|BERT|"
    r"ResNet|ViT|CLIP|SAM|YOLO|Phi|PaLM|InternVL|Mixtral|Whisper|DINO)[-v\d].*"
)
_DATA = re.compile(r".*(?:Bench|Eval|QA|Corpus|Arena|Gym|Dataset|Wiki|Set|Bank|Hub|Pedia)(?:[-v]?[\w.]+)?|(?:ImageNet|CIFAR|MNIST|MIMIC)[-\w]*")  # fmt: skip
_RUN = re.compile(r"[nNFgq]*[MTDSUOmtdsuo][nNFgqMTDSUOmtdsuo]*")
_GENE = re.compile(r"[A-Z]{2,6}-?\d{1,3}[A-Z]?|[A-Z]{3,5}")
_CELLS = words(
    "gene genes protein proteins receptor mutation mutations knockdown knockout mice mrna transcription "
    "phosphorylation kinase signaling pathway cells overexpression binds"
)
_REACH = 5


class Vote(NamedTuple):
    """A kind, as the letter of a head, and how much speaks for it."""

    letter: str
    weight: float


def votes(text: Tokens, at: int) -> Iterator[Vote]:
    """What the words around the name at token *at* say of its kind."""
    name = text.words[at]
    if _DATA.fullmatch(name):
        yield Vote("D", 2.0)
    elif _METHOD.fullmatch(name):
        yield Vote("M", 2.0)
    following = text.words[at + 1 : at + 2]
    if following and not following[0].isascii() and (letter := behind(following[0])):
        yield Vote(letter, 2.5)
    yield from _apposition(text, at)
    yield from _before(text, at)
    if _next(text, at + 1) in _DOES:
        yield Vote("M", 0.8)


def _next(text: Tokens, at: int) -> str:
    return text.words[at].lower() if at < len(text.words) else ""


def _apposition(text: Tokens, at: int) -> Iterator[Vote]:
    """``X, a …`` and ``X is a …``, and the title ``X: …``."""
    behind = _next(text, at + 1)
    if behind == ":" and at == 0:
        yield Vote("D" if re.search(r"[Dd]", text.letters[2:]) else "M", 1.5)
        return
    if behind not in {",", "is", "are", "–", "—"} or _next(text, at + 2) not in _ARTICLES:
        return
    run = _RUN.match(text.letters, at + 3)
    if run:
        yield Vote(_last_head(run[0]), 3.0)


def _last_head(letters: str) -> str:
    return re.sub(r"[^MTDSUOmtdsuo]", "", letters)[-1].upper()


def _before(text: Tokens, at: int) -> Iterator[Vote]:
    place = at - 1
    while place >= 0 and text.words[place].lower() in _PASSED and at - place < _REACH:
        if text.words[place] == "on" and _asked(text, place):
            yield Vote("D", 1.0)
            return
        place -= 1
    word = text.words[place].lower() if place >= 0 else ""
    if word in _NAMING:
        heads = re.findall(r"[MTDSUOmtdsuo]", text.letters[max(0, place - _REACH) : place])
        yield Vote(heads[-1].upper() if heads else "M", 2.5)
    elif word in _OFFERING:
        yield Vote("M", 2.0)
    elif word in _USING or word in _BEATEN:
        yield Vote("M", 0.6)


def _asked(text: Tokens, place: int) -> bool:
    """Whether what stands before ``on`` speaks of a trial."""
    return not _ASKED.isdisjoint(map(str.lower, text.words[max(0, place - 12) : place]))


def is_gene(text: Tokens, at: int) -> bool:
    """Whether the name at *at* looks like a gene's or protein's, among words of the cell."""
    if not _GENE.fullmatch(text.words[at]):
        return False
    around = text.words[max(0, at - 6) : at + 7]
    return not _CELLS.isdisjoint(map(str.lower, around))
