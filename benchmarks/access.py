"""Every address and verb, tried by everybody who has no right to it; prints what became of it.

Two readers and an administrator are made in a program of its own. The first reader has one of
everything. Then each address is tried

- as nobody,
- as the wrong reader, who is signed in, names everything of the first reader's, and has a form
  token that holds; where they may come because it is their own page, nothing of the first reader's
  may be in the answer and nothing of it may have changed,
- by the administrator's browser with a forged form token, with none, with another session's, and
  from another site,
- with a session that has expired, and with one of a reader who was shut out,
- with a revoked token, an expired one, and one that may only read.

The addresses come from the application itself, so a new one is tried without a line here; one
with a parameter that nothing is known to fill in ends the run.

Usage: python benchmarks/access.py [--json]
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
from fastapi.routing import iter_route_contexts
from starlette.testclient import TestClient

from academichub.accounts.door import digest
from academichub.config import Config
from academichub.desk import Desk
from academichub.hub import Hub
from academichub.jobs import instant
from academichub.lists import Listing
from academichub.profile import Profile, Reader, WantedTerm
from academichub.store.credentials import Session
from academichub.store.engine import add, to_write
from academichub.store.schema import deliveries, marks
from academichub.web.access import PROGRAMS, level_of
from academichub.web.app import create_app
from academichub.web.levels import LEVELS

BASE = "http://localhost"
NOW = datetime(2026, 6, 25, 8, tzinfo=UTC)
MARK = "zanzibar-secret-of-ada"
"""Stands in everything of the first reader's; where the wrong reader sees it, something is open."""

SAFE = frozenset({"GET", "HEAD"})
REFUSED = frozenset({401, 403, 404, 405})

FILL: Mapping[str, Callable[[World], str]] = {
    "identifier": lambda world: world.work,
    "place": lambda _: "1",
    "number": lambda _: "1",
    "name": lambda _: "site.css",
    "invitation": lambda world: world.invitation,
    "slug": lambda world: world.slug,
    "address": lambda world: world.guessed,
    "draft": lambda world: world.guessed,
    "secret": lambda world: world.guessed,
    "token": lambda world: world.guessed,
    "day": lambda _: "2026-06-25",
    "delivery": lambda world: world.delivery,
    "brief": lambda world: world.brief,
    "other": lambda world: world.brief,
    "statement": lambda _: "h.1",
    "run": lambda world: world.run,
    "batch": lambda world: world.batch,
    "comment": lambda world: world.comment,
    "review": lambda world: world.run,
    "subject": lambda world: world.work,
    "work": lambda world: world.work,
    "deed": lambda _: "cancel",
}
"""What each parameter of an address is filled with: where it names something, the first reader's."""


@dataclass
class World:
    """The program that is tried, and what the first reader has in it."""

    hub: Hub
    client: TestClient
    ada: Reader
    eve: Reader
    root: Reader
    slug: str = ""
    work: str = ""
    delivery: str = "delivery-of-ada"
    brief: str = ""
    run: str = ""
    batch: str = ""
    comment: str = ""
    invitation: str = "guessed"
    guessed: str = "guessed.guessed"
    given: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Attempt:
    """Somebody, with what they show and what should become of it.

    ``changes`` are tried only where something is changed, ``pages`` with a token.
    """

    name: str
    headers: Callable[[World], Mapping[str, str]]
    form_token: str | None = None
    changes: bool = False


@dataclass(frozen=True)
class Outcome:
    """What became of one attempt."""

    method: str
    path: str
    level: str
    who: str
    status: int
    said: str
    refused: bool


def verbs(app: Any) -> Iterator[tuple[str, str]]:
    """Every method and path of the application, and one method that the path does not take."""
    offered: dict[str, set[str]] = {}
    for route in iter_route_contexts(app.router.routes):
        offered.setdefault(str(route.path), set()).update(
            route.methods or {"GET", "POST", "DELETE"}
        )
    for path, methods in sorted(offered.items()):
        yield from ((method, path) for method in sorted(methods))
        other = next(m for m in ("PATCH", "TRACE") if m not in methods)
        yield other, path


