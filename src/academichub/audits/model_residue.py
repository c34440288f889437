"""What a chat model says to the person who asks it, left standing in a paper.

Not looked for in quotes, nor in papers about what such models say. It tells that a text was pasted
unread, and nothing of who wrote the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from academichub.argument.documents import Document
from academichub.argument.findings import Check, Finding
from academichub.audits.facts import Facts, found

CHECK = Check(
    "model-residue",
    1,
    "heuristic",
    "Words of a chat model to the person who asked it",
    "Show that the words are quoted, or are the paper's own.",
)

_SAID = re.compile(
    r"""\bas[ ]an?[ ](?:AI|artificial[ ]intelligence|large)[ ](?:language[ ])?(?:model|assistant|chatbot)\b(?=[^.]{0,60}\bI\b|,)
    |\bI(?:'m|[ ]am)[ ](?:an[ ]AI|(?:just[ ])?a[ ](?:large[ ])?language)[ ](?:language[ ])?(?:model|assistant)\b
    |\b(?:certainly|sure|of[ ]course|absolutely)[!,.][ ]+(?:here(?:'s|[ ](?:is|are))|below[ ]is|I(?:'d|'ll|[ ]would|[ ]can|[ ]will))\b
    |\bhere(?:'s|[ ]is)[ ](?:a|the|an|your)[ ](?:\w+[ ]){0,3}(?:revised|rewritten|paraphrased|polished|improved|refined|rephrased)[ ](?:and[ ]\w+[ ])?(?:version|text|paragraph|abstract|draft|sentence)\b
    |\bI[ ]hope[ ](?:this|that|it)[ ](?:helps|assists|is[ ]helpful|meets[ ]your)\b
    |\b(?:please[ ])?(?:let[ ]me[ ]know|feel[ ]free[ ]to[ ](?:ask|reach[ ]out|let[ ]me))[^.]{0,60}\b(?:questions?|need|would[ ]like|further|more|clarif\w+|adjust\w*|changes|assist\w*)\b
    |\bregenerate[ ]response\b
    |\b(?:as[ ]of|since|after|until|beyond)[ ]my[ ](?:last|latest|most[ ]recent)?[ ]?(?:knowledge|training)?[ ]?(?:update|cut-?off|training(?:[ ]data)?)\b
    |\bmy[ ](?:knowledge|training(?:[ ]data)?)[ ](?:cut-?off|only[ ](?:goes|extends)|was[ ]last[ ]updated|is[ ]limited[ ]to)\b
    |\bI[ ](?:don't|do[ ]not|cannot|can't)[ ](?:have[ ])?(?:access[ ]to[ ](?:real-time|the[ ]internet|current|external|up-to-date)|real-time|browse[ ]the[ ](?:internet|web))
    |\bI(?:'m|[ ]am)[ ](?:unable|not[ ]able)[ ]to[ ](?:access|browse|provide|generate|assist|fulfil+)\b[^.]{0,60}\b(?:real-time|internet|request|as[ ]an[ ]AI|copyright\w*|patient-specific|specific[ ]medical)
    |\bI(?:'m|[ ]am)[ ](?:very[ ])?sorry,?[ ]but[ ]I\b|\bI[ ]apologi[sz]e[ ]for[ ](?:the|any)[ ](?:confusion|inconvenience|misunderstanding|oversight)\b
    |\b(?:would|do)[ ]you[ ](?:like|want)[ ]me[ ]to\b|\bis[ ]there[ ]anything[ ]else[ ](?:I[ ]can|you)\b
    |\[(?:insert|your|add)[ ](?:[a-z]+[ ]){0,4}(?:here|name|citation|reference|affiliation|number|date|title|figure|table)s?\]
    |\bturn\d+(?:search|view|news|fetch|academia)\d+\b|(?:\bcontentReference\[)?\boaicite:\d+|\butm_source=(?:chatgpt|openai)\S*
    |作为(?:一个|一款|一种)?(?:人工智能|AI|大型?语言模型|人工智能语言模型)[^。]{0,12}[，,]?我|希望(?:这|以上)(?:些)?(?:内容|回答|信息)?(?:能|对)(?:够)?(?:对?您|你|帮)|(?:好的|当然)[，,！!](?:以下|下面|这)(?:是|里是)|截至我的(?:知识|训练)|如(?:果)?(?:您|你)(?:还)?(?:需要|有)[^。]{0,12}(?:请|随时)(?:告诉|联系|提问|告知)""",
    re.IGNORECASE | re.VERBOSE,
)
_ABOUT = re.compile(
    r"\b(?:ChatGPT|GPT-?[2-9]\w*|LLMs?|language models?|chatbots?|Claude|Gemini|LLaMA\w*|prompts?|instruct\w*|assistants?|"
    r"generative AI|AI-generated|dialogues?|conversational|alignment|refusals?|jailbreak\w*|hallucinat\w*)\b|语言模型|大模型|聊天机器人|对话系统",
    re.IGNORECASE,
)
_OPENING, _CLOSING = re.compile("[“\"‘«「『]|``|(?<!\\w)'"), re.compile("[”\"’»」』]|''|'(?!\\w)")
_NEAR, _MANY = 250, 3


def check(document: Document, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001
    """Phrases of a chat model that stand in the text as its own."""
    places = [match.span() for match in _SAID.finditer(document.text.replace("’", "'"))]
    if not places or _is_about(document.text, places):
        return
    for start, end in places:
        if not _is_quoted(document.text, start, end):
            said = document.text[start:end]
            message = f"“{said}” is what a chat model says to the person who asks it."
            yield found(CHECK, document, [(start, end)], message, "warning", kind="said", said=said)


def _is_about(text: str, places: list[tuple[int, int]]) -> bool:
    """Whether the paper speaks of such models, elsewhere than in these phrases."""
    count = 0
    for match in _ABOUT.finditer(text):
        if not any(start - 40 <= match.start() < end + 40 for start, end in places):
            count += 1
            if count >= _MANY:
                return True
    return False


def _is_quoted(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    before, after = before.rpartition("\n\n")[2], after.partition("\n\n")[0]
    opened = [match.end() for match in _OPENING.finditer(before)]
    if not opened or not _CLOSING.search(after):
        return False
    return "”" not in before[opened[-1] :] and "''" not in before[opened[-1] :]
