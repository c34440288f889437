"""How many of feedparser's own expectations our reading of feeds fulfils.

Reads the files of feedparser's test suite, each of which opens with ``Description:`` and
``Expect:``, a Python expression over feedparser's result. The expression is taken apart with
`ast` and looked up in OUR `Feed` and `Entry`; nothing is evaluated by Python and feedparser's
result is never looked at.

Which parts count: those about the title, link(s), id, dates (published, updated, created),
author(s), summary (feed: subtitle, tagline, description; entry: summary, description, content)
and category (tags) of the feed and its entries. Not counted, because we do not keep them: bozo,
encoding, version, HTTP, language and base of a text, type of a text, rights, info, generator,
image, contributors, publisher, ``source`` of an entry, expiry and validity, media, iTunes,
chapters, geography, cloud, text input, comments.

When it holds: plain strings must be equal to the character. Markup we keep as plain text only, so
feedparser's cleaned markup and ours are compared first as they are and then as the plain text
either gives (white space folded); the output says how many held in which way, and how many of
the latter have no text in them at all (an image, a script), where holding means that no script,
style or attribute has leaked into the text. Dates must be the same instant.

Usage: python benchmarks/feeds.py [--data FOLDER] [--json]
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from academichub.errors import SourceError
from academichub.sources.feed import Category, Entry, Feed, Link, Moment, Person, Text, parse_feed
from academichub.sources.feed_dates import moment
from academichub.sources.feed_text import decode
from academichub.sources.feed_values import HTML
from academichub.sources.feed_words import words

BAR = 0.97
DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
ADDRESS = "http://127.0.0.1:8097/"  # where feedparser's tests serve the files from
_EXPECT = re.compile(r"Expect:\s*(.+?)\s*(?:-->.*)?$", re.MULTILINE)
_DESCRIPTION = re.compile(r"Description:\s*(.+?)\s*$", re.MULTILINE)
_HEADER = re.compile(r"^\s*Header:\s*([\w-]+):\s*(.+?)\s*$", re.MULTILINE)

_SAME = {
    "guid": "id",
    "modified": "updated",
    "issued": "published",
    "tagline": "subtitle",
    "url": "href",
    "modified_parsed": "updated_parsed",
    "issued_parsed": "published_parsed",
    "tagline_detail": "subtitle_detail",
}


class NotKept(Exception):  # noqa: N818
    """The expression asks for something we do not keep."""


@dataclass
class Outcome:
    """What became of one file's expectation."""

    file: str
    expected: str
    status: str  # "held", "failed", "not kept"
    way: str = ""
    got: str = ""


# ---- looking things up in our values


def look(value: Any, key: Any) -> Any:
    """What our value holds under feedparser's *key*."""
    if isinstance(value, Feed | Entry):
        return _of_thing(value, _SAME.get(key, key))
    if isinstance(value, list):
        if key >= 1 and value and isinstance(value[0], Text):
            raise NotKept("a second content")
        return value[key]
    if isinstance(value, Text) and key == "value":
        return value
    if isinstance(value, Mapping) and key in value:
        return value[key]
    if isinstance(value, Mapping) and _SAME.get(key) in value:
        return value[_SAME[key]]
    raise NotKept(str(key))


def _of_thing(thing: Feed | Entry, key: str) -> Any:
    if key in ("description", "description_detail"):
        key = "summary" if isinstance(thing, Entry) else "subtitle"
    name = key.removesuffix("_detail").removesuffix("_parsed")
    direct = {"title", "link", "id", "published", "updated", "created"}
    if name in direct | ({"summary"} if isinstance(thing, Entry) else {"subtitle"}):
        return getattr(thing, name)
    match name:
        case "content" if isinstance(thing, Entry):
            return [thing.content]
        case "links":
            return [_link(link) for link in thing.links]
        case "authors":
            return [_person(person) for person in thing.authors]
        case "author":
            person = thing.authors[-1] if thing.authors else Person()
            return _person(person) if key == "author_detail" else _byline(person)
        case "tags":
            return [asdict(category) for category in thing.categories]
        case "category":
            return thing.categories[0].term if thing.categories else None
    raise NotKept(key)


