"""Instructions to reviewers or language models that a reader of the paper does not see.

What is hidden is told by the reader of the file (white, tiny or off-page text, metadata, comments), or by
characters that have no shape. A paper that shows such text, because it writes of it, is not flagged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from academichub.argument.documents import Document, Hidden
from academichub.argument.findings import Check, Evidence, Finding
from academichub.audits.facts import Facts, found
from academichub.audits.instructing import orders, spelled
from academichub.audits.urging import urges

CHECK = Check(
    "hidden-instructions",
    1,
    "heuristic",
    "Instructions to a reviewing machine that a reader does not see",
    "Show that the text is seen where the paper is read, or that it asks nothing of who reviews it.",
)

_TAGGED = re.compile("[\U000e0020-\U000e007e]{4,}")
# A black flag before tags makes the flag of a region of them.
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]{1,8}\U000e007f")
_MACHINES = re.compile(
    r"\b(?:llms?|language models?|chatgpt|gpt-?\d|prompts?|prompting|jailbreak\w*|chatbots?|ai reviewers?|"
    r"instruction[- ](?:tuning|following)|adversarial|injections?|agents?|red[- ]team\w*|peer review\w*)\b|"
    r"语言模型|大模型|提示词|提示注入|越狱|智能体|同行评审",
    re.IGNORECASE,
)
_SUSPECT = re.compile(
    r"(?:ignore|disregard|forget|override)\b[^.]{0,60}\b(?:instruction|prompt|guideline)|"
    r"(?:positive|favou?rable|glowing)[ \u200b]+review|do not (?:mention|highlight|list)[^.]{0,40}(?:negative|weakness)|"
    r"忽略[^。]{0,16}(?:指令|提示)|(?:正面|好)[^。]{0,4}(?:评审|审稿|评价)",
    re.IGNORECASE,
)
_OPENING, _CLOSING = "\"“‘'`«「『《", "\"”’'`»」』》"
_WORD = re.compile(r"[\u4e00-\u9fff]{2}|[^\W\d_]{2,}")
_SENTENCE, _SHOWN, _MOST_NOTED = 5, 200, 3
_DRAFTS = ("comment", "note")
_NEAR, _BESIDE = 400, 150


def check(document: Document, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001
    """Instructions in what is hidden, in characters without a shape, or openly out of place."""
    noted = 0
    for one in document.hidden:
        if _is_told(one):
            yield _hidden(document, one)
        elif noted < _MOST_NOTED and _is_prose(document, one):
            noted += 1
            yield _unseen(document, one)
    yield from _tagged(document)
    yield from _open(document)


def _is_told(one: Hidden) -> bool:
    told = [order for order in orders(one.text) if order.is_order]
    if any(word in one.how for word in _DRAFTS):
        # Authors write to each other in comments; only what speaks to a machine counts.
        return any(_is_for_machines(order.kinds) for order in told)
    return bool(told) or urges(one.text)


def _is_prose(document: Document, one: Hidden) -> bool:
    """Whether it is a sentence that stands nowhere where it is seen, and no remark between authors."""
    if any(word in one.how for word in (*_DRAFTS, "switched off", "zero-width", "metadata")):
        return False
    return len(_WORD.findall(one.text)) >= _SENTENCE and one.text[:_SHOWN] not in document.text


def _is_for_machines(kinds: frozenset[str]) -> bool:
    if kinds & {"override", "closed up", "tokens", "address", "demand", "plant"}:
        return True
    wanted = kinds & {"praise", "rate", "suppress", "accept"}
    return len(wanted) > 1 or ("praise" in kinds and "you" in kinds)


def _hidden(document: Document, one: Hidden) -> Finding:
    where = f", {one.where}" if one.where else ""
    message = f"Hidden text ({one.how}{where}) tells a reviewing machine what to do."
    made = found(CHECK, document, (), message, "error", kind="hidden", how=one.how, where=one.where)
    return replace(made, evidence=(Evidence("hidden", 0, len(one.text), one.text),))


def _unseen(document: Document, one: Hidden) -> Finding:
    message = (
        f"There is text that a reader does not see ({one.how}); a person may judge what it is for."
    )
    made = found(CHECK, document, (), message, "note", kind="unseen", how=one.how, where=one.where)
    return replace(made, evidence=(Evidence("hidden", 0, len(one.text), one.text),))


def _tagged(document: Document) -> Iterator[Finding]:
    if document.text.isascii():
        return
    flags = [match.span() for match in _FLAG.finditer(document.text)]
    for match in _TAGGED.finditer(document.text):
        if any(start <= match.start() < end for start, end in flags):
            continue
        said = spelled(match[0]).strip()
        message = f"Characters without a shape spell “{said[:200]}”."
        yield found(CHECK, document, [match.span()], message, "error", kind="tags", said=said)


def _open(document: Document) -> Iterator[Finding]:
    """An order that stands in the text itself, in a paper that is about no such thing."""
    places = [(m.start(), m.end()) for m in _SUSPECT.finditer(document.text)]
    for start, end in _windows(places, len(document.text)):
        first, last = max(0, start - _BESIDE), end + _BESIDE
        if not any(_is_strong(told.kinds) for told in orders(document.text[first:last])):
            continue
        if _is_quoted(document.text, start, end) or _is_subject(document.text, first, last):
            continue
        message = "The text itself tells a reviewing machine what to do."
        yield found(CHECK, document, [(start, end)], message, "warning", kind="open")


def _windows(places: list[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    """The places, those near each other as one."""
    last: tuple[int, int] | None = None
    for start, end in places:
        if last and start - last[1] < _NEAR // 4:
            last = last[0], end
            continue
        if last:
            yield last
        last = start, end
    if last:
        yield last[0], min(last[1], length)


def _is_strong(kinds: frozenset[str]) -> bool:
    if "closed up" in kinds:
        return True
    return "override" in kinds or bool(
        kinds & {"praise", "suppress"} and kinds & {"address", "accept"}
    )


def _is_quoted(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    opened = max((before.rfind(mark) for mark in _OPENING), default=-1)
    return opened >= 0 and any(mark in after for mark in _CLOSING)


def _is_subject(text: str, start: int, end: int) -> bool:
    """Whether the paper speaks of machines, prompts or reviews elsewhere, too."""
    return bool(_MACHINES.search(text, 0, start) or _MACHINES.search(text, end))
