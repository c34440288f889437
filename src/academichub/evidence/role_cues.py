"""Cues of a sentence's role that we set ourselves: of fields that do not label, of Chinese, of limits.

Weights are in the order background, aim, method, result; 1 makes a role nearly three times as likely.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

Row = tuple[float, float, float, float]

_TABLE: Sequence[tuple[Row, str]] = (
    ((0.0, 0.2, 2.0, 0.0), ("we propose|we introduce|we develop|we design|we devise|we implement|we build|paper proposes|"
     "paper introduces|paper presents|we formulate|we construct|work proposes|work introduces|is proposed|we release")),
    ((0.0, 0.0, 1.2, 0.0), ("^specifically|^technically|^concretely|our approach|our method|our framework|our algorithm|"
     "is based|consists of|consisting of|we leverage|we use|we employ|we adopt|we train|we apply|we model|we combine|"
     "^using|by combining|by using|our model|our key|key idea|is then|are then|we first|we then")),
    ((0.0, 0.0, 0.6, 0.4), "we present|we provide|we describe|we give"),
    ((0.0, 0.0, 0.0, 1.4), ("we prove|we show|we find|we demonstrate|we observe|we obtain|we derive|we establish|"
     "we conclude|we discover|we deduce|it is|is shown|is proved|are shown|is proven|is found|are found|results show|"
     "results demonstrate|results indicate|results suggest|our results|experimental results|extensive experiments|"
     "experiments show|experiments demonstrate|experiments on|outperforms|outperform|outperforming|surpasses|"
     "surpassing|achieves|achieving|^experiments|^results|^theorem|we confirm|we report|we reveal|^consequently|"
     "improves|reduces|we also|as a consequence|as an application|our findings|findings suggest")),
    ((0.0, 1.4, 0.2, 0.0), ("we study|we investigate|we consider|we examine|we explore|we address|we ask|we aim|aims to|"
     "paper studies|paper investigates|paper examines|paper explores|paper addresses|paper considers|work studies|"
     "work investigates|we analyze|we analyse|we revisit|this paper|this article|our goal|our aim|is studied|"
     "are studied|is investigated|are investigated|this work")),
    ((1.0, 0.0, 0.0, -0.3), ("has been|have been|remains a|remain challenging|remains challenging|existing methods|^existing|"
     "^recent|^recently|^despite|has emerged|have emerged|play a|plays a|a fundamental|is essential|is crucial|"
     "is important|suffer from|suffers from|struggle to|struggle with|often|typically|widely|fail to|^traditional|"
     "^current|^while|^however|increasingly|is known|are known|^many|^most|little is|challenge|is often|is a|are a|"
     "are often|is challenging|is difficult")),
    ((2.0, 0.5, -0.5, -1.0), "=question"),
    ((-0.6, 0.2, 0.2, 0.2), "we|our"),
)  # fmt: skip
_HAN: Sequence[tuple[Row, str]] = (
    ((0.0, 0.2, 2.0, 0.0), "提出|设计了|构建了|采用|利用|使用|基于|通过|首先|然后|方法是|引入|建立了|开发了"),
    ((0.0, 0.0, 0.0, 2.0), "结果表明|实验表明|结果显示|研究表明|实验结果|证明了|发现|优于|提高了|降低了|表明|证实|得到了|有效|显著"),
    ((0.0, 2.0, 0.0, 0.0), "本文研究|本研究旨在|旨在|目的是|为了|探讨|本文探讨|考察了|研究了"),
    ((2.0, 0.0, 0.0, 0.0), "近年来|随着|目前|现有|传统|然而|但是|广泛|重要|挑战|一直|已成为|往往|通常"),
)  # fmt: skip
_LIMITS: Sequence[tuple[float, str]] = (
    (2.5, ("limitations of|limitation of|our limitations|limitations include|limitation is|study limitations|main limitation|"
     "future work|future research|future studies|further research|further work|further studies|further study|"
     "further investigation|more research|additional research|should be interpreted|interpreted with|with caution|"
     "larger studies|larger samples|remains open|remain open|is left|we leave|left for|left open|not generalizable|"
     "open question|open questions|open problem|open problems|does not generalize|not peer")),
    (1.6, ("limitations|limitation|caveat|caveats|unclear|unresolved|unknown|caution|warranted|remains to|remain to|"
     "is needed|are needed|needs to|limited by|small sample|cannot be|not yet|unanswered|inconclusive|insufficient")),
)  # fmt: skip
_HAN_LIMITS = "局限|不足之处|有待|未来工作|今后|进一步研究|尚不清楚|尚需|样本量较小|尚未解决"


def _rows(table: Sequence[tuple[Row, str]]) -> Iterator[tuple[str, Row]]:
    for weights, cues in table:
        for cue in cues.split("|"):
            yield cue, weights


CUES: Mapping[str, Row] = dict(_rows(_TABLE))
"""By cue; ``^`` is the beginning of the sentence, ``=`` a property of it."""
HAN: Mapping[str, Row] = dict(_rows(_HAN))
"""Pieces of Chinese sentences."""
_MENDED = """we propose|we introduce|we address|to address|to overcome|we overcome|to tackle|we enhance|to mitigate
address these|overcome these|we present|we develop|addresses the"""
MENDED = frozenset(_MENDED.replace("\n", "|").split("|"))
"""What a sentence says that names a limit only to remove it."""
LIMITS: Mapping[str, float] = {"=limit": 2.5} | {
    cue: weight for weight, cues in _LIMITS for cue in cues.split("|")
}
HAN_LIMITS: Sequence[str] = _HAN_LIMITS.split("|")
