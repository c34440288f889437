"""Sentences that tell a machine what to say of a paper, whatever letters they are written in.

Pure rules over text brought to one spelling. Never judges whether such a sentence may be seen: one in a
paper about such sentences is like any other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_UNSEEN = dict.fromkeys(
    [0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F),
     *range(0x2060, 0x2070), *range(0xFE00, 0xFE10), *range(0xE0000, 0xE0020), 0xE007F]
)  # fmt: skip
_TAGS = {0xE0000 + code: code for code in range(0x20, 0x7F)}
# Letters of other scripts that look like Latin ones.
_ALIKE = str.maketrans(
    "авекмнорстухіјѕԁԛԝһӏոօսցɡıαεικνορτυχ",
    "abekmhopctyxijsdqwhlnoujgiaeiknoptux",
)
_STRETCHED = re.compile(r"(?:\b\w[ .,:;'·-]{1,4}){9,}\w\b")
_SPACES = re.compile(r"\s+")
_GAP = r"[^.!?。！？]{0,60}?"
_OBJECT = r"(?:instructions?|prompts?|guidelines?|directions?|directives?|commands?|rules?|messages?|criteria|constraints?|programming|orders|guidance|context)"
_REVIEW = r"(?:reviews?|ratings?|scores?|marks?|evaluations?|assessments?|recommendations?|feedback|verdicts?|reports?|appraisals?|critiques?|summary|judge?ments?|decisions?|comments?|grades?)"
_GOOD = r"(?:positive|favou?rable|favou?rably|glowing|high|highest|higher|excellent|outstanding|enthusiastic|top|maximum|perfect|strong|strongly|positively|best|accept|acceptance|praising|flattering|supportive|full|good|great|stellar|5/5|10/10|exceptional|laudatory)"
_ENGLISH = {
    "override": rf"\b(?:ignor(?:e|ing)|disregard(?:ing)?|forget(?:ting)?|overrid(?:e|ing)|bypass|discard|set aside|pay no attention to|do not (?:follow|obey)|dismiss|neglect|skip)\b{_GAP}\b(?:previous|prior|above|earlier|preceding|all|any|your|system|other|former|existing|initial|original|foregoing|before|everything)\b{_GAP}\b{_OBJECT}\b",
    "praise": rf"\b(?:give|write|provide|generate|produce|output|return|assign|award|submit|leave|offer|rate|score|grade|issue|deliver|respond with|reply with|answer with|make|ensure|compose|evaluate|assess|review|judge)\b{_GAP}\b{_GOOD}\b{_GAP}\b{_REVIEW}\b",
    "demand": r"(?:^|[.!?:;,\"'] ?|\b(?:only|please|just|must|should|and|then|now) )(?:(?:give|write|provide|generate|produce|output|return|leave|submit|assign)(?: (?:me|us|it|this|the|our|a|an|only|paper|manuscript|submission|very|extremely)){0,5} (?:positive|favou?rable|glowing|high|highest|excellent|outstanding|top|maximum|perfect) (?:peer )?(?:reviews?|ratings?|scores?|evaluations?|assessments?|recommendations?|feedback|marks?)\b|accept (?:this|the|our) (?:paper|manuscript|submission|article)\b|(?:rate|score|review) (?:this|the|our) (?:paper|manuscript|submission|article) (?:positively|favou?rably|highly|10))",
    "rate": r"\b(?:rate|score|grade|evaluate|assess|review|judge)\b[^.!?。！？]{0,30}?\b(?:this|the) (?:paper|manuscript|submission|article|work|study)\b[^.!?。！？]{0,40}?\b(?:positively|favou?rably|highly|as (?:high|excellent|outstanding|exceptional|strong)|with (?:the )?(?:high|top|max|full|best)\w*|10|9|5/5|strong accept)\b",
    "suppress": r"\b(?:do not|don't|dont|never|avoid|refrain from|without|must not|should not|omit|leave out|hide|suppress|downplay)\b[^.!?。！？]{0,30}?\b(?:mention|mentioning|highlight|highlighting|list|listing|point(?:ing)? out|rais(?:e|ing)|includ(?:e|ing)|discuss|discussing|bring(?:ing)? up|giv(?:e|ing)|stat(?:e|ing)|find|finding|writ(?:e|ing)|report|reporting|criticis|criticiz|note|any|all)[^.!?。！？]{0,30}?\b(?:negative|negatives|weakness|weaknesses|criticisms?|flaws?|concerns?|shortcomings?|drawbacks?|downsides?|faults?|limitations?)\b",
    "accept": r"\b(?:recommend|suggest|vote for|decide|must|should|please|always|just|you will)\b[^.!?。！？]{0,40}?\b(?:accept(?:ance|ing)?|strong accept|publication|publishing)\b[^.!?。！？]{0,30}?(?:\b(?:this|the|our) (?:paper|manuscript|submission|article|work|study)\b|$|[.!\"'])",
    "emphasise": r"\b(?:emphasi[sz]e|highlight|stress|praise|focus (?:only |solely |exclusively )?on|underline|extol|commend)\b[^.!?。！？]{0,40}?\b(?:strengths?|exceptional|novelty|contributions?|merits?|rigou?r|impact\w*|positive aspects|originality|significance)\b",
    "plant": r"\b(?:include|insert|add|begin|start|end|use|mention|write|put|append|state|say|output|repeat)\b[^.!?。！？]{0,30}?\b(?:phrases?|words?|sentences?|strings?|terms?|keywords?|line|token)\b.{0,120}?\b(?:in|of|at|to) (?:your|the) (?:review|report|summary|output|response|answer|assessment|evaluation)\b",
    "reveal": r"\b(?:reveal|print|repeat|show|leak|disclose|output)\b[^.!?。！？]{0,20}?\b(?:your|the) (?:system prompt|system message|hidden prompt|initial prompt|instructions)\b",
    "address": r"(?:^|[.!?:;] ?|\ball )(?:llms?|ai|large language models?|language models?|automated|machine)[ -](?:based |powered |assisted )?(?:reviewers?|referees?|assistants?|models?|systems?|agents?)\b(?= ?[:,])|\b(?:you are|you're|you as|if you|as an?|act as|acting as|dear|attention|note to|notes? for|message to|instructions? (?:to|for)|hey|hello|hi|for|to|being)\b[^.!?。！？]{0,20}?\b(?:large language model|language model|llms?|ai|a\.i\.|artificial intelligence|chatbot|chatgpt|gpt(?:-?\d\w*)?|claude|gemini|copilot|assistant|automated|machine)\b(?:[ -](?:based|powered|assisted|generated))?(?:[ ,:-]+(?:reviewers?|models?|assistants?|systems?|tools?|agents?|referees?|readers?|evaluators?|judges?))?",
    "tokens": r"<\|(?:im_start|im_end|system|user|assistant|endoftext)\|>|\[/?inst\]|<<sys>>|</?system>|^#{2,} ?(?:instruction|system)s?\b|\bsystem (?:prompt|message|override)\b|\b(?:new|updated|revised|special|final|hidden|important|critical|following|secret) instructions?\b",
    "you": r"\b(?:you (?:must|should|are required to|are instructed to|have to|will|need to)|your (?:task|job|role|goal|review|answer|response|evaluation|assessment))\b",
    "duty": r"\b(?:please|must)\b",
}  # fmt: skip
_CHINESE = {
    "override": r"(?:忽略|无视|忘记|忘掉|不要理会|不必理会|抛开|放弃|不要遵循|不遵守|覆盖|忽视|跳过|請忽略|無視)[^。！？]{0,20}?(?:之前|以前|先前|上述|以上|前面|所有|此前|任何|原有|原来|系统|前述|其他|全部)[^。！？]{0,12}?(?:指令|提示词?|说明|要求|指示|命令|规则|内容|設定|设定)",
    "praise": r"(?:给出|给予|撰写|写出?|提供|生成|输出|打出?|作出|做出|请给|返回|評價|评价为)[^。！？]{0,20}?(?:正面|积极|好评|高分|肯定|有利|最高|满分|优秀|赞扬|良好|正向|極高|极高)[^。！？]{0,12}?(?:评价|评审|审稿|意见|评分|分数|评论|评语|反馈|分|评)|(?:给|打|写)(?:出|个|一个)?(?:好评|高分|满分)",
    "suppress": r"(?:不要|切勿|请勿|不得|避免|别|不能|不可|无需|不必|勿)[^。！？]{0,12}?(?:提及|指出|提到|列出|强调|说明|写|批评|谈|给出)[^。！？]{0,12}?(?:缺点|不足|负面|弱点|局限|缺陷|批评|短处|问题)",
    "accept": r"(?:推荐|建议|务必|必须|应当|请)[^。！？]{0,12}?(?:接收|录用|接受|发表)",
    "emphasise": r"(?:突出|强调|着重|称赞|赞扬|表扬)[^。！？]{0,16}?(?:优点|创新|贡献|优势|价值|严谨|亮点|长处)",
    "address": r"(?:如果你是|你是|作为|身为|致|告|请|各位|若您是|您是)[^。！？]{0,8}?(?:大?语言模型|大模型|人工智能|AI|ai|LLM|llm|机器人|智能助手|自动)[^。！？]{0,4}?(?:审稿人?|评审|助手|模型|系统)?",
    "duty": r"请|必须|务必|你应|你需要|你的任务|应当",
}  # fmt: skip
_OTHERS = {
    "override": r"\b(?:ignorez|oubliez|ignorieren? sie|ignoriere|vergiss|vergessen sie|ignora|ignore|ignorad|olvida|dimentica|ignorar|esque[çc]a)\b.{0,30}?\b(?:instructions|consignes|anweisungen|instrucciones|istruzioni|instru[çc][õo]es|indicaciones)\b|(?:以前|前|これまで|上記|すべて)の?(?:すべての)?(?:指示|命令|プロンプト)を?.{0,6}無視|(?:이전|위의|모든).{0,8}(?:지시|명령|프롬프트).{0,8}(?:무시|잊)",
    "praise": r"\b(?:donnez|r[ée]digez|geben sie|schreiben sie|gib|schreibe|d[ae]|escrib[ae]|proporcion[ae]|escreva|scrivi)\b.{0,30}?\b(?:positi\w+|favorable\w*|élogieu\w+)\b|(?:肯定的|好意的|高い|ポジティブ)な?.{0,6}(?:評価|レビュー|査読)を?.{0,8}(?:して|せよ|書|与え|出力|くだ)|긍정적인?.{0,6}(?:리뷰|평가|심사).{0,10}(?:작성|주|해)",
}  # fmt: skip
_RULES = tuple(
    (kind, re.compile(pattern, re.IGNORECASE | re.MULTILINE))
    for rules in (_ENGLISH, _CHINESE, _OTHERS)
    for kind, pattern in rules.items()
)
_CLOSED_UP = re.compile(
    r"(?:ignore|disregard|forget|bypass|override)[a-z]{0,24}(?:instruction|guideline|prompt|reviewingrules)"
    r"|(?:give|write|provide|output|assign|return)[a-z]{0,24}(?:positive|favou?rable|glowing|high|highest|maximum|strong)"
    r"[a-z]{0,10}(?:review|rating|score|evaluation|assessment|recommendation)|positivereviewonly"
    r"|(?:rate|score)(?:it|this|the)[a-z]{0,16}(?:highly|positively|10)|(?:recommend|suggest)[a-z]{0,24}accept"
    r"|accept(?:this|the|our)(?:paper|manuscript|submission)"
    r"|donot(?:mention|highlight|list)[a-z]{0,12}(?:negative|weakness|limitation)"
    r"|(?:ai|llm|automated|languagemodel|assistant)(?:reviewer|model|assistant)?[a-z]{0,30}(?:recommend|accept|emphasi[sz]e|praise|rateit)"
    r"|(?:include|insert|add|use)the(?:exact)?(?:phrase|word|sentence)[a-z]{0,60}(?:your|the)review"
)
_ORDERS = frozenset(("override", "praise", "rate", "suppress", "accept", "plant", "reveal"))
_LONGEST, _WINDOW, _BACK = 200_000, 600, 150


@dataclass(frozen=True, slots=True)
class Told:
    """What a stretch of text tells a machine: the kinds of orders in it, and what of it is meant."""

    kinds: frozenset[str]
    start: int
    end: int

    @property
    def is_order(self) -> bool:
        """Whether something is to be done, and not only spoken of."""
        orders = self.kinds & _ORDERS
        return bool(self.kinds & {"override", "demand"} or "closed up" in self.kinds or len(orders) > 1
                    or (orders and self.kinds & {"address", "tokens", "duty", "you", "emphasise"})
                    or ({"emphasise", "address"} <= self.kinds and self.kinds & {"duty", "you"}))  # fmt: skip


def spelled(text: str) -> str:
    """*text* in one spelling: what is not seen is gone, lookalikes are Latin, tags are letters."""
    if not text.isascii():
        text = text.translate(_UNSEEN).translate(_TAGS)
        text = unicodedata.normalize("NFKC", text).casefold()
        if re.search("[a-z]", text):
            text = text.translate(_ALIKE)
    return _SPACES.sub(" ", text.lower().replace("’", "'").replace("_", " "))


@lru_cache(maxsize=256)
def orders(text: str) -> tuple[Told, ...]:
    """What *text*, of any length and spelling, tells a machine; places are those in `spelled`."""
    plain = spelled(text[:_LONGEST])
    found = sorted(
        (m.start(), m.end(), kind) for kind, rule in _RULES for m in rule.finditer(plain)
    )
    return (*_together(found), *_closed_up(plain))


def _together(found: list[tuple[int, int, str]]) -> Iterator[Told]:
    """Matches within sight of each other make one stretch."""
    group: list[tuple[int, int, str]] = []
    for one in found:
        if group and one[0] > max(end for _, end, _ in group) + _BACK:
            yield _told(group)
            group = []
        group.append(one)
    if group:
        yield _told(group)


def _told(group: list[tuple[int, int, str]]) -> Told:
    kinds = frozenset(kind for _, _, kind in group)
    return Told(kinds, group[0][0], max(end for _, end, _ in group))


def _closed_up(plain: str) -> Iterator[Told]:
    """Orders whose letters stand apart, or with no space between the words."""
    for stretch in _STRETCHED.finditer(plain):
        if _CLOSED_UP.search(re.sub(r"[\W_]", "", stretch[0])):
            yield Told(frozenset({"closed up"}), stretch.start(), stretch.end())
    for match in _CLOSED_UP.finditer(plain):
        yield Told(frozenset({"closed up"}), match.start(), match.end())
