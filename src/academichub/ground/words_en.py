"""English words that turn, weaken or point a sentence, as the rules watch them. Only tables."""

from __future__ import annotations

from academichub.symbols import words

NEGATIONS = words("""
not no never neither nor none nothing nobody nowhere without cannot can't don't doesn't didn't isn't aren't wasn't weren't won't wouldn't couldn't shouldn't hasn't haven't hadn't fail fails failed failing failure unable lack lacks lacked lacking absence absent hardly scarcely barely rarely seldom refuse refuses refuted refute refutes contradict contradicts contradicted impossible n't cant incapable devoid deny denies denied disprove disproves disproved avoid avoids avoided avoiding prevent prevents prevented preventing preclude precludes precluded free little few exclude excludes excluded
""")
SOFT_NEGATIONS = words("""
fail failure avoid avoids avoided avoiding prevent prevents prevented preventing preclude precludes precluded free little few exclude excludes excluded rarely seldom deny denies denied absent absence lack lacks lacked lacking
""")
"""These turn a sentence and name something besides: they are only asked about where the other side has the word turned."""

NOT_NEGATIONS = ("not only", "not just", "not merely", "not limited to", "no later than", "no less than", "no fewer than",
                 "no more than", "not more than", "not less than", "no doubt", "whether or not", "if not", "not simply", "not exceed", "does not exceed",
                 "no greater than", "no larger than", "not solely", "not to mention", "more often than not", "not below", "not above", "no matter", "free energy", "free energies", "a few", "a little",
                 "few-shot", "few shot", "free field", "scale-free", "free parameter", "free surface", "free electron")  # fmt: skip

UP = words("""
increase increases increased increasing increasingly rise rises rose risen rising grow grows grew grown growing growth raise raises raised raising higher high highest larger large largest greater greatest more most enhance enhances enhanced enhancing enhancement elevate elevated elevates elevation amplify amplifies amplified amplification boost boosts boosted boosting gain gains expand expands expanded expansion accelerate accelerates accelerated accelerating acceleration faster fastest quicker strengthen strengthens strengthened stronger strongest upregulate upregulates upregulated upregulation up-regulated overexpressed longer longest maximum maximal maximize maximizes maximise wider widen widens widened double doubles doubled triple tripled extends stimulate stimulates stimulated promote promotes promoted promoting activate activates activated activation overestimate overestimates overestimated heavier hotter brighter deeper broader thicker denser maximizing maximised maximized surge surges intensify intensifies intensified intensifying escalate escalates long fast heavy many strong upper upward above positive positively ascending climb climbs climbed heighten heightened heightens richer hot bright thick deep overestimating overestimation exceed exceeds exceeded exceeding surpass surpasses surpassed surpassing longest induce induces induced majority maximises maximizes earlier older facilitate facilitates facilitated lengthen lengthens lengthened soar soars soared
""")
DOWN = words("""
decrease decreases decreased decreasing fall falls fell fallen falling drop drops dropped dropping decline declines declined declining reduce reduces reduced reducing reduction reductions lower lowers lowered lowering low lowest smaller small smallest less least fewer fewest diminish diminishes diminished diminishing shrink shrinks shrank shrinking suppress suppresses suppressed suppressing suppression attenuate attenuates attenuated attenuation weaken weakens weakened weakening weaker weakest slower slowest slow slows slowed decelerate decelerates decelerated deceleration downregulate downregulates downregulated downregulation down-regulated shorten shortens shortened shorter shortest minimum minimal minimize minimizes minimise minimized minimizing narrower narrow narrows narrowed halve halves halved cut cuts inhibit inhibits inhibited inhibiting inhibition deactivate deactivates deactivated inactivate inactivated underestimate underestimates underestimated lighter colder cooler fainter dimmer shallower thinner loss losses limit mitigate mitigates mitigated alleviate alleviates alleviated short light few weak downward below lower-level negative negatively descending impede impedes impeded hinder hinders hindered curb curbs cold faint thin shallow lessen lessens lessened underestimating underestimation minority minimises minimised contract contracts contracted contraction subside later younger plummet plummets plummeted minimises deplete depletes depleted dampen dampens dampened curtail curtails block blocks blocked
""")
BETTER = words("""
improve improves improved improving improvement improvements better best outperform outperforms outperformed outperforming superior superiority surpass surpasses surpassed surpassing beat beats excel excels exceed exceeds exceeded exceeding beneficial benefit benefits advantage advantages advantageous succeed succeeds succeeded success successful successfully effective efficient favorable favourable good strengthen strengthens easier easy
""")
WORSE = words("""
degrade degrades degraded degrading degradation worsen worsens worsened worsening deteriorate deteriorates deteriorated deterioration worse worst underperform underperforms underperformed underperforming inferior inferiority impair impairs impaired impairment harm harms harmed harmful detrimental hurt hurts disadvantage disadvantages disadvantageous adverse adversely fail fails failed ineffective inefficient unfavorable poor poorer poorly bad lag lags harder hard unsuccessful unsuccessfully unfavourable drawback deteriorating weakens difficult
""")
MILD = words("""
high large more most low small less least long short fast slow strong weak deep thin thick bright faint cold hot light heavy limit good hard easy poor bad effective efficient free few many positive negative upper above below maximum minimum maximal minimal narrow gain gains loss losses promote promotes promoted promoting activate activates activated activation activating induce induces induced later earlier older younger facilitate facilitates facilitated mitigate mitigates mitigated mitigating alleviate alleviates alleviated block blocks blocked contract contraction contracted limit success successful successfully failed fails fail advantage advantages drawback benefit benefits beneficial difficult majority minority
""")
"""Words that point somewhere but also only describe: missing from the quotes they are no fault, turned round they are."""

