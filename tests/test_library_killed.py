"""A process that is killed while a reader marks works: what it said it kept is kept, and whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from time import sleep

import pytest

from academichub.accounts import ALONE
from academichub.config import Config
from academichub.desk import Desk
from academichub.hub import Hub

POINTS = 50 if os.environ.get("ACADEMICHUB_TEST_EVERYTHING") else 12

MARKING = """
import sys
from pathlib import Path
from academichub.config import Config
from academichub.desk import Desk
from academichub.hub import Hub
from academichub.accounts import ALONE
names = sys.argv[2].split()
with Hub(Config.load(Path(sys.argv[1]), environ={})) as hub:
    library = Desk(hub, ALONE).library
    for at in range(int(sys.argv[3]), 10**6):
        name = names[at % len(names)]
        library.mark(name, saved=True, read=at % 2 == 0, note=f"note {at}", tags=[f"tag {at}"])
        print(name, at, flush=True)
"""


@pytest.mark.slow
def test_no_mark_is_lost_or_halved_however_often_the_process_dies(tmp_path: Path):
    rng = random.Random(7)
    with Hub(Config.load(tmp_path, environ={})) as hub:
        names = [work.id for work, _ in zip(hub.everything(), range(20), strict=False)]
    at = 0
    for _ in range(POINTS):
        command = [sys.executable, "-c", MARKING, str(tmp_path), " ".join(names), str(at)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            said = process.stdout.readline()
            sleep(rng.random() * 0.05)
            process.send_signal(signal.SIGKILL)
            said += process.stdout.read()
        whole = (line.split() for line in said.splitlines(keepends=True) if line.endswith("\n"))
        told = {name: int(number) for name, number in whole}
        assert told
        at = max(told.values()) + 2  # the last may have been kept without being told
        with Hub(Config.load(tmp_path, environ={})) as hub:
            marks = Desk(hub, ALONE).library.marks(names)
        for name, number in told.items():
            mark = marks[name]
            kept = int(mark.note.removeprefix("note "))
            assert kept >= number
            assert mark.tags == (f"tag {kept}",)
            assert bool(mark.read_at) == (kept % 2 == 0)
            assert mark.saved_at
