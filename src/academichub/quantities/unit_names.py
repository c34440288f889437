"""Units as they are written, each with its one spelling, its size and what it measures.

Only tables. Sizes are those of the SI and of the IAU's and CODATA's nominal values to six digits.
"""

from __future__ import annotations

from typing import NamedTuple


class Atom(NamedTuple):
    """A unit without exponent: its spelling, how large it is in ``of``, and what it measures."""

    spelling: str
    size: float
    of: str


_SI = {"T": 1e12, "G": 1e9, "M": 1e6, "k": 1e3, "c": 1e-2, "d": 1e-1, "m": 1e-3, "μ": 1e-6, "n": 1e-9, "p": 1e-12,
       "f": 1e-15, "a": 1e-18, "P": 1e15, "E": 1e18, "h": 1e2}  # fmt: skip
_PREFIXED = {
    "m": ("m", 1.0, "k c m μ n p f d"), "s": ("s", 1.0, "m μ n p f a k M"), "g": ("g", 1.0, "k m μ n p f"),
    "K": ("K", 1.0, "m μ n k"), "A": ("A", 1.0, "m μ n p k"), "V": ("V", 1.0, "m μ n k M"),
    "W": ("W", 1.0, "m μ n k M G T P p f"), "J": ("J", 1.0, "m μ n k M G p f"), "N": ("N", 1.0, "m μ n k M p f"),
    "Pa": ("Pa", 1.0, "m μ k M G h T"), "Hz": ("Hz", 1.0, "m μ k M G T P n"), "T": ("T", 1.0, "m μ n p"),
    "Ω": ("Ω", 1.0, "m μ k M G n"), "F": ("F", 1.0, "m μ n p f"), "C": ("C", 1.0, "m μ n p"),
    "H": ("H", 1.0, "m μ n"), "S": ("S", 1.0, "m μ n k"), "L": ("L", 1.0, "m μ n d c p f"),
    "mol": ("mol", 1.0, "m μ n p f k"), "M": ("mol/L", 1.0, "m μ n p f"), "eV": ("eV", 1.0, "m μ k M G T P n E"),
    "pc": ("pc", 1.0, "k M G m"), "yr": ("s", 3.15576e7, "k M G"), "bar": ("Pa", 1e5, "m μ k"),
    "B": ("B", 1.0, "k K M G T P"), "b": ("bit", 1.0, "k M G T f p n μ"), "bp": ("bp", 1.0, "k M G"),
    "Da": ("Da", 1.0, "k M"), "cal": ("cal", 1.0, "k"), "Jy": ("Jy", 1.0, "m μ n k M"), "G": ("G", 1.0, "k M m μ n"),
    "Gy": ("Gy", 1.0, "m c k"), "Sv": ("Sv", 1.0, "m μ"), "Bq": ("Bq", 1.0, "k M G m"), "dB": ("dB", 1.0, ""),
    "lm": ("lm", 1.0, "m k"), "lx": ("lx", 1.0, "k"), "Wh": ("J", 3600.0, "k M G T m"), "as": ("as", 1.0, "m μ"),
    "FLOPS": ("FLOPS", 1.0, "k M G T P E"), "bps": ("bit/s", 1.0, "k M G T"), "ton": ("g", 1e6, "k M G"),
    "e": ("e", 1.0, ""), "Torr": ("Pa", 133.322, "m μ"), "rad": ("rad", 1.0, "m μ n k"), "erg": ("J", 1e-7, ""),
    "px": ("px", 1.0, "M"), "IU": ("IU", 1.0, "m k M"), "U": ("IU", 1.0, "m k"), "Å": ("m", 1e-10, "m"),
    "atm": ("Pa", 101325.0, ""), "barn": ("barn", 1.0, "m μ n p f"), "Wb": ("Wb", 1.0, "m"), "cm3": ("L", 1e-3, ""),
    "vol": ("vol", 1.0, ""), "wt": ("wt", 1.0, ""), "Mach": ("Mach", 1.0, ""), "sr": ("sr", 1.0, ""),
    "qubit": ("qubits", 1.0, ""), "mag": ("mag", 1.0, "m"), "dex": ("dex", 1.0, ""), "arcsec": ("as", 1.0, "m μ"),
    "ha": ("m^2", 1e4, "k M"), "au": ("m", 1.49598e11, ""), "AU": ("m", 1.49598e11, ""), "cc": ("L", 1e-3, ""),
}  # fmt: skip
_SINGLE = """
% percent|per cent|pct|％ = % 1
‰ per mille|permille|per mill = % 0.1
pp percentage point|percentage points|percent points|个百分点|百分点|% points|%-points = pp 1
ppm parts per million|百万分之 = ppm 1
ppb parts per billion = ppm 0.001
× times|fold|folds|x|倍|X = × 1
orders of magnitude order of magnitude|orders-of-magnitude|个数量级|数量级 = orders 1
σ sigma|sigmas|\\sigma|standard deviations|standard deviation|SD|倍标准差 = σ 1
° deg|degree|degrees|\\circ|^\\circ|^{\\circ}|^\\circle|度|^o = ° 1
°C celsius|degrees celsius|degree celsius|^\\circC|^{\\circ}C|^\\circ C|^{\\circ} C|℃|摄氏度|° C|ºC = °C 1
°F degrees fahrenheit|degree fahrenheit|℉|华氏度 = °F 1
arcmin arcminute|arcminutes|角分 = as 60
arcsec arcsecond|arcseconds|角秒 = as 1
mas milliarcsecond|milliarcseconds|毫角秒 = as 0.001
M_⊙ M_\\odot|M_{\\odot}|M$_\\odot$|M$_{\\odot}$|M☉|M⊙|M_☉|M_{⊙}|M_{sun}|M_sun|Msun|\\msun|M_\\sun|solar masses|solar mass|\\Msun|倍太阳质量|个太阳质量|太阳质量 = Msun 1
L_⊙ L_\\odot|L_{\\odot}|L$_\\odot$|L$_{\\odot}$|L☉|L⊙|L_{⊙}|Lsun|solar luminosities|solar luminosity|太阳光度 = Lsun 1
R_⊙ R_\\odot|R_{\\odot}|R$_\\odot$|R$_{\\odot}$|R☉|R⊙|R_{⊙}|Rsun|solar radii|solar radius|太阳半径 = Rsun 1
Z_⊙ Z_\\odot|Z_{\\odot}|Z$_\\odot$|Zsun = Zsun 1
M_⊕ M_\\oplus|M_{\\oplus}|M_\\earth|M$_\\oplus$|M$_{\\oplus}$|Earth masses|Earth mass|地球质量 = Mearth 1
R_⊕ R_\\oplus|R_{\\oplus}|R_\\earth|R$_\\oplus$|R$_{\\oplus}$|Earth radii|Earth radius|地球半径 = Rearth 1
M_J M_{Jup}|M_{J}|M_\\mathrm{Jup}|MJup|Jupiter masses|Jupiter mass|M$_J$|M$_{Jup}$|木星质量 = Mjup 1
ly light years|light-years|light year|light-year|lightyears|光年 = m 9.46073e15
min minute|minutes|mins|分钟 = s 60
h hour|hours|hr|hrs|小时|个小时|h = s 3600
d day|days|天|日|d = s 86400
weeks week|周|星期|个星期|wk|wks = s 604800
months month|个月|月 = months 1
yr year|years|yrs|年 = s 3.15576e7
decades decade|年代 = s 3.15576e8
centuries century|世纪|个世纪 = s 3.15576e9
s second|seconds|sec|secs|秒|秒钟 = s 1
ms millisecond|milliseconds|msec|毫秒 = s 1e-3
μs microsecond|microseconds|us|usec|微秒|\\mu s|\\mus|\\mu$s = s 1e-6
ns nanosecond|nanoseconds|纳秒 = s 1e-9
ps picosecond|picoseconds|皮秒 = s 1e-12
fs femtosecond|femtoseconds|飞秒 = s 1e-15
m meter|metre|meters|metres|米 = m 1
km kilometer|kilometre|kilometers|kilometres|千米|公里 = m 1e3
cm centimeter|centimetre|centimeters|centimetres|厘米 = m 1e-2
mm millimeter|millimetre|millimeters|millimetres|毫米 = m 1e-3
μm micrometer|micrometre|micrometers|micrometres|micron|microns|um|\\mu m|\\mum|\\mu\\mathrm{m|\\mu\\text{m|\\mu \\mathrm{m|\\mu$m|微米 = m 1e-6
nm nanometer|nanometre|nanometers|nanometres|纳米 = m 1e-9
pm picometer|picometers|皮米 = m 1e-12
Å angstrom|angstroms|angstroem|\\AA|{\\AA|Å|埃 = m 1e-10
mile miles|英里 = m 1609.344
ft feet|foot|英尺 = m 0.3048
inch inches|英寸 = m 0.0254
ha hectare|hectares|公顷 = m^2 1e4
km^2 square kilometers|square kilometres|平方公里|平方千米 = m^2 1e6
m^2 square meters|square metres|平方米 = m^2 1
m^3 cubic meters|cubic metres|立方米 = m^3 1
kg kilogram|kilograms|千克|公斤 = g 1e3
g gram|grams|克 = g 1
mg milligram|milligrams|毫克 = g 1e-3
μg microgram|micrograms|ug|\\mu g|微克|mcg = g 1e-6
ng nanogram|nanograms|纳克 = g 1e-9
t tonne|tonnes|tons|吨 = g 1e6
mL milliliter|milliliters|millilitres|ml|毫升 = L 1e-3
μL microliter|microliters|ul|\\mu l|μl|\\mu L|微升 = L 1e-6
dL dl = L 0.1
L liter|liters|litre|litres|升 = L 1
K kelvin|kelvins|开尔文|开 = K 1
mK millikelvin|毫开 = K 1e-3
Hz hertz|赫兹|赫 = Hz 1
kHz kilohertz|千赫兹|千赫 = Hz 1e3
MHz megahertz|兆赫兹|兆赫 = Hz 1e6
GHz gigahertz|吉赫兹|吉赫 = Hz 1e9
THz terahertz|太赫兹|太赫 = Hz 1e12
eV electronvolt|electronvolts|electron volts|electron volt|电子伏特|电子伏 = eV 1
keV kiloelectronvolt|千电子伏特|千电子伏 = eV 1e3
MeV megaelectronvolt|兆电子伏特|兆电子伏 = eV 1e6
GeV gigaelectronvolt|吉电子伏特|吉电子伏 = eV 1e9
TeV teraelectronvolt|太电子伏特|太电子伏 = eV 1e12
W watt|watts|瓦|瓦特 = W 1
kW kilowatt|kilowatts|千瓦 = W 1e3
mW milliwatt|milliwatts|毫瓦 = W 1e-3
MW megawatt|megawatts|兆瓦 = W 1e6
J joule|joules|焦耳|焦 = J 1
V volt|volts|伏特|伏 = V 1
mV millivolt|millivolts|毫伏 = V 1e-3
A ampere|amperes|amps|安培 = A 1
mA milliampere|milliamperes|毫安 = A 1e-3
T tesla|teslas|特斯拉 = T 1
mT millitesla|毫特斯拉 = T 1e-3
G gauss|高斯 = G 1
Pa pascal|pascals|帕|帕斯卡 = Pa 1
kPa kilopascal|千帕 = Pa 1e3
MPa megapascal|兆帕 = Pa 1e6
GPa gigapascal|吉帕 = Pa 1e9
N newton|newtons|牛顿 = N 1
Ω ohm|ohms|\\Omega|欧姆 = Ω 1
dB decibel|decibels|分贝 = dB 1
dBm dbm = dBm 1
mol mole|moles|摩尔 = mol 1
pc parsec|parsecs|秒差距 = pc 1
kpc kiloparsec|kiloparsecs|千秒差距 = pc 1e3
Mpc megaparsec|megaparsecs|兆秒差距|百万秒差距 = pc 1e6
Gpc gigaparsec|gigaparsecs = pc 1e9
Gyr billion years|Ga = s 3.15576e16
Myr million years|Ma = s 3.15576e13
bits bit|比特 = bit 1
B byte|bytes|字节 = B 1
KB kilobytes|kilobyte|千字节 = B 1e3
MB megabytes|megabyte|兆字节 = B 1e6
GB gigabytes|gigabyte|吉字节 = B 1e9
TB terabytes|terabyte|太字节 = B 1e12
px pixel|pixels|像素 = px 1
rpm r.p.m.|转/分 = rpm 1
mmHg mm Hg|毫米汞柱 = mmHg 1
fb^-1 fb^{-1}|fb$^{-1}$|inverse femtobarns|inverse femtobarn = ifb 1
pb^-1 pb^{-1}|pb$^{-1}$|inverse picobarns = ifb 1e-3
$ dollars|dollar|USD|美元 = USD 1
FPS fps|frames per second|帧每秒|帧/秒 = FPS 1
mph miles per hour = m/s 0.44704
"""
COUNTED = """
tokens token|词元|个词元
GPUs GPU|块GPU|张GPU|个GPU
CPUs CPU
qubits qubit|个量子比特|量子比特
parameters params|parameter|个参数|参数
GPU hours GPU-hours|GPU hour|GPU小时
CPU hours CPU-hours|core hours|core-hours
layers layer|层
epochs epoch|轮|个周期
iterations iteration|次迭代
steps step|步
images image|张图像|幅图像|张图片|张
videos video|个视频|段视频
samples sample|个样本|样本|份样本
patients patient|名患者|例患者|位患者|患者|个病人|名病人
participants participant|名参与者|名受试者|位参与者|subjects|subject
people persons|person|individuals|individual|人|个人
students student|名学生
children child|名儿童
women woman|名女性
men man|名男性
users user|名用户|个用户|用户
mice mouse|只小鼠
rats rat|只大鼠
cells cell|个细胞
genes gene|个基因
proteins protein|个蛋白|种蛋白质
species 个物种|物种
studies study|项研究
trials trial|项试验
cases case|例|个案例|个病例
datasets dataset|data sets|data set|个数据集
benchmarks benchmark|个基准|项基准
models model|个模型|种模型
methods method|种方法|approaches|approach
tasks task|项任务|个任务
languages language|种语言
classes class|categories|category|个类别|类
questions question|个问题|道题
documents document|篇文档|份文档
papers paper|articles|article|篇论文|篇文章|篇
sentences sentence|个句子
words word|个词
galaxies galaxy|个星系
stars star|颗恒星|颗星
planets planet|颗行星
clusters cluster|个星团|个团
sources source|个源
events event|个事件
photons photon|个光子
electrons electron|个电子
particles particle|个粒子
atoms atom|个原子
nodes node|个节点
edges edge|条边
vertices vertex|个顶点
dimensions dimension|dimensional|维|个维度
bits per second 比特每秒
agents agent|个智能体
domains domain|个领域
countries country|个国家
hospitals hospital|家医院
"""