COMPARE_UP = words("""
outperform outperforms outperformed outperforming exceed exceeds exceeded exceeding surpass surpasses surpassed surpassing beat beats outpace outpaces superior better higher larger greater faster stronger more longer heavier dominate dominates overtake overtakes brighter hotter deeper older earlier larger richer denser above
""")
COMPARE_DOWN = words("""
underperform underperforms underperformed inferior worse lower smaller less fewer slower weaker shorter lighter poorer trail trails lag lags fainter colder younger later below
""")

HEDGES = words("""
may might could possibly possible perhaps maybe likely unlikely probably probable potentially potential apparently seem seems seemed seemingly appear appears appeared suggest suggests suggested suggesting suggestive preliminary tentative tentatively indicate indicates indicated indicating presumably plausible plausibly hypothesize hypothesizes hypothesise hypothesized hypothesis conjecture conjectures conjectured speculate speculates speculated believe believes believed expect expected expects hint hints hinted estimated estimate would should often sometimes usually typically generally mostly partly partially occasionally frequently approximately roughly nearly almost some many most several assume assumes assumed assuming whether if unless promising tend tends arguably putative candidate candidates would-be cautiously can anticipate anticipates anticipated largely mainly limited evidence implies imply implied sometimes potentially consistent reportedly unclear unknown suspected possibility if provided assumption conditionally moderately weakly propose
""")
STRONG_HEDGES = words("""
may might could possibly possible perhaps maybe likely unlikely probably probable potentially apparently seem seems seemed seemingly appear appears appeared suggest suggests suggested suggesting suggestive preliminary tentative tentatively presumably plausible plausibly hypothesize hypothesizes hypothesise hypothesized hypothesis conjecture conjectures conjectured speculate speculates speculated hint hints hinted arguably putative indicate indicates indicated indicating sometimes often partially partly cautiously usually typically generally whether tend tends occasionally reportedly unclear suspected possibility believe believes believed expect expected expects would should assume assuming assumed mostly frequently unless anticipated largely mainly
""")
"""Hedges that a statement must keep where it says what they weaken."""

ORDINARY_HEDGES = words("""
partially partly largely mainly generally would should expected potential usually typically often
""")

