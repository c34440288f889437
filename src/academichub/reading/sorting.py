"""Which sentences claim something, assume something, or say what was not reached.

Weighed cues and the place in the paper; each sort by itself, so that a sentence may be of several. What
others claim, assume or lack is none of the work's own. Tuned on one half of a labelled sample
(``benchmarks/reading.py``), measured on the other.
"""

from __future__ import annotations

from academichub.reading.cues import Said, any_of, cue, han, has, lean, weight
from academichub.reading.sections import Kind
from academichub.symbols import words

CLAIM, PREMISE, LIMIT = 10, 10, 10
"""From what weight on a sentence is of the sort."""

_WE = (
    r"\b(?:we|I|this (?:paper|work|article|study|letter|note|thesis|report|contribution)|(?:the|our) (?:present )?"
    r"(?:paper|work|article|study))"
    r"(?:,? (?:\w+ly|also|then|further|thus|hence|here|first|now|next|have|has|can|are able to|will|were able to|could|do))*,? "
)
_AND = r"\b(?:we|this (?:paper|work|article|study))\b[^.;]{3,140}?,? and (?:also |further |then )?"
_OUR = (
    r"(?:^(?=Results|Experiments?|Simulations|Evaluations?)|\b(?:our|the|these|this|both|all|extensive|experimental|numerical|empirical|simulation|theoretical|preliminary|main|"
    r"proposed)(?: [\w-]+){0,3} )(?:results?|experiments?|findings?|analys[ie]s|simulations?|evaluations?|calculations?|"
    r"observations?|measurements?|data|proofs?|methods?|approach|models?|algorithm|framework|system|work|study|evidence)"
    r"(?: (?:on|across|over|in|with|of|for|from) [^,.;]{3,90}?)?"
    r"(?: \w+ly| also| further| thus| consistently| can| clearly)* "
)
_OWN = 2  # the first cues of claims leave no doubt whose the work is
_PRONOUNS = "we i paper work article study letter note thesis report contribution"
_CLAIM = (
    cue(11, _PRONOUNS, _WE + r"(?:show|shows|showed|shown|prove[sdn]?|demonstrate[sd]?|find|finds|found|establish(?:es|ed)?|"
        r"conclude[sd]?|discover(?:s|ed)?|reveal(?:s|ed)?|confirm(?:s|ed)?|disprove[sd]?|rule[sd]? out|uncover(?:s|ed)?|"
        r"resolve[sd]?|answer(?:s|ed)?|refute[sd]?|settle[sd]?|report(?:s|ed)?|classif(?:y|ies|ied)|achieve[sd]?|claim(?:s|ed)?|expose[sd]?|unravel(?:s|ed)?)\b"),
    cue(10, _PRONOUNS, _WE + r"(?:propose[sd]?|introduce[sd]?|develop(?:s|ed)?|design(?:s|ed)?|devise[sd]?|release[sd]?|"
        r"contribute[sd]?|put forward|pioneer|present(?:s|ed)?|formulate[sd]?|initiate[sd]?|constructs?|constructed|build|built|reframe[sd]?|rethinks?|revisit(?:s|ed)?|argue[sd]?)\b"),
    cue(13, _PRONOUNS, _AND + r"(?:show|prove|propose|introduce|demonstrate|establish)s?\b"),
    cue(8, _PRONOUNS, _AND + r"(?:derive|find|construct|provide|develop|present|obtain)s?\b"),
    cue(7, _PRONOUNS, _WE + r"(?:obtain(?:s|ed)?|derive[sd]?|provide[sd]?|give|gives|gave|observe[sd]?|identif(?:y|ies|ied)|"
        r"determine[sd]?|measure[sd]?|detect(?:s|ed)?|extend(?:s|ed)?|generali[sz]e[sd]?|improve[sd]?|characteri[sz]e[sd]?|"
        r"reduce[sd]?|verif(?:y|ies|ied)|suggest(?:s|ed)?|predict(?:s|ed)?|estimate[sd]?|see|deduce[sd]?|infer(?:red)?|"
        r"recover(?:s|ed)?|offer(?:s|ed)?|solve[sd]?|compute[sd]?|refine[sd]?|attribute[sd]?|explain(?:s|ed)?|highlight(?:s|ed)?)\b"),
    cue(9, "results result experiments experiment findings finding analysis analyses simulations simulation evaluations evaluation "
        "calculations calculation observations observation measurements measurement data proof proofs method methods approach "
        "model models algorithm framework system work study evidence",
        _OUR + r"(?:show|shows|showed|demonstrate[sd]?|indicate[sd]?|suggest(?:s|ed)?|reveal(?:s|ed)?|confirm(?:s|ed)?|"
        r"support(?:s|ed)?|prove[sd]?|impl(?:y|ies)|outperform(?:s|ed)?|achieve[sd]?|improve[sd]?|reduce[sd]?|yield(?:s|ed)?|"
        r"surpass(?:es|ed)?|exceed(?:s|ed)?|enable[sd]?|allow(?:s|ed)?|establish(?:es|ed)?|provide[sd]?|validate[sd]?|corroborate[sd]?|verif(?:y|ies|ied)|highlight(?:s|ed)?|"
        r"identif(?:y|ies|ied)|overcomes?|matches|captures?)\b"),
    cue(7, "is are was were been", r"\b(?:is|are|was|were)(?: also| then| further| thus| hence| \w+ly)* (?:shown|proved|proven|"
        r"demonstrated|established|found|observed|proposed|introduced|presented|developed|derived|confirmed|identified|obtained|"
        r"revealed|reported|detected|constructed|generali[sz]ed|argued|concluded|suggested|given explicitly|described)\b"),
    cue(12, "theorem lemma proposition corollary claim", r"^(?:Theorem|Lemma|Proposition|Corollary|Claim)\b[^.]{0,12}\d"),
    cue(4, "outperforms outperform outperformed outperforming surpasses surpass surpassing surpassed superior",
        r"\b(?:outperform(?:s|ed|ing)?|surpass(?:es|ed|ing)?|superior)\b"),
    cue(6, "outperforms outperform outperformed outperforming surpasses surpass surpassing surpassed achieves achieve achieving "
        "achieved improves improving improved reduces reducing reduced exceeds exceeding yields enables increases increased "
        "decreases decreased",
        r"\b(?:outperform(?:s|ed|ing)?|surpass(?:es|ed|ing)?|achiev(?:es?|ed|ing)|improv(?:es|ed|ing)|reduc(?:es|ed|ing)|"
        r"exceed(?:s|ed|ing)?|yields|enables|increas(?:es|ed)|decreas(?:es|ed))\b"),
    cue(4, "first novel new state significantly contribution contributions",
        r"\bfor the first time\b|\bthe first (?!two|three|step|term|part|order|and|author)|\bnovel\b|state[- ]of[- ]the[- ]art|"
        r"\bsignificantly\b|\bcontributions?\b"),
    cue(-12, "section sections chapter appendix organized organised remainder rest outline supplementary",
        r"^(?:In |The )?(?:Sections?|Sec\.|Chapter|Appendix)\b|\b(?:remainder|rest|structure|outline) of (?:this|the) (?:paper|article|work)"
        r"|\b(?:is|are) organi[sz]ed\b|\bin (?:the )?(?:next|following|previous) (?:sub)?section\b"),
    cue(-8, "figure fig figs table tables", r"^(?:In )?(?:Figs?\.?|Figures?|Tables?)\b|\b(?:is|are) (?:shown|presented|reported|given|listed) in\b"),
    cue(-10, "al", r"\bet al\b"),
    cue(-8, "", r"\[\d[\d,;–\s-]*\]"),
    cue(-10, "previous prior earlier existing recent past conventional traditional other others literature previously recently",
        r"\b(?:previous|prior|earlier|existing|past|conventional|traditional|other|recent)(?: [\w-]+){0,2} (?:works?|stud(?:y|ies)|methods?|"
        r"approaches|results?|research|papers?|models?|authors|efforts|literature|techniques|experiments|advances)\b|\bin the literature\b|"
        r"\b(?:has|have) (?:previously|recently|already) been\b"),
    cue(-8, "been", r"\b(?:has|have) (?:also |long |now |since )?been (?!able)\w+"),
    cue(-8, "known well", r"\b(?:is|are) (?:well )?known\b|\bwell[- ]known\b"),
    cue(-6, "aim aims goal purpose objective investigate investigates study studies examine examines explore explores consider "
        "considers address addresses investigated studied",
        _WE + r"(?:aim|stud(?:y|ies)|investigates?|examines?|explores?|considers?|address(?:es)?|ask)\b|\b(?:goal|aim|purpose|objective) "
        r"(?:of|is|was)\b"),
    cue(-8, "notation definition definitions notations preliminaries", r"\b(?:notations?|definitions?|preliminaries)\b"),
    cue(-5, "is are was were proof proofs maintain can important were", r"\b(?:is|are|was|were) (?:then |also )?(?:applied|collected|assumed|used|performed|carried out|considered|"
        r"discussed|explored|studied|investigated|evaluated|compared|important|popular)\b|\bproofs? (?:uses?|relies|is based|combines?)\b|\bmaintain\b|\bcan (?:also )?(?:be )?used?\b"),
    cue(-6, "evaluate test tested conduct perform apply use compare analyze analyse", r"\b[Ww]e (?:also |then |further |first )?(?:have )?(?:evaluated?|test(?:ed)?|conduct(?:ed)?|"
        r"perform(?:ed)?|appl(?:y|ied)|use[d]?|compared?|analy[sz]e[d]?)\b"),
    cue(-12, "available github http https release released", r"\b(?:code|data|models?|weights|implementation|algorithm|datasets?)\b[^.]{0,60}\b(?:publicly |freely )?available\b|https?:|github"),
    cue(8, "apply use exploit settle solve prove answer find construct classify", r"\bwe (?:also |then )?(?:apply|use|exploit) [^.;]{3,80} to (?:settle|solve|prove|answer|find|construct|classify|disprove|derive)\b"),
    cue(-8, "let suppose fix assume given", r"^(?:(?:Theorem|Lemma|Proposition|Corollary)\b[^.]{0,12}\d[\d.]*(?:\s\[[^\]]*\])?\s)?(?:Let|Suppose|Fix|Assume|Given)\b(?!.*\b(?:then|we have|there (?:is|are|exists?)|we can|is an?)\b)"),
    cue(-8, "show shown present presented give given report reported", r"\b(?:show|present|give|report)\w*\b (?:[^.;]{0,90} )?in (?:the )?(?:Figs?|Figures?|Tables?|Secs?|Sections?|App|Appendix|supplement)"),
    cue(-8, "now", r"\bwe (?:can |will |are )?now (?:ready to |able to )?(?:prove|give|show|turn|present)\b"),
    cue(-12, "future", r"\bfuture (?:work|research|studies)\b"),
    cue(-10, "", r"\?\s*$"),
    han(12, "(?:本文|我们|本研究|本工作|该文)[^。；]{0,10}(?:提出|设计|构建|开发|证明|发现|给出|建立|引入|得到)|(?:结果|实验|研究|分析|仿真)[^。；]{0,8}(?:表明|显示|证实|证明)"),
    han(8, "优于|提高了|降低了|达到了?|实现了|减少了"),
    han(-10, "现有|已有|传统|近年来|前人|旨在|目的是"),
)  # fmt: skip
_CLAIMING: dict[Kind, int] = {
    "abstract": 3, "front": 3, "conclusion": 3, "introduction": 3, "result": 2, "discussion": 2, "limit": -4, "background": -6, "method": -2,
}  # fmt: skip

