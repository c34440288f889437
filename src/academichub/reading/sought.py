"""What else is looked for in a paper: its parameters, tests, implications, names and stated circles.

Each is a list of cues; a sentence is of a sort from `ENOUGH` on. Never asks what is true.
"""

from __future__ import annotations

from academichub.reading.cues import cue, han

ENOUGH = 10

TESTS = (
    cue(10, "tested test verified falsified falsify probed checked confirmed refute falsifiable testable distinguish discriminate",
        r"\b(?:can|could|may|might|will|would|to) be (?:directly |experimentally |further |empirically |readily )?(?:tested|falsified|probed|refuted)\b|"
        r"\bbe (?:verified|checked|confirmed|distinguished)\b[^.]{0,60}\b(?:experiment|observ|measure|surve|laborator|telescope|trial)\w*|\b(?:falsif\w+|testable)\b|\bwould (?:refute|rule out|invalidate|contradict|disprove|settle)\b"),
    cue(10, "future upcoming forthcoming next planned", r"\b(?:future|upcoming|forthcoming|next[- ]generation|planned)(?: [\w-]+){0,4} (?:observations?|experiments?|measurements?|"
        r"surveys?|missions?|data|detectors?|telescopes?|trials?|colliders?|searches|facilities|studies|tests?|evaluations?)\b[^.]{0,50}\b(?:test|constrain|confirm|detect|"
        r"distinguish|verif|prob|rul|discriminat|determin|establish|evaluat|settle|validat)\w*"),
    cue(10, "predict predicts prediction predictions", r"\bwe predict that\b|\b(?:our|the) (?:[\w-]+ ){0,2}predictions? (?:can|could|is|are|will|may) "),
    cue(-12, "", r"\?\s*$"),
    han(10, "可被?(?:实验)?(?:检验|验证)|有待实验(?:检验|验证)|可证伪"),
)  # fmt: skip

IMPLIES = (
    cue(10, "implications implication", r"\bimplications? (?:for|of|in|on|to)\b|\b(?:important|broad|direct|practical|theoretical|policy) implications?\b"),
    cue(10, "implies imply implying", r"\b(?:this|which|these|our|results?|findings?|that|work|study|theorem|observations?)\b[^.;]{0,60}\b(?:impl(?:y|ies)|implying)\b"),
    cue(10, "suggest suggests suggesting indicate indicates", r"\b(?:results?|findings?|our|this|these|which|work|study|evidence|observations?)\b[^.;]{0,50}\b(?:suggest|indicat)(?:s|ing)? "
        r"(?:that |a |an |new )"),
    cue(10, "paves paving opens opening pave open", r"\b(?:pav(?:es?|ing) the way|open(?:s|ing)? (?:up )?(?:the|a|new|an|many|avenues|possibilit)[\w ]{0,20}"
        r"(?:way|door|avenue|path|possibilit|route|perspective|opportunit|direction)\w*)"),
    cue(10, "could can may", r"\b(?:could|can|may|might|has the potential to|have the potential to) (?:also |thus |potentially |be )*(?:used|lead|help|enable|inform|guide|provide|"
        r"serve|contribute|facilitate|accelerate|allow|support|benefit|be applied|applied|extended|explain)\b"),
    cue(10, "potential", r"\b(?:ha(?:s|ve|ving)|great|promising|its|their|show(?:s|ing)?) (?:\w+ )?potential (?:for|to|in)\b|\bpotential applications?\b"),
    cue(10, "step lays baseline lay", r"\ba (?:\w+ )?step (?:toward|forward)|\blay(?:s|ing)? the (?:ground|foundation|basis)|\bestablish(?:es|ing)? a (?:\w+ )?(?:baseline|foundation|basis)\b"),
    cue(10, "framework tool basis means way", r"\b(?:provid|offer|giv)(?:es?|ing) an? (?:[\w-]+,? (?:and )?){0,4}(?:framework|tool|basis|means|way|approach|alternative|foundation) (?:for|to)\b"),
    cue(8, "corollary consequence consequently application applications", r"\b(?:as|is) an? (?:immediate |direct |by-)?(?:corollary|consequence|application|byproduct)\b|^Consequently\b"),
    cue(6, "enabling enables allows allowing", r"\b(?:enabling|enables|allows|allowing)\b"),
    cue(-12, "existing previous prior recent traditional conventional", r"\b(?:existing|previous|prior|recent|traditional|conventional) (?:[\w-]+ ){0,2}(?:works?|methods?|studies|"
        r"approaches|models?|research|advances)\b"),
    cue(-12, "et", r"\bet al\b"),
    cue(-8, "", r"\[\d[\d,;–\s-]*\]|\?\s*$"),
    han(10, "具有(?:重要|潜在)[^。；]{0,12}(?:意义|价值)|为[^。；]{2,30}(?:提供|奠定)|启示|可用于"),
)  # fmt: skip

_EARLIER = cue(-14, "previous prior earlier", r"\b(?:our|the|in) (?:previous|prior|earlier)\b")

