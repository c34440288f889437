"""Words that name one thing, and long forms of usual abbreviations. Only our own short tables.

Takes two words for one only where no reader would see a difference.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from academichub.ground.stems import stem

_GROUPS = """
picture image photo photograph
film movie
tumor tumour neoplasm cancer malignancy carcinoma
car vehicle automobile
drug medication medicine pharmaceutical
doctor physician clinician
illness disease disorder
kid child infant
people person human individual
participant subject
woman female
man male
elderly older
speed velocity
brightness luminosity
sun solar
star stellar
moon lunar
ocean sea marine
heart cardiac
kidney renal
liver hepatic
lung pulmonary
brain cerebral
nerve neuron neuronal
warming heating
movement motion
net network
llm llms
corpus dataset corpora
code program software
nearby neighboring neighbouring adjacent
error mistake
precision accuracy
accurate precise
noisy noise
pretrain pretrained pre-trained pretraining
finetune finetuning fine-tuning
cpu processor
memory storage
latency delay lag
death mortality die fatality lethal
survive survival
infect infection
inflammation inflammatory
obese obesity
diabetes diabetic
mouse mice murine
rodent mouse rat
bacterium bacteria bacterial microbial microbe
virus viral
gene genetic
genome genomic
cell cellular
plant vegetation
earthquake seismic quake
price cost
purchase buy
worker employee
company firm enterprise
pupil student
teacher instructor
country nation national
city urban
law legal
automatic automated automatically
fast rapid quick swift
big large huge sizeable
tiny small little
rare uncommon scarce infrequent
frequent common
hard difficult
easy simple
hot warm
answer reply response respond
forecast predict prediction
guess estimate
mistake error
magnitude size
duration length
weight mass
heat thermal
light optical
sound acoustic audio
electricity electric electrical
magnet magnetic magnetism
bandgap gap
nanometer nanoscale
equation formula
zero vanish vanishing null
random stochastic
mean average
variance variability
spread dispersion
peak maximum
curve plot
graph network
node vertex
edge link
symmetric symmetry
nonlinear nonlinearity
stable stability
quick fast
baseline benchmark
sota state-of-the-art
"""
_LONG = {
    "llm": "large language model", "lm": "language model", "rl": "reinforcement learning", "cnn": "convolutional neural network",
    "rnn": "recurrent neural network", "gnn": "graph neural network", "gan": "generative adversarial network", "nlp": "natural language processing",
    "vae": "variational autoencoder", "ai": "artificial intelligence", "ml": "machine learning", "agn": "active galactic nucleus",
    "cmb": "cosmic microwave background", "ism": "interstellar medium", "pde": "partial differential equation", "ode": "ordinary differential equation",
    "qcd": "quantum chromodynamics", "dft": "density functional theory", "mri": "magnetic resonance imaging", "rct": "randomized controlled trial",
    "bmi": "body mass index", "snr": "signal noise ratio", "qa": "question answering", "uav": "unmanned aerial vehicle", "iot": "internet things",
    "svm": "support vector machine", "mcmc": "markov chain monte carlo", "asr": "automatic speech recognition", "rag": "retrieval augmented generation",
    "moe": "mixture experts", "sft": "supervised fine tuning", "kd": "knowledge distillation", "gpu": "graphics processing unit", "uv": "ultraviolet",
    "ir": "infrared", "sm": "standard model", "lhc": "large hadron collider", "pca": "principal component analysis", "dm": "dark matter", "dna": "deoxyribonucleic acid",
}  # fmt: skip


@cache
def _table() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for line in _GROUPS.strip().splitlines():
        stems = {stem(part) for word in line.split() for part in [word] if "-" not in part}
        for one in stems:
            found[one] |= stems - {one}
    return {one: frozenset(others) for one, others in found.items()}


def of(one: str) -> frozenset[str]:
    """The stems that mean what the stem *one* means."""
    return _table().get(one, frozenset())


@cache
def long_form(abbreviation: str) -> frozenset[str]:
    """The stems of what a usual abbreviation (lower case, singular) stands for; empty if unknown."""
    return frozenset(map(stem, _LONG.get(abbreviation, "").split()))


@cache
def _shorts() -> dict[str, tuple[tuple[str, frozenset[str]], ...]]:
    found: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    for short in _LONG:
        for one in long_form(short):
            found[one].append((short, long_form(short)))
    return {one: tuple(shorts) for one, shorts in found.items()}


def shorts(one: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The abbreviations with that stem in their long form, each with all its stems."""
    return _shorts().get(one, ())
