"""Words that name nothing: of grammar, of doing, and those any paper says whatever it is about.

Tables only. Holds no word that is the head of a name; those are in `heads`.
"""

from __future__ import annotations

from itertools import chain

from academichub.symbols import words

GRAMMAR = words(
    """
a about above across after again against all almost alone along already also although always am among
amongst an and another any anyone apart are around as aside at away be because been before behind being
below beneath beside besides between beyond both but by can cannot could despite did do does doing done
down due during e.g each either else etc even ever every everyone everything except few fewer for from
further had has have having he hence her here herein hers him his how however i i.e if in indeed inside
instead into is it its itself just least less lest let like likewise many may maybe me meanwhile might
mine more moreover most much must my namely near neither never nevertheless no none nonetheless nor not
nothing now of off often on once one ones only onto or other others otherwise our ours ourselves out over
own per perhaps plus quite rather regarding same she should since so some someone something sometimes
soon still such than that the their theirs them themselves then there thereby therefore thereof these
they this those though through throughout thus till to together too toward towards under unless unlike
until up upon us versus very via vs was we well were what whatever when whenever where whereas whereby
wherein whether which whichever while who whoever whole whom whose why will with within without worth
would yet you your et al cf thereafter afterwards abroad ago albeit amid concerning given non
two three four five six seven eight nine ten eleven twelve dozen dozens hundreds thousands millions
first second third fourth fifth last next previous latter former half twice today tomorrow yesterday
cm mm nm km kg mg ml ms ns ps fs hz db kb mb gb ppm gev tev kev mev ghz mhz khz kpc mpc
able unable likely unlikely due based according subject prior
"""
)

_DOING = words(
    """
circumvent mediate destroy underestimate overestimate expose monitor perturb ascertain corroborate delineate diagnose
discriminate dominate emulate envision evade excel hallucinate harness hamper hide incentivize inform internalize
interpret invert judge memorize navigate obscure obstruct overfit perceive personalize prioritise realise reconcile
reconstruct redefine reframe relax replicate rethink retrain rewrite safeguard speculate stratify synthesise terminate
traverse undermine underpin visualise weigh adhere allocate annotate catalyze coexist compensate compromise compress
confer confine confront consolidate constrain contend convert cooperate correlate deplete diverge expedite extrapolate
antagonize colonize regulate modulate implicate align bridge disregard coordinate shield exacerbate attenuate abolish
accelerate accept account achieve act adapt add address admit adopt advance affect agree aid aim allow
alleviate alter amplify analyse analyze answer anticipate appear apply argue arise ask assert assess
assist associate assume assure attain attempt attract attribute augment avoid base become begin behave
believe belong boost bring broaden build calculate call capture carry cast cause characterise
characterize check choose claim clarify classify coincide collect combine come compare compete
complement complicate comprise compute conclude conduct confirm conjugate consider consist constitute
construct contain continue contribute converge convey correspond couple cover create curate cut deal
decide decouple decrease deduce deem define degrade deliver demand demonstrate denote depend deploy
derive describe deserve detect deteriorate determine develop deviate devise differ diminish disclose
discover discuss disentangle dissect distinguish disrupt do drive drop elaborate elicit elucidate
eliminate embody emerge emphasize employ empower enable encode encounter encourage enforce engage
enhance enlarge enrich ensure entail enter enumerate equip establish evaluate evolve exceed exclude
execute exemplify exert exhibit exist expand expect experience explain exploit explore express extend
extract facilitate fail fall favor fill find fix focus follow forecast formalize formulate foster fulfil
fulfill fuse gain gather generalise generalize generate get give go govern grow guarantee guide handle
happen help hinder hold hypothesize identify illuminate illustrate imitate impair implement imply impose
improve include incorporate increase incur indicate induce infer inherit inhibit inject inspect inspire
instantiate integrate intend introduce invoke involve investigate isolate jeopardize justify keep know
lack lead leave lend let leverage limit look lose lower maintain make manifest match mean meet
mention merge mimic minimise minimize mitigate modify motivate move necessitate need neglect notice
observe obtain occur offer open operate optimise optimize originate outline outperform overcome overlook
participate perform permit persist place play point pose possess postulate predict present preserve
prevent prioritize proceed produce promise promote propose prove provide publish pursue push put
quantify raise reach realize recall receive recommend recover reduce refer refine reflect regard
reinforce relate release rely remain remove render reorder repeat replace report represent reproduce
require resemble resolve respond restore restrict result retain retrieve return reveal revisit run
satisfy say scrutinize see seek seem select send separate serve set share shed show simplify simulate
solve speed spend stabilize stand start state stem streamline strengthen strive struggle study suffer
suggest suit summarize support surpass sustain synthesize tackle tailor take target tell tend test
think tolerate train transcend transform translate treat trigger try turn uncover undergo underlie
underline underperform underscore understand undertake unify unlock unveil update use utilise utilize
validate vary verify view violate visualise visualize want weaken witness work yield
"""
)
_IRREGULAR = words(
    """
arisen arose became begun began brought built came chosen chose cut dealt did done drawn drew driven drove
fallen fell felt fought found gave given gone got grew grown held hidden kept knew known laid led left
lent lay lain lies lying lost made meant met paid put ran risen rose said saw seen sent set shed shown sought
spent spread stood taken taught told took thought understood underwent undergone underlies went won
withdrawn written wrote yielded
"""
)
_VOWELS = frozenset("aeiou")


