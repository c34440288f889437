"""The subject classes of arXiv, bioRxiv and medRxiv: their names, and the field each belongs to.

Tables and look-ups; never asks anyone, and never refuses a category it does not know.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

OTHER = "Other"
"""The field of what we do not know."""

# https://arxiv.org/category_taxonomy, as of November 2026: field, archive, archive's name; then
# the archive's classes. An archive without classes is a category itself.
_ARXIV = """
Computer Science | cs | Computer Science
  AI Artificial Intelligence
  AR Hardware Architecture
  CC Computational Complexity
  CE Computational Engineering, Finance, and Science
  CG Computational Geometry
  CL Computation and Language
  CR Cryptography and Security
  CV Computer Vision and Pattern Recognition
  CY Computers and Society
  DB Databases
  DC Distributed, Parallel, and Cluster Computing
  DL Digital Libraries
  DM Discrete Mathematics
  DS Data Structures and Algorithms
  ET Emerging Technologies
  FL Formal Languages and Automata Theory
  GL General Literature
  GR Graphics
  GT Computer Science and Game Theory
  HC Human-Computer Interaction
  IR Information Retrieval
  IT Information Theory
  LG Machine Learning
  LO Logic in Computer Science
  MA Multiagent Systems
  MM Multimedia
  MS Mathematical Software
  NA Numerical Analysis
  NE Neural and Evolutionary Computing
  NI Networking and Internet Architecture
  OH Other Computer Science
  OS Operating Systems
  PF Performance
  PL Programming Languages
  RO Robotics
  SC Symbolic Computation
  SD Sound
  SE Software Engineering
  SI Social and Information Networks
  SY Systems and Control
Mathematics | math | Mathematics
  AC Commutative Algebra
  AG Algebraic Geometry
  AP Analysis of PDEs
  AT Algebraic Topology
  CA Classical Analysis and ODEs
  CO Combinatorics
  CT Category Theory
  CV Complex Variables
  DG Differential Geometry
  DS Dynamical Systems
  FA Functional Analysis
  GM General Mathematics
  GN General Topology
  GR Group Theory
  GT Geometric Topology
  HO History and Overview
  IT Information Theory
  KT K-Theory and Homology
  LO Logic
  MG Metric Geometry
  MP Mathematical Physics
  NA Numerical Analysis
  NT Number Theory
  OA Operator Algebras
  OC Optimization and Control
  PR Probability
  QA Quantum Algebra
  RA Rings and Algebras
  RT Representation Theory
  SG Symplectic Geometry
  SP Spectral Theory
  ST Statistics Theory
Statistics | stat | Statistics
  AP Applications
  CO Computation
  ME Methodology
  ML Machine Learning
  OT Other Statistics
  TH Statistics Theory
Electrical Engineering and Systems Science | eess | Electrical Engineering and Systems Science
  AS Audio and Speech Processing
  IV Image and Video Processing
  SP Signal Processing
  SY Systems and Control
Economics | econ | Economics
  EM Econometrics
  GN General Economics
  TH Theoretical Economics
Quantitative Biology | q-bio | Quantitative Biology
  BM Biomolecules
  CB Cell Behavior
  GN Genomics
  MN Molecular Networks
  NC Neurons and Cognition
  OT Other Quantitative Biology
  PE Populations and Evolution
  QM Quantitative Methods
  SC Subcellular Processes
  TO Tissues and Organs
Quantitative Finance | q-fin | Quantitative Finance
  CP Computational Finance
  EC Economics
  GN General Finance
  MF Mathematical Finance
  PM Portfolio Management
  PR Pricing of Securities
  RM Risk Management
  ST Statistical Finance
  TR Trading and Market Microstructure
Physics | astro-ph | Astrophysics
  CO Cosmology and Nongalactic Astrophysics
  EP Earth and Planetary Astrophysics
  GA Astrophysics of Galaxies
  HE High Energy Astrophysical Phenomena
  IM Instrumentation and Methods for Astrophysics
  SR Solar and Stellar Astrophysics
