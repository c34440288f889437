"""Which means, standard deviations and shares whole numbers can have: GRIM, GRIMMER and DEBIT.

Pure and exact: nothing here is a float. Necessary conditions only, so that nothing that can be is ever
called impossible. After Brown & Heathers (2017) for means, Anaya (2016) and Allard (2018) for standard
deviations, Heathers & Brown (2019) for shares; derived here anew from integer sums and sums of squares.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from academichub.audits.decimals import Printed


def _ends(number: Printed) -> tuple[Fraction, Fraction]:
    return Fraction(number.low), Fraction(number.high)


def sums(mean: Printed, n: int, items: int = 1) -> range:
    """The sums of *n* times *items* whole numbers whose mean prints as *mean*, by any rounding rule."""
    low, high = _ends(mean)
    return range(ceil(low * n * items), floor(high * n * items) + 1)


def grim(mean: Printed, n: int, items: int = 1) -> bool:
    """Whether *n* people can have this mean on a scale of *items* whole-numbered items."""
    return len(sums(mean, n, items)) > 0


def grimmer(mean: Printed, sd: Printed, n: int, items: int = 1) -> bool:
    """Whether some whole numbers have both this mean and this standard deviation.

    The sum of squares of whole numbers is whole, is odd or even as their sum is, and is no less than
    that of numbers as alike as that sum allows. Both divisors, n-1 and n, are allowed. With several
    items the people's totals are the whole numbers.
    """
    if n < 2 or sd.high < 0:
        return sd.low <= 0
    return any(_squares(total, sd, n, items) for total in sums(mean, n, items))


def _squares(total: int, sd: Printed, n: int, items: int) -> bool:
    """Whether a whole sum of squares fits this sum and standard deviation."""
    low, high = max(Fraction(0), Fraction(sd.low)), Fraction(sd.high)
    share, rest = divmod(total, n)
    least = (n - rest) * share**2 + rest * (share + 1) ** 2
    for divisor in (n - 1, n):
        first = max(least, ceil(Fraction(total**2, n) + divisor * (low * items) ** 2))
        last = floor(Fraction(total**2, n) + divisor * (high * items) ** 2)
        if first + (first - total) % 2 <= last:
            return True
    return False


def debit(mean: Printed, sd: Printed, n: int) -> bool:
    """Whether *n* answers of nought or one can have this mean and this standard deviation."""
    low, high = max(Fraction(0), Fraction(sd.low)) ** 2, Fraction(sd.high) ** 2
    return any(low <= one <= high for one in _variances(mean, n))


def _variances(mean: Printed, n: int) -> Iterator[Fraction]:
    """The variances of the samples of noughts and ones with that mean, by both divisors."""
    for ones in sums(mean, n):
        if 0 <= ones <= n:
            spread = Fraction(ones * (n - ones), n)
            yield spread / n
            if n > 1:
                yield spread / (n - 1)


def shares(percent: Printed, of: int) -> bool:
    """Whether some count of *of* is this percentage."""
    low, high = _ends(percent)
    return ceil(low * of / 100) <= floor(high * of / 100)
