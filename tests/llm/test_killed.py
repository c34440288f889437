"""A process that is killed while it asks a model: no request is answered, and so billed, twice."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from collections import Counter
from threading import Event
from time import sleep
from typing import Any

import pytest

from academichub.llm.scripted import Say, scripted_model
from academichub.store import Store

KILLS, QUESTIONS, AT_ONCE = 20, 120, 4

ASKING = """
import sys
from concurrent.futures import ThreadPoolExecutor
from pydantic import BaseModel
from academichub.errors import LostAnswerError
from academichub.llm import Model, Question, Rules, named
from academichub.store import Store

class City(BaseModel):
    city: str

def one(number):
    try:
        model.ask(Question("One word.", f"Question {number}?", City), reader="me")
    except LostAnswerError:
        return "lost"
    return "answered"

with Store(sys.argv[1]) as store:
    rules = Rules(timeout=20, tokens=64, budget_tokens=None, budget_usd=None)
    model = Model(named("local:some", sys.argv[2]), None, store.asked, rules, hold=1.0, chance=lambda: 0.0)
    print("begins", flush=True)
    with ThreadPoolExecutor(4) as pool:
        print(*pool.map(one, range(int(sys.argv[3]))), flush=True)
    model.close()
"""


@pytest.mark.slow
def test_no_request_is_answered_twice_however_often_the_process_dies(store_url):
    rng, asked = random.Random(20), Event()
    refused: Counter[str] = Counter()

    def script(request: dict[str, Any], _: int) -> Say:
        asked.set()
        what = request["messages"][-1]["content"]
        if "7?" in what and not refused[what]:
            refused[what] += 1
            return Say("busy", 429, {"Retry-After": "0"})
        return Say('{"city": "Paris"}', delay=rng.random() * 0.2, usage=(50, 9))

    with scripted_model(script) as said:
        command = [sys.executable, "-c", ASKING, store_url, said.url, str(QUESTIONS)]
        for _ in range(KILLS):
            with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
                assert process.stdout
                assert process.stdout.readline() == "begins\n"
                asked.clear()
                assert asked.wait(30), "it asked nothing more; there is too little to ask"
                sleep(rng.random() * 0.15)
                process.send_signal(signal.SIGKILL)
                assert process.stdout.read() == "", "it ended before it was killed"
        whole = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
        outcomes = Counter(whole.stdout.split()[1:])

    with Store(store_url) as store:
        calls = store.asked.calls()
    assert max(said.paid.values()) == 1
    assert outcomes.total() == QUESTIONS
    assert 0 < outcomes["lost"] <= KILLS * AT_ONCE
    assert {state: requests for state, (requests, _) in calls.items()} == outcomes
    sent = sum(times for _, times in calls.values())
    # What died between its note and its sending was never seen by the server.
    assert sent - outcomes["lost"] <= len(said.requests) <= sent
    assert outcomes["answered"] <= said.paid.total() <= QUESTIONS