Physics | cond-mat | Condensed Matter
  dis-nn Disordered Systems and Neural Networks
  mes-hall Mesoscale and Nanoscale Physics
  mtrl-sci Materials Science
  other Other Condensed Matter
  quant-gas Quantum Gases
  soft Soft Condensed Matter
  stat-mech Statistical Mechanics
  str-el Strongly Correlated Electrons
  supr-con Superconductivity
Physics | gr-qc | General Relativity and Quantum Cosmology
Physics | hep-ex | High Energy Physics - Experiment
Physics | hep-lat | High Energy Physics - Lattice
Physics | hep-ph | High Energy Physics - Phenomenology
Physics | hep-th | High Energy Physics - Theory
Physics | math-ph | Mathematical Physics
Physics | nlin | Nonlinear Sciences
  AO Adaptation and Self-Organizing Systems
  CD Chaotic Dynamics
  CG Cellular Automata and Lattice Gases
  PS Pattern Formation and Solitons
  SI Exactly Solvable and Integrable Systems
Physics | nucl-ex | Nuclear Experiment
Physics | nucl-th | Nuclear Theory
Physics | physics | Physics
  acc-ph Accelerator Physics
  ao-ph Atmospheric and Oceanic Physics
  app-ph Applied Physics
  atm-clus Atomic and Molecular Clusters
  atom-ph Atomic Physics
  bio-ph Biological Physics
  chem-ph Chemical Physics
  class-ph Classical Physics
  comp-ph Computational Physics
  data-an Data Analysis, Statistics and Probability
  ed-ph Physics Education
  flu-dyn Fluid Dynamics
  gen-ph General Physics
  geo-ph Geophysics
  hist-ph History and Philosophy of Physics
  ins-det Instrumentation and Detectors
  med-ph Medical Physics
  optics Optics
  plasm-ph Plasma Physics
  pop-ph Popular Physics
  soc-ph Physics and Society
  space-ph Space Physics
Physics | quant-ph | Quantum Physics
"""

# Archives arXiv has closed, and the category their papers are now listed under.
_CLOSED: Mapping[str, str] = {
    "acc-phys": "physics.acc-ph",
    "adap-org": "nlin.AO",
    "alg-geom": "math.AG",
    "ao-sci": "physics.ao-ph",
    "atom-ph": "physics.atom-ph",
    "bayes-an": "physics.data-an",
    "chao-dyn": "nlin.CD",
    "chem-ph": "physics.chem-ph",
    "cmp-lg": "cs.CL",
    "comp-gas": "nlin.CG",
    "dg-ga": "math.DG",
    "funct-an": "math.FA",
    "mtrl-th": "cond-mat.mtrl-sci",
    "patt-sol": "nlin.PS",
    "plasm-ph": "physics.plasm-ph",
    "q-alg": "math.QA",
    "solv-int": "nlin.SI",
    "supr-con": "cond-mat.supr-con",
}

ALIASES: Mapping[str, str] = {
    "cs.NA": "math.NA",
    "cs.SY": "eess.SY",
    "math.IT": "cs.IT",
    "math.MP": "math-ph",
    "q-fin.EC": "econ.GN",
    "stat.TH": "math.ST",
}
"""Categories that are another name of a category in a second archive."""

# https://www.biorxiv.org and https://www.medrxiv.org, "Subject areas".
_BIORXIV = """
animal behavior and cognition; biochemistry; bioengineering; bioinformatics; biophysics;
cancer biology; cell biology; developmental biology; ecology; evolutionary biology; genetics;
genomics; immunology; microbiology; molecular biology; neuroscience; paleontology;
pharmacology and toxicology; physiology; plant biology; scientific communication and education;
synthetic biology; systems biology; zoology
"""
_MEDRXIV = """
addiction medicine; allergy and immunology; anesthesia; cardiovascular medicine; clinical trials;
dentistry and oral medicine; dermatology; emergency medicine; endocrinology; epidemiology;
forensic medicine; gastroenterology; genetic and genomic medicine; geriatric medicine;
health economics; health informatics; health policy; health systems and quality improvement;
hematology; hiv aids; infectious diseases; intensive care and critical care medicine;
medical education; medical ethics; nephrology; neurology; nursing; nutrition;
obstetrics and gynecology; occupational and environmental health; oncology; ophthalmology;
orthopedics; otolaryngology; pain medicine; palliative medicine; pathology; pediatrics;
pharmacology and therapeutics; primary care research; psychiatry and clinical psychology;
public and global health; radiology and imaging; rehabilitation medicine and physical therapy;
respiratory medicine; rheumatology; sexual and reproductive health; sports medicine; surgery;
toxicology; transplantation; urology
"""
_SMALL = frozenset({"and", "of", "in"})
_CAPITALS = {"hiv": "HIV", "aids": "AIDS"}


def _lines() -> Iterator[tuple[str, str, str, str]]:
    """Field, archive, category and name of everything in the arXiv table."""
    field_name = archive = ""
    for line in _ARXIV.strip().splitlines():
        if line.startswith(" "):
            code, _, title = line.strip().partition(" ")
            yield field_name, archive, f"{archive}.{code}", title
        else:
            field_name, archive, title = (part.strip() for part in line.split("|"))
            yield field_name, archive, archive, title


def _subjects(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in text.split(";"))


def _titled(subject: str) -> str:
    words = (
        _CAPITALS.get(word) or (word if word in _SMALL else word.title())
        for word in subject.split()
    )
    return " ".join(words)


NAMES: Mapping[str, str] = {
    **{category: title for _, _, category, title in _lines()},
    **{subject: _titled(subject) for subject in _subjects(_BIORXIV) + _subjects(_MEDRXIV)},
}
"""Category to name: ``cs.AI`` to Artificial Intelligence, ``cell biology`` to Cell Biology."""

_FIELDS: Mapping[str, str] = {
    **{category: field_name for field_name, _, category, _ in _lines()},
    **dict.fromkeys(_subjects(_BIORXIV), "Biology"),
    **dict.fromkeys(_subjects(_MEDRXIV), "Medicine"),
}

FIELDS: tuple[str, ...] = (*dict.fromkeys(_FIELDS.values()), OTHER)
"""All fields, arXiv's first, in the order they are listed."""