def _link(link: Link) -> dict[str, str]:
    return {name: value for name, value in asdict(link).items() if value is not None}


def _person(person: Person) -> dict[str, str | None]:
    return {"name": person.name, "email": person.email, "href": person.uri}


def _byline(person: Person) -> str | None:
    if person.name and person.email:
        return f"{person.name} ({person.email})"
    return person.name or person.email


# ---- the expression, looked up


@dataclass
class Reader:
    """Looks an expression up in one feed; remembers how each comparison held."""

    feed: Feed
    ways: list[str]
    got: list[str]

    def value(self, node: ast.expr) -> Any:  # noqa: C901
        """What an expression stands for in our feed."""
        match node:
            case ast.Constant(value):
                return value
            case ast.Name("feed"):
                return self.feed
            case ast.Name("entries"):
                return list(self.feed.entries)
            case ast.Subscript(inner, index):
                return look(self.value(inner), self.value(index))
            case ast.Attribute(inner, name):
                return look(self.value(inner), name)
            case ast.UnaryOp(ast.USub(), operand):
                return -self.value(operand)
            case ast.BinOp(left, ast.Add(), right):
                return self.value(left) + self.value(right)
            case ast.Tuple(items):
                return tuple(map(self.value, items))
            case ast.Dict(keys, values):
                return {k.value: self.value(v) for k, v in zip(keys, values, strict=True)}  # type: ignore[union-attr]
            case ast.Call(ast.Name("len"), [inner]):
                return len(self.value(inner))
            case ast.Call(ast.Name("ord"), [inner]):
                return ord(plain(self.value(inner)))
        raise NotKept(ast.unparse(node))

    def holds(self, node: ast.expr) -> bool:
        """Whether one part of the expectation holds."""
        if isinstance(node, ast.Compare):
            operands = [self.value(each) for each in (node.left, *node.comparators)]
            pairs = zip(operands, operands[1:], node.ops, strict=False)
            return all(self.compared(left, right, op) for left, right, op in pairs)
        return bool(self.value(node))

    def compared(self, ours: Any, expected: Any, op: ast.cmpop) -> bool:
        """Whether one comparison holds."""
        self.got.append(repr(ours.value if isinstance(ours, Text) else ours))
        way = same(ours, expected)
        self.ways.append(way or "")
        if isinstance(op, ast.Eq | ast.Is):
            return way is not None
        if isinstance(op, ast.NotEq | ast.IsNot):
            return way is None
        raise NotKept(ast.dump(op))


def same(ours: Any, expected: Any) -> str | None:
    """In which way our value is what was expected; None where it is not."""
    if isinstance(ours, Text):
        return _same_text(ours, expected)
    if isinstance(ours, Moment):
        return "instant" if _instant(ours, expected) else None
    return "exactly" if ours == expected else None


def _same_text(ours: Text, expected: Any) -> str | None:
    if ours.value == expected:
        return "exactly"
    if not isinstance(expected, str) or not ours.is_markup:
        return None
    wanted = _folded(words(Text(expected, HTML)))
    if _folded(words(ours)) != wanted:
        return None
    return "as text" if wanted else "as text, empty"


def _instant(ours: Moment, expected: Any) -> bool:
    if isinstance(expected, str):
        return moment(expected) == ours
    at = "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*expected[:6])
    return at == (ours.instant or f"{ours.day}T00:00:00Z")


def plain(value: Any) -> str:
    return _folded(words(value)) if isinstance(value, Text) else str(value)


def _folded(text: str) -> str:
    return " ".join(text.split())


# ---- one file