def filled(world: World, path: str) -> str:
    """*path* with its parameters filled in.

    Raises:
        KeyError: nothing is known to fill one in with.
    """
    return re.sub(r"\{(\w+)(:\w+)?\}", lambda found: FILL[found[1]](world), path)


def build(folder: Path) -> World:
    """A program with accounts, three readers, and one of everything."""
    config = Config.load(folder, environ={}).model_copy(update={"accounts": True})
    hub = Hub(config, clock=lambda: NOW)
    people = (
        Reader(
            "r-root", "Root", "root@example.org", None, "administrator", created_at=instant(NOW)
        ),
        Reader("r-ada", f"Ada {MARK}", "ada@example.org", created_at=instant(NOW)),
        Reader("r-eve", "Eve", "eve@example.org", created_at=instant(NOW)),
    )
    for reader in people:
        hub.store.readers.add(reader, "no password fits this")
    root, ada, eve = people
    world = World(hub, TestClient(create_app(hub, hosts=None), base_url=BASE), ada, eve, root)
    furnish(world)
    return world


def furnish(world: World) -> None:
    """Give the first reader one of everything."""
    desk = Desk(world.hub, world.ada)
    radar = desk.radars.create("Radar of the first", Profile(terms=(WantedTerm(MARK),)))
    desk.radars.rename(radar.slug, MARK)
    world.slug = radar.slug
    world.work = world.hub.works(Listing()).works[0].id
    desk.radars.edition(radar.slug)
    desk.radars.judge(radar.slug, world.work, "more")
    world.brief = desk.briefs.ask("works", MARK, works=[world.work]).id
    dropped = f"<h1>{MARK}</h1><p>A file of the first reader's, about {MARK}.</p>"
    world.run = desk.reviews.drop(f"{MARK}.html", dropped.encode()).id
    world.batch = desk.reviews.ask_many("works", [world.work]).id
    # Under another work: who wrote a comment may be seen by all, and their name has the mark in it.
    other = world.hub.works(Listing()).works[1].id
    world.comment = desk.threads.post(other, "A comment of the first reader's.").id
    row = (
        world.ada.id,
        world.work,
        instant(NOW),
        None,
        None,
        MARK,
        json.dumps([MARK]),
        instant(NOW),
    )
    kept = json.dumps({"to": f"{MARK}@example.org", "hour": 8})
    delivery = (world.delivery, world.ada.id, radar.id, "email", kept, None, 0, None, instant(NOW))
    with to_write(world.hub.store.engine) as connection:
        add(connection, marks, [row])
        add(connection, deliveries, [delivery])
    made = desk.account.make_token(MARK, ["read", "write"])
    session = begin(world, world.ada, "session-of-ada")
    world.given = {
        "radar": radar.slug, "slug": radar.slug, "work": world.work, "works": world.work, "id": world.delivery,
        "delivery": world.delivery, "session": digest(session), "one": made.token.id,
        "reader": world.ada.id, "mark": f"saved off {world.work}", "note": "changed", "tags": "changed",
        "sure": "yes", "to": "disable", "role": "administrator", "title": "changed", "on": "no",
        "source": "feed-nature", "name": "changed", "time_zone": "Asia/Tokyo", "language": "zh",
        "email": "changed@example.org", "new": "a new long password", "old": "", "password": "",
        "judge": f"less {world.work}", "value": "x", "kind": "less", "forget": world.work, "do": "remove",
    }  # fmt: skip


def begin(world: World, reader: Reader, text: str, days: int = 14) -> str:
    """A session of *reader* that holds for so many days from now; gives its cookie's text."""
    at, over = instant(NOW), instant(NOW + timedelta(days=days))
    doors = world.hub.store.credentials
    doors.end(reader.id, digest(text))
    begun = instant(NOW - timedelta(days=1)) if days < 0 else at
    doors.begin(Session(digest(text), reader.id, begun, at, over))
    return text


