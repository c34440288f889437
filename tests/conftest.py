"""What every test stands on: where recorded data, the database and the browser are.

With ACADEMICHUB_TEST_EVERYTHING set (as in a full run) a test that would be skipped fails.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

EVERYTHING = bool(os.environ.get("ACADEMICHUB_TEST_EVERYTHING"))
_LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")  # noqa: S104


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    outcome = yield
    report = outcome.get_result()
    if EVERYTHING and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped in a full run: {report.longrepr}"


@pytest.fixture(autouse=True)
def _no_socket_leaves_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and not str(address[0]).startswith(_LOOPBACK):
            raise AssertionError(f"a test tried to connect to {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _own_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.startswith("ACADEMICHUB_") and "TEST" not in name:
            monkeypatch.delenv(name)
    monkeypatch.setenv("ACADEMICHUB_DATA", str(tmp_path / "data"))


@pytest.fixture(scope="session")
def recorded() -> Path:
    """The folder of recorded data that is not part of the project."""
    beside = Path(__file__).parents[1].parent / "shared" / "data"
    folder = Path(os.environ.get("ACADEMICHUB_TEST_DATA", beside))
    if not folder.is_dir():
        pytest.skip(f"no recorded data at {folder}; set ACADEMICHUB_TEST_DATA")
    return folder
