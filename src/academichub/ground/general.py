"""English words that any paper may use whatever it is about: they name nothing.

A statement may use these though its quotes do not; any other word must be in its quotes. Words that
say how much, in which direction, how surely or what caused what are here too: other rules watch them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from academichub.symbols import words

STOP = words("""
a about above across after again against all along also although am among amongst an and any are around as at be because been before behind being below beneath beside besides between both but by can could did do does doing done down due during always each either else et al etc even ever every few for from further had has have having he hence her here hers him his how however i if in indeed instead into is it its itself just least less let like many may me might more moreover most much must my namely near neither no nor not now of off often on once one only onto or other others otherwise our ours out over own per perhaps quite rather same shall she should since so some still such than that the their theirs them then there thereby therefore therein these they this those though through throughout thus to together too toward towards under until up upon us use used uses using very via was we well were what whatever when whenever where whereas whereby wherein whether which while who whom whose why will with within without would yet you your e.g i.e vs versus eg ie cf respectively namely whilst thereof amid unlike despite
""")

_WORDS = """
ability able abstract academic accept accepted access accessible accommodate accompany accomplish accord accordance account achieve
acquire across act action active actual actually adapt add addition additional additionally address adequate adopt advance advanced
advantage affect aforementioned afford aid aim align allow allude alone alongside already alternative alternatively amenable
ample analyse analysis analyst analytic analytical answer anticipate apart apparent apparently appeal appear applicable application
apply appreciable approach appropriate approximate approximately arbitrary area argue argument arise art article aspect assert assess assessment
assign assist associate associated association assume assumption attain attempt attend attention attractive attribute author authors available avenue average avoid aware away
back background barrier base based basic basis bear become begin behave behavior behaviour belong beneficial benefit better best beyond big bigger biggest
bottleneck bound brief briefly bring broad broader broadly build built bulk call calculate calculation candidate capability capable capacity capture care careful carefully carry
case category cause caveat central certain certainly challenge challenging chance change character characterise characteristic characterize cheap check chief choice choose circumstance cite claim clarify class
classic clear clearly close closely collaborate collect collection combination combine come comment common commonly community companion compare comparable comparably comparative comparatively
comparison compatible compelling competing competitive complement complementary complete completely complex complexity complicated component comprehensive comprise
computation computational compute concern concerning conclude conclusion concrete condition conduct confer confine confirm confirmation conjecture conjunction connect connection consequence
consequently consider considerable considerably consideration consist consistent consistently constitute constrain constraint construct construction contain contemporary context continue
contrast contrary contribute contribution control controlled convenient conventional convey convincing cope core correct correspond corresponding cost cover coverage create creation criterion critical
crucial current currently customary date day deal debate decade decide decision decline deduce deem deep deeper define definite definition degree deliver demand demonstrate demonstration denote depend
dependence dependent depict derive derivation describe description design desirable desire despite detail detailed determine develop development deviate device devise devote differ difference
different differently difficult difficulty direct direction directly disadvantage discover discovery discuss discussion display distinct distinction distinguish diverse
diversity divide document dominant dominate double draw drawback drive drop due duration dynamic early earlier ease easily easy effect effective effectively effectiveness efficacy efficiency
efficient efficiently effort elaborate elevate eliminate elucidate embed embody emerge emergence emerging emphasis emphasise emphasize employ enable encompass encounter encourage end enhance
enhancement enjoy enlarge enormous enough ensure entail entire entirely entity enter envisage equal equally equip equivalent especially essential essentially establish estimate estimation evaluate
evaluation eventually every everyday evidence evident evidently evolve exact exactly examination examine example exceed excel excellent except exceptional excess exclude exclusively execute exercise exert exhibit exist
existence existing expand expansion expect expectation expected expense expensive experience experiment experimental experimentally expert explain explanation explicit explicitly exploit exploration exploratory explore expose express
extend extension extensive extensively extent extra extreme extremely face facet facilitate fact factor fail failure fair fairly fall familiar famous far fashion fast faster favor
favorable favour favourable feasible feature figure final finally find finding findings fine finish finite first firstly fit fix flexible focus follow following foremost forecast form formal former
formulate formulation forward foster foundation framework frequency frequent frequently fresh full fully function fundamental further furthermore future gain gap general generalise generalize generally generate generation
generic genuine get give given global go goal good govern gradual gradually grant grasp great greater greatly ground group grow growing growth guarantee guidance guide guideline hallmark hand handle happen hard hardly harness help helpful hide high higher highest highlight
highly hinder hint hitherto hold holistic hope host huge hurdle hypothesis hypothesise hypothesize idea ideal ideally identical identify identification illuminate illustrate illustration illustrative imagine immediate
immediately immense impact impede imperative implement implementation implication implicit imply importance important importantly impose impressive improve improved improvement inability inadequate incentive inception include inclusion
incorporate increase increased increasing increasingly incur independent independently indicate indication indicative indicator indirect individual individually induce inference infer inferior influence inform information informative
infrequent inherent inherently initial initially initiate innovation innovative inquire inquiry insight insightful inspect inspire instance institute instrumental integral integrate intend intense intensive intent
intention interest interested interesting interestingly interplay interpret interpretation introduce introduction intriguing intrinsic intuition intuitive invaluable invent invention investigate investigation involve irrespective
isolate issue item join joint jointly judge judgment justify keep key kind knowledge known know lack landscape large largely larger largest last lasting late lately later latter launch lead leading leave length
less lessen lesson level leverage lie likely likewise limit limitation limited line link list literature little local locate long longer look lose loss lot low lower lowest magnitude main mainly maintain major majority make manage manifest
manner manuscript mark marked markedly massive match material mature maximum mean meaning meaningful means meanwhile measure measurement mechanism meet mention merely merit method methodology methodological middle mild mind
minimal minimum minor minority mirror miss mitigate mode model moderate modern modest modification modify moment monitor month motivate motivation move multiple multitude mutual name narrow natural naturally nature nearby nearly necessarily necessary necessitate
necessity need negative negligible new newly next nice normal normally notable notably note noteworthy notice notion novel novelty now nowadays null number numerous object objective observation
observe obstacle obtain obvious obviously occasion occasional occasionally occur occurrence offer old ongoing open operate operation opinion opportunity oppose opposite optimal optimise optimize option order
ordinary organise organize origin original originate outcome outline outlook outperform output outstanding overall overcome overlook overview owing paper paradigm parallel part partial partially participate particular particularly partly
pass past pattern pave peculiar people perceive perfect perform performance period permit perspective persist pertain pertinent phenomenon pick picture piece pinpoint pioneer pipeline place plan plausible
play pledge plenty point pool poor poorly popular portion pose position positive positively possess possibility possible possibly potential potentially power powerful practical practically practice practitioner precede precise
precisely predominantly prefer preferable preference preliminary premise preparation prepare prerequisite presence present presentation preserve preserving pressing presumably prevail prevalent prevent previous previously
primarily primary prime principal principle prior prioritise prioritize pristine probable probably problem problematic procedure proceed process produce profound program programme progress prohibit project prominent
promise promising promote prompt pronounced proof propel proper properly property proportion proposal propose prospect protocol prove provide provided publication publicly publish purely purpose pursue push put puzzle
qualitative qualitatively quality quantification quantify quantitative quantitatively quantity query quest question quick quickly raise random range rapid rapidly rare rarely rate ratio rationale reach read readily ready real realise realistic reality
realize really reason reasonable reasonably recall receive recent recently recognise recognition recognize recommend recommendation record recover reduce reduction refer reference refine reflect refrain regard
regarding regardless region regime regular regularly reinforce relate related relation relationship relative relatively relax relevance relevant reliable reliability reliably reliance rely remain remainder remaining remark remarkable
remarkably remedy remove render repeat repeated replace report reported repository represent representation representative require requirement research researcher resemble reserve resolve resource respect respective
respond response rest restrict restriction result resulting retain rethink return reuse reveal review revise revisit rich rigorous rigorously rise rival robust robustly robustness role rough roughly round route routine rule run safe sake sample satisfactory satisfy save say
scale scarce scenario scheme scholar science scientific scientist scope score scrutinise scrutinize search second secondly section secure see seek seem seldom select selection seminal sense sensitive sensitivity separate separately series serious serve service set setting setup settle several severe
severely shape share sharp shed shift short shortcoming shorter shortly show shrink side sign significance significant significantly similar similarity similarly simple simpler simplicity simplify simply simulate simulation simultaneous simultaneously
single situation size sizeable slight slightly slow slower small smaller smallest smooth so-called sole solely solution solve somewhat soon sophisticated sort sought source space span special specific specifically specification specify speculate speed split spread spur
stage stand standard start state statement statistical statistically status steady step still straightforward strategy strength strengthen stress striking strikingly strive strong stronger strongly structure structured struggle study
style subject subsequent subsequently substantial substantially subtle succeed success successful successfully suffer suffice sufficient sufficiently suggest suggestion suit suitable suited sum summarise summarize summary superior superiority supplement supply
support suppose suppress surely surpass surprise surprising surprisingly surround survey susceptible sustain systematic systematically tackle tail tailor take target task technical technically technique technology tell tend tendency term test theme theoretical theoretically
theory thing think thorough thoroughly threaten threshold time timely today tool topic total totally touch track tradeoff tradition traditional traditionally transfer transform transition treat treatment tremendous trend trial trigger true truly try turn twice type typical typically ubiquitous ultimate
ultimately unable unambiguous uncertain uncertainty unclear uncover undergo underlie underlying underline underscore understand understanding undertake unexplored unfortunately unified unify unique uniquely unit unknown unlike unlikely unlock unprecedented unresolved unveil update upper usage
useful usefulness user usual usually utilise utility utilize valid validate validation valuable value variable variation variant variety various vary vast verify verification versatile version viable view viewpoint virtually visible vital want warrant way
weak weaken weaker week weight well whole wholly wide widely widespread willing wish withstand wonder word work world worse worst worth worthwhile write year yield zero
accelerate accelerating acceleration aggravate alleviate ameliorate amplify attenuate augment boost bolster bring comparably curb curtail cut decrease decreased decreasing degrade degradation deteriorate deterioration diminish dip downward elevate elevated
escalate exacerbate expedite fewer half heighten impair impairment improve inferior inhibit intensify lengthen lighten lift maximal maximise maximize mean minimise minimize negatively outpace plummet prolong quadruple reduce shorten slash soar surge triple underperform upward widen worsen
advantageous adverse adversely beat beaten better detrimental harmful harm hurt outdo overtake trail lag poorer favourably favorably roughly
accordingly actually afterwards alike almost altogether arguably aside beforehand certainly chiefly commonly concurrently consequently conversely definitely definitively doubtless easily elsewhere entirely equally essentially eventually evidently exclusively explicitly
finally firstly formerly generally hardly historically implicitly incidentally increasingly inevitably initially interestingly invariably lastly lately likewise literally mainly markedly meanwhile merely mostly namely nearly nevertheless nonetheless normally notably nowadays obviously
occasionally originally overall overwhelmingly particularly partly perfectly precisely presently presumably previously primarily principally probably promptly rarely readily recently regularly roughly scarcely seemingly seldom separately severally sharply shortly significantly
simultaneously slightly solely sometimes somehow specifically steadily strictly strikingly subsequently substantially successfully suddenly sufficiently supposedly surely thirdly thereafter together typically ultimately unanimously undoubtedly universally unusually usually vastly virtually
accuracy-wise acknowledge advent aforesaid aggregate allocate amount ancillary appendix array assertion attempt begin body breadth burgeoning byproduct categorise categorize comprise conceive concept conception conceptual conclusive conclusively consensus contemplate content corroborate count counterpart course coupled culminate
cumulative curious deficiency deficit delineate demanding deploy deployment devoid dimension disclose discern doubt drawing effectuate efficacious emanate endeavor endeavour engage enrich entail envision evaluation exemplar exemplify exhaustive
expert facet facilitate falter feat flaw foundational give glimpse governing handful harder hurdle impetus incomplete increment incremental indispensable inferential initiative inspiration intricate intrigue landmark laborious lean limiting longstanding long-standing make merge milestone multifaceted
nascent necessitate nontrivial non-trivial nuance nuanced numerical numerically objective obscure offering onset optimum originate outlier overarching overhead paramount paucity pertinent pervasive pitfall pivotal plethora portray possess postulate precursor predominant prescribe
proliferation propensity proposition prototype prowess punctual quasi ramification readiness reassess recap reconsider rectify remarkable renowned replicate repertoire resilient resonate respectable reveal rigor roadmap root ruling salient scant scrutiny seamless seamlessly
seemingly shortfall shedding showcase solidify spearhead straightforwardly streamline strengthening substantiate successive suite supersede surmount synthesise synthesize tangible tedious thereby thrive thrust timely trace tractable trajectory transformative translate transparent underexplored underpin underpinning understudied undertake undertaking unravel utilization valuable viability vividly
account answer argued attributed believed called carried centred centered coined confirmed contributed credited deemed dubbed known labelled labeled named presented proposed put reported seen shown stated suggested termed thought treated viewed
ask report describe explain note observe state mention consider find discuss present introduce study investigate examine explore analyze
correlate correlation associate association link linkage found inside system systems made talk comprehension comprehend team colleagues colleague collaborators coauthors coworkers researchers numerous latest economical prospective finding founded assemble sturdy
accessed acquired adapted adopted aimed applied built chosen compared composed computed conducted constructed created defined derived designed determined developed discussed employed equipped evaluated exploited extended
feasibility flexibility generality usability practicality simplicity soundness validity versatility stability suitability superiority
"""

TIMES = words("""
second seconds minute minutes hour hours day days week weeks month months year years decade decades
""")


@cache
def _listed() -> frozenset[str]:
    return frozenset(word for line in _WORDS.split() for word in line.split("-")) | STOP


@lru_cache(maxsize=50_000)
def is_general(word: str) -> bool:
    """Whether *word* (lower case) names nothing by itself: it is listed, or a form of a word that is."""
    return any(form in _listed() for form in _forms(word))


def _forms(word: str) -> Iterator[str]:
    yield word
    for ending, others in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            left = word[: -len(ending)]
            yield from (left + other for other in others)
            if left[-1] == left[-2]:
                yield left[:-1]


_ENDINGS = (
    ("'s", ("",)), ("ies", ("y",)), ("ied", ("y",)), ("es", ("", "e")), ("s", ("",)), ("ed", ("", "e")), ("ing", ("", "e")),
    ("ly", ("", "le")), ("ily", ("y",)), ("ally", ("al", "")), ("er", ("", "e")), ("est", ("", "e")), ("ier", ("y",)), ("ation", ("e", "")),
    ("ability", ("able",)), ("ness", ("",)), ("ment", ("",)), ("ments", ("",)), ("ations", ("e", "")), ("ers", ("", "e")),
)  # fmt: skip