_PREMISE = (
    cue(12, "assume assumed suppose supposed postulate postulated hypothesize hypothesise hypothesized posit presume conjecture "
        "neglect neglected ignore ignored idealize",
        r"\b(?:we|I|is|are|be|was|were|let us|one)(?: \w+ly| also| further| then| first| therefore| thus| here| can| may| will| now| often)* "
        r"(?:assumed?|supposed?(?! to\b)|postulated?|hypothesi[sz]ed?|posit(?:ed)?|presumed?|neglect(?:ed)?|ignored?)\b|^(?:Suppose|Assume)\b"),
    cue(11, "assuming supposing neglecting ignoring postulating", r"\b(?:assuming|supposing|neglecting|ignoring|postulating)\b"),
    cue(11, "assumption assumptions premise premises hypothesis hypotheses",
        r"\bunder (?:the|this|these|a|an|some|mild|suitable|certain|our|such|standard|weak|general|appropriate|additional|minimal|natural|"
        r"reasonable|strong|[\w-]+)(?: (?!boundary)[\w-]+){0,4} (?:assumptions?|premises?|hypothes[ie]s)\b|\b(?:our|main|key|basic|central|underlying|"
        r"following|working|simplifying) (?:[\w-]+ )?(?:assumptions?|premises?|hypothes[ie]s)\b|\b(?:this|the|these) (?:[\w-]+ )?assumptions? that\b|"
        r"\b(?:satisf(?:y|ies|ying)|holds? under|rel(?:y|ies) on|based on) (?:the |this |these |an? |our )?(?:[\w-]+ ){0,3}(?:assumptions?|hypothes[ie]s)\b"),
    cue(11, "condition conditions", r"\bunder (?:the |this |these |a |an |some |our |such )?(?:following |additional |very |rather |further )?(?:mild|suitable|certain|standard|weak(?:er)?|"
        r"general|appropriate|minimal|natural|reasonable|strong(?:er)?|technical|sufficient|favou?rable|ideali[sz]ed|same|[\w-]*(?:regularity|smoothness|mixing|curvature|growth|integrability|"
        r"ergodicity|moment|positivity|compactness|finiteness|attainability|independence|stability)|additional)(?: (?!boundary)[\w-]+){0,3} conditions?\b|"
        r"\bunder (?:the|this|a|an) conditions? (?:that|on|of)\b|\bunder (?:this|these) conditions?\b"),
    cue(10, "provided", r"\bprovided (?:that|the|we|it|they|there|\$)"),
    cue(8, "long", r"\b(?:as|so) long as\b"),
    cue(10, "if whenever", r"^(?:\(\w{1,4}\) )?(?:In particular, |Moreover, |Furthermore, )?(?:If|Whenever)\b(?:.{5,400}?\bthen\b|[^.]{5,200}\b(?:we (?:prove|show|can)|our)\b)"),
    cue(-12, "may can generality", r"\bwe may (?:also |then |thus )?(?:assume|suppose)|\bwithout (?:any )?loss of generality|\bwithout losing generality|^By [^,]{3,60}, we can assume"),
    cue(7, "approximation approximations approximate idealized idealised simplicity",
        r"\bfor (?:the sake of )?simplicity\b|\b(?:in|within|under|using|use) (?:the|an?) (?:[\w-]+ ){0,4}approximation\b|\bideali[sz]ed\b"),
    cue(9, "ansatz axiom axioms postulates postulate", r"\bansatz\b|\baxioms?\b|\bpostulates?\b"),
    cue(7, "conditional conditionally", r"\bconditional(?:ly)? (?:on|upon)\b"),
    cue(-14, "without no not relax relaxes relaxing removes remove removing dropping drop weaken weakens weaker free instead unlike",
        r"\b(?:without|no|not?|relax(?:es|ing)?|remov(?:es?|ing)|drop(?:s|ping)?|weaken(?:s|ing)?|rather than|instead of|free of)"
        r"(?: [\w-]+){0,4} (?:assum\w+|hypothes\w+|conditions?|neglect\w*|ignor\w*)\b"),
    cue(-12, "existing previous prior methods approaches they often typically traditional conventional most many commonly current usual usually tacit",
        r"\b(?:existing|previous|prior|traditional|conventional|current|most|many|they|typically|often|commonly|usual(?:ly)?|tacit)\b(?:,? [\w-]+){0,5},? "
        r"(?:assum\w+|neglect\w*|ignor\w*|hypothes\w+)\b|\b(?:existing|previous|these|current) (?:methods|approaches|models|works|studies)\b[^.]{0,160}"
        r"\b(?:assuming|neglecting|ignoring)\b"),
    cue(-8, "test tested testing reject rejected support supports null", r"\b(?:test|tested|testing|reject|rejected|null|support|supports|supporting|"
        r"evaluate) (?:\w+ ){0,3}hypothes[ie]s\b"),
    cue(-10, "authors introduced proposed proved shown conjectured in", r"\b[Ii]n \[\d+\]|\[\d+\] (?:the authors|shows?|proves?|assumes?|demonstrates?)|\bthe authors\b|"
        r"\b(?:introduced|proposed|proved|shown|conjectured) (?:in|by) (?:\[|[A-Z])"),
    cue(-12, "rely relies relying depend depends require requires", r"\b(?:existing|prior|previous|these|current|most)\b[^.]{0,140}\b(?:rel(?:y|ies|ying)|depends?|requires?) (?:on )?(?:[\w-]+ ){0,3}assumptions?\b"),
    cue(-12, "been far", r"\b(?:so far|only been|ha(?:s|ve) (?:\w+ )?been)\b[^.]{0,70}\bunder\b"),
    cue(-14, "assumption assumptions", r"\b(?:challeng|question|violat|relax|invalidat|remov|align)\w*\b (?:with )?(?:the |this |an? |these |that )?(?:[\w-]+ ){0,3}assumptions?\b"),
    cue(-10, "whether", r"\bwhether\b[^.]{0,80}\bassum"),
    cue(-10, "", r"\?\s*$"),
    han(12, "假设|假定|前提是|在[^。；，]{0,20}(?:条件|假设)下|忽略了?|近似"),
    han(-12, "无需[^。；]{0,6}假设|不依赖[^。；]{0,8}假设"),
)  # fmt: skip

