"""Words that a machine's judgement of a work may not have: claims of work done, blame, praise, addresses.

Pure rules in English and Chinese. Each gives what it found, or ``""``. What the anchors of the judgement
say themselves, in the same words, is the work's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_ADDRESS = re.compile(
    r"https?:|www\.|\b[\w-]+\.(?:com|org|net|edu|io|gov|cn|ai)\b|\w@\w+\.\w|</?[a-z!][^>]*>|\]\(|\bdoi:|\b10\.\d{4,9}/|\barxiv:\s?\d|```|javascript:",
    re.IGNORECASE,
)

_COMMAND = re.compile(
    r"(?:please |kindly |always |only |just )?(?:give|accept|approve|rate|score|grade|recommend|praise|publish|reject|endorse|ignore|disregard|"
    r"forget|award|assign|write|say|state|output|mention|emphasi[sz]e|highlight|don't|do not|never|from now on|you (?:must|should|are|have|will))\b|(?:system|assistant|user|developer) ?:"
    r"|(?:请|务必|必须|不要|切勿|勿|忽略)",
    re.IGNORECASE,
)

_ACCUSING = re.compile(
    r"\b(?:fraud\w*|fabricat\w+|plagiari\w+|misconduct|dishonest\w*|decei[tv]\w*|decept\w+|lied|liars?|cheat\w*|"
    r"incompeten\w+|unethical\w*|scam\w*|hoax\w*|tamper\w*|bogus|amateurish\w*|"
    r"(?:not|hardly|less than|far from) honest\w*|massag\w+ (?:the )?(?:data|results|figures?)|cherry[- ]?pick\w*|p-hack\w*|negligen\w+|careless\w*|sloppy|made[- ]up|doctored|faked?|"
    r"sloppi\w+|lazy|laziness|bad faith|falsif\w+ (?:the )?(?:data|results|figures?)|wil?lfully|paper mill)\b"
    r"|造假|作假|捏造|伪造|剽窃|抄袭|学术不端|不端行为|欺骗|欺诈|撒谎|说谎|谎言|无能|骗局|不诚实|骗人|骗取|作弊|篡改|懒惰|恶意|弄虚作假|编造|虚构|杜撰|欺瞒|不负责任|外行",
    re.IGNORECASE,
)
_MEANT = re.compile(
    r"\b(?:intentionally|deliberately|knowingly|conceal\w*|hid(?:es?|ing|den)|mislead\w*|misrepresent\w*|ignoran\w+|"
    r"pretend\w*|manipulat\w+|exaggerat\w+|ignor(?:es?|ed|ing))\b|误导|掩盖|隐瞒|操纵|故意|蓄意|粗心|草率|夸大|无知",
    re.IGNORECASE,
)
"""What blames somebody only where it is said of people."""
_OF_PEOPLE = re.compile(
    r"\b(?:authors?|researchers?|team|writers?|(?:whoever|those who) (?:wrote|did|made) (?:this|it)) (?:\w+ly )?(?:are|were|seem\w*|appear\w*|try|tries|"
    r"tried|want\w*|intend\w*|hop(?:e|es|ed)|knew|know|must|should have|ought|had to|(?:do|does|did)(?: not|n't) (?:seem|understand|know|want|"
    r"care|bother)|refus\w+|avoid\w*|mis(?:understand|understood)\w*)\b"
    r"|(?:作者|研究者|研究人员|团队)们?(?:并)?(?:不懂|不知|不愿|不想|不顾|想要?|想让|意欲|企图|试图|意图|似乎|显然|明知|本该|本应|早该|拒绝|回避|逃避|缺乏)",
    re.IGNORECASE,
)
"""What is said of people themselves: what they are, want, know or should have done."""
_PEOPLE = re.compile(
    r"\b(?:authors?|researchers?|team|scientists?|they|them|he|she|his|her|people|laboratory)\b"
    r"|作者|研究者|研究人员|团队|(?<!其)他们?|她们?|课题组|实验室",
    re.IGNORECASE,
)

_SPEAKING = re.compile(
    r"\b(?:[Ww]e|[Oo]urs?|us|[Mm]y)\b|\bI (?:am|have|would|think|believe|was|find|recommend|will|ran)\b|我们|我方|笔者|本人"
)
_REVISED = re.compile(
    r"\b(?:in|of|to|into) (?:the|a|an|our|their) (?:revised|updated|new|final|corrected|camera[- ]ready) "
    r"(?:version|manuscript|paper|draft|text|submission)\b|\brevised (?:manuscript|version|paper|draft)\b"
    r"|\b(?:new|updated|latest|forthcoming) (?:version|manuscript|draft|revision)s?\b|\bfollow-up\b|\bcamera[- ]ready\b|\berrat(?:um|a)\b|\bcorrigend\w+"
    r"|\b(?:was|were) (?:resolved|settled|fixed|cleared up)\b|\b(?:has|have|had|was|were) (?:since|now|meanwhile|recently|subsequently|later|in the meantime) (?:been )?\w+"
    r"|\b(?:now|newly|already|since) (?:report|include|show|contain|provide|add|clarif|discuss|correct|revis)\w*"
    r"|\b(?:new|additional|further|follow-up|extra) (?:[\w-]+ )?(?:experiments?|results?|analys[ei]s|ablations?|runs?|"
    r"evidence|data|simulations?|proofs?) (?:show|confirm|demonstrat|indicat|reveal|prov|establish|suggest|support)\w*"
    r"|修订稿|修改稿|终稿|定稿|投稿之?后|修订版|新版(?:论文|稿)|新(?:的|增)?(?:实验|结果|分析)(?:已经?)?(?:表明|显示|证实|证明)|现已|已经?(?:[在对将把][^，。]{0,60}?)?(?:作了?|做了?|进行了?)?"
    r"(?:补充|加入|添加|增加|修改|修订|更正|改正|澄清)",
    re.IGNORECASE,
)
_CHANGED = (
    "added|included|revised|corrected|clarified|updated|expanded|extended|rerun|re-run|repeated|fixed|"
    "incorporated|addressed|conducted|performed|rewritten|carried out"
)
_DID = rf"(?:{_CHANGED}|reran|ran|run|completed|provided|reported|tested|evaluated|measured|verified|confirmed|checked)"
_ANSWERED = re.compile(
    rf"\b(?:has|have|had|having|authors|they)(?:'ve)? (?:now |already |also |since |been |just )*{_DID}\b"
    rf"|\b(?:was|were|is|are|been) (?:now |already |also |since |just )*(?:{_CHANGED})\b|\bhaving \w+"
    r"|(?:补充|新增|加入|添加|增加|修改|修订|重做|完成|进行|给出|报告|提供|运行|验证|测试|检验|做)(?:了|过)|已经?(?:完成|进行|给出|报告|提供|运行|验证|测试|做)",
    re.IGNORECASE,
)

_PRAISING = re.compile(
    r"\b(?:groundbreaking|ground-breaking|revolutionary|revolutioni[sz]\w+|masterpiece|flawless\w*|brilliant\w*|outstanding|"
    r"excellent|superb|exceptional\w*|landmark|best paper|remarkabl\w+|impressive\w*|must be (?:accepted|published)|"
    r"(?:strongly|highly) recommend\w*|(?:deserves|merits|recommend\w*|should be) (?:acceptance|publication|accepted|published)|"
    r"award|seminal|spectacular\w*|stunning\w*|magnificent\w*|amazing\w*|breathtaking\w*|extraordinar\w+|"
    r"phenomenal\w*|unparalleled|unrivalled|genius|tour de force|nothing short of|first-rate|top-tier|stellar|"
    r"best (?:work|article|study)|(?:not )?to publish|should (?:read|see|cite) this|wonderful\w*|astonish\w*|(?:recommend|urge|deserve|merit|worthy of)\w* (?:its |immediate )?(?:acceptance|publication)|world-class|5/5|10/10|strong accept)\b"
    r"|划时代|革命性|杰作|完美|杰出|卓越|优秀|最佳论文|(?:应当?|建议|推荐|值得)(?:予以)?(?:接收|录用|发表)|里程碑|满分|出色|惊艳|绝伦|惊人|一流|天才|叹为观止|无与伦比|顶尖|无可挑剔|拍案叫绝|叫绝|值得发表|应予(?:以)?发表|必须发表|令人(?:惊叹|印象深刻)",
    re.IGNORECASE,
)

_TELLS = (
    "reports?|reported|gives?|given|provides?|provided|states?|stated|describes?|described|mentions?|mentioned|discuss(?:es|ed)?|"
    "compares?|compared|includes?|included|shows?|shown|specif(?:y|ies|ied)|say|address(?:es|ed)?|test(?:s|ed)?|evaluated?|"
    "controls?|controlled|explains?|explained|quantif(?:y|ies|ied)|justif(?:y|ies|ied)|presented|defined?"
)
_TELLS_ZH = "给出|报告|提供|说明|描述|提及|讨论|比较|检验|测试|控制|量化|解释|定义"
_LACKING = re.compile(
    rf"\b(?:(?:do|does|did)(?: not|n't)|never|fails? to|failed to|neglects? to) (?:\w+ly )?(?:{_TELLS})\b"
    r"|\b(?:paper|authors?|work|manuscript|study|article|text|abstract|section|experiments?) (?:omit|leave|miss)\w*\b"
    r"|\black(?:s|ing)?\b(?! of)|\b(?:provid|giv|report|offer|includ|show|present|contain)(?:es?|s|ed|en|ing)? no\b"
    r"|\bwithout (?:any |further |enough )?(?:details?|comparisons?|ablations?|evidence|support|justification|explanation|statistic\w*|controls?)\b"
    r"|\bthere (?:is|are) no (?:mention|discussion|comparison|ablation|report|evidence|analysis|description|control|statement|"
    rf"test|information|detail)|\b(?:no|nothing)\b[^.;:]{{0,120}}? (?:is|are|was|were) (?:{_TELLS})\b"
    rf"|\b(?:is|are|was|were) (?:not|never) (?:{_TELLS})\b|\b(?:is|are) (?:missing|absent|omitted)\b(?! (?:would|could|might|may|should)\b)"
    r"|\b(?:says?|said|states?|tells?) nothing\b|\b(?:not|neither|nor)\b[^.;:]{0,60}? available\b|\b(?:ignor|neglect|overlook)(?:s|es|ed)\b|\bnothing (?:is|was) \w+ (?:on|about|of|as to)\b|\bwithout (?:reporting|providing|describing|stating|giving|discussing)\b"
    rf"|(?:论文|文章|作者|文中|本文|摘要|该文)[^，。]{{0,6}}(?:缺少|缺乏|遗漏|省略|欠缺)|(?:被|予以|均)(?:省略|略去|遗漏)|阙如|(?:^|[，；。])(?:缺少|缺乏|欠缺)|只字未提|未见|未作|未予|未加|不得而知|(?:没有|并未|从未|从不|未曾|未能?)(?:{_TELLS_ZH})",
    re.IGNORECASE,
)
_AS_READ = re.compile(
    r"\b(?:in|from|by|within) (?:what|the (?:part|parts|text|passages?|sentences?|abstract|title)) (?:was|were|that (?:was|were)|is|are)? ?"
    r"(?:read|given|shown|seen)\b|\bin what was read\b|\bas far as (?:it )?(?:was |has been )?read\b|\bin the (?:abstract|title)\b"
    r"|\bfrom the (?:abstract|title)\b|所读|读到的|已读|摘要中|摘要里|就摘要|从摘要|标题中",
    re.IGNORECASE,
)


def address(text: str) -> str:
    """An address, a citation by identifier, or markup in *text*."""
    found = _ADDRESS.search(text)
    return f"“{found[0]}” is an address or markup" if found else ""


def order(text: str) -> str:
    """A command, with which no judgement begins."""
    found = _COMMAND.match(text)
    return f"“{found[0]}” is a command" if found else ""


def accusation(text: str, anchors: str) -> str:
    """Blame of somebody, or a word on people themselves. A word that the anchors use themselves is their subject, unless it is said of people."""
    people = _PEOPLE.search(text) is not None
    blames = [*_ACCUSING.finditer(text), *(_MEANT.finditer(text) if people else ())]
    for found in blames:
        if people or found[0].lower() not in anchors:
            return f"“{found[0]}” blames somebody"
    said = _OF_PEOPLE.search(text)
    return f"“{said[0]}” speaks of people" if said else ""


def done(text: str, anchors: str, *, answers: bool) -> str:
    """A claim that something was done since; what *answers* a comment may speak of no work as done at all."""
    if found := _SPEAKING.search(text):
        return f"“{found[0]}” speaks as the authors"
    rules = (_REVISED, _ANSWERED) if answers else (_REVISED,)
    if said := _first(rules, text, anchors):
        return f"“{said}” claims that work was done"
    return ""


def praise(text: str, anchors: str) -> str:
    """Praise, or a word on acceptance, that the anchors do not have."""
    said = _first((_PRAISING,), text, anchors)
    return f"“{said}” is praise" if said else ""


def absence(text: str, anchors: str) -> str:
    """That something is not in the paper, though only a part of it was read and the text does not say so."""
    said = "" if _AS_READ.search(text) else _first((_LACKING,), text, anchors)
    return f"“{said}”: only a part was read, so say “in what was read”" if said else ""


def _first(rules: Iterable[re.Pattern[str]], text: str, anchors: str) -> str:
    found = (match[0] for rule in rules for match in rule.finditer(text))
    return next((one for one in found if one.lower() not in anchors), "")