MATTERS = (
    _EARLIER,
    cue(10, "first", r"\bfor the first time\b|\b(?:is|are|provides?|presents?|the) (?:the )?first (?!main|contribution|observation|result|example|term|product|two|three|second|step|order|part|line|row|author|one|and\b)(?:[\w-]+ ){0,4}(?:to|that|which|in|of|evidence|demonstration|"
        r"example|method|result|proof|study|work|analysis|measurement|observation|benchmark|dataset)\b|\bto (?:the best of )?our knowledge\b"),
    cue(10, "significance important significant importance crucial", r"(?<!relative )(?<!variable )(?<!feature )(?<!of )\b(?:significance|importance) (?:of|for|to)\b(?! ?[\\$~\d])|\b(?:our|this|these|findings|results?|work)\b[^.;]{0,60}\b"
        r"(?:important|significant|crucial|key) (?:for|to|step|insight|implications?|contribution|advance|role)\b"),
    cue(9, "state art breakthrough novel new insight insights understanding", r"\bstate[- ]of[- ]the[- ]art\b|\b(?:new|novel|deeper|valuable|important) (?:insights?|understanding|"
        r"perspective|paradigm|avenue)\b"),
    cue(8, "highlight highlights underscores underscore emphasize demonstrates", r"\b(?:highlight|underscore|emphasi[sz]e)(?:s|ing)?\b"),
    cue(8, "improves extends generalizes resolves settles answers", r"\b(?:extends|generali[sz]es|resolves|settles|answers|improves (?:on|upon|over))\b"),
    cue(-14, "existing previous prior traditional conventional", r"\b(?:existing|previous|prior|traditional|conventional) (?:[\w-]+ ){0,2}(?:methods?|approaches|models?)\b[^.]{0,40}\b"
        r"(?:fail|suffer|rely|lack|struggle)"),
    cue(-12, "et", r"\bet al\b"),
    cue(-8, "", r"\[\d[\d,;–\s-]*\]|\?\s*$"),
    han(10, "首次|首个|重要(?:意义|价值)|国际先进"),
)  # fmt: skip

ADDED = (
    cue(-7, "as in furthermore moreover finally additionally also then specifically concretely nevertheless other notably", r"^(?:Notably|Specifically|Concretely|Nevertheless|Other|As an? (?:application|consequence|corollary|special case|byproduct)|In particular|Furthermore|Moreover|"
        r"Finally|Additionally|Also|Then|Further|In addition|We (?:also|then|further))\b"),
)  # fmt: skip
"""How a sentence opens that adds something to what was said before."""
DONE = (
    cue(7, "we i paper work article study letter note report thesis", r"\b(?:we|I|this (?:paper|work|article|study|letter|note|report|thesis))(?: \w+ly| here| also| first| then| further| have| thus)*,? "
        r"(?:propose|introduce|present|develop|show|prove|find|found|report|derive|demonstrate|construct|establish|design|solve|describe|formulate|define|give|provide|extend|obtain|reframe|argue|revisit|reveal|formali[sz]e|expose|observe)[sd]?(?:ed)?\b"),
    cue(5, "aim purpose goal objective study investigate consider examine explore analyze address review survey overview",
        r"\b(?:aim|purpose|goal|objective) of (?:this|the present|our)|\bwe (?:study|investigate|consider|examine|explore|analy[sz]e|address|review|survey)\b"),
    *ADDED,
    cue(-9, "experiments results evaluation evaluations simulations numerically extensive experimental", r"^(?:Extensive |Our |Experimental |Numerical |Comprehensive )?(?:[Ee]xperiments?|[Rr]esults|[Ee]valuations?|"
        r"[Ss]imulations)\b|^(?:Numerically|Empirically|Experimentally)\b"),
    han(7, "本文|本研究|我们提出"),
)  # fmt: skip

CARRIES = (
    cue(8, "we", r"\bwe (?:\w+ly |then |first )?(?:compute|use|employ|leverage|train|combine|model|adopt|apply|integrate|exploit|parameteri[sz]e|encode)[sd]?\b"),
    cue(-9, "increasingly attracted emerged offers provides", r"\bincreasingly\b|\b(?:attracted|emerged)\b|\b(?:offers|provides)\b"),
    cue(9, "novelty lies idea", r"\b(?:novelty|idea|trick|insight) (?:of|behind|here|is|lies)\b"),
    cue(10, "key core central main heart", r"\b(?:key|core|central|main) (?:idea|insight|ingredient|technique|tool|component|innovation|observation|mechanism|step|novelty|argument)\b|"
        r"\bat the (?:core|heart) of\b"),
    cue(9, "based relies rely builds leverages leverage exploits exploit leveraging exploiting combining combines uses",
        r"\b(?:is|are) based on\b|\b(?:rel(?:y|ies|ying)|builds?) (?:crucially |heavily |primarily )?(?:on|upon)\b|\b(?:leverag|exploit|combin)(?:es?|s|ing)\b"),
    cue(8, "by using via through", r"\bby (?:[a-z]+ing)\b|\bvia\b|\busing\b"),
    cue(8, "treats converts transforms consists reformulates formulates decomposes learns models integrates incorporates distills maps",
        r"\b(?:treats|converts|transforms|consists of|reformulates|formulates|decomposes|learns|models|integrates|incorporates|distills|maps|employs)\b"),
    cue(8, "proof argument method approach", r"\b(?:the|our) (?:proofs?|argument|method|approach|algorithm|framework|model|technique|construction|strategy)s?\b"),
    cue(7, "specifically concretely", r"^(?:Specifically|Concretely|In particular|Technically|To this end|To do so|In this way|To achieve this)\b"),
    cue(-12, "existing previous prior traditional conventional current recent", r"\b(?:existing|previous|prior|traditional|conventional|current|recent|most) (?:[\w-]+ ){0,3}(?:methods?|approach(?:es)?|"
        r"works?|models?|studies|systems?|algorithms?|techniques?)\b"),
    cue(-9, "fig figs figure table aim compare", r"\b(?:Figs?|Figure|Table)\b|\bwe (?:aim|compare)\b"),
    cue(-6, "we", r"\bwe (?:show|find|found|demonstrate|observe|reveal)\b"),
    cue(-10, "outperforms outperform results experiments", r"\b(?:outperform\w*|experiments (?:show|demonstrate)|results (?:show|demonstrate))"),
    cue(-12, "et", r"\bet al\b"),
    cue(-8, "", r"\?\s*$"),
    han(10, "基于|利用|采用|通过|核心思想|关键在于"),
)  # fmt: skip