BOOSTERS = words("""
prove proves proved proven proving establish establishes established conclusively definitively definitely certainly undoubtedly always never all every everywhere invariably unquestionably indisputably unambiguously clearly must guarantee guarantees guaranteed inevitably completely entirely fully totally universally absolutely undeniably obviously irrefutably confirm confirms confirmed confirming demonstrate demonstrates demonstrated demonstrating entire perfectly perfect solely any exclusively conclusive definitive undeniable surely each none decisively unequivocally without-doubt will evidently necessarily dramatically drastically only doubtless
""")
STRONGEST = {
    "prov": {"prov", "theorem", "lemma", "rigor"},
    "establish": {"establish", "prov", "demonstr", "confirm", "show", "rigor"},
    "confirm": {"confirm", "verif", "valid", "prov", "establish", "demonstr", "show", "corrobor"},
    "demonstr": {"demonstr", "show", "prov", "establish", "confirm", "exhibit", "find", "present", "reveal", "illustr", "report", "evid", "verif", "valid", "result",
                 "outperform", "achiev", "experiment", "observ", "display", "prove", "attain", "produc", "yield", "highlight", "obtain", "identif"},
    "all": {"all", "every", "each", "any", "entir", "whol", "both", "alway", "arbitrar", "univers", "total", "full", "no", "none", "never", "complet", "general"},
    "every": {"all", "every", "each", "any", "arbitrar", "alway", "per", "univers"},
    "each": {"all", "every", "each", "any", "both", "per", "individu", "respect"},
    "any": {"any", "all", "every", "each", "arbitrar", "no", "without", "whatev", "regardless", "general", "univers", "none", "neither", "nor"},
    "alway": {"alway", "invari", "never", "every", "whenev"},
    "never": {"never", "not", "no", "alway", "none"},
    "none": {"none", "no", "not", "neither", "never"},
    "must": {"must", "need", "requir", "necess"},
    "will": {"will", "shall", "go", "would", "expect", "futur", "plan"},
    "guarante": {"guarante", "ensur", "prov", "provab", "assur", "certif"},
    "complet": {"complet", "full", "entir", "whol", "total", "all"},
    "entir": {"entir", "complet", "full", "whol", "total", "all", "across", "throughout"},
    "ful": {"ful", "full", "complet", "entir", "whol", "total", "all"},
    "full": {"full", "complet", "entir", "whol", "total", "all"},
    "univers": {"univers", "all", "every", "any"},
    "sole": {"sole", "only", "alon", "exclus", "singl"},
    "exclus": {"exclus", "only", "sole", "alon"},
    "only": {"only", "sole", "exclus", "just", "alon", "mere", "singl", "except", "restrict", "unless", "least", "limit", "pur"},
    "clear": {"clear", "evid", "obvious", "appar", "signif", "mark"},
    "drastic": {"drastic", "dramatic", "significant", "substanti", "signif", "great", "larg", "strong"},
    "dramatic": {"drastic", "dramatic", "signif", "substanti", "great", "larg", "strong"},
    "perfect": {"perfect", "exact", "ideal"},
    "evid": {"evid", "clear", "appar"},
    "necessari": {"necessari", "necess", "must", "need", "requir", "always"},
}  # fmt: skip
"""A strong word, by its stem, and what the quotes may say for it."""

CAUSES = words("""
cause causes caused causing causal causally because leads lead led leading result results resulted resulting due induce induces induced inducing drive drives driven driving produce produces trigger triggers triggered owing attributable responsible consequence effect effects contribute contributes determine determines mediate mediates mediated mediating affect affects influences influence give gives make makes allow allows enable enables thereby thus therefore yield yields confer confers confirm promote promotes increase increases reduce reduces improve improves impact impacts bring brings since through via by thanks owed stem stems arise arises from originate originates explain explains enhance enhances prevent prevents underlie underlies govern governs control controls role roles
""")
STRONG_CAUSES = words("""
cause causes caused causing causal causally trigger triggers triggered responsible induces induce
""")
LINKS = words("""
associated associate association associations associates correlate correlates correlated correlation correlations correlating linked link links related relate relates relationship relationships relation coincide coincides accompanied predictor predictive predicts connected connection coupled
""")

CONDITIONS = words("""
if unless when only except provided under assuming although though but however whether until where while whereas despite given contrary would might may could not no never without suppose hypothesis conjecture question questioned doubt claim claimed claims believed thought assumed supposed alleged said purported rather instead myth false incorrect wrong untrue unlikely possible aim aims goal hope try attempt test fail fails lack hypothesize hypothesise hypothesized ask asks investigate whether nor cannot hardly barely rarely
""")
"""Where one of these is cut off, what is left is not what the source says."""

COSTS = words("""
error errors loss cost costs latency complexity risk time times noise variance bias bound bounds mortality rmse mae mse perplexity wer fid overhead uncertainty failure failures memory consumption runtime delay regret energy rate rates distance deviation usage
""")
"""What is better the less there is of it."""

CLAIMS = words("""
show shows find finds found demonstrate demonstrates prove proves improve improves reduce reduces increase increases decrease decreases outperform outperforms achieve achieves reveal reveals reach reaches cause causes lead leads confirm confirms suggest suggests indicate indicates establish establishes report reports conclude concludes exceed exceeds yield yields enable enables allow allows succeed fail succeeds fails remain remains depend depends solve solves beat beats matter matters obtain obtains provide provides propose proposes introduce introduces develop develops detect detects observe observes predict predicts affect affects
""")
"""Verbs with which something is asserted; what stands on no quote has none of them."""
