"""What a prompted briefing takes beyond the time of its model.

The model is a real server of this machine that speaks OpenAI's protocol and answers every question
after the same delay, with sentences of the evidence it was given; what a real one would say makes no
difference to our work on it. The model's time is the time in which it was working on at least one
question; all else is ours: reading, laying out, asking, holding against the sources, keeping.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from time import perf_counter, process_time
from typing import Any

from academichub import bridges, evidence, extractive, outline, themes
from academichub.argument import Ask, Provenance
from academichub.bridges import Meetings
from academichub.brief import checking, prompted
from academichub.llm import Model, Rules, named
from academichub.llm.scripted import Say, scripted_model
from academichub.store import Store

AT_ONCE = 4
_SAID = 4
_LINE = re.compile(r"^\[(\d+)\] \(work[^)]*\):? ?(.*)$", re.MULTILINE)


class Working:
    """A model that answers after *delay* seconds, and knows when it was at work."""

    def __init__(self, delay: float) -> None:
        self._delay, self._lock = delay, Lock()
        self.spans: list[tuple[float, float]] = []

    def __call__(self, request: Mapping[str, Any], _: int) -> Say:
        now = perf_counter()
        with self._lock:
            self.spans.append((now, now + self._delay))
        given = _LINE.findall(json.dumps(request, ensure_ascii=False).replace("\\n", "\n"))
        said = [{"text": text, "evidence": [int(number)]} for number, text in given[:_SAID]]
        return Say(json.dumps({"statements": said}), delay=self._delay)

    @property
    def time(self) -> float:
        """Seconds in which it was working on something."""
        total, until = 0.0, 0.0
        for start, end in sorted(self.spans):
            total += max(0.0, end - max(start, until))
            until = max(until, end)
        return total


def measured(works: Sequence[Any], delay: float) -> dict[str, float]:
    """Seconds of one prompted briefing of *works*, of the model in it, and of our processor."""
    working = Working(delay)
    with (
        tempfile.TemporaryDirectory(prefix="academichub-brief-") as folder,
        Store(f"sqlite:///{Path(folder) / 'store.db'}") as store,
        scripted_model(working) as server,
    ):
        model = Model(named("local:some", server.url), None, store.asked, _RULES)
        began, busy = perf_counter(), process_time()
        statements = _briefed(works, model)
        whole, spent = perf_counter() - began, process_time() - busy
        model.close()
    return {
        "whole": whole,
        "model": working.time,
        "ours": whole - working.time,
        "busy": spent,
        "questions": len(working.spans),
        "statements": statements,
    }


_RULES = Rules(concurrency=AT_ONCE, budget_tokens=None, budget_usd=None)


def _briefed(works: Sequence[Any], model: Model) -> int:
    """Brief *works* with *model*, as a worker does; how many statements stand."""
    ask = Ask("works", "", "Mixed fields", works=tuple(work.id for work in works))
    said = evidence.gather(works)
    found = themes.find(works, said)
    joined = bridges.find(found, works, said, Meetings.none())
    crossed = bridges.crossings(works, said)
    made = outline.make(ask, works, said, found, joined, crossed, works[-1].date)
    texts = checking.texts(works)
    write = prompted.writer(model, texts, reader="local")
    with ThreadPoolExecutor(AT_ONCE) as pool:
        parts = list(pool.map(lambda section: write(section, made), made.sections))
    kept = {
        section.key: checking.checked(part, section, texts).statements
        for section, part in zip(made.sections, parts, strict=True)
    }
    how = Provenance("prompted", "2026-01-01T00:00:00Z", 0, "", "", ())
    brief = extractive.compose(made, kept, "b", how)
    return sum(len(one.statements) for one in brief.themes)
