"""Harvests against a local server, as child processes: killed, throttled, cut off, misled.

The bodies are ours, modelled on the protocols' documentation, but for the one test marked `data`.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

import pytest

from academichub.collect import take
from academichub.config import Config, Upstreams
from academichub.fetch import Client
from academichub.hub import Hub
from academichub.index.words import Words
from academichub.model import Authorship, Page, to_json
from academichub.query import Query, Term
from academichub.starter import records as starter_records
from academichub.store import Store
from academichub.store.ledger import Run
from academichub.store.schema import leases, metadata
from academichub.testing import journal_record

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


# A server that answers as it is told, and says where it stands while it does


@dataclass(frozen=True)
class Reply:
    """An answer; with *sent* the connection closes after so many bytes of the body."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    sent: int | None = None


@dataclass(frozen=True)
class Asked:
    at: float
    path: str
    query: Mapping[str, str]


class Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):  # whoever asked is dead
            super().handle_error(*_)


class Upstream:
    """Answers each request with ``answer(asked)`` and calls ``on(request, stage)`` on the way."""

    def __init__(self, answer: Callable[[Asked], Reply]) -> None:
        self.answer = answer
        self.asked: list[Asked] = []
        self.stages: dict[tuple[int, str], float] = {}
        self.on: Callable[[int, str], None] = lambda request, stage: None
        self._lock = Lock()
        self._server = Quiet(("127.0.0.1", 0), self._handler())

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def authority(self) -> str:
        return f"127.0.0.1:{self._server.server_port}"

    @property
    def url(self) -> str:
        return f"http://{self.authority}"

    def _reached(self, request: int, stage: str) -> None:
        self.stages[request, stage] = time.monotonic()
        self.on(request, stage)

    def _reply(self, handler: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        with self._lock:
            self.asked.append(Asked(time.monotonic(), parts.path, dict(parse_qsl(parts.query))))
            asked, request = self.asked[-1], len(self.asked)
        reply = self.answer(asked)
        self._reached(request, "received")
        handler.send_response(reply.status)
        for name, value in {**reply.headers, "Content-Length": str(len(reply.body))}.items():
            handler.send_header(name, value)
        handler.end_headers()
        self._reached(request, "headers")
        body = reply.body[: reply.sent]
        for quarter, stage in enumerate(("quarter", "half", "three quarters", "sent")):
            handler.wfile.write(body[len(body) * quarter // 4 : len(body) * (quarter + 1) // 4])
            handler.wfile.flush()
            self._reached(request, stage)
        if reply.sent is not None:
            handler.close_connection = True

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        upstream = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                upstream._reply(self)

            def log_message(self, *_: object) -> None:
                pass

        return Handler


# A harvest of two pages


def raw(arxiv_id: str, title: str, *, versions: int = 1, comment: str = "") -> str:
    dated = "".join(
        f'<version version="v{n}"><date>Mon, {n + 1} Nov 2026 19:18:42 GMT</date></version>'
        for n in range(1, versions + 1)
    )
    return (
        f"<record><header><identifier>oai:arXiv.org:{arxiv_id}</identifier>"
        "<datestamp>2026-11-19</datestamp><setSpec>cs:cs:LG</setSpec></header><metadata>"
        f'<arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>{arxiv_id}</id>{dated}'
        f'<title>{title}</title><authors>Ada Lovelace, B. M\\"uller (MIT (Cambridge), USA)</authors>'
        f"<categories>cs.LG math.PR</categories><comments>{comment}</comments>"
        f"<abstract>We study {title.lower()}, where $p&lt;0.05$.</abstract></arXivRaw></metadata></record>"
    )


def oai(*records: str, token: str = "") -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
        "<responseDate>2026-11-20T04:05:06Z</responseDate><request>http://x</request><ListRecords>"
        f"{''.join(records)}<resumptionToken>{token}</resumptionToken></ListRecords></OAI-PMH>"
    ).encode()


SUBJECTS = ("Wombats", "Quolls", "Bilbies", "Numbats", "Potoroos", "Dunnarts")
DOINGS = ("Gait", "Diet", "Burrows", "Voices", "Sleep")


def _titles() -> Iterator[str]:
    for doing, subject in itertools.product(DOINGS, SUBJECTS):
        yield f"On the {doing} of {subject} under Changing Snow"


def _starter() -> tuple[str, str]:
    one = next(
        r for r in starter_records(NOW) if r.identifiers and r.identifiers[0].scheme == "arxiv"
    )
    return one.identifiers[0].value, one.title.replace("&", "and").replace("<", "")


def two_pages() -> list[bytes]:
    """New works, versions, a withdrawal, a starter work, works of journals, what cannot be read."""
    titles = list(_titles())
    first = [raw(f"2611.{n:05}", title) for n, title in enumerate(titles[:18], 1)]
    starter_id, starter_title = _starter()
    second = [
        raw("2611.00003", titles[2], versions=2, comment="Withdrawn by the author"),
        raw("2611.00004", titles[3] + ", Revisited", versions=3),
        raw(starter_id, starter_title),
        *(raw(f"2611.{n:05}", title) for n, title in enumerate(titles[18:], 101)),
        raw("2611.00200", "How Potoroos Remember Where the Truffles of a Forest Grow in Winter"),
    ]
    damaged = raw("2611.00500", "Broken").replace("<title>", "<titel>")
    nameless = raw("no-arxiv-id", "Nameless")
    gone = '<record><header status="deleted"><identifier>oai:arXiv.org:2611.00600</identifier></header></record>'
    return [oai(*first, damaged, token="page|2"), oai(*second, nameless, gone)]


def replay(pages: list[bytes], token: str) -> Callable[[Asked], Reply]:
    def answer(asked: Asked) -> Reply:
        given = asked.query.get("resumptionToken")
        assert given in (None, token)
        return Reply(pages[1] if given else pages[0], headers={"Content-Type": "text/xml"})

    return answer


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as it stands before the harvest: starter data and two journal articles."""
    folder = tmp_path_factory.mktemp("begun") / "data"
    articles = (
        journal_record("10.1000/same", next(_titles())),
        journal_record(
            "10.1000/alike",
            "How Potoroos Remember Where the Truffles of a Forest Grow",
            authorships=(Authorship("Ada Lovelace"), Authorship("B. Müller")),
            published_on="2026-12-01",
        ),
    )
    with Hub(Config.load(folder), clock=lambda: NOW) as hub:
        take(hub.store, "crossref", Page(records=articles), "2026-11-20T12:00:00Z")
        hub.catch_up()
        with hub.store.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder


# What a store and its index hold, without the moments at which it came there

MOMENTS = {"fetched_at", "first_seen_at", "at", "updated_at", "undone_at"}
"""Left out of the comparison, in columns and in bodies: they say when, and that differs."""


def contents(folder: Path) -> dict[str, list[Any]]:
    """Every row of every table but runs and leases, which tell of the runs and not of the works."""
    from academichub.store import coding

    held: dict[str, list[Any]] = {}
    with Store(f"sqlite:///{folder / 'academichub.db'}") as store, store.engine.connect() as db:
        assert db.execute(leases.select()).all() == []
        for table in metadata.sorted_tables:
            if table.name in {"runs", "leases"}:
                continue
            rows = [dict(row) for row in db.execute(table.select()).mappings()]
            for row in rows:
                if table.name == "works":
                    row["body"] = json.loads(to_json(coding.work(row["body"])))
                elif table.name == "records":
                    row["body"] = json.loads(to_json(coding.record(row["body"])))
            held[str(table.name)] = sorted((_timeless(row) for row in rows), key=repr)
    held["index"] = indexed(folder)
    return held


def _timeless(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _timeless(item) for name, item in value.items() if name not in MOMENTS}
    return [_timeless(item) for item in value] if isinstance(value, list) else value


def indexed(folder: Path) -> list[Any]:
    """The index: its sequence, every document, and the documents of each of many words."""
    words = Words(folder / "index")
    asked = {
        word: Query(terms=(Term(word, "title"),)) for word in (*SUBJECTS, *DOINGS, "Revisited")
    }
    asked |= {"everything": Query(), "math.PR": Query(categories=("math.pr",))}
    asked |= {"journals": Query(sources=("crossref",)), "starter": Query(sources=("starter",))}
    found = [
        (name, sorted(words.search(query, limit=1000).numbers)) for name, query in asked.items()
    ]
    return [("sequence", words.sequence), ("count", words.count), *found]


def collect(folder: Path, upstream: Upstream, *routes: str) -> subprocess.Popen[str]:
    """The command line as a child process, against *upstream*."""
    environment = {
        **os.environ,
        "ACADEMICHUB_DATA": str(folder),
        "ACADEMICHUB_UPSTREAMS__ARXIV_OAI": f"{upstream.url}/oai",
    }
    command = [sys.executable, "-m", "academichub", "collect", *(routes or ("arxiv-oai",))]
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def ended(child: subprocess.Popen[str]) -> tuple[int, str, str]:
    with child:
        out, err = child.communicate(timeout=120)
    return child.returncode, out, err


@dataclass(frozen=True)
class Whole:
    """A harvest nobody killed: what it left, and how long its parts took."""

    contents: Mapping[str, list[Any]]
    seconds: float
    between: float
    tail: float


def harvest(folder: Path, answer: Callable[[Asked], Reply]) -> Whole:
    with Upstream(answer) as upstream:
        began = time.monotonic()
        code, out, err = ended(collect(folder, upstream))
        done = time.monotonic()
    assert code == 0, (out, err)
    between = upstream.stages[2, "received"] - upstream.stages[1, "sent"]
    return Whole(contents(folder), done - began, between, done - upstream.stages[2, "sent"])


@dataclass(frozen=True)
class Kill:
    """When to kill: *after* seconds from the start, or from a stage of the server's answer."""

    stage: tuple[int, str] | None
    after: float


def kill_points(whole: Whole) -> list[Kill]:
    stages = ("received", "headers", "quarter", "half", "three quarters", "sent")
    at_once = [Kill((request, stage), 0.0) for request in (1, 2) for stage in stages]
    storing = [Kill((1, "sent"), whole.between * (n + 0.5) / 12) for n in range(12)]
    ending = [Kill((2, "sent"), whole.tail * (n + 0.5) / 20) for n in range(18)]
    spread = [Kill(None, whole.seconds * (n + 0.5) / 20) for n in range(18)]
    return at_once + storing + ending + spread


def killed_once(folder: Path, answer: Callable[[Asked], Reply], kill: Kill) -> bool:
    """Run until *kill*; whether the child was still there to be killed."""
    with Upstream(answer) as upstream:

        def on(request: int, stage: str) -> None:
            if (request, stage) == kill.stage:
                time.sleep(kill.after)
                child.kill()

        upstream.on = on
        child = collect(folder, upstream)
        if kill.stage is None:
            time.sleep(kill.after)
            child.kill()
        return ended(child)[0] == -9


def restarted(folder: Path, answer: Callable[[Asked], Reply]) -> None:
    with Upstream(answer) as upstream:
        code, out, err = ended(collect(folder, upstream))
    assert code == 0, (out, err)


def kill_everywhere(
    begun: Path,
    tmp_path: Path,
    answer: Callable[[Asked], Reply],
    points: Callable[[Whole], list[Kill]],
) -> int:
    """Harvest once in peace, then once for each point with a kill there; returns how many struck."""
    whole = harvest(shutil.copytree(begun, tmp_path / "whole"), answer)

    def one(numbered: tuple[int, Kill]) -> bool:
        number, kill = numbered
        folder = shutil.copytree(begun, tmp_path / f"killed-{number}")
        struck = killed_once(folder, answer, kill)
        restarted(folder, answer)
        left = contents(folder)
        for table, rows in whole.contents.items():
            assert left[table] == rows, (kill, table)
        shutil.rmtree(folder)
        return struck

    with ThreadPoolExecutor(2) as pool:
        return sum(pool.map(one, enumerate(points(whole))))


@pytest.mark.slow
def test_a_harvest_killed_at_any_point_and_restarted_ends_as_one_never_killed(begun, tmp_path):
    struck = kill_everywhere(begun, tmp_path, replay(two_pages(), "page|2"), kill_points)
    assert struck >= 50


@pytest.mark.slow
@pytest.mark.data
def test_a_recorded_list_with_its_token_survives_kills_too(begun, tmp_path, recorded):
    folder = recorded / "protocol" / "arxiv_oai"
    names = ("arxiv_multi_20230125.xml", "arxiv-physics-hep-th.xml")
    pages = [(folder / name).read_bytes() for name in names]
    points = lambda whole: kill_points(whole)[::8]  # noqa: E731
    assert kill_everywhere(begun, tmp_path, replay(pages, "6460044|1001"), points) >= 6


@pytest.mark.slow
def test_a_harvest_killed_again_and_again_ends_as_one_never_killed(begun, tmp_path):
    answer = replay(two_pages(), "page|2")
    whole = harvest(shutil.copytree(begun, tmp_path / "whole"), answer)
    folder = shutil.copytree(begun, tmp_path / "killed")
    for kill in (
        Kill((1, "half"), 0), Kill((1, "sent"), whole.between / 2), Kill(None, whole.seconds / 2),
        Kill((1, "half"), 0), Kill((2, "received"), 0), Kill((1, "sent"), whole.tail / 2),
    ):  # fmt: skip
        killed_once(folder, answer, kill)
    restarted(folder, answer)
    assert contents(folder) == whole.contents


def test_the_harvest_leaves_works_merged_versions_withdrawals_and_quarantine(begun, tmp_path):
    folder = shutil.copytree(begun, tmp_path / "whole")
    held = harvest(folder, replay(two_pages(), "page|2")).contents
    works = {row["id"]: row["body"] for row in held["works"]}
    assert works["doi:10.1000/same"]["sources"] == ["crossref", "arxiv"]
    assert works["doi:10.1000/alike"]["sources"] == ["crossref", "arxiv"]
    assert works["arxiv:2611.00004"]["title"].endswith("Revisited")
    assert [u["type"] for u in works["arxiv:2611.00003"]["updates"]] == ["withdrawal"]
    assert "starter" not in works[f"arxiv:{_starter()[0]}"]["origins"]["*"]["route"]
    assert len(held["quarantine"]) == 2
    assert [row["body"] for row in held["cursors"]] == ['{"from":"2026-11-20"}']


def test_two_collections_of_one_source_do_not_run_at_once(begun, tmp_path):
    folder = shutil.copytree(begun, tmp_path / "data")
    with Upstream(replay(two_pages(), "page|2")) as upstream:
        told: list[tuple[int, str, str]] = []

        def on(request: int, stage: str) -> None:
            if (request, stage) == (1, "half"):
                told.append(ended(collect(folder, upstream)))

        upstream.on = on
        assert ended(collect(folder, upstream))[0] == 0
    [(code, out, err)] = told
    assert (code, out) == (1, "")
    assert "arxiv-oai" in err
    assert "another process" in err
    assert len(upstream.asked) == 2


# Asked to wait


def test_a_429_and_a_503_with_retry_after_are_obeyed(begun, tmp_path):
    pages = replay(two_pages(), "page|2")
    waits = {
        1: Reply(status=429, headers={"Retry-After": "1"}),
        3: Reply(status=503, headers={"Retry-After": "2"}),
    }
    with Upstream(lambda asked: waits.get(len(upstream.asked)) or pages(asked)) as upstream:
        code, _, err = ended(collect(shutil.copytree(begun, tmp_path / "data"), upstream))
    assert code == 0, err
    times = [asked.at for asked in upstream.asked]
    assert len(times) == 4
    assert times[1] - times[0] >= 1
    assert times[3] - times[2] >= 2
    assert times[3] - times[0] < 20


@pytest.mark.parametrize("status", [429, 503])
def test_a_wait_longer_than_our_patience_ends_the_run_and_says_until_when(begun, tmp_path, status):
    folder = shutil.copytree(begun, tmp_path / "data")
    pages = replay(two_pages(), "page|2")
    throttled = Reply(status=status, headers={"Retry-After": "3600"})
    with Upstream(
        lambda asked: throttled if "resumptionToken" in asked.query else pages(asked)
    ) as upstream:
        code, out, err = ended(collect(folder, upstream))
    assert code == 1
    assert "3600" in out
    assert err.splitlines()[-1] == "academichub: 1 of 1 sources failed"
    assert len(upstream.asked) == 2
    with Store(f"sqlite:///{folder / 'academichub.db'}") as store:
        assert (store.cursor("arxiv-oai") or {})["token"] == "page|2"
    restarted(folder, pages)
    whole = harvest(shutil.copytree(begun, tmp_path / "whole"), pages)
    assert contents(folder) == whole.contents


# Cut off, or answered with something else


def rss_item(n: int) -> str:
    return (
        f"<item><title>On the {DOINGS[n % 5]} of {SUBJECTS[n % 6]}</title>"
        f"<link>https://arxiv.org/abs/2611.{n:05}</link><description>arXiv:2611.{n:05}v1 Announce Type: new \n"
        f"Abstract: We study them.</description><guid isPermaLink='false'>oai:arXiv.org:2611.{n:05}v1</guid>"
        "<category>cs.LG</category><pubDate>Fri, 20 Nov 2026 00:00:00 -0500</pubDate>"
        "<arxiv:announce_type>new</arxiv:announce_type><dc:creator>Ada Lovelace</dc:creator></item>"
    )


def rss() -> bytes:
    return (
        "<?xml version='1.0' encoding='UTF-8'?><rss version='2.0' xmlns:arxiv='http://arxiv.org/schemas/atom'"
        " xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>arXiv</title><link>http://x</link>"
        "<pubDate>Fri, 20 Nov 2026 00:00:00 -0500</pubDate>"
        f"{''.join(map(rss_item, range(1, 9)))}</channel></rss>"
    ).encode()


def journal_feed() -> bytes:
    items = "".join(
        f"<item><title>Burrows and their makers {n}</title><link>http://journal.example/articles/{n}</link>"
        f"<dc:identifier>doi:10.1000/b.{n}</dc:identifier><description>Digging, part {n} of it.</description>"
        f"<dc:creator>Ada Lovelace</dc:creator><dc:date>2026-11-{n + 10}</dc:date></item>"
        for n in range(1, 7)
    )
    return (
        "<?xml version='1.0' encoding='UTF-8'?><rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
        f"<channel><title>Journal of Burrows</title><link>http://journal.example/</link>{items}</channel></rss>"
    ).encode()


def details(asked: Asked) -> bytes:
    position = int(asked.path.split("/")[5])
    rows = [
        {
            "doi": f"10.64898/2026.11.{n:02}.000001", "title": f"Spindles of worm number {n}",
            "authors": "Doe, J.; Roe, R.", "date": "2026-11-18", "version": "1",
            "type": "new results", "license": "cc_by", "category": "cell_biology", "jatsxml": "",
            "abstract": "Spindles form.", "published": "NA", "server": "bioRxiv",
        }
        for n in range(position + 1, min(position + 6, 11))
    ]  # fmt: skip
    said = {"status": "ok", "count": len(rows), "cursor": position, "total": "360"}
    return json.dumps(
        {"messages": [said if rows else {"status": "no posts found"}], "collection": rows}
    ).encode()


def crossref_works(asked: Asked) -> bytes:
    works = [
        {
            "DOI": f"10.1000/fold.{n}", "type": "journal-article", "title": [f"Folding of protein {n}"],
            "author": [{"given": "Jane", "family": "Doe"}], "container-title": ["Nature"],
            "ISSN": ["0028-0836"], "published-online": {"date-parts": [[2026, 11, 3]]},
        }
        for n in range(1, 6)
    ]  # fmt: skip
    message = {"total-results": 5, "items": works, "next-cursor": "end"}
    return json.dumps({"status": "ok", "message-type": "work-list", "message": message}).encode()


GOOD: Mapping[str, Callable[[Asked], bytes]] = {
    "arxiv-oai": lambda asked: two_pages()["resumptionToken" in asked.query],
    "arxiv-rss": lambda asked: rss(),
    "biorxiv-details": details,
    "feed-burrows": lambda asked: journal_feed(),
    "crossref-nature": crossref_works,
}
HTML = b"<!DOCTYPE html><html><head><title>Down for maintenance</title></head><body>Sorry</body></html>"
FAULTS: Mapping[str, Callable[[bytes], Reply]] = {
    "cut off on the wire": lambda body: Reply(body, sent=len(body) // 2),
    "cut off and well sent": lambda body: Reply(body[: len(body) // 2]),
    "an HTML page": lambda body: Reply(HTML, headers={"Content-Type": "text/html"}),
    "nothing at all": lambda body: Reply(b""),
}
LAST_REQUEST = {"arxiv-oai": 2, "biorxiv-details": 2}
"""Which request of a run goes wrong; the first, where a run has but one."""
MENDED = {("feed-burrows", "cut off and well sent")}
"""A publisher's broken feed is broken every day: what can be read is taken, and told in a note."""


@contextmanager
def hub_at(folder: Path, upstream: Upstream) -> Iterator[Hub]:
    bases = dict.fromkeys(Upstreams.model_fields, upstream.url) | {
        "arxiv_oai": f"{upstream.url}/oai"
    }
    settings = {"upstreams": Upstreams(**bases), "trusted": (upstream.authority,)}
    config = Config.load(folder).model_copy(update=settings)
    with Hub(config, clock=lambda: NOW) as hub:
        hub.client = Client(trusted={upstream.authority}, sleep=lambda _: None, attempts=2)
        hub.add_feeds({"burrows": {"title": "Journal of Burrows", "feed": f"{upstream.url}/feed"}})
        yield hub


def run(hub: Hub, route: str) -> Run:
    [ended_run] = hub.collect([route])
    return ended_run


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("route", GOOD)
def test_a_bad_answer_loses_nothing_moves_no_cursor_and_is_told(begun, tmp_path, route, fault):
    good = lambda asked: Reply(GOOD[route](asked))  # noqa: E731
    with Upstream(good) as upstream, hub_at(tmp_path / "whole", upstream) as hub:
        assert run(hub, route).outcome == "ok"
        cursor = hub.store.cursor(route)
    at = LAST_REQUEST.get(route, 1)

    def bad(asked: Asked) -> Reply:
        return good(asked) if len(upstream.asked) < at else FAULTS[fault](GOOD[route](asked))

    with Upstream(bad) as upstream, hub_at(tmp_path / "failed", upstream) as hub:
        failed = run(hub, route)
        before = hub.store.cursor(route)
        told = failed.error or failed.note
        assert told
        assert "\n" not in told
        if (route, fault) in MENDED:
            assert (failed.outcome, failed.error) == ("ok", None)
        else:
            assert failed.outcome == "failed"
            assert before != cursor
        if fault == "an HTML page":
            assert "HTML page" in told
            assert "Down for maintenance" in told
        upstream.answer = good
        again = run(hub, route)
        assert (again.outcome, again.error) == ("ok", None)
    left, whole = contents(tmp_path / "failed"), contents(tmp_path / "whole")
    # The cursor of arXiv's feed says when it was asked.
    for table in ("identifiers", *(() if route == "arxiv-rss" else ("cursors",))):
        assert [_unnumbered(r) for r in left[table]] == [_unnumbered(r) for r in whole[table]], (
            table
        )
    assert {r["id"]: r["body"]["title"] for r in left["works"]} == {
        r["id"]: r["body"]["title"] for r in whole["works"]
    }


def _unnumbered(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "number"}