def _forms(verb: str) -> tuple[str, ...]:
    if verb.endswith("e"):
        return verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    third = f"{verb}es" if verb.endswith(("s", "sh", "ch", "x")) else f"{verb}s"
    last = verb + verb[-1]
    return verb, third, f"{verb}ed", f"{verb}ing", f"{last}ed", f"{last}ing"


DOING = frozenset(chain.from_iterable(map(_forms, _DOING))) | _IRREGULAR
"""Verbs in all their forms."""

PARTICIPLES = words(
    """
supervised unsupervised distributed generalized regularized constrained unconstrained averaged weighted
directed undirected coupled embedded augmented guided nested mixed reduced restricted fixed randomized
localized quantized bounded unbounded charged polarized magnetized ionized excited entangled disordered
ordered doped layered twisted strained confined trapped damped forced stratified rotating accreting
interacting hidden masked gated dilated pooled stacked attributed labeled unlabeled labelled pretrained
retrieved shared structured unstructured curved modified inverted graded twisted extended truncated
delayed sparse crossed integrated automated advanced accelerated simulated activated targeted evolving
learning modeling modelling imaging sequencing processing training clustering sampling coding scattering
lensing coupling bonding ordering mapping planning reasoning understanding tuning pruning embedding
scheduling routing screening splicing signaling signalling folding binding docking bootstrapping dating
gating filtering pooling prompting programming computing engineering cloning cooling heating mixing
mining merging matching marching tracking rendering painting captioning grounding answering parsing
tagging labeling labelling linking ranking pricing trading bargaining voting hashing testing editing
boosting bagging stacking weighting masking aligning forecasting nowcasting denoising deblurring
inpainting segmenting tunneling tunnelling squeezing pumping trapping annealing sintering etching
printing coating doping spinning branching crossing spreading shedding aging ageing learning training
reinforcing decision-making steering scaling landing driving walking swimming flying breathing sleeping
loading unloading building spring string ring king wing thing being timing spacing bearing housing
manufacturing machining welding nursing marketing banking hearing gaming sensing reading writing speaking
timing padding sketching meeting boosting chunking unlearning forgetting thinking encoding decoding
"""
)
"""Words in -ed and -ing that stand inside names."""

