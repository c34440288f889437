"""The words names end with, and the kind of thing each makes of a name.

Tables only, over many fields alike. A *weak* head names nothing without a word before it that says
something ("network"); a *strong* one is a name by itself ("spectroscopy").
"""

from __future__ import annotations

from collections.abc import Mapping

from academichub.argument import ThingKind
from academichub.symbols import words

WEAK: Mapping[ThingKind, frozenset[str]] = {
    "method": words(
        """
model network algorithm framework architecture encoder decoder classifier estimator optimizer solver sampler
scheduler simulation simulator formalism ansatz approximation decomposition factorization expansion
transform regularization normalization attention convolution pooling augmentation embedding prompting tuning
learning pruning quantization search sampling inference filter filtering interpolation optimization ensemble
tokenizer assay therapy treatment intervention theory analysis method approach technique scheme
procedure protocol strategy pipeline training modeling modelling computing programming coding algebraization
integrator discretization adaptation aggregation fusion merging decoding transfer scaling masking
paradigm policy descent gradient criterion-free test testing imaging regularizer controller predictor
surrogate emulator detector-free fitting averaging bootstrap flow-matching propagation expansion bound-free
renormalization quantisation linearization homogenization parametrization parameterization preconditioner
preconditioning sequencing staining culture labeling labelling hashing indexing checking solving proving
planner verifier generator discriminator adapter backbone scaffold codebook memory-bank engineering surgery
block-copy program-synthesis agent agents rollout curriculum vaccine vaccination transplantation stimulation
injection ventilation implantation replacement mechanism tree-search
"""
    ),
    "task": words(
        """
estimation detection classification recognition segmentation prediction forecasting generation translation
retrieval reconstruction tracking localization localisation planning navigation manipulation summarization
answering reasoning extraction identification diagnosis restoration denoising deblurring inpainting completion
captioning grounding matching registration verification synthesis editing compression parsing tagging
disambiguation linking discovery recommendation ranking scheduling routing allocation monitoring
inversion imputation rendering discrimination problem grasping locomotion mining screening
harvesting stabilization cancellation correction removal enhancement
attribution understanding moderation transcription authentication prevention surveillance triage
"""
    ),
    "data": words(
        """
dataset datasets corpus corpora benchmark benchmarks catalog catalogue database cohort survey registry biobank
leaderboard testbed treebank archive challenge-set trial trials
"""
    ),
    "material": words(
        """
alloy oxide film crystal glass polymer semiconductor superconductor insulator metal composite ceramic
nanoparticle nanotube nanowire nanosheet nanocrystal nanoribbon monolayer bilayer multilayer heterostructure
superlattice steel fiber fibre gel dot magnet catalyst electrolyte electrode cathode anode solvent foam
colloid elastomer metamaterial metasurface salt compound powder resin coating substrate hydrate
"""
    ),
    "measure": words(
        """
rate ratio score index coefficient energy temperature pressure mass density velocity frequency wavelength
luminosity amplitude entropy exponent length time error loss cost distance divergence metric risk probability
fraction efficiency yield gain capacity bandwidth throughput  concentration dose intensity flux power
field-strength moment radius diameter width depth height lifetime   precision dimension
gap strength resistance current voltage coverage quality complexity bound norm  size modulus angle
function-value cross-section speed regret
"""
    ),
    "object": words(
        """
species galaxy cluster star planet hole halo disk disc binary wave burst jet atom ion molecule nucleus lattice gas
fluid liquid plasma condensate operator manifold variety group algebra ring graph hypergraph tree matrix
tensor polynomial knot bundle sheaf category functor space equation inequality theorem conjecture
function functional automaton automata grammar process chain walk game code protein gene receptor
enzyme peptide cell tissue disease syndrome infection disorder virus bacterium bacteria pathogen parasite
drug inhibitor agonist antagonist hormone lipid metabolite pathway mutation brain robot vehicle
drone camera battery transistor laser telescope accelerator reactor attack wormhole string brane
particle oscillator cavity resonator interferometer spectrograph observatory satellite mission
channel circuit chip processor transition state phase excitation mode field interaction coupling
effect symmetry anomaly singularity surface curve foliation semigroup monoid groupoid poset complex
cohomology homology representation integral series sequence number ideal module lemma law
principle potential instability turbulence convection vortex shock wind corona flare spot storm belt cloud
dust nebula remnant nova merger population virus-like strain serotype neuron synapse cortex circuitry
membrane vesicle organoid fibroblast macrophage lymphocyte antibody antigen epitope cytokine chemokine
factor-kappa kinase phosphatase protease channelopathy tumor tumour cancer lesion fracture injury failure
deficiency hallucination backdoor watermark language
"""
    ),
}
"""Heads that need something before them."""

