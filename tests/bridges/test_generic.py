"""What names nothing in particular is known however it is written."""

from __future__ import annotations

import pytest

from academichub import evidence
from academichub.bridges.generic import is_generic


@pytest.mark.parametrize(
    "name",
    ["neural networks", "Simulation", "accuracy", "time series", "accurate predictions", "data sets",
     "current approaches", "loss functions", "F1", "signal-to-noise ratio", "QZ", "7"],
)  # fmt: skip
def test_empty_names_are_generic_as_written_and_as_keys(name: str):
    assert is_generic(name)
    assert is_generic(evidence.key(name))


@pytest.mark.parametrize(
    "name",
    ["graph neural network", "transfer learning", "random walk", "wave function", "entropy", "protein",
     "optimal transport", "world model", "density matrix", "蛋白质", "GAN"],
)  # fmt: skip
def test_what_is_of_something_is_not_generic(name: str):
    assert not is_generic(name)
    assert not is_generic(evidence.key(name))
