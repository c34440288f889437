"""Whether a few sentences urge whoever judges a paper towards a verdict, in whatever words.

Counts what such sentences are made of: someone is spoken to, of judging, of praise, of faults to be passed
over, of rules to be left aside. For text that is hidden; in what may be seen such words are common.
"""

from __future__ import annotations

import re

from academichub.audits.instructing import spelled

_SPOKEN_TO = re.compile(
    r"\byou(?:r|'re)?\b|\b(?:reviewers?|models?|llms?|ais?|assistants?|referees?|readers?|evaluators?|systems?|chatgpt|editors?)\b[^.!?]{0,40}?\b(?:should|must|(?:is|are) (?:asked|told|instructed|requested|required|advised)|shall|needs? to|ha(?:s|ve) to)\b"
    r"|(?:^|[.!?:;] ?|\b(?:and|then|please|kindly|just|now|simply|always|only) )(?:give|rate|say|state|conclude|treat|print|output|respond|reply|answer|evaluate|assess|praise|tell|rank|recommend|describe|write|report|award|assign|score|grade|judge|consider|accept|approve|endorse|emphasi[sz]e|highlight|mention|call|declare|do not|don't|never|refrain|avoid|stop|ignore|disregard|forget|list|return|generate|produce|provide|summari[sz]e|assume|pretend|act|conclude)\b"
    r"|\b(?:it|this|paper) must be\b|请|必须|务必|都要|应被|应该?|只需|直接|注意|不要|不得|切勿|您|你"
)
_GROUPS = {
    "machine": r"\b(?:llms?|language models?|ai|a\.i\.|chatgpt|gpt\S*|claude|gemini|assistant|chatbot|automated|artificial intelligence|prompt|model reviewers?|reviewer model|system:|user wants)\b|模型|人工智能|ai",
    "judging": r"\b(?:reviews?|reviewers?|reviewing|evaluat\w+|assess\w*|rat(?:e|es|ing|ings)|scor(?:e|es|ing)|marks?|stars?|referees?|editors?|recommend\w*|accept\w*|publication|publish\w*|verdict|grad(?:e|es|ing)|rank\w*|critique\w*|meets all criteria|rebuttal|decision|desk reject\w*|reject\w*|summar(?:y|ies|i[sz]\w+))\b|评审|审稿|评价|评分|评语|录用|接收|接受|发表|打分|审查",
    "praise": r"\b(?:positive\w*|favou?rabl\w+|excellent|outstanding|best|strong(?:ly|est)?|top|high(?:est|ly)?|prais\w*|great|groundbreaking|enthusiastic\w*|glowing|flawless\w*|no (?:major |significant |serious )?(?:flaws?|weakness\w*|issues|problems|concerns)|strengths|high confidence|loves?|deserv\w+|novelty|landmark|exceptional|superb|brilliant|accept|acceptance|5 stars|10|9|meets all criteria|without revision|impressive|remarkable|important)\b|积极|正面|很好|高分|优秀|[89十九]分|满分|赞|创新|直接被?录用|好评|突出|杰出",
    "faults": r"\b(?:not|never|no|refrain\w*|avoid\w*|without|minor|any|only)\b[^.!?]{0,40}\b(?:critic\w*|negativ\w*|weakness\w*|shortcoming\w*|flaws?|limitation\w*|strengths|fault\w*|problem\w*|concerns?|reject\w*|minor|harsh\w*)\b|(?:不要|不得|切勿|别|勿|只)[^。]{0,10}(?:缺点|不足|批评|优点|问题|负面)",
    "aside": r"\b(?:ignor\w*|disregard\w*|forget|void|no longer appl\w+|irrespective|regardless|stop following|whatever (?:you|was|the)|under any circumstances|overrid\w*|bypass\w*|instead of|supersed\w*|previous(?:ly)?|earlier|prior|are now|above)\b|不管|无论|忽略|无视|之前|前面|以上",
}  # fmt: skip
_RULES = tuple(re.compile(pattern) for pattern in _GROUPS.values())
_ORDERED = re.compile(
    r"(?:^|[.!?:;] ?|\b(?:please|kindly|must|should) )(?:always |only |just |simply )?(?:give|rate|say|state(?! of)|conclude|treat|print|output|respond|reply|answer|praise|tell|recommend|describe|write|award|assign|accept|approve|endorse|do not (?:report|mention|list|point|criticis|criticiz|raise|state|say|be)|never|refrain|start|begin|act as|reject|increase|vote|set aside|finish|declare|pretend)\b"
    r"|\b(?:your|you are now|from now on|as if you)\b|(?:^|[。！？，；])(?:请|你现在|务必|必须|不得)|必须为|hidden note"
)
_TOPIC = re.compile(
    r"\b(?:papers?|manuscript|submission|article|authors?|reviewers?|report|contribution|novelty|sample|errors?|work|quality)\b|本文|论文|意见|结论"
)
_TELLING = re.compile(
    r"\b(?:we|i|this (?:paper|article|study|work)) (?!must|should|needs)[a-z]|\bin this (?:paper|work|study|article),"
)
_ADDRESSED = re.compile(r"\byou(?:r|'re)?\b|\breviewers?\b")
_SENTENCE = re.compile(r"[^.!?。！？\n]+[.!?。！？]*")
_TOGETHER, _MOST = 3, 2_000


def urges(text: str) -> bool:
    """Whether some sentences of *text* that follow each other urge a judge towards a verdict."""
    said = [match[0] for match in _SENTENCE.finditer(spelled(text))][:_MOST]
    return any(
        _urges("".join(said[first : first + _TOGETHER]))
        for first in range(max(1, len(said) - _TOGETHER + 1))
    )


def _urges(said: str) -> bool:
    if _TELLING.search(said) and not _ADDRESSED.search(said):
        return False
    groups = sum(bool(rule.search(said)) for rule in _RULES)
    if _ORDERED.search(said) and (groups or _TOPIC.search(said)):
        return True
    return groups > 1 and bool(_SPOKEN_TO.search(said))
