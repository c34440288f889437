"""The labels of structured abstracts, and the role each gives to what follows.

Knows only the labels; a sentence without one is judged elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from academichub.argument import Role

_LABELS: Mapping[Role, str] = {
    "background": """background|backgrounds|introduction|context|rationale|importance|motivation
what is known|scientific background|clinical context|背景|研究背景|引言""",
    "aim": """aim|aims|objective|objectives|purpose|goal|goals|hypothesis|question|research question
study objective|study objectives|目的|研究目的|目标""",
    "method": """method|methods|methodology|methodologies|approach|design|study design|setting
settings|participants|patients|patients and methods|subjects|subjects and methods
materials and methods|material and methods|materials & methods|methods and materials
design and methods|design and setting|design, setting, and participants
design, setting and participants|design setting and participants|setting and participants
data sources|data source|data collection|data extraction|data analysis|statistical analysis
study selection|search strategy|search methods|selection criteria|data collection and analysis
eligibility criteria|interventions|intervention|exposures|exposure|main outcome measures
main outcome measure|main outcomes and measures|main outcomes|outcome measures|outcomes
measurements|measures|research design|research design and methods|experimental design|procedures
population|sample|aims and methods|方法|研究方法|材料与方法|资料与方法|设计""",
    "result": """result|results|main results|principal findings|findings|main findings|key findings
key results|primary results|methodology/principal findings|methodology and principal findings
observations|results and discussion|results and conclusions|results and conclusion|discussion
conclusion|conclusions|authors' conclusions|author's conclusions|interpretation
conclusions and relevance|conclusion and relevance|conclusions/significance
conclusions and significance|significance|implications|summary|discussion and conclusions
discussion and conclusion|conclusions and implications|clinical significance
结果|研究结果|结论|研究结论|讨论|结果与讨论|结果与结论""",
    "limit": """limitation|limitations|strengths and limitations|study limitations|limits
limitations and future work|future work|future directions|局限|局限性|不足""",
    "": """abstract|summary box|trial registration|clinical trial registration|registration|funding
study registration|systematic review registration|keywords|key words|availability
availability and implementation|data availability|code availability|contact|competing interests
conflict of interest|declaration of interest|supplementary information|funding statement
摘要|关键词|基金|资助""",
}
ROLES: Mapping[str, Role] = {
    name: role for role, names in _LABELS.items() for name in names.replace("\n", "|").split("|")
}
"""Each label in lower case, and its role; ``""`` where what follows has none."""

_ANY = "|".join(
    re.escape(name).replace(r"\ ", r"\s+").replace("'", "['’]")
    for name in sorted(ROLES, key=len, reverse=True)
)
_MARKED = re.compile(
    rf"[\s•*#\[(]*({_ANY})[\])*]*\s*(?:[:：.|]|[-–—](?=\s)|\n)[:\s]*", re.IGNORECASE
)
_BARE = re.compile(rf"({_ANY})\s+(?=\S)", re.IGNORECASE)
_HAN = re.compile(rf"[\[【［]\s*({_ANY})\s*[\]】］][:：\s]*")
_FIRST = re.compile(r"[\s•*#\[(【［]*([^\W\d]+)")
_FIRSTS = frozenset(match[1] for match in map(_FIRST.match, ROLES) if match)
_LONGEST = 60


def label(text: str, start: int, end: int, *, bare: bool = False) -> tuple[Role, int] | None:
    """The role the label at *start* gives, and where the text after it begins; None without label.

    With *bare*, a label needs no mark behind it (``Methods We asked ...``), only its capital.
    """
    first = _FIRST.match(text, start, end)
    if first is None or first[1].lower() not in _FIRSTS:
        return None
    head = text[start : min(end, start + _LONGEST)]
    match = _MARKED.match(head) or _HAN.match(head)
    if match is None and bare and head[:1].isupper():
        found = _BARE.match(head)
        match = found if found and head[found.end()].isupper() else None
    if match is None:
        return None
    return ROLES[" ".join(match[1].lower().replace("’", "'").split())], start + match.end()