_LIMIT = (
    cue(9, "limitation limitations caveat caveats shortcoming shortcomings drawback drawbacks weakness weaknesses",
        r"\b(?:limitations?|caveats?|shortcomings?|drawbacks?|weakness(?:es)?)\b"),
    cue(4, "our we this present proposed", r"\b(?:our|we|this (?:work|study|paper|approach|method|analysis|model)|the (?:present|proposed|current))\b.*\b(?:limitations?|caveats?|"
        r"shortcomings?|drawbacks?|weakness(?:es)?)\b|\b(?:limitations?|caveats?|shortcomings?|drawbacks?|weakness(?:es)?) (?:of|in) (?:our|this|the (?:present|proposed|current))\b"),
    cue(11, "additional more", r"\b(?:additional|more) (?:[\w-]+ ){0,2}(?:works?|research|stud(?:y|ies)|investigations?|data|experiments?|analys[ie]s|tests?) (?:is|are|will be) "
        r"(?:needed|required|necessary|warranted)\b"),
    cue(11, "future further", r"\b(?:future|further) (?:[\w-]+ ){0,2}(?:works?|research|stud(?:y|ies)|investigations?|"
        r"efforts?|experiments?|analys[ie]s|exploration|improvements?|validation)\b[^.]{0,130}\b(?:needed|required|necessary|warranted|will|should|could|"
        r"may|can|must|would|is|are|to)\b|\bfor future (?:work|research|stud(?:y|ies)|investigations?)\b|\bin (?:the |our )?(?:near )?future(?: work)?,? (?:we|it)\b|"
        r"\bwe (?:will|plan to|intend to|hope to)\b[^.]{0,90}\bin (?:the )?(?:near )?future\b|\bin (?:the|a) (?:near )?future (?:work|study|paper|publication)\b"),
    cue(10, "require requires recommend recommends warrant warrants deserves merits required", r"\b(?:requires?|needs?) (?:further|more|additional|future)\b|"
        r"\b(?:recommend|warrant|deserve|merit)s?\b[^.]{0,40}\b(?:investigation|study|research|attention|analysis)\b|\bwill be (?:required|needed|necessary) to\b"),
    cue(10, "should must need needs remains remain has have", r"\b(?:should|must|needs?|ha(?:s|ve)|remains?) (?:to )?be (?:\w+ )?(?:clarified|investigated|studied|explored|"
        r"examined|understood|resolved)\b"),
    cue(9, "realistic unrealistic valid applicable guaranteed", r"\b(?:is|are|was|were) (?:not (?:\w+ )?(?:realistic|valid|applicable|suitable|accurate|guaranteed)|unrealistic)\b"),
    cue(14, "left leave defer deferred beyond scope outside", r"\b(?:left|leave|leaving|defer(?:red)?)\b[^.]{0,50}\b(?:to|for|as) (?:an? |the )?(?:open|future|later|"
        r"subsequent|another|forthcoming)|\b(?:beyond|outside) the scope\b"),
    cue(9, "remains remain open unclear unknown unresolved understood", r"\bremains? (?:to be|an? (?:open|challeng)|open|unclear|unknown|unresolved|elusive|limited)|"
        r"\bopen (?:questions?|problems?)\b|\b(?:unclear|not (?:yet |well |fully )?(?:understood|known|clear))\b"),
    cue(10, "we", r"(?<!which )(?<!without )\bwe (?:\w+ )?(?:cannot|can not|could not|are unable|were unable|neglect(?:ed)?)\b"),
    cue(13, "we", r"\bwe (?:do|did) not (?:yet |further |explicitly |try to |attempt to )?(?:consider|include|address|"
        r"account|model|take|provide|attempt|claim|study|investigate|evaluate|test|cover|treat|explore|discuss|quantify|know|prove)"),
    cue(8, "cannot unable fail fails failed does do did could not", r"\b(?:our (?:[\w-]+ ){0,3}|this (?:work|paper|study|approach|method|model|analysis)|the (?:current|present|proposed) "
        r"(?:[\w-]+ ){1,2})(?:[\w-]+ )?(?:cannot|can not|could not|do not|does not|did not|are unable|is unable|were unable|fails?|failed)\b"),
    cue(13, "limit restrict confine", r"(?<!if )(?<!when )\bwe (?:\w+ )?(?:restrict|limit|confine) (?:ourselves|attention|(?:our|the) (?:analysis|discussion|attention|study|considerations?|scope))\b"),
    cue(10, "restrict", r"\bwe (?:\w+ )?restrict to\b"),
    cue(4, "our this present proposed", r"\b(?:our|this|the (?:present|proposed|current)) (?:[\w-]+ ){0,2}(?:study|work|paper|method|approach|analysis|model|results?|data|sample|framework)s? "
        r"(?:is|are|was|were) (?:\w+ )?(?:limited|restricted|confined)\b"),
    cue(8, "limited restricted restrict restricts applies valid only", r"\b(?:is|are|was|were|be) (?:\w+ly )?(?:limited|restricted|confined) (?:to|by|in)\b|"
        r"\bonly (?:valid|appl(?:y|ies|icable)|works?|holds?|consider(?:ed|s)?|focus(?:ed|es)?)\b"),
    cue(9, "only present current", r"\bin its (?:present|current) (?:form|version|state)\b|\bcan only be (?:used|applied)\b|\bcan be (?:used|applied) only\b"),
    cue(9, "caution cautious interpreted generalize generalise generalizable generali", r"\bcaution\b|\b(?:not|may not|cannot) (?:be )?generali[sz]\w*"),
    cue(7, "small lack lacks lacking insufficient", r"\bsmall (?:sample|number of|dataset|cohort)|\bour\b[^.]{0,40}\black(?:s|ing)?\b|\binsufficient\b"),
    cue(7, "cost expense", r"\b(?:at|came at|comes at|come at) the (?:cost|expense) of\b"),
    cue(-9, "future", r"\b(?:suggestions?|directions?|guidelines?|groundwork|resources?|basis|foundations?|avenues?|opportunities|roadmap|agenda|benchmark)\b[^.]{0,30}\bfuture\b"),
    cue(-12, "open", r"\b(?:solv|answer|settl|resolv|clos)\w*\b[^.;]{0,40}\bopen (?:problem|question|conjecture)"),
    cue(-6, "limitation limitations", r"\blimitations? of (?!our|this|the (?:present|proposed|current|study|work|approach|method|analysis|model)\b|these (?:data|results))"),
    cue(-10, "limitations limitation", r"\b(?:physical|hardware|device|resource|imposed by|if its|despite(?: \w+){0,2}) limitations?\b"),
    cue(-14, "limitations weaknesses", r"\b(?:insights? into|capabilities and|strengths and|advantages and|understanding of|scope and)\b[^.]{0,40}\b(?:limitations|weaknesses)\b"),
    cue(-9, "directions", r"\bfuture (?:research )?directions\b"),
    cue(-12, "this these such", r"^(?:This|These|Such) (?:\w+ )?(?:limitations?|shortcomings?|drawbacks?|gaps?)\b"),
    cue(-8, "discuss discusses discussed formulates", r"\b(?:discuss|formulat|outlin)\w*\b[^.]{0,60}\blimitations?\b"),
    cue(-9, "directions", r"\bdirections (?:are|is) (?:also )?(?:discussed|outlined|suggested)\b"),
    cue(-12, "reveal reveals revealing highlight highlights highlighting expose exposes exposing uncover identify show shows trace inherit",
        r"\b(?:reveal|highlight|expos|uncover|identif|show|trace|inherit)\w*\b[^.]{0,60}\b(?:limitations?|weakness(?:es)?|shortcomings?|gaps?)\b"),
    cue(-12, "overcome overcomes overcoming address addresses addressing mitigate mitigates tackle circumvent alleviate avoid avoids resolve "
        "eliminate bypass remedy",
        r"\b(?:overcom\w+|address\w*|mitigat\w+|tackl\w+|circumvent\w*|alleviat\w+|avoid\w*|resolv\w+|eliminat\w+|bypass\w*|remed\w+)\b[^.;]{0,60}"
        r"\b(?:limit\w*|restrict\w*|drawback\w*|shortcoming\w*|weakness\w*|problem|issue|challenge|gap|question)s?\b|"
        r"\b(?:limit\w*|drawback\w*|shortcoming\w*|issues?|problems?|challenges?|gaps?)\b[^.;]{0,40}\bwe (?:propose|introduce|present|develop)\b"),
    cue(-20, "existing previous prior traditional conventional current standard most many these today classical earlier state",
        r"\b(?:existing|previous|prior|traditional|conventional|most|many|classical|earlier|state-of-the-art|current|today's)\b(?: [\w-]+){0,5} (?:methods?|approach(?:es)?|works?|"
        r"stud(?:y|ies)|models?|techniques?|systems?|research|algorithms?|datasets?|benchmarks?|resources|frameworks?|paradigms?)\b"),
    cue(-8, "al", r"\bet al\b"),
    cue(-8, "these they such", r"^(?:These|They|Such)\b|\b(?:these|those|such) (?:models?|methods?|techniques?|approaches|works|systems|algorithms|studies)\b"),
    cue(-10, "", r"\?\s*$"),
    han(12, "局限|不足之处|有待|未来(?:工作|研究)|今后|尚不清楚|尚需|样本量较小|仅适用|未能|尚未解决"),
    han(-12, "(?:克服|解决|弥补|针对)[^。；]{0,20}(?:局限|不足|限制)|现有"),
)  # fmt: skip
_WANTING = cue(
    3,
    "not only cannot however may lack lacks limited require requires difficult",
    r"\b(?:not|only|cannot|however|may|lacks?|limited|requires?|difficult)\b",
)
"""What a sentence of a part on limits has if it names one."""
_LIMITING: dict[Kind, int] = {
    "limit": 8, "conclusion": 2, "discussion": 2, "introduction": -5, "background": -8, "method": -3, "aside": -20,
}  # fmt: skip
_STATED = tuple(words("theorem lemma proposition corollary claim fact 定理 引理 命题 推论"))
ASSUMED = tuple(words("assumption axiom hypothesis postulate condition 假设 公理"))
_ROLE_CLAIM = {"result": 7, "method": 1, "aim": 0, "background": -5, "limit": -6, "": 0}


