"""Words that cannot make a label: of grammar, of any abstract whatever it is about; never a topic's.

Tables alone. English words are in lower case and in the singular, as keys of words are.
"""

from __future__ import annotations

from academichub.symbols import words

GRAMMAR = words(
    """
a about above according across after again against all almost along already also although am among amongst an and
another any are around as at away be because been before behind being below beneath beside besides between beyond both
but by can cannot could despite did do does doing done down due during each either else especially etc even ever every
except few for from further had has have having he hence her here hers him his how however i if in indeed instead into
is it its itself just least less like many may me might more moreover most much must my namely near neither never
nevertheless no none nor not nothing now of off often on once one only onto or other others otherwise our ours out over
own per perhaps quite rather same several shall she should since so some somehow soon still such than that the their
theirs them themselves then there thereby therefore these they this those though through throughout thus to together
too toward towards two under unless unlike until unto up upon us usually various versus very via vs was we were what
whatever when whenever where whereas whereby wherein whether which while who whole whom whose why will with within
without would yet you your three four five six seven eight nine ten everywhere anywhere somewhere here there first second third fourth fifth last next former
latter http https url atthis arxiv et al ie eg cf de la le les der die das und des du el los en een het van von
"""
)
"""Words that stand between phrases and never in one."""

DEEDS = words(
    """
accelerate accompany accomplish account achieve achieved achieving acquire act adapt adapted add added address addressed
addressing adopt adopted adopting advance affect aggregate agree aim aimed aiming allow allowed allowing analyse
analysed analyze analyzed analyzing announce answer answered appear applied applies apply applying argue arise arising
assess assessed assessing assign assume assumed assuming attain attempt augment avoid avoiding based become becoming
begin behave belong benefit breaks bring build building builds built calculate calculated call called capture captured
capturing carried carry cast cause caused causing change changed characterise characterize characterized choose chosen
claim clarify classified classify collect collected combine combined combining come compare compared comparing
compete complement complete compute computed computing conclude conduct conducted confirm confirmed connect consider
considered considering consist consisting constitute construct constructed constructing contain containing continue
contribute control controlled convert cope correspond corresponding cover covering create created creating deal decide
decrease decreasing deduce define defined defining deliver demonstrate demonstrated demonstrating denote depend
depending deploy deployed derive derived deriving describe described describing design designed designing detect
detected detecting determine determined determining develop developed developing differ discover discovered discuss
discussed discussing display distinguish drive drives driven elucidate emerge emerging employ employed employing enable
enabled enabling encompass encounter encourage enforce enhance enhanced enhancing enjoy ensure ensuring entail establish
established establishing estimate estimated estimating evaluate evaluated evaluating evolve examine examined examining
exceed exceeding exhibit exhibited exhibiting exist existing expand expect expected explain explained explaining exploit
exploited exploiting explore explored exploring expose express extend extended extending extract extracted extracting face
facilitate facilitating fail failing fails fall favor find finding focus focused focusing follow followed following force
form formed formulate formulated found fulfil further gain generalise generalize generate generated generating get give
given giving go govern grow grown guarantee guide guided handle handling happen help hinder hold holding identified
identify identifying ignore illustrate illustrated imply implies implying impose improve improved improving include
included including incorporate incorporated incorporating increase increased increasing incur indicate indicated indicating
induce induced infer influence inform inspire inspired integrate integrated integrating interact interpret introduce
introduced introducing investigate investigated investigating involve involved involving keep know known lack lacking lead
leading learn led let leverage leveraged leveraging lie limit limited limiting link linked look lose made maintain
maintaining make making manage match matching maximise maximize measured meet mention minimise minimize minimizing mitigate
mitigating modify modified motivate motivated move moving necessitate need needed note notice observe observed observing
obtain obtained obtaining occur occurring occurred offer offering operate optimise optimize optimized optimizing outperform
outperforming outperformed overcome overlook owing perform performed performing permit play plays playing pose possess
postulate predict predicted predicting prefer present presented presenting preserve preserving prevent preventing proceed
produce produced producing promote promoting propose proposed proposing prove proved proven proving provide provided
providing publish published pursue put raise range ranging reach reached reaching realise realize recall receive received
recognise recognize recommend reconstruct recover reduce reduced reducing refer refine regard regarding reinterpret relate
related relating release released rely relying remain remaining remove removing render repeat replace replaced replacing
report reported reporting represent represented representing require required requiring resolve respond restrict restricted
result resulting retain retrieve return reveal revealed revealing review revisit run running runs satisfy satisfying say see
seek seen select selected selecting send separate serve serves serving set show showed showing shown simplify simulate
simulated solve solved solving span specify spread start stem study studied studying substitute succeed suffer suffering
suggest suggested suggesting summarise summarize supplement support supported supporting suppose surpass surpassing
sustain tackle tackling take taken taking target targeted tell tend test tested testing think towards track trained transform
transformed translate treat treated trigger try turn undergo underlie underlying undermine understand uncover unify unifying
unveil update updated updating use used using utilise utilize utilized utilizing validate validated validating varied vary
varying verified verify verifying view want warrant weaken wish work working write written yield yielded yielding
encode decode struggle inspect converse leave fit fits suit stay grow ask answer merge split believe strengthen react
believed constrained kept drawn thought cut put sought brought lost chose bring brings hidden trust kept spent taught
believed constrained associated aligned caused coupled
"""
)
"""Words of doing that abstracts are full of; as nouns they say too little to name a theme."""

