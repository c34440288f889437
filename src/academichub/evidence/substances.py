"""Which words are chemical formulas, from the elements' symbols.

Reads plain, Unicode and TeX subscripts. Refuses what could as well be an acronym.
"""

from __future__ import annotations

import re
from functools import lru_cache

from academichub.symbols import words

_ELEMENTS = words(
    """
H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr
Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb
Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu
"""
)
_ELEMENT = "|".join(sorted(_ELEMENTS, key=len, reverse=True))
_AMOUNT = r"(?:\d{1,2}(?:\.\d{1,2})?)?(?:[-+±]?[xyzδ])?"
_PART = rf"(?:(?:{_ELEMENT}){_AMOUNT})"
_FORMULA = re.compile(rf"(?:{_PART}|\({_PART}{{1,4}}\){_AMOUNT}){{1,9}}[+-]?")
_TEX = re.compile(r"\\(?:mathrm|rm|text|textrm)\b|[${}_^\\,]|\\delta")
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉ₓ₊₋", "0123456789x+-")
_SYMBOLS = re.compile(_ELEMENT)
_ACRONYM = re.compile(r"[A-Z]+s?")
_PAIR = re.compile(r"([A-Z])\d\1")
_REFUSED = words(
    """
H1N1 H5N1 H7N9 H3N2 H5N8 S1P C2C P2P B2B V2V B2C I2I C1 C2 C3 C4 C5 K2 S1 S2 P1 P2 P3 B1 B2 F1 F2 V1 V2 Pro
Co Os As In At I Be He No Ho Pa Po Ra Re Ac Th NbS Hf Cu1 CoS Cos Sn Sc SiN Cons Bi Os Li Lu Pu La Pr
Si Al Fe Ni Cr Mn CoCo PoS NPs ICs CSI Ca2+ COVs WO OS CoP PaS BaS PrOC SOTA CaPS Cas9 CoV CoVs HIV1
PaO2 PaCO2 SPO2 FiO2 IC50 LD50 EC50 HIV2 SIS SIR SIRS C10 CP1 CP2 P53 U1 U2 SU2 SO3 SO2N SP1 W1 W2 H1 I2V T2I C4I U2OS BN PO VAl InC Inc
"""
)
_SHORT = words(
    """
CO NO OH HCN CN HF KOH HCl NaCl GaN AlN
"""
) | {
    "H2",
    "N2",
    "O2",
    "O3",
    "C60",
    "I2",
    "F2O",
}
_LEAST_ELEMENTS = 2
_MOST_CAPITALS = 2
_ACID = re.compile(r"H\d?[NSPC]O\d|[CN]\d{0,2}(?:[HO]\d{0,2})+|KNO3|KOH|YBCO")


@lru_cache(maxsize=16_384)
def formula(word: str) -> str:
    """*word* as a plain chemical formula (``MoS2``), or ``""`` if it is none."""
    if len(word) > 60 or (not word[:1].isupper() and word[:1] not in "$("):
        return ""
    plain = _TEX.sub("", word).translate(_SUBSCRIPTS)
    if plain in _REFUSED or not _FORMULA.fullmatch(plain):
        return ""
    if plain in _SHORT:
        return plain
    if _ACRONYM.fullmatch(plain) or _PAIR.fullmatch(plain):
        return ""
    if (
        plain.isupper()
        and sum(map(str.isalpha, plain)) > _MOST_CAPITALS
        and not _ACID.fullmatch(plain)
    ):
        return ""
    return plain if len(_SYMBOLS.findall(plain)) >= _LEAST_ELEMENTS else ""