def claims(one: Said) -> int:
    """How much speaks for the sentence's claiming what its work did or found; a claim from `CLAIM` on."""
    if one.sentence.field == "title":
        return 0
    if one.place.piece == "theorem":
        return CLAIM if named(one, _STATED) else 0
    abstract = one.place.kind in ("abstract", "front")
    role = _ROLE_CLAIM[one.sentence.role] if abstract else 0
    if role < 0 and any_of(one, _CLAIM[:_OWN]):
        role = 0
    return weight(one, _CLAIM) + _CLAIMING.get(one.place.kind, 0) + role


def assumes(one: Said) -> int:
    """How much speaks for its stating what the work stands on; a premise from `PREMISE` on."""
    if one.sentence.field == "title":
        return 0
    stated = 2 if one.place.piece == "theorem" else 0
    if one.place.piece == "theorem" and named(one, ASSUMED):
        return PREMISE + stated
    return lean(one, _PREMISE) + stated


def lacks(one: Said) -> int:
    """How much speaks for its saying what its own work does not reach; a limit from `LIMIT` on."""
    if one.sentence.field == "title" or one.place.piece == "theorem":
        return 0
    abstract = one.place.kind in ("abstract", "front")
    role = {"limit": 3, "background": -5}.get(one.sentence.role, 0) if abstract else 0
    if one.place.kind == "limit" and has(one, _WANTING):
        role = _WANTING.weight
    return lean(one, _LIMIT) + _LIMITING.get(one.place.kind, 0) + role


def named(one: Said, names: tuple[str, ...]) -> bool:
    """Whether its piece goes by one of these *names*: ``Assumption 2``."""
    return one.place.label.casefold().startswith(names)