PALE = words(
    """
ability able absence existence uniqueness split formula rank addition mean well dynamic calculation approximation addition physics consideration attempt abstract abundant academic acceptable access accessible accuracy accurate achievable achievement
action activity actual additional adequate adjacent advanced advantage advantageous aforementioned aggregated alternative
ambitious ample amount analogous analyses analysis analytic analytical angle apparent applicability applicable application
approach appropriate approximate arbitrary area argument article aspect assessment assumption attention attractive author
availability available average aware background balance baseline basic basis beginning behavior behaviour benchmark beneficial
best better big bit body book bottleneck bound branch brief broad capability capable capacity careful case category central
certain challenge challenging change chapter character characteristic choice class classic classical clear close code
collection color combination common community comparable comparative comparison competitive complex complexity
component comprehensive comprehensive computational computation computer concept conceptual concern conclusion concrete
condition consequence considerable consistency consistent constant constraint construction content context contrast
contribution conventional convincing core correct correlation cost count couple course critical crucial current currently data
database dataset date day decade deep deeper default definition degree demand demonstration dependence dependency
dependent description design desirable detail detailed development deviation difference different difficult difficulty
direct direction disadvantage discussion distinct diverse diversity domain dominant double downside drawback early easy
effect effective effectiveness efficacy efficiency efficient effort element emergence emphasis empirical end enhancement
enough entire entity environment equal equation equivalent error essential establishment estimate estimation evaluation
event evidence exact example excellent exception excess experiment experimental experimentation explanation explicit
exploration expression extended extension extensive extent extra extreme fact factor failure fair false family fast
favorable feasibility feasible feature field figure final fine finite fixed flexibility flexible focus follow-up
following form formal formulation fraction frame framework free frequency frequent full function functional functionality
fundamental future gap general generalization generation generic github global goal good great group growing growth guarantee
guideline half hand hard head help high higher highest highlight history holistic hour http https human hundred hybrid
hypothesis idea ideal identical identification illustration impact implementation implication importance important
impractical impressive improvement inability increment independent index indication individual influence information
initial inherent innovation innovative input insight instance instruction insufficient integration intensive intention
interaction interest interesting internal interpretation intrinsic introduction intuition intuitive investigation
involvement issue item joint key kind knowledge known lab label lack landscape large larger largest last late latest layer
leading left length lens level light likelihood limit limitation limited line linear link list literature little local
location long longer loss lot low lower lowest machine magnitude main major majority man manner manual manuscript map
material mathematical matter max maximal maximum meaning meaningful means measure measurement mechanism medium member
method methodology metric middle million minimal minimum minor minute missing mixed mode model modeling modelling
modern modest modification module moment month motivation multi multiple natural nature necessary necessity negative net
new newly nontrivial normal notable notion novel novelty number numerical numerous object objective observation obstacle
old online open operation opportunity optimal optimization option order ordinary organization original outcome
output overall overhead overview page pair paper paradigm parallel parameter part partial particular party past path
pattern people percent perfect performance period person perspective phase phenomenon physical pipeline place plan point
policy poor popular population portion position positive possibility possible potential power powerful practical practice
precise precision prediction preliminary premise presence present previous primary principal principle prior
priori problem procedure process processing product production profile program progress project prominent promising
proof proper property proportion proposal proposition prospect public purely purpose quality quantitative quantity
question quick quicker random rapid rare rate ratio raw real real-world realistic reality reason reasonable recent recently
recommendation reduction reference regime region regular relation relationship relative relevance relevant reliability
reliable remarkable report representation representative reproducible requirement research researcher resource respect
response rest restriction result rich right rigorous rise risk robust robustness role room round rule sake sample scale
scenario scene scheme science scientific scope score search section selection sensitive sensitivity sequence series
serious set setting setup shape sharp shift short side sign signal significance significant similar similarity simple
simplicity simulation single site situation size slight small smaller smallest smooth software solid solution
sophisticated sort source space special specific specification speed stable stage standard start state state-of-the-art
statement static statistic statistical status step straightforward strategy strength strict strong stronger structure
structural student study style sub subject subsequent substantial success successful successive sufficient suitability
suitable sum superior support survey synthetic system systematic table target task technical technique technology
temporal tendency term terminology test text theme theorem theoretical theory thing thorough thousand time timely title
tool top topic total tradition traditional training trait transition treatment trend trial true truth type typical
ubiquitous uncertain underlying understanding unified uniform union unique unit universal unknown unprecedented unseen
update upper usage use useful usefulness user usual utility valid validation validity valuable value variable variant
variation variety vast vector version view viewpoint vital vulnerability wave way weak weakness week well-known wide
widespread work workflow world worse worst year yes zero
finding approx respectively significantly experimentally systematically furthermore
"""
)
"""Words that are in any abstract: no label alone, and none that is made of nothing else."""