def cookie(world: World, reader: Reader, text: str, days: int = 14) -> Mapping[str, str]:
    """The header of a browser with such a session."""
    return {"cookie": f"session={begin(world, reader, text, days)}"}


def bearer(world: World, reader: Reader, scopes: tuple[str, ...], fate: str) -> Mapping[str, str]:
    """The header of a program whose token has had this fate."""
    account = Desk(world.hub, reader).account
    made = account.make_token(fate, scopes, days=1)
    if fate == "revoked":
        account.revoke_token(made.token.id)
    if fate == "expired":
        stale = {"expires_at": instant(NOW - timedelta(days=1))}
        with to_write(world.hub.store.engine) as connection:
            from academichub.store.schema import tokens

            connection.execute(tokens.update().where(tokens.c.id == made.token.id).values(**stale))
    return {"authorization": f"Bearer {made.text}"}


def form_token(world: World, session: str) -> str:
    """A form token that holds for the session with this cookie."""
    from academichub.web.security import FormKey

    def sign(body: bytes) -> str:
        return world.hub.keys.sign("form", body)

    return FormKey(sign, digest(session)).make()


def shut_out(world: World) -> Mapping[str, str]:
    """The header of a browser whose reader has been disabled."""
    gone = Reader("r-gone", "Gone", None, None, "administrator", disabled_at=instant(NOW))
    if world.hub.store.readers.get(gone.id) is None:
        world.hub.store.readers.add(gone)
    return cookie(world, gone, "gone")


def attempts(world: World) -> list[Attempt]:
    """Everybody who tries."""
    read_only = bearer(world, world.root, ("read",), "read only")
    revoked = bearer(world, world.root, ("read", "write"), "revoked")
    expired = bearer(world, world.root, ("read", "write"), "expired")
    foreign = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
    right, other = form_token(world, "root"), form_token(world, "root elsewhere")

    def root(_: World) -> Mapping[str, str]:
        return cookie(world, world.root, "root")

    return [
        Attempt("nobody", lambda _: {}),
        Attempt("wrong reader", lambda w: cookie(w, w.eve, "eve"), form_token(world, "eve")),
        Attempt("forged form token", root, "forged.0123456789abcdef", changes=True),
        Attempt("no form token", root, None, changes=True),
        Attempt("another session's form token", root, other, changes=True),
        Attempt("from another site", lambda w: {**root(w), **foreign}, right, changes=True),
        Attempt("expired session", lambda w: cookie(w, w.root, "stale", -1), right),
        Attempt("reader shut out", shut_out, right),
        Attempt("revoked token", lambda _: revoked, right),
        Attempt("expired token", lambda _: expired, right),
        Attempt("token that may only read", lambda _: read_only, right, changes=True),
    ]


def walk(world: World) -> Iterator[Outcome]:
    """Try everything as everybody."""
    tried = attempts(world)
    known = {line.rpartition(" ")[2] for line in LEVELS}
    for method, path in verbs(world.client.app):
        if path not in known:
            raise LookupError(f"{path} is not in the table of web/levels.py")
        for attempt in tried:
            if not attempt.changes or method not in SAFE:
                yield _tried(world, attempt, method, path)


def _tried(world: World, attempt: Attempt, method: str, path: str) -> Outcome:
    before = _rows(world)
    address = filled(world, path)
    answer = _send(world, attempt, method, address)
    level = _level(method, path)
    refused, said = _judged(attempt, level, method, answer)
    if _rows(world) != before:
        refused, said = False, "CHANGED what is the first reader's"
    elif MARK in answer.text:
        refused, said = False, "SAW what is the first reader's"
    return Outcome(method, path, level, attempt.name, answer.status_code, said, refused)