def atoms() -> dict[str, Atom]:
    """Every writing of a unit that stands alone."""
    found: dict[str, Atom] = {}
    for symbol, (of, size, prefixes) in _PREFIXED.items():
        found[symbol] = Atom(symbol, size, of)
        for prefix in prefixes.split():
            factor = 1e3 if prefix == "K" else _SI[prefix]
            found.setdefault(prefix + symbol, Atom(prefix + symbol, size * factor, of))
    return found


def singles() -> dict[str, Atom]:
    """Every writing of a unit that has names of its own; these win over `atoms`."""
    found: dict[str, Atom] = {}
    for line in _SINGLE.strip().splitlines():
        names, _, meaning = line.rpartition(" = ")
        of, size = meaning.split()
        spelling, _, others = names.partition(" ")
        if spelling == "orders":
            spelling, others = "orders of magnitude", others.removeprefix("of magnitude ")
        atom = Atom(spelling, float(size), of)
        for name in (spelling, *others.split("|")):
            found.setdefault(name, atom)
    return found


def counted() -> dict[str, Atom]:
    """Every writing of what is counted."""
    found: dict[str, Atom] = {}
    for line in COUNTED.strip().splitlines():
        *spelling, first = line.partition("|")[0].rsplit(" ", 1)
        _, _, others = line.partition("|")
        name = " ".join(spelling)
        atom = Atom(name, 1.0, name)
        for other in (name, first, *others.split("|")):
            if other:
                found.setdefault(other, atom)
    return found
