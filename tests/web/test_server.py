from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from academichub.errors import ConfigurationError
from academichub.web.server import listen

PROGRAM = """
import sys
from pathlib import Path
from academichub.config import Config
from academichub.hub import Hub
from academichub.web import serve
with Hub(Config.load(Path(sys.argv[1]), environ={})) as hub:
    hub.catch_up()
    serve(hub, "127.0.0.1", 0, collect=False)
"""


def test_a_server_says_where_it_is_serves_a_full_page_and_ends_when_told(tmp_path: Path):
    command = [sys.executable, "-c", PROGRAM, str(tmp_path / "data")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        said = re.fullmatch(
            r"AcademicHub is at (http://127\.0\.0\.1:\d+/)\n", server.stdout.readline()
        )
        assert said
        with urlopen(said[1], timeout=30) as answer:
            assert answer.read().count(b'<li class="work"') == 25
        server.send_signal(signal.SIGINT)
        assert server.wait(20) in {0, -signal.SIGINT}


def test_an_address_in_use_is_said_in_one_line():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ConfigurationError, match=f"cannot listen at 127.0.0.1 port {port}"):
            listen("127.0.0.1", port)


def test_answers_are_sent_at_once_and_do_not_wait_to_be_acknowledged():
    with listen("127.0.0.1", 0) as listening, socket.create_connection(listening.getsockname()):
        accepted, _ = listening.accept()
        with accepted:
            # What asyncio looks at before it sets TCP_NODELAY.
            assert accepted.proto == socket.IPPROTO_TCP
