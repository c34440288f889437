"""How likely a statistic as large as this one is where there is no effect.

Pure. Sources of the formulas: the NIST Digital Library of Mathematical Functions (chapters 7 and 8) and
Abramowitz & Stegun, Handbook of Mathematical Functions, chapter 26; the numbers of each are below.
"""

from __future__ import annotations

import math


def normal(z: float) -> float:
    """Both tails beyond z: erfc(|z|/√2), A&S 26.2.29 with DLMF 7.2.2."""
    return math.erfc(abs(z) / math.sqrt(2))


def student(t: float, df: float) -> float:
    """Both tails of Student's t: I(df/(df+t²); df/2, 1/2), A&S 26.7.1 with 26.5.27."""
    from scipy.special import betainc

    return float(betainc(df / 2, 0.5, df / (df + t * t)))


def fisher(f: float, df1: float, df2: float) -> float:
    """The upper tail of F: I(df2/(df2+df1·F); df2/2, df1/2), A&S 26.6.2 with 26.5.28."""
    from scipy.special import betainc

    return float(betainc(df2 / 2, df1 / 2, df2 / (df2 + df1 * f)))


def chi_squared(x: float, df: float) -> float:
    """The upper tail of χ²: Q(df/2, x/2), A&S 26.4.19 with DLMF 8.2.4."""
    from scipy.special import gammaincc

    return float(gammaincc(df / 2, x / 2))


def correlation(r: float, df: float) -> float:
    """Both tails of a correlation by its t, r·√(df/(1−r²)), with df two less than there are pairs."""
    if abs(r) >= 1:
        return 0.0
    return student(r * math.sqrt(df / (1 - r * r)), df)
