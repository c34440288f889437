"""English words in which any work may be judged, beside those of general use and its own.

A judgement that needs others blames, praises or speaks of something else: so words are listed that are allowed,
since those that are not have no end. The words of criticism are our own list; ``usual_words.txt`` are those
that most abstracts have (arXiv's metadata, CC0), without any that blames or praises. Compared by stem.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from academichub.ground import general
from academichub.ground.stems import stem

_WORDS = """
ablation above absence absent absolute acceptance accuracy adjust adjustment admissible advantage agreement ahead algebraic algorithm
alike alternative ambiguity ambiguous amount analogous analogy annotation annotator anomaly ansatz apples appendix argument arithmetic
artefact artifact assertion asymmetric asymptotic atypical audience averaging axiom backward balance balanced bare baseline batch
bayesian before beforehand begin behind belief benchmark bias biased bin binary blind bootstrap boundary bounded bracket branch breakdown
breaking brittle budget calibrate calibration cannot caption causal causation cell censored chain checkpoint choosing circle circular
circularity citation clarification clarity class classifier cluster code coefficient coherence coherent cohort coin coincide coincidence
collapse column commit comparator compensate compute computed concept conceptual concrete concretely conditional confidence confirmatory
confound confounder confounding conjecture consensus conservative consistency constant contaminate contamination contention contingent
continuity contradict contradiction control convention converge convergence converse corner corollary corpus correction correlate
correlated correlation correspondence counter counterexample counterfactual coupling covariate crude curve dash data dataset debatable
decimal decompose decomposition decouple default deferred definitional degenerate degrade delta denominator density dependency derived
derive deserve deviation diagnose diagnostic diagram dimension dimensional discard discrepancy disentangle disjoint disproportionate
distribution doubt downstream drift duplicate dynamics edge elsewhere embedding empirical empirically enter entangle equation equilibrium
equivalence erase error estimator ethical exact exclusion exhaustive exogenous expert explicit exploratory exponent external extrapolate
extrapolation factual falsifiable falsification falsify false fallacy feedback field filter filtering floor fold footnote forced formal
formally formalism fragile framing free frontier gap generalisation generality generalisability generalization generalize generator
genuine goes gone goodness gradient granularity graph grid hard hardware held heuristic heterogeneity heterogeneous heldout heritage
hidden hindsight hoc homogeneous horizon hyperparameter hyperparameters hypothetical identifiable identifiability identity idealised
idealized illustration imbalance imply implication import imprecise imprecision inclusion inconsistency inconsistent incremental independence
index indirect inequality inflate inflation informal inherit initialisation initialization input inside instability instrument insufficient
integral interact interaction intercept interim interpolate interpolation interpretable interval intervention intrinsic introduction invariance
invariant inverse irrelevant iterate iteration iterative jargon judge justification kept kernel label labelled lag latent latter law layer
leak leakage learn learning left lemma lens likelihood limitation linear linearity list literal load local logic logical loop loose loss
made main map mapping margin marginal match mathematical matter mature measured mechanism median mediate mediator memory mentioned meta metric
mild minimax misalignment miscalibration mislabel mismatch missing misspecification mixed mixture moderator modular monotone monotonic
multiplicity must mutual naive needed negation never node noise noisy nominal nonlinear norm normalisation normalization notation nothing
nowhere nuance nuisance nothing null numerator numerical numerically objection objective oblique offset omission omit omitted omits open opposite
optimum oracle order ordering orthogonal outlier output outside overfit overfitting overlap oversimplify pair paired pairwise paragraph
parameter parametric parametrisation parametrization parity partition passage payoff peak penalty percentage permutation perturb
perturbation placebo plain plateau plot population postulate power precision precondition predict prediction predictive predictor premise
prerequisite prevalence prior priori probability probe projection prone proof proportional proportion proposition protocol prototype
proven provenance proxy question quote ratio random randomisation randomise randomised randomization randomize randomized rank ranking rationale
reader reading readings rebuttal reciprocal reconcile reconstruct recruit redundancy redundant regress regression regularisation
regularization reliant renamed rename repeat repeats repetition repetitions replicate replication reproduce reproducibility reproducible reproduction
repurpose residual resolution restate rewrite rewording rhetorical rigid risk robust rounding row said sampling saturate saturated scalar scale
scaling scatter schedule score section sections seed segment selective self semantic sense sensitivity sentence sentences sequence seriously
setup sharp sharper shuffle shown silent simulate simulated skew slope smooth solver sound sparse sparsity specificity spectrum spread spurious
stability stable standardise standardize statement stationarity stationary statistic statistical statistics steady step stochastic
stopping straight strata stratified stratify stress subgroup subject subjective sublinear subset substitute substitution subtract sum
supervised supervision surrogate survey sweep sweeps switch switching symbol symbols symmetric symmetry synthetic systematic table tables taken
tally target tautology tension terminology terms test theorem theory third threshold tie ties tight tighten toy trace tractable trade
tradeoff train trained trajectory transferability transparency transparent treat triangulate trivial trust trusted truth tune tuned tuning turning
typo typographical unbalanced unbiased uncontrolled undefined underpowered underspecified understood unevaluated uneven unexplained
uniform unless unmeasured unobserved unrelated unspecified unstable unstated untested unverified upstream usable vague vagueness
validity vanish variability variance vector verbal violate violation visible visual vocabulary weigh weight weighting word wording words worded
wrong written yardstick zero two second seconds twofold
able age alone already text texts habit wherever fit always answer anyway anywhere apart ask asked assured away back became become began being belong below beside better
between beyond bit bring broken brought built came care carried carries caught chose chosen close closer come comes coming confuse confused
contain count counted course cover cut deal decided deserve deserves did differ differs difficult doing done down drawn easier either else
ends entire even ever every everything face fair fall falls far few field fine first five follow follows found four free full gave gets
getting giving gone grew grow half hand hands happen happens harder has heard heavy held helps here hide hold holds hour inside instead
invite invites itself keep keeps kept knew knowing known late leave leaves led less lets lie lies light line lines little live lives longer
looks low lost lots matters mean meaning meant means met might mind minute more move moved moves much name named names near nearer next
none now number numbers off often once only opens other others own page pages part parts pass people perhaps place places plainly play plays
points profit pull puts quick quite rather read reads ready rest rests rests right room rule rules run runs same saw say saying says see
seeing seem seems seen sees sent separate set sets seven shall short shorter sides single sit sits six size slow small smaller some something
sometimes soon space speak speaks spell spelled spent stand stands start starts stay stays still stop stops stood strong subtle such sure
takes talk tell tells ten than thin thinks third thought three through thus time times together told too took toward true turn turned turns
under unless until untouched use used uses very wait want way ways went what when where whether while whole why wide will within without
worth yes yet
"""
_ADVERB = re.compile(r"[a-z]{3,}ly")


@cache
def _stems() -> frozenset[str]:
    usual = files("academichub").joinpath("review", "usual_words.txt").read_text("utf-8")
    return frozenset(stem(word) for word in (_WORDS + usual).split())


@cache
def is_allowed(word: str) -> bool:
    """Whether *word*, in small letters, is one that any work may be judged in."""
    if general.is_general(word) or word in general.STOP or stem(word) in _stems():
        return True
    if not _ADVERB.fullmatch(word):
        return False
    bases = (word[:-2], word[:-3] + "y", word[:-1] + "e", word.removesuffix("ally"))
    return any(general.is_general(base) or stem(base) in _stems() for base in bases)