def _send(world: World, attempt: Attempt, method: str, address: str) -> Any:
    headers = dict(attempt.headers(world))
    world.client.cookies.clear()
    if address.startswith(PROGRAMS):
        if attempt.form_token:
            headers["x-form-token"] = attempt.form_token
        content: dict[str, Any] = {} if method in SAFE else {"json": world.given}
    else:
        token = {"token": attempt.form_token} if attempt.form_token else {}
        content = {} if method in SAFE else {"data": {**world.given, **token}}
    return world.client.request(method, address, headers=headers, follow_redirects=False, **content)


def _level(method: str, path: str) -> str:
    from starlette.exceptions import HTTPException

    try:
        return level_of(method, re.sub(r"\{(\w+)(:\w+)?\}", "1", path))
    except HTTPException:
        return "not offered"


def _judged(attempt: Attempt, level: str, method: str, answer: Any) -> tuple[bool, str]:
    status = answer.status_code
    if status == 303 and answer.headers["location"].startswith("/sign-in?next="):
        return True, "sent to sign in"
    if status in REFUSED:
        return True, "refused"
    if level == "open" and method in SAFE and "token" not in attempt.name:
        return True, "open to everybody"
    if level == "secret" and "token" not in attempt.name:
        return True, "by secret address alone"
    if attempt.name == "wrong reader" and level == "reader" and status < 500:
        return True, "their own alone"
    if attempt.name == "token that may only read" and answer.request.url.path == "/mcp":
        return True, "tools that read alone"
    return False, "LET IN"


def _rows(world: World) -> object:
    everything = world.hub.store.readers.everything(world.ada.id)
    return {table: rows for table, rows in everything.items() if rows}


def rightful(world: World) -> list[tuple[str, int]]:
    """What the first reader gets of their own pages, so that a refusal means something."""
    addresses = ["/account", "/library", "/radar", f"/radar/{world.slug}", "/api/library",
                 "/brief", f"/brief/{world.brief}"]  # fmt: skip
    found = []
    for address in addresses:
        headers = cookie(world, world.ada, "ada here")
        answer = world.client.get(address, headers=dict(headers), follow_redirects=True)
        found.append((address, answer.status_code))
    return found


def table(outcomes: list[Outcome]) -> Iterator[str]:
    """The outcomes by address and verb, a column for each who tried."""
    names = list(dict.fromkeys(one.who for one in outcomes))
    for number, name in enumerate(names, 1):
        yield f"{number:>2}  {name}"
    yield ""
    rows: dict[tuple[str, str, str], dict[str, Outcome]] = {}
    for one in outcomes:
        rows.setdefault((one.path, one.method, one.level), {})[one.who] = one
    yield f"{'address':44} {'verb':7} {'level':14}" + "".join(
        f"{number:>6}" for number in range(1, len(names) + 1)
    )
    for (path, method, level), by in rows.items():
        cells = [_cell(by.get(name)) for name in names]
        yield f"{path:44} {method:7} {level:14}" + "".join(f"{cell:>6}" for cell in cells)
    yield ""
    yield "+ open to everybody   s by secret address   o their own alone   r tools that read alone"
    yield "-> sent to sign in   a number is the refusal's status   !! let in"


def _cell(one: Outcome | None) -> str:
    if one is None:
        return ""
    if not one.refused:
        return "!!"
    short = {"sent to sign in": "->", "open to everybody": "+", "their own alone": "o",
             "by secret address alone": "s", "tools that read alone": "r"}  # fmt: skip
    return short.get(one.said, str(one.status))


def main() -> int:
    """Walk, print, and fail if anybody was let in."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    with tempfile.TemporaryDirectory() as folder:
        world = build(Path(folder))
        with world.hub, world.client:
            works = rightful(world)
            outcomes = list(walk(world))
    wrong = [one for one in outcomes if not one.refused]
    if asked.json:
        print(json.dumps([vars(one) for one in outcomes]))
    else:
        print("\n".join(table(outcomes)))
        print(f"\nthe first reader on their own pages: {works}")
        print(f"{len(outcomes)} attempts, {len(wrong)} let in")
    return 1 if wrong or any(status != 200 for _, status in works) else 0


if __name__ == "__main__":
    sys.exit(main())
