"""Which sentences can be read by themselves, and where the part that says something begins.

Looks at the words only; a sentence is never changed, at most begun behind its connecting words.
"""

from __future__ import annotations

import re

SHORTEST, LONGEST = 30, 480
_EASY, _EASY_WIDE, _DIGITS = 240, 110, 12
_SHORTEST_WIDE, _LONGEST_WIDE = 10, 220  # in Chinese, where a character is a syllable

# Words that tie a sentence to the one before and say nothing by themselves. What narrows a claim
# ("Under this assumption,") or turns it ("However,") is not among them.
_CONNECTING = re.compile(
    r"(?:(?:Moreover|Furthermore|Additionally|In addition|Besides|Also|Finally|Lastly|Notably|"
    r"Importantly|Specifically|Concretely|In particular|Meanwhile|Therefore|"
    r"Thus|Hence|Consequently|Accordingly|As a result|To this end|To that end|Overall|Altogether|"
    r"In summary|In conclusion|To summari[sz]e|Here|First|Firstly|Second|Secondly|Third|Thirdly|Next|Then|"
    r"Further|More specifically|More importantly|Crucially|Remarkably|Interestingly|Surprisingly|"
    r"(?:In|With|Through) (?:this|the present|our) (?:paper|work|study|article|letter|note|survey|review|report)|"
    r"In (?:turn|this context|this regard|this direction|response|contrast|general)|"
    r"To (?:address|tackle|overcome|solve|resolve|mitigate|fill|bridge|close|remedy|meet) "
    r"(?:this|these|the above|such)(?: [a-z-]+){0,3}),\s+|"
    r"(?:In|With) (?:this|the present) (?:paper|work|study|article) (?=we\b)|"
    r"(?:Results|Conclusions?|Methods?|Background|Objectives?|Aims?|Findings|Purpose|Significance): ?\s*|"
    r"(?:此外|另外|因此|为此|最后|首先|其次|同时|特别地|具体而言|具体来说|结果表明|总之|综上所述|"
    r"本文中?|在本文中|针对这一问题|针对上述问题|为了?解决(?:这一|上述|该|这些)问题)[，,：]\s*)",
    re.IGNORECASE,
)
_LEANING = re.compile(
    r"\(?(?:\d|[ivx]+)[).](?!\d)|(?:It|They|He|She|This|These|Those|That|Such|Both|Its|Their|His|Her|The (?:former|latter|same|above|"
    r"resulting|proposed|method|model|approach|framework|algorithm|system|results?|first|second|third|other|"
    r"latter|two|three)|One|Another|Other|Others|Doing so|In doing so|By doing so|In this (?:case|way|setting|regime)|"
    r"In these|In such|In both|For (?:this|these|example|instance)|From (?:this|these)|With (?:this|these)|"
    r"Under (?:this|these)|To this|Based on (?:this|these)|Building on (?:this|these)|Using (?:this|these)|"
    r"Through (?:this|these)|As such|If so|Instead|Rather|But|And|Or|So|Yet|Because of this|Of these|"
    r"On the (?:other|one) hand|On the contrary|Conversely|Similarly|Likewise|In comparison|Otherwise|Again|"
    r"e\.g\.|i\.e\.|Compared (?:to|with) (?:this|these|it|them)|After (?:this|that)|Among (?:these|them)|"
    r"At the same time|We also|We (?:then|further|additionally|therefore|thus)|Here we|Code|Our code|"
    r"The (?:code|source code|data|dataset|project page|implementation)|Project page|All code|Keywords?|"
    r"https?:)(?!\w)|"
    r"(?:这|该|其|它|此|前者|后者|上述|以上|而且|并且|但|而|不过|所以|例如|代码)",
    re.IGNORECASE,
)
# "Trained on both, it wins.": of whom the pronoun speaks stands in the sentence before.
_LATE = re.compile(
    r"(?:As|Added|Applied|Trained|Evaluated|Tested|Compared|Used|Combined|Even|With|In|On|By|At|For|Across|Under|"
    r"Using|From|Despite|Through|Within|Over|Without|Built|Based|Given|Like|Unlike)\b[^;:]{3,90}? (?:it|they) "
    r"(?!(?:is|was|has been|can be|may be|remains|becomes) (?:[a-z]+ly )?(?:possible|impossible|known|unknown|shown|clear|unclear|"
    r"hard|difficult|easy|important|necessary|natural|common|essential|crucial|desirable|likely|unlikely|often|also|not)\b|"
    r"seems |appears )",
)
# What points back from within: "sees these skills", "prevents this with", "the first into the second".
_BACK = re.compile(
    r".{0,60}?\b(?:(?:these|those|this|such)\b(?! (?:paper|work|study|article|survey|review|letter|note|report|thesis|book|"
    r"volume|research|position|is\b|was\b))|the (?:former|latter)\b|"
    r"the (?:first|second|other)(?= (?:into|is|are|works|has|does)\b|[,.]))",
    re.IGNORECASE,
)
_TURNING = re.compile(
    r"(?:However|Nevertheless|Nonetheless|Still|Yet),|然而|但是?|不过", re.IGNORECASE
)
_BEGINNING = 160
_INTRODUCING = re.compile(
    r"\b(?:we|I|this (?:paper|work|study|article|letter|note|survey|review|report|thesis|book|volume)|the (?:paper|authors?|study)|"
    r"our (?:paper|work|study))\b[^.;]{0,40}?\b(?:propos|introduc|present|develop|stud(?:y|ies)|investigat|explor|analy[sz]|"
    r"examin|design|deriv|prove|show|demonstrat|find|found|report|measur|observ|compar|describ|construct|establish|"
    r"formulat|review|survey|address|characteri[sz]|ask|argue|give|combin|build|extend|generali[sz]|test|provid|evaluat)|"
    r"(?:本文|我们|本研究|该研究|作者)[^。；]{0,12}(?:提出|研究|介绍|分析|设计|发现|证明|测量|构建|探讨|综述|开发|建立|比较|利用)",
    re.IGNORECASE,
)
_TRIALS = re.compile(
    r"(?:Across|Evaluat(?:ed|ions?)|(?:Extensive |Comprehensive |Numerical |Empirical |Our )?(?:experiment|evaluation|simulation)s?\b|"
    r"(?:Extensive |Comprehensive |Experimental |Empirical |Numerical |Our )results?\b|Empirically|Experimentally|Tested|"
    r"When (?:tested|evaluated|applied|paired)|Benchmarks? on|Compared (?:to|with)|On (?:the |a |an |[A-Z]|\w+ benchmarks?|tasks?)|"
    r"实验(?:结果)?(?:表明|显示)|大量实验)",
    re.IGNORECASE,
)
_AVAILABLE = re.compile(
    r"https?://|\b(?:code|data|models?|weights)\b[^.]{0,60}\bavailable\b|github|https? url|\bcan be found at",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")
_WIDE = re.compile("[\u3400-\u9fff]")
_BY_ITSELF = re.compile(
    r"(?:This|The present|Our) (?:paper|work|study|article|letter|note|survey|review|report|thesis|book|volume)\b|"
    r"(?:该|本)(?:文|研究|论文)|(?:其中|其他)"
)


def opening(text: str) -> int:
    """Where the sentence begins once its connecting words are left out; 0 where it has none."""
    place = 0
    while match := _CONNECTING.match(text, place):
        place = match.end()
    return place if len(text) - place >= _SHORTEST_WIDE else 0


def alone(text: str) -> bool:
    """Whether *text* can be read without the sentence before it, and says something."""
    rest = _unturned(text[opening(text) :])
    if _offers(rest) or not _LETTER.search(rest):
        return False
    if _BY_ITSELF.match(rest):
        return True
    return not any(pattern.match(rest) for pattern in (_LEANING, _LATE, _BACK))


def _offers(text: str) -> bool:
    """Whether it only says where something can be had."""
    said = text.lower()
    hinted = "available" in said or "http" in said or "github" in said or "found at" in said
    return hinted and _AVAILABLE.search(said) is not None


def _unturned(text: str) -> str:
    match = _TURNING.match(text)
    return text[match.end() :].lstrip(" ,，") if match else text


def turns(text: str) -> bool:
    """Whether *text* begins by turning against what was said before it."""
    return _TURNING.match(text) is not None


def introduces(text: str) -> bool:
    """Whether *text* itself says what its work does, so that nothing has to be known before."""
    return _INTRODUCING.search(text[opening(text) :][:_BEGINNING]) is not None


def presumes(text: str) -> bool:
    """Whether *text* speaks of trials of something that was named before."""
    return _TRIALS.match(text[opening(text) :]) is not None


def fitting(text: str) -> bool:
    """Whether *text* is a whole sentence of a length one likes to read."""
    wide = len(_WIDE.findall(text)) * 3 > len(text)
    shortest, longest = (_SHORTEST_WIDE, _LONGEST_WIDE) if wide else (SHORTEST, LONGEST)
    end = text.rstrip("\"”’')]）」』 ")
    ended = end[-1:] in tuple(".!?。！？；") and not end.endswith(("...", "…"))
    return ended and shortest <= len(text) <= longest


def ease(text: str) -> float:
    """How easily *text* is read for its length and its numbers, from 0.4 to 1."""
    wide = len(_WIDE.findall(text)) * 3 > len(text)
    over = max(0, len(text) - (_EASY_WIDE if wide else _EASY))
    digits = len(_DIGIT.findall(text))
    crowded = max(0, digits - _DIGITS)
    return max(0.4, 1 - over / (_EASY_WIDE if wide else _EASY) * 0.5 - crowded * 0.03)