EMPTY = words(
    """
subsequent unbounded national international causative steady sever
ability absence access account accuracy-based action actual addition additional adequate advanced advantage
advantages advance aforementioned age agreement aim alternative ambitious amount ample analogous ancient
appearance applicability application applications appreciable appropriate approximate area argument
aspect assumption attempt attention-grabbing attractive author availability available average aware
background bad balance basis basic behavior behaviour belief beneficial benefit best better big bottleneck
broad brief burden calculation candidate capability capable capacity care case category cause caution
central certain challenge challenging chance change choice circumstance city claim class classic classical
clear close code collection combination common community comparable comparative comparison competing
competitive complete complex complexity component comprehensive computation computational concept
conceptual concern conclusion concrete condition conditions consequence considerable consideration
consistent constant construction contemporary content context contrast contribution control conventional
conversation correct correspondence cost country course criterion criteria critical crucial current
customary data day debate decade decision deep-seated deficiency definite definition degree demand
demonstration dependence derivation description design desirable desired detail detailed deterministic
development developments difference different difficult difficulty direct direction discussion
distinct diverse diversity domain domains double drawback early ease easy effect effective effectiveness
effects efficacy efficiency efficient effort elegant element emergence emerging empirical end endeavor
entire environment equal equivalent essential evaluation evidence exact examination example excellent
exceptional existence existing expense experience experiment experimental experiments explanation
explicit exploration extensive extent external extra extraordinary extreme fact factor fair familiar far
fashion fast favorable feasible feature features field figure final finding findings fine finite flexible
focus form formal formulation foundation foundational fraction free frequent friendly full fully
fundamental future gap general generic genuine github global goal good gradual great group growing growth
hard heavy helpful hidden high high-quality higher highest history hot huge human hypothesis idea ideal
identical immediate impact implementation implication implications importance important impossible
impressive improvement improvements inadequate incomplete increase increasing independent individual
individuals inefficient inferior influence information inherent initial innovation innovative input
insight insights inspiration instance intelligent intensive interest interesting interface internal
interpretation introduction intuitive investigation investigations issue item job joint journal key kind
knowledge known lack landscape large larger largest late latest layer lead leading length level levels
 likely limitation limitations limited line list literature little local location long long-standing
long-term lot low low-cost lower lowest main major majority manner many material-specific mature maximal
maximum mean meaning meaningful means mechanism mechanisms member minimal minimum minor mismatch missing
mode moderate modern modest modification motivation multiple mutual narrow nature necessary
necessity negative new nice notable notion novel novelty number numerous object objective observation
obstacle obvious occurrence old ongoing open open-source opportunity opposite option order
ordinary origin original outcome output overall overview page pair paper paradigm parameter part partial
particular past people perfect performance period person perspective phenomenon phenomena piece
place plausible point popular portion position positive possibility possible potential powerful practical
practice precise precision-oriented preferred preliminary presence present previous primary principal
principle prior private probable problem procedure-level product production profile profound program
progress project prominent promise promising proof proper property properties proposal proposed prospect
public purpose quality quantitative qualitative question quite range rapid rare rate-limiting
rationale raw real real-life real-time real-world reality realistic reason reasonable recent recipe
recommendation record reference region regular related relation relationship relative relevance relevant
reliable remaining remarkable report representative requirement requirements research researcher
researchers resource response restriction result results review rich rigorous rise robust role
roughly round routine rule sample samples satisfactory scale scenario scenarios scheme-specific scientific
scientist scope second secondary section selected sense sensible separate sequence-level series serious
session setting settings setup several severe shape sharp short shortcoming side sign significance
significant similar similarity simple simplicity simultaneous single site situation size skill slight
slow small smaller smallest smart software solid solution solutions sophisticated sort source
special specific stage standard state-of-the-art statement static status step stochastic-looking story
straightforward strange strategic strength strict striking strong structure structures student study
studies style subject subset substantial successful sudden sufficient suitable summary superior
superiority support sure surprising survey-wide system systematic systems target team technical
technologies technology tendency term terms test theme theoretical thing thorough thought threshold time
times tiny title today tool tools top topic total tough traditional trait treatment-related tremendous
trend trivial true truth typical ultimate unclear uncommon understanding unexpected unexplored unified
uniform unique universal unknown unlimited unnecessary unprecedented unresolved unseen unusual up-to-date
urgent usage use useful usefulness user users usual utility utmost validity valuable value values variant
various vast version versatile viable view vital volume way ways weak weakness website week weight well-known
whole wide wide-ranging widespread word words work works world worse worst year years young
yearly zero cutting-edge large-scale small-scale high-level low-level fine-grained coarse-grained
end-to-end long-range short-range wide-scale in-depth so-called above-mentioned well-established
well-studied widely-used commonly-used newly-developed full-scale trade-off tradeoff follow-up one-way
two-way two-step multi-step one-step on-site ai us usa uk eu url http https www com ii iii iv vi vii viii
patient patients participant participants people adult adults child children men women woman man male
female subjects author authors expert experts practitioner clinician researcher student teacher january
february march april june july august september october november december monday friday gold-standard
hour hours minute minutes second seconds month months week weeks day days non-trivial nontrivial
state-of-art sota baseline baselines counterpart counterparts competitor insight pipeline-level code
repository supplementary supporting appendix equation-based preprint manuscript article letter thesis
inability inefficiency readiness willingness novelty versatility manifold-like set sets type types
china wuhan india italy europe iran korea japan america africa spain germany france brazil hubei chinese
american european italian indian japanese
"""
)
"""Words that tell no paper from another; a name neither begins nor ends with one."""

MODIFYING = words(
    """
data knowledge system resource task value word structure action level role input output decision source
software hardware information parameter feature target content property question domain concept event
record sample user text time phase image video speech voice document sentence query token frame object
body person vehicle customer market price stock food air land age drug code web index risk traffic crowd
motion energy power signal noise point part region edge node user item label class reward preference
instruction demand supply load state space field mode rule position case product mass number activity
strength layer page term quality topic trait individual phenomenon service patient success light
"""
)
"""Nouns that say something only right before another ("data augmentation")."""

LEARNED = words(
    """
theoretical mathematical numerical computational analytical analytic clinical
 scientific academic methodological technological systematic conventional traditional
mechanistic predictive underlying resulting corresponding respective preceding emerging prevailing
dominant leading advanced sophisticated lightweight scalable unifying novel tractable interpretable
explainable trustworthy generalizable transferable reusable automated automatic manual semi-automatic
comprehensive rigorous principled plug-and-play training-free model-agnostic cost-effective user-friendly
data-driven model-based learning-based physics-informed-like ai-based ai-driven state-dependent
well-defined well-posed ill-posed easy-to-use open-ended closed-source high-performance
high-resolution high-fidelity high-precision low-resource resource-constrained real-valued
third-party in-house off-the-shelf task-specific domain-specific problem-specific application-specific
computer-based web-based simulation-based different-sized multi-center single-center multicenter
nationwide worldwide retrospective prospective cross-sectional observational longitudinal
"""
)
"""Adjectives of any paper's methods, systems and studies."""
