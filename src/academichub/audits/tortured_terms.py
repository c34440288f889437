"""Terms as they come out of a program that exchanges words for others of like meaning, and as they are.

Our own list, made by thinking through what such a program does to the terms of many fields. A term is in
it only if nobody would write it on purpose.
"""

from __future__ import annotations

_LISTED = """
artificial intelligence: counterfeit consciousness; man-made consciousness; counterfeit insight; fake intelligence framework; simulated intelligence reasoning; man-made brainpower; computerized reasoning brainpower; human-made brainpower; artificial brainpower
machine learning: machine getting the hang of; mechanical learning calculation; apparatus learning; machine gaining knowledge; AI calculation learning machine
deep learning: profound learning; profound getting the hang of; deep mastering; profound gaining
deep neural network: profound neural organization; profound neural system; profound brain organization; deep nervous network; profound neural network; profound neural networks
neural network: brain organization network; counterfeit neural organization; counterfeit neural system; counterfeit nervous network; artificial brain organization; neuronal organisation
convolutional neural network: convolutional brain organization; convolutional neural organization; convolutional nervous network; convolution brain network; convolutional sensory network
recurrent neural network: intermittent neural network; intermittent neural organization; repetitive neural network; intermittent brain network
generative adversarial network: generative ill-disposed network; generative antagonistic organization; generative ill-disposed organization; generative antagonistic systems
transfer learning: exchange learning technique; transfer getting to know
reinforcement learning: support learning agent; fortification learning; reinforcement mastering; support learning calculation
supervised learning: administered learning; directed learning calculation; regulated learning calculation; supervised mastering; managed learning calculation
unsupervised learning: unaided learning calculation; solo learning calculation; unsupervised mastering; unmanaged learning
random forest: irregular woodland; irregular woods; arbitrary woodland; arbitrary woods; irregular backwoods; irregular timberland; random woodland; arbitrary backwoods; irregular forest classifier; arbitrary timberland
decision tree: selection tree classifier; decision bush; choice trees calculation
support vector machine: bolster vector machine; backing vector machine; help vector machine; assist vector machine; support vector gadget; uphold vector machine
naive Bayes: guileless Bayes; innocent Bayes; credulous Bayes; gullible Bayes; naïve Bayes gullible; innocent Bayesian classifier; guileless Bayesian
nearest neighbour: closest neighbor calculation; k-closest neighbor; k-closest neighbour; k-nearest acquaintances; nearest pal; k closest neighbors; k-nearest friend
logistic regression: strategic relapse; calculated relapse; logistic relapse; strategic regression
linear regression: straight relapse; straight regression model; direct regression relapse
genetic algorithm: hereditary calculation; hereditary algorithm; hereditary set of rules; genetic set of rules
ant colony optimization: subterranean insect state; underground creepy crawly; underground creepy crawly settlement; subterranean insect settlement; insect settlement enhancement; subterranean insect province; ant province optimization
particle swarm optimization: molecule swarm; molecule swarm streamlining; particle swarm enhancement calculation; molecule multitude; particle swarm streamlining
simulated annealing: reenacted tempering; mimicked toughening; reproduced strengthening; simulated tempering hardening; recreated toughening; mimicked strengthening; reenacted toughening
gradient descent: inclination plummet; gradient plunge; angle plummet; slope plummet
fuzzy logic: fluffy rationale; fluffy logic; fluffy reasoning; fluffy rationales
feature extraction: include extraction technique; element extraction highlight; characteristic extraction highlight
feature selection: include determination
big data: colossal information; huge information investigation; massive statistics
data mining: information mining calculation; statistics mining; information mining strategy; records mining
data warehouse: information distribution center; information stockroom; information storehouse distribution
cloud computing: haze figuring; distributed computing haze; cloud figuring; mist figuring; haze computing cloud; cloud registering; cloud processing figuring
edge computing: edge figuring
internet of things: web of stuff; snare of things; trap of things; internet of stuffs
wireless sensor network: remote sensor organization; remote sensor organisation; remote sensor arrange; far off sensor network; wi-fi sensor community; remote detector network
sensor node: sensor hub organization; detecting hub remote
block chain: square chain innovation; blockchain ledger obstruct; block fasten
virtual reality: computer generated simulation reality; computer-generated experience reality; augmented simulation reality
augmented reality: expanded reality; enlarged reality; increased reality innovation; accelerated reality
signal to noise ratio: sign to clamor; sign to commotion; flag to clamor; flag to commotion; signal to commotion; signal to clamor; sign to noise proportion; flag to noise; sign to clamour; signal to clamour; motion to clamor; sign-to-clamor ratio
noise: arbitrary commotion; irregular clamor; Gaussian clamor; Gaussian commotion; white commotion; white clamor; irregular commotion; foundation clamor
mean square error: mean square blunder; mean squared blunder; mean square mistake; root mean square blunder; root mean squared blunder; mean squared mistake; normal squared blunder; mean rectangular error
absolute error: outright blunder; supreme blunder; absolute blunder; mean outright error; mean supreme error
error rate: bit blunder rate; bit mistake rate
confidence interval: certainty interim; self assurance interval; confidence interim; self-belief interval
null hypothesis: invalid speculation; null speculation; void hypothesis
statistical significance: statistical importance centrality; measurable centrality; factual criticalness; factual centrality
random variable: arbitrary variable variate; random factor variate
Monte Carlo: Monte Carlo recreation; Monte Carlo reenactment; Monte Carlo reproduction
Markov chain: Markov fasten; Markov bind; hidden Markov demonstrate; covered up Markov; concealed Markov; shrouded Markov
principal component analysis: head part investigation; foremost part examination; head segment examination; chief segment investigation; important element analysis; principal part investigation; foremost component investigation; primary segment investigation; central part investigation
Fourier transform: Fourier change quick; quick Fourier change; fast Fourier change; quick Fourier rework; rapid Fourier change; Fourier remodel
wavelet transform: wavelet change discrete; discrete wavelet change; wavelet remodel; wavelet rework
image processing: picture preparing; picture handling technique; photograph processing; image preparing; picture handling calculation
image segmentation: picture segmentation division
face recognition: face acknowledgment; facial acknowledgment; face acknowledgement; facial acknowledgement; confront acknowledgment; countenance recognition
speech recognition: discourse acknowledgment; discourse acknowledgement; speech acknowledgment; speech acknowledgement; discourse recognition framework
pattern recognition: design acknowledgment; example acknowledgment; design acknowledgement; pattern acknowledgment; sample recognition acknowledgment
natural language processing: characteristic language preparing; common language preparing; characteristic language handling; natural dialect processing; regular dialect handling; normal dialect handling
sentiment analysis: feeling examination; sentiment investigation
facial expression: outward appearance acknowledgment; facial demeanor acknowledgment
region of interest: locale of intrigue; area of intrigue; locale of interest; region of intrigue
edge detection: edge discovery
operating system: working framework; running gadget system; working gadget
data set: informational index; informational collection; informational collections; informational indexes
false positive: bogus positive; phony positive; false high quality
false negative: bogus negative; phony negative
receiver operating characteristic: recipient working trademark; collector working trademark; beneficiary working trademark; receiver working trademark; recipient operating trademark; receiver working characteristic
energy consumption: vitality utilization; vitality consumption; energy utilisation vitality; vitality usage
kinetic energy: motor vitality; kinetic vitality; dynamic vitality; motor energy vitality
potential energy: likely vitality
renewable energy: sustainable power source; inexhaustible vitality; renewable vitality; sustainable vitality
solar energy: sun oriented vitality; sun powered vitality; sunlight based energy; sun based vitality; solar vitality; sun-oriented energy; sun-powered energy
solar cell: sun powered cell; sun based cell; sun oriented cell; sun-powered cell; sunlight based cell
solar panel: sun powered charger; sunlight based charger; sun-powered board
wind turbine: wind generator turbine; breeze turbine; twist turbine
fuel cell: power module fuel; energy unit cell; gas mobile
heat transfer: warmth move; heat move warmth; warmness switch; warmth switch
thermal conductivity: warm conductivity; thermal conduction warm; warmth conductivity
heat exchanger: warmth exchanger; warm exchanger
boundary condition: limit condition boundary
finite element: limited component strategy; limited component technique; limited component method; limited component analysis; limited component investigation; limited component model
partial differential equation: halfway differential condition; incomplete differential conditions
magnetic field: magnetic subject
magnetic resonance imaging: attractive reverberation imaging; attractive reverberation; magnetic reverberation; alluring reverberation imaging; magnetic reverberation imaging
electric field: electric subject; electrical meadow
computed tomography: figured tomography; figured tomographic
positron emission tomography: positron discharge tomography; positron outflow tomography; positron release tomography
quantum dot: quantum speck; quantum spot; quantum specks; quantum spots; quantum dab
quantum mechanics: quantum mechanics amount; amount mechanics
speed of light: velocity of brightness
dark matter: dim matter
nano particle: nano molecule; nano-molecule; metallic nano particulates of nano molecule
breast cancer: bosom malignancy; bosom peril; bosom disease; bosom cancer; breast peril; bosom growth; bosom malignant growth; breast malignancy bosom
lung cancer: cellular breakdown in the lungs; lung peril; lung malignant growth danger
prostate cancer: prostate malignant growth; prostate peril; prostate most cancers
colorectal cancer: colorectal malignant growth; colorectal peril; colon peril
skin cancer: skin malignant growth; skin peril; pores and skin cancer
brain tumor: mind tumor; cerebrum tumor; mind tumour; psyche tumor; cerebrum tumour; thoughts tumor
stem cell: undifferentiated organism; immature microorganism; foundational microorganism; foundational microorganisms; undifferentiated organisms; immature microorganisms; stem mobile
white blood cell: white blood cellular; white plasma cell
red blood cell: crimson blood cell; red blood cellular
blood pressure: circulatory strain; blood strain; pulse circulatory strain
heart attack: coronary failure attack; cardiovascular failure attack; coronary heart assault; heart assault; coronary heart attack assault
heart failure: cardiovascular breakdown; heart disappointment; cardiac disappointment; congestive cardiovascular breakdown; heart flop
heart rate: pulse heart beat rate of heart
kidney failure: kidney disappointment; renal disappointment; kidney flop; renal flop
liver failure: liver disappointment; hepatic disappointment; liver flop
diabetes mellitus: diabetes mellitus sugar malady; diabetic ailment mellitus
immune system: invulnerable framework; insusceptible framework; invulnerable system
immune response: invulnerable reaction; insusceptible reaction; invulnerable response; insusceptible response
nervous system: apprehensive system; anxious system; central apprehensive machine; focal sensory system; focal anxious system
central nervous system: focal sensory framework; focal apprehensive framework; focal anxious framework
Parkinson's disease: Parkinson's ailment; Parkinson's malady; Parkinson's sickness; Parkinsons ailment; Parkinson malady
Alzheimer's disease: Alzheimer's ailment; Alzheimer's malady; Alzheimer's sickness; Alzheimers ailment; Alzheimer malady
infectious disease: irresistible infection; irresistible illness; irresistible malady; irresistible disease; irresistible sickness; irresistible ailment; infectious ailment
side effect: symptom impact side; aspect effect; facet effect; aspect effects
clinical trial: clinical preliminary; scientific trial medical; clinical preliminaries; medical preliminary
placebo: fake treatment placebo; fake treatment controlled; fake treatment gathering
control group: benchmark group control; control bunch; manipulate group
body mass index: weight record body; weight file body; body mass record; frame mass index; body mass list
drug delivery: medication conveyance; tranquilize conveyance; drug conveyance; sedate conveyance; medicate conveyance; drug transport tranquilize; tranquilize delivery; sedate delivery
amino acid: amino corrosive; amino acids corrosive; amino destructive; amino corrosives
fatty acid: unsaturated fat corrosive; greasy acid; greasy corrosive; fatty corrosive; greasy acids; fatty corrosives
lactic acid: lactic corrosive
nucleic acid: nucleic corrosive; nucleic corrosives
folic acid: folic corrosive; folic destructive
hydrochloric acid: hydrochloric corrosive; hydrochloric destructive
sulfuric acid: sulfuric corrosive; sulphuric corrosive; sulfuric destructive
acetic acid: acidic corrosive; acetic corrosive; acidic acid
ascorbic acid: ascorbic corrosive; ascorbic destructive
gene expression: quality articulation; gene articulation
oxidative stress: oxidative pressure push; oxidative strain; oxidizing pressure
reactive oxygen species: receptive oxygen species; responsive oxygen species; receptive oxygen animal types; reactive oxygen animal types; responsive oxygen animal groups; receptive oxygen
free radical: free extremist; free extremists
cell death: mobile death apoptosis; cell passing apoptosis; phone death; cell dying apoptosis
cell membrane: cell layer film; cell film layer; mobile membrane; telephone membrane
electron microscopy: electron microscopy checking; examining electron microscope; checking electron microscopy; filtering electron microscopy; examining electron microscopy; filtering electron microscope; checking electron microscope; electron magnifying lens; electron magnifying instrument; transmission electron magnifying
X-ray diffraction: x-beam diffraction; X-beam diffraction; x-shaft diffraction; X-pillar diffraction
X-ray: x-beam picture; chest x-beam; x-beam pictures; X-beam imaging; x-beam imaging; chest X-beam
carbon dioxide: carbon dioxide co-two gas; carbon di-oxide emanation
carbon nanotube: carbon nano tube cylinder; carbon nanocylinder; carbon nano-cylinder
greenhouse gas: ozone harming substance; ozone depleting substance emission; green house fuel; ozone harming substances; conservatory gas
climate change: environmental change climate; weather alternate; climate alternate; atmospheric alteration change
global warming: an unnatural weather change; a worldwide temperature alteration; global heating up; a dangerous atmospheric devation; an earth-wide temperature boost
natural gas: petroleum gas flammable; flammable gas natural; natural fuel gasoline; regular gas flammable
supply chain: production network chain
intellectual property: highbrow assets; intellectual belongings
gross domestic product: net homegrown product; gross homegrown output
stock market: securities exchange stock; inventory marketplace; financial exchange stock; stock bazaar
decision making: decision creation making; choice making process; selection making
state of the art: cutting edge craftsmanship; condition of the craftsmanship; kingdom of the art; cutting-edge workmanship; nation of the art
literature review: writing audit; literary works review; writing review survey
time series: time arrangement information; time collection forecasting; time arrangement forecasting; time arrangement expectation; time arrangement prediction
lookup table: query table look; look-into table
real time: ongoing time real; continuous constant time real; actual time processing
trade-off: exchange off; compromise exchange off; exchange offs; change-off
denial of service: forswearing of administration; refusal of administration; disavowal of administration; dissent of service; forswearing of service; disavowal of service
intrusion detection: interruption discovery; intrusion discovery; intrusion detection interruption
public key: open key cryptography; open key cryptosystem
elliptic curve: elliptic bend; elliptic bends; curved bend
digital signature: computerized mark; computerized signature mark
shortest path: briefest way; most limited way; most brief way; shortest direction path; most limited path; briefest path; most brief path
travelling salesman: voyaging sales rep; voyaging salesman; touring salesman; voyaging sales representative
least squares: least squares minimum; minimum squares slightest; slightest squares; least rectangles
sparse matrix: scanty lattice; scanty matrix; meager grid
covariance matrix: covariance network lattice; covariance lattice; covariance grid
confusion matrix: disarray lattice; perplexity lattice; disarray matrix; disarray grid; perplexity framework; confusion lattice; disarray network
activation function: enactment work; enactment capacity; activation characteristic; enactment function; initiation function
loss function: misfortune work; misfortune capacity; loss characteristic; misfortune function
hidden layer: covered up layer; concealed layer; shrouded layer; covered up layers; concealed layers; shrouded layers
learning rate: getting to know rate; mastering rate; learning pace rate
overfitting: over-fitting problem of overabundance; overfitting overly becoming; excess fitting
long short-term memory: long momentary memory; long transient memory; long present moment memory; long brief time period memory; long brief term memory; long quick-term memory; long short-time period memory
attention mechanism: consideration instrument; consideration mechanism
boiling point: edge of boiling over; boiling factor; limit of boiling
melting point: softening point liquefying; dissolving point liquefying
tensile strength: elasticity tensile; pliable strength
young's modulus: youthful's modulus; youthful modulus; Young's moduli youthful
shear stress: shear pressure push; shear anxiety
reynolds number: Reynolds quantity; Reynolds range number; Reynolds wide variety
laminar flow: laminar glide; laminar waft
turbulent flow: tempestuous stream; turbulent glide; tempestuous flow
surface area: floor vicinity; surface region floor; particular surface zone
surface tension: surface strain tension; surface anxiety; surface pressure strain
"""


def _pairs() -> dict[str, str]:
    pairs: dict[str, str] = {}
    for line in _LISTED.strip().splitlines():
        term, _, written = line.partition(": ")
        pairs.update(dict.fromkeys(written.split("; "), term))
    return pairs


TERMS = _pairs()
"""What may be written, and which term that was."""