STRONG: Mapping[ThingKind, frozenset[str]] = {
    "method": words(
        """
spectroscopy microscopy tomography spectrometry chromatography crystallography interferometry photometry
astrometry polarimetry calorimetry ellipsometry lithography epitaxy ultrasound ultrasonography radiography
mammography electroencephalography angiography endoscopy biopsy regression backpropagation transformer
transformers autoencoder perceptron distillation dropout bootstrapping boosting kriging chemotherapy
immunotherapy radiotherapy psychotherapy metagenomics transcriptomics proteomics metabolomics genotyping
optogenetics electrophysiology elisa immunohistochemistry renormalization holography
quantization clustering annealing sputtering metadynamics crowdsourcing
blockchain cryptography steganography meta-analysis quarantine lockdown immunization
hemodialysis tracheostomy intubation hydroxychloroquine-therapy fine-tuning finetuning pretraining
pre-training prompting self-attention cross-attention unlearning
"""
    ),
    "task": words(
        """
super-resolution stylometry summarization captioning inpainting denoising deblurring nowcasting
deraining dehazing relighting steganalysis anomaly-detection pose-estimation
"""
    ),
    "data": words("imagenet cifar-10 cifar-100 mnist wikipedia wikidata pubmed wordnet biobank"),
    "material": words(
        """
graphene perovskite silicon diamond ferrite hydrogel aerogel ferroelectric ferromagnet antiferromagnet
multiferroic semimetal cuprate pnictide chalcogenide germanene silicene borophene phosphorene stanene
fullerene zeolite quartz sapphire silica alumina titania hydrogen helium lithium beryllium boron nitrogen
oxygen fluorine neon sodium magnesium aluminum aluminium phosphorus sulfur chlorine argon potassium calcium
titanium vanadium chromium manganese nickel cobalt copper zinc gallium germanium arsenic bromine krypton
rubidium strontium yttrium zirconium niobium molybdenum ruthenium rhodium palladium cadmium indium
antimony tellurium iodine xenon cesium barium lanthanum cerium neodymium samarium europium gadolinium
dysprosium erbium ytterbium hafnium tantalum tungsten rhenium osmium iridium platinum mercury thallium
bismuth radon uranium plutonium thorium methane ethane ethanol methanol ammonia benzene cellulose lignin
collagen chitosan kerosene polystyrene polyethylene concrete cement martensite austenite asphalt
"""
    ),
    "measure": words(
        """
accuracy recall f1 f1-score auc auroc auprc bleu rouge meteor psnr ssim fid perplexity map miou iou mae rmse mse
latency throughput mortality morbidity prevalence incidence seroprevalence lethality heritability
conductivity resistivity permittivity permeability viscosity susceptibility magnetization polarization
reflectivity emissivity metallicity redshift luminosity wavelength bandgap ellipticity eccentricity
magnetoresistance thermopower sensitivity specificity precision runtime speedup speed-up
calibration-error fidelity robustness-score signal-to-noise enthalpy entropy hazard survival
"""
    ),
    "object": words(
        """
galaxy supernova supernovae quasar pulsar magnetar blazar exoplanet exoplanets asteroid comet meteorite
boson fermion quark neutrino meson baryon hadron lepton photon phonon magnon exciton soliton skyrmion anyon
polaron plasmon qubit polariton gluon graviton axion positron muon proton neutron electron tachyon pion kaon
hamiltonian lagrangian instanton spinor cosmology inflation hypergraph orbifold hypersurface laplacian
protein antibody antigen peptide genome transcriptome proteome microbiome kinase mitochondria ribosome
chromatin histone telomere microrna mirna lncrna macrophage fibroblast lymphocyte neutrophil monocyte
neuron astrocyte microglia oocyte embryo cytokine interleukin interferon insulin glucose cholesterol
dopamine serotonin cortisol estrogen hemoglobin collagenase angiotensin heparin
diabetes hypertension asthma obesity dementia depression schizophrenia epilepsy autism stroke sepsis
malaria tuberculosis influenza ebola dengue zika measles leukemia lymphoma melanoma glioblastoma carcinoma
pneumonia hepatitis arthritis osteoporosis anemia coronavirus coronaviruses lymphopenia thrombosis
remdesivir chloroquine hydroxychloroquine lopinavir ritonavir tocilizumab favipiravir dexamethasone
aspirin metformin ivermectin azithromycin drosophila zebrafish arabidopsis yeast spacetime
turbulence superconductivity ferromagnetism superfluidity magnetism photosynthesis autophagy apoptosis
angiogenesis phosphorylation methylation ubiquitination glycosylation inflammation fibrosis
exoskeleton quadrotor quadruped humanoid smartphone
"""
    ),
}
"""Heads that name something alone."""

