"""For tests, ours and yours: records as sources give them, a clock that stands still, a model.

Public, so that whoever writes a source or a face can test it against the real store.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from socket import create_server
from threading import Thread
from time import monotonic, sleep
from typing import Any

from academichub import ids
from academichub.config import Config
from academichub.hub import Hub
from academichub.llm.scripted import Say, Script, Scripted, scripted_model
from academichub.model import Announcement, Authorship, Record

__all__ = [
    "NOW",
    "Say",
    "Script",
    "Scripted",
    "arxiv_record",
    "hub",
    "journal_record",
    "scripted_model",
    "served",
]

NOW = datetime(2026, 6, 12, 8, 0, tzinfo=UTC)
"""The moment of `hub`'s clock, unless another is given."""


def arxiv_record(arxiv_id: str, title: str, **changes: Any) -> Record:
    """A record as arXiv's daily feed gives it, announced as new on 2026-06-12."""
    values: dict[str, Any] = {
        "source": "arxiv",
        "route": "arxiv-rss",
        "key": arxiv_id,
        "fetched_at": "2026-06-12T04:00:00Z",
        "title": title,
        "identifiers": (ids.arxiv(arxiv_id)[0],),
        "type": "preprint",
        "abstract": f"We study {title}.",
        "authorships": (Authorship("Ada Lovelace"), Authorship("Emmy Noether")),
        "primary_category": "cs.LG",
        "categories": ("cs.LG", "cs.AI"),
        "version": 1,
        "announcements": (Announcement("arxiv", "2026-06-12", "new", 1, "cs.LG"),),
        "raw": f"<item>{title}</item>",
    }
    return Record(**{**values, **changes})


def journal_record(doi: str, title: str, **changes: Any) -> Record:
    """A record as Crossref gives it of a published article."""
    values: dict[str, Any] = {
        "source": "crossref",
        "route": "crossref",
        "key": doi,
        "fetched_at": "2026-07-01T04:00:00Z",
        "title": title,
        "identifiers": (ids.doi(doi),),
        "type": "article",
        "authorships": (Authorship("Ada Lovelace"), Authorship("Emmy Noether")),
        "published_on": "2026-07-01",
        "stage": "published",
        "raw": "{}",
    }
    return Record(**{**values, **changes})


def hub(config: Config | None = None, now: datetime = NOW) -> Hub:
    """A hub over the data folder of *config*, whose clock stands at *now*."""
    return Hub(config or Config.load(), clock=lambda: now)


@contextmanager
def served(hub: Hub, seconds: float = 20, *, brief: bool = False) -> Iterator[str]:
    """Serve *hub* at a free port of loopback, which has to be up within *seconds*; its address.

    With *brief* it makes the briefs that are asked for; one server of a process can.
    """
    import uvicorn

    from academichub.web.app import create_app

    listening = create_server(("127.0.0.1", 0))
    app = create_app(hub, brief=brief, hosts={"127.0.0.1"})
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    end = monotonic() + seconds
    while not server.started:
        if monotonic() > end:
            raise TimeoutError(f"the server was not up within {seconds} seconds")
        sleep(0.02)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
