"""What every test stands on: where recorded data, the database and the browser are.

With ACADEMICHUB_TEST_EVERYTHING set (as in a full run) a test that would be skipped fails.
"""

from __future__ import annotations

import io
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings

from academichub.store import Store

EVERYTHING = bool(os.environ.get("ACADEMICHUB_TEST_EVERYTHING"))
# No test is timed. In a full run the same examples come each time: that it turns red shows a change.
settings.register_profile(
    "ours",
    derandomize=EVERYTHING,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ours")
_LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")


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


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty store, on each database in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'store.db'}"
        return
    yield from _postgresql()


def _postgresql() -> Iterator[str]:
    import psycopg

    server = os.environ.get("ACADEMICHUB_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432")
    name = f"academichub_{uuid4().hex[:12]}"
    try:
        connection = psycopg.connect(f"{server}/postgres", autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as error:
        pytest.skip(f"no PostgreSQL at {server}: {str(error).splitlines()[0]}")
    with connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield f"{server}/{name}"
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """An empty store, on each database in turn."""
    with Store(store_url) as opened:
        yield opened


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Calls the command line; gives what it answered, after looking at the exit code."""

    from academichub.cli import main

    def call(*arguments: str, code: int = 0, typed: str = "") -> str:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        said = capfd.readouterr()
        assert ended.value.code == code, said.err
        return said.out if code == 0 else said.err

    return call