ARCHIVES: Mapping[str, tuple[str, ...]] = {
    archive: tuple(c for _, a, c, _ in _lines() if a == archive and c != archive) or (archive,)
    for _, archive, category, _ in _lines()
    if archive == category
}
"""arXiv's open archives and their categories; ``hep-th`` is its own only category."""

_FOLDED = {category.casefold(): category for category in NAMES}


def canonical(category: str) -> str:
    """*category* in the spelling its server uses, closed archives and bare case resolved.

    ``CS.ai`` is ``cs.AI``, ``alg-geom`` is ``math.AG``, ``cell_biology`` is ``cell biology``. What
    we do not know comes back as it is.
    """
    bare = category.strip()
    spaced = " ".join(bare.replace("_", " ").split()).casefold()
    known = _FOLDED.get(bare.casefold()) or _FOLDED.get(spaced)
    return known or _CLOSED.get(bare.casefold(), bare)


def name(category: str) -> str:
    """What *category* is called; itself where we do not know it."""
    return NAMES.get(canonical(category), category)


def field(category: str) -> str:
    """The field *category* belongs to: Computer Science, Physics, Biology, ...; or `OTHER`.

    An unknown class of a known archive (``cs.XX``) still belongs to the archive's field.
    """
    known = canonical(category)
    return _FIELDS.get(known) or _FIELDS.get(known.partition(".")[0], OTHER)


def by_name(title: str) -> str | None:
    """The arXiv category called *title*, as Dublin Core subjects name it; None where none is.

    Both ``Logic`` and the older ``Mathematics - Logic`` are understood; a name that two
    categories share (Machine Learning) is given to the one whose archive is named, else to the
    first.
    """
    archive_name, dash, rest = title.strip().partition(" - ")
    if dash and (found := _TITLES.get((archive_name, rest.strip()))):
        return found
    return next((c for (_, own), c in _TITLES.items() if own == title.strip()), None)


_TITLES = {(NAMES[archive], title): category for _, archive, category, title in _lines()}