EMPTY_FIRST = words(
    """
bad own standard recent current previous prior different diverse existing efficient effective novel new future full true complex
modern generic single unified stronger better best complete simple specific important key main own respective real pure
certain several additional further big good improved accurate reliable comprehensive powerful promising popular common
typical similar state of the art early late later advanced particular present possible potential suitable sufficient
significant substantial great high-quality entire whole total overall major minor broad wide narrow useful well
remarkable excellent strong weak larger smaller higher lower lowest highest longer shorter faster slower richer
many such corresponding appropriate necessary relevant interesting challenging practical conventional traditional
alternative innovative numerous multiple various available initio novo recently first second final initial main generalized
"""
)
"""Adjectives that tell no topic: a phrase does not begin with them."""

HOLLOW = words(
    """
performance quality assumption result method approach technique property properties paper framework study
analysis issue setting work strategy level step requirement success dataset benchmark baseline number size type
experiment evaluation improvement scenario application word pipeline
"""
)
"""Heads that make a poor label of an otherwise telling phrase."""

CHINESE_BETWEEN = frozenset(
    "的了在是和与为及其以于这那该从被将把且或而也都就到所使若则但此各每某它们我你他她本又很更个之吗呢"
)
"""Characters of grammar; a run of Chinese is cut at each. None that begins or ends many terms."""

CHINESE_PALE = words(
    """
研究 方法 结果 模型 系统 数据 问题 分析 提出 基于 实验 表明 通过 进行 实现 性能 技术 应用 理论 算法 影响 效果 作用 发展
过程 特征 条件 关系 情况 方面 领域 工作 框架 任务 目前 提高 提供 采用 利用 结合 针对 有效 重要 主要 不同 相关 我们 论文
显著 优于 改进 设计 构建 探讨 讨论 介绍 综述 评估 验证 现有 传统 新型 关键 能力 机制 策略 信息 学习 训练 网络 计算 优化
"""
)
"""Chinese words that are in any abstract."""
