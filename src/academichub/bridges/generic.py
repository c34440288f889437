"""Words that name nothing in particular: shared by all fields, they join none."""

from __future__ import annotations

from academichub.symbols import words

_ALONE = words(
    """
accuracy agent architecture assumption auc bleu behavior behaviour bound class code community condition
constraint cost crystal deep density design deviation distance distribution dynamics edge effect
efficiency energy ensemble f1 environment equation error estimate estimation estimator family fidelity
field flow force frequency function graph group image inference information input integral iteration
latency layer learning likelihood limit loss mae mass matrix mean measure mechanism medium metric module mse network
node noise objective observation operator optimization output path pattern perturbation point
population power precision probability protocol psnr quantity ratio recall region regression
representation resolution response rmse robustness runtime sample sampling scale score sensitivity sequence series
signal size solution source space spectrum speed speedup ssim state statistic step structure surface target
temperature throughput token topology trajectory transfer transition uncertainty variable variance variation
vector velocity volume weight
"""
)
"""Empty as a name by themselves; with another word before them they are names."""

_EMPTY = words(
    """
ability advantage algorithm analysis application approach area article aspect assessment attempt
baseline benchmark calculation capability case challenge characteristic choice collection comparison
complexity component computation context contribution criterion data dataset development
difference domain estimate evaluation evidence example experiment expression factor feature
framework gap generation idea implementation improvement increase insight interaction investigation
issue knowledge level literature measurement method methodology model modeling modelling number
numeric observation option outcome parameter performance phase potential prediction problem
procedure process processing product property quality question rate regime report requirement
research result review role scenario scheme set setting setup simulation situation solution stage
strategy study survey system task technique technology term test theory time tool topic training
trial type understanding use validation value variety way work
"""
)
"""Empty whatever of the next stands before them."""

_BEFORE = words(
    """
accurate actual additional advanced alternative analytic analytical annotated available average
basic benchmark best big broad candidate central certain classic classical common commonly
comparative complete complex comprehensive computational computer conventional critical current
daily data deep desired detailed different difficult diverse downstream effective efficient empirical
entire essential established existing experimental extensive extra final fine first formal full
fundamental future general global good ground hard high higher human hybrid important improved
individual initial intelligent interesting internal joint key labeled labelled large larger last
learned limited local long low lower main major many mathematical mean minimal modern multiple natural
necessary new novel numerical observed old open optimal original other overall particular past
physical possible potential practical precise present previous primary principal prior promising
proposed public publicly qualitative quantitative random raw real realistic recent reference related
relative relevant reliable research robust same sample scientific second selected several short
significant similar simple simulated single small smaller source special specific standard state
statistical strong structured subsequent suitable superior synthetic systematic target technical
test theoretical top total traditional training transformative typical underlying unified unique
unlabeled unlabelled useful usual valuable various wide
"""
)

_PHRASES = """
action space; artificial intelligence; classification accuracy; computational cost; confidence interval; constant factor; convergence
rate; deep learning; deep neural network; error bar; error rate; f1 score; fine tuning; foundation model;
generative model; ground truth; image quality; language model; large language model; learning algorithm; learning
rate; linear regression; long term; loss function; machine learning; machine learning model; mean
squared error; neural network; neural network model; objective function; open source; optimization
problem; pre trained model; pretrained model; real world; real world application; real world data;
probability distribution; sample size; short
term; signal to noise; signal to noise ratio; spatial resolution; standard deviation; state of the art; success rate; supervised
learning; system architecture; model architecture; time complexity; time series; time step
"""


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 5:
        return f"{word[:-3]}y"
    if word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and len(word) > 3 and word[-2] not in "sui" else word


_EMPTY_HEADS, _SORTS = (frozenset(map(_singular, each)) for each in (_EMPTY, _BEFORE))
_SINGLE = frozenset(map(_singular, _ALONE)) | _EMPTY_HEADS | _SORTS
_NAMED = frozenset(
    tuple(map(_singular, phrase.split())) for phrase in _PHRASES.replace("\n", " ").split(";")
)


def is_generic(name: str) -> bool:
    """Whether *name* says nothing of what two works have to do with each other.

    It is one of our list, one empty word, or empty words after others that only say of what sort.
    """
    said = tuple(map(_singular, name.casefold().replace("-", " ").split()))
    if len(said) < 2:
        return not said or said[0] in _SINGLE or name.isdigit() or _is_short(name)
    empty = said[-1] in _EMPTY_HEADS and all(one in _SORTS | _EMPTY_HEADS for one in said[:-1])
    return empty or said in _NAMED


def _is_short(name: str) -> bool:
    """Whether it is an abbreviation of two letters, which every field has for something else."""
    return len(name) < 2 or (len(name) < 3 and name.isascii())
