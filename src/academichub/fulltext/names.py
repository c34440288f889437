"""How papers call their parts: sections that go by a name, theorems, captions, reference lists."""

from __future__ import annotations

import re

CAPTION = re.compile(
    r"((?:Extended Data |Supplementary )?(?:Fig(?:ure|\.)?|FIG\.|FIGURE|Table|TABLE|Algorithm|Scheme|Box)"
    r"\s*S?(?:\d{1,3}|[IVX]{1,5}|[A-Z]\.?\d{1,2}))\b"
)
THEOREM = re.compile(
    r"((?:Theorem|Lemma|Proposition|Corollary|Definition|Claim|Remark|Conjecture|Assumption|Axiom"
    r"|Example|Fact|Hypothesis|Observation|Property)\s+(?:\d{1,3}|[A-Z])(?:\.\d{1,3})*)\b(?=\s*[.:(]|\s+[A-Z])"
)
PROOF = re.compile(r"Proof\b(?:\s+(?:of|sketch)\b[^.:]{0,60})?\s*[.:]|Proof\s*\(")
NUMBERED = re.compile(
    r"(?P<number>(?:\d{1,2}|[A-H])(?:\.\d{1,2}){0,3}\.?|[IVX]{1,5}\.)\s+(?P<title>[^\W\d_].{1,110})"
)
REFERENCES = re.compile(
    r"(?:\d{1,2}\.?\s+|[IVX]{1,5}\.\s+)?(?:references|bibliography|literature cited|works cited|references and notes)\s*:?",
    re.IGNORECASE,
)
NAMED = re.compile(
    r"(?:abstract|summary|introduction|background|related work|methods?|methodology|materials and methods"
    r"|results|results and discussion|discussion|conclusions?|conclusions? and (?:outlook|future work)|limitations"
    r"|acknowledge?ments?|data availability(?: statement)?|code availability|availability of data(?: and materials)?"
    r"|author contributions|competing interests|conflicts? of interest|funding|ethics(?: statement| approval)?"
    r"|appendix(?: [A-H])?|supplementary (?:material|information)|experiments?|evaluation|preliminaries|future work"
    r"|declaration of (?:competing )?interests?|broader impact|impact statement)\s*[.:]?",
    re.IGNORECASE,
)
INSTRUCTION = re.compile(
    r"\b(?:ignore|disregard|previous instructions|instruct\w*|reviewer|review this|positive(?:ly)?|recommend|accept(?:ance)?"
    r"|language model|llm|gpt|claude|assistant|prompt|do not (?:mention|reveal)|highest score|strong accept|you (?:are|must|should)"
    r"|reviews?|reviewing|rating|scores?|evaluation|guidelines?|override|bypass|forget)\b"
    r"|忽略|无视|指令|提示词|评审|审稿|评价|好评|高分|接收|录用|语言模型|大模型|缺点|不足",
    re.IGNORECASE,
)
"""What a sentence has that tells a reader what to say of the paper."""