KNOWN: Mapping[ThingKind, str] = {
    "method": """LLM large language model|LLMs large language model|VLM vision language model|MLLM multimodal large language model
LVLM large vision language model|CNN convolutional neural network|DCNN deep convolutional neural network
RNN recurrent neural network|DNN deep neural network|ANN artificial neural network|GNN graph neural network
GCN graph convolutional network|SNN spiking neural network|GAN generative adversarial network
VAE variational autoencoder|LSTM long shortterm memory|GRU gated recurrent unit|SVM support vector machine
PCA principal component analysis|MCMC markov chain monte carlo|HMM hidden markov model|MDP markov decision process
SGD stochastic gradient descent|RLHF reinforcement learning from human feedback|RAG retrieval augmented generation
LoRA low rank adaptation|RL reinforcement learning|DFT density functional theory|MRI magnetic resonance imaging
fMRI functional magnetic resonance imaging|NMR nuclear magnetic resonance|PET positron emission tomography
CT computed tomography|PCR polymerase chain reaction|RT-PCR reverse transcription polymerase chain reaction
XRD x ray diffraction|STM scanning tunneling microscopy|AFM atomic force microscopy|GWAS genome wide association study
ARPES angle resolved photoemission spectroscopy|MPC model predictive control|SLAM simultaneous localization and mapping
NeRF neural radiance field|MoE mixture of experts|PPO proximal policy optimization|GRPO group relative policy optimization
DPO direct preference optimization|SFT supervised fine tuning|ICL in context learning|CoT chain of thought
RLVR reinforcement learning with verifiable rewards|MLP multilayer perceptron|BERT|GPT|GPT-2|GPT-3|GPT-4|GPT-4o|GPT-5|CLIP|ResNet
ResNet-50|ViT vision transformer|U-Net|UNet u net|LLaMA|Llama|Mamba|T5|RoBERTa|XGBoost|YOLO|AlphaFold|Word2vec|LSTMs long shortterm memory
QCD quantum chromodynamics|QED quantum electrodynamics|EEG electroencephalography|ECG electrocardiography|CRISPR|CRISPR-Cas9|FISH|ELISA|TEM|SEM""",
    "data": """ImageNet|COCO|CIFAR-10|CIFAR-100|MNIST|SQuAD|GLUE|SuperGLUE|WikiText|GSM8K|MMLU|KITTI|nuScenes|SDSS sloan digital sky survey
UK Biobank|MIMIC-III|MIMIC-IV|HumanEval|LibriSpeech|ShapeNet|ScanNet|ADE20K|Cityscapes|LAION|SWE-bench|MedQA|HotpotQA|MS-COCO coco""",
    "object": """DNA|RNA|mRNA|COVID-19|COVID19 covid 19|COVID|SARS-CoV-2|SARS-CoV|SARS|MERS|MERS-CoV|2019-nCoV sars cov 2|HIV|ACE2|HIV-1|H1N1|AGN active galactic nucleus
CMB cosmic microwave background|LHC large hadron collider|JWST james webb space telescope|ALMA|LIGO|HST hubble space telescope
BEC bose einstein condensate|FRB fast radio burst|GRB gamma ray burst|SNP single nucleotide polymorphism|UAV unmanned aerial vehicle
ARDS acute respiratory distress syndrome|COPD chronic obstructive pulmonary disease|AIDS|ISM interstellar medium|WIMP|LISA|Gaia|Fermi-LAT|VLT|CERN|IceCube
PDE partial differential equation|ODE ordinary differential equation|SDE stochastic differential equation|NLS nonlinear schrodinger equation|SYK""",
    "measure": """AUC area under the curve|AUROC area under the roc curve|ROC|F1 f1 score|F1-score|BLEU|ROUGE|PSNR peak signal to noise ratio|SSIM structural similarity
FID frechet inception distance|IoU intersection over union|mIoU mean intersection over union|mAP mean average precision|RMSE root mean square error
MAE mean absolute error|MSE mean squared error|SNR signal to noise ratio|BMI body mass index|WER word error rate|BER bit error rate|NDCG|MRR mean reciprocal rank""",
    "task": """NLP natural language processing|OCR optical character recognition|ASR automatic speech recognition|VQA visual question answering
QA question answering|NER named entity recognition|TSP traveling salesman problem|SAT satisfiability|OOD|NLI natural language inference|TTS text to speech
MOT multi object tracking|ReID person re identification""",
}
"""Names everybody knows, as written, with the key of their long form where there is one."""