def parts(expression: str) -> Iterator[ast.expr]:
    """The parts of an expectation that are joined by ``and``."""
    open_nodes = [ast.parse(expression, mode="eval").body]
    while open_nodes:
        node = open_nodes.pop()
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
            open_nodes.extend(reversed(node.values))
        else:
            yield node


def concerns(node: ast.expr) -> bool:
    """Whether a part asks for something of the feed or its entries that we keep."""
    probe = Reader(
        Feed("probe", entries=(Entry(**_FULL),) * 9, subtitle=Text(""), **_COMMON), [], []
    )
    if not any(isinstance(n, ast.Name) and n.id in ("feed", "entries") for n in ast.walk(node)):
        return False
    try:
        probe.holds(node)
    except NotKept:
        return False
    except (LookupError, TypeError):
        return True  # the probe's values are no real ones, but the path to them is there
    return True


_COMMON: dict[str, Any] = {
    "links": (Link("", "", "", ""),) * 9,
    "authors": (Person("", "", ""),) * 9,
    "categories": (Category("", "", ""),) * 9,
}
_FULL: dict[str, Any] = {**_COMMON, "content": Text(""), "summary": Text("")}


def judge(path: Path, root: Path) -> Outcome:
    """Read one file and compare."""
    body = path.read_bytes()
    text, _ = decode(body)
    expression = (_EXPECT.search(text) or [""] * 2)[1]
    outcome = Outcome(str(path.relative_to(root)), expression, "not kept")
    wanted = [node for node in parts(expression) if concerns(node)]
    if not wanted:
        return outcome
    ways: list[str] = []
    got: list[str] = []
    headers = {name.lower(): value for name, value in _HEADER.findall(text[:3000])}
    try:
        reader = Reader(parse_feed(body, headers=headers, url=ADDRESS), ways, got)
        held = all(reader.holds(node) for node in wanted)
    except (SourceError, LookupError, TypeError, NotKept) as error:
        held, got = False, [f"{type(error).__name__}: {error}"]
    outcome.status = "held" if held else "failed"
    outcome.way = max(ways, key=_WAYS.index) if held and any(ways) else "exactly"
    outcome.got = "; ".join(got)
    return outcome


_WAYS = ["", "exactly", "instant", "as text", "as text, empty"]


def report(outcomes: list[Outcome]) -> dict[str, Any]:
    counted = [one for one in outcomes if one.status != "not kept"]
    held = [one for one in counted if one.status == "held"]
    with_text = [one for one in counted if one.way != "as text, empty"]
    return {
        "files": len(outcomes),
        "expectations": sum(bool(one.expected) for one in outcomes),
        "concern_what_we_keep": len(counted),
        "held": len(held),
        "percent": round(100 * len(held) / max(len(counted), 1), 2),
        "percent_without_empty_texts": round(
            100 * sum(one.status == "held" for one in with_text) / max(len(with_text), 1), 2
        ),
        "held_how": dict(Counter(one.way for one in held)),
        "failed": [asdict(one) for one in counted if one.status == "failed"],
    }


def main() -> int:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--data", type=Path, default=None)
    arguments.add_argument("--json", action="store_true")
    options = arguments.parse_args()
    data = options.data or Path(os.environ.get("ACADEMICHUB_TEST_DATA", DATA))
    root = data / "feeds" / "feedparser"
    files = sorted(path for path in root.rglob("*") if path.is_file())
    if not files:
        print(f"no files in {root}; give their folder with --data", file=sys.stderr)
        return 2
    result = report([judge(path, root) for path in files])
    print(json.dumps(result, indent=2) if options.json else _lines(result))
    return 0 if result["percent"] >= 100 * BAR else 1


def _lines(result: dict[str, Any]) -> str:
    shown = [f"{name.replace('_', ' '):32} {result[name]}" for name in result if name != "failed"]
    shown += [
        f"  {one['file']}\n    expected {one['expected']}\n    got      {one['got']}"
        for one in result["failed"]
    ]
    return "\n".join(shown)


if __name__ == "__main__":
    sys.exit(main())