CIRCLES = (
    cue(10, "fitted fit calibrated tuned trained same", r"\b(?:fit(?:ted)?|calibrated|tuned|trained|optimi[sz]ed) (?:to|on|against|using|with) the same (?:[\w-]+ ){0,3}"
        r"(?:data|dataset|observations?|measurements?|sample|set|benchmark|quantity|values?)\b|\bsame (?:[\w-]+ ){0,3}(?:data|dataset|sample|observations?) "
        r"(?:is|are|was|were|as|that)\b[^.;]{0,40}\b(?:fit|calibrat|train|tun|select|evaluat|test)\w*"),
    cue(10, "circular circularity tautological", r"\bcircular (?:reasoning|argument|logic|definition|dependenc\w+)\b|\bcircularity\b|\btautological (?:argument|statement|result|claim|reasoning)"),
    cue(10, "itself own", r"\b(?:train|distill?|fine-?tun|learn|supervis|bootstrap)\w*\b[^.;]{0,60}\b(?:on|from|by|with|using|of) (?:its|their) own (?:[\w-]+ ){0,3}(?:outputs?|predictions?|generations?|"
        r"responses?|samples?|labels?|rollouts?|knowledge|reasoning)\b"),
    cue(10, "teacher", r"\b(?:as (?:its|their) own teacher|self-teacher)\b"),
    cue(10, "construction", r"\b(?:agree|match|reproduc|fit|recover)\w*\b[^.;]{0,30}\bby construction\b"),
    cue(-12, "avoid avoids avoiding without not no prevent", r"\b(?:avoid\w*|without|not|no|prevent\w*)\b[^.;]{0,40}\b(?:circular\w*|same|own|tautolog\w*)\b"),
    han(10, "循环论证|以自身(?:输出|预测)"),
)  # fmt: skip

SETS = (
    cue(10, "set fix fixed choose chosen chose use used take adopt tuned tune fitted fit calibrated selected initialized trained train",
        r"\b(?:we|is|are|was|were) (?:\w+ly |also |then )*(?:set|fix(?:ed)?|choose|chose|chosen|use[d]?|take|took|taken|adopt(?:ed)?|tuned?|fit(?:ted)?|calibrated|select(?:ed)?|"
        r"initiali[sz]ed?|trained?|optimi[sz]ed)\b"),
    cue(6, "with", r"\bwith (?:an? )?(?:[\w-]+ ){1,3}(?:of|=)"),
    cue(-14, "et", r"\bet al\b"),
    cue(-8, "", r"\?\s*$"),
    han(10, "设为|设置为|取值?为|拟合"),
)  # fmt: skip

AXIOMS = (
    cue(10, "axiom axioms postulate postulates assume assumption assumptions hypothesis hypotheses suppose conjecture assumed",
        r"\b(?:axioms?|postulates?|assumptions?|hypothes[ie]s)\b|\b(?:we|is|are|let us) (?:\w+ )?(?:assumed?|suppose[d]?|postulate[d]?)\b|^(?:Assume|Suppose)\b"),
    cue(10, "assuming provided conditional", r"\b(?:assuming|provided that|conditional(?:ly)? (?:on|upon))\b"),
    han(10, "公理|假设|假定"),
)  # fmt: skip

NAMES = (
    cue(10, "introduce introduces introduced propose proposes proposed present presents develop develops developed define coin call term dub design devise "
        "release construct formalize called named termed dubbed coined",
        r"\b(?:introduc|propos|present|develop|design|devis|releas|construct|coin|defin|formali[sz]|build|built)(?:es?|ed|s|ing|)?\b|\b(?:we|which we) (?:call|term|dub|name)\b|"
        r"\b(?:called|named|termed|dubbed|coined)\b"),
    han(10, "提出|引入|构建|命名为|称为|称之为"),
)  # fmt: skip
