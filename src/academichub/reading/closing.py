"""The end of a reading: that no verdict is given and why, and what the work is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from academichub.argument import Quote, Sentence, Statement, Thing
from academichub.argument.findings import Finding
from academichub.reading.reader import Reader
from academichub.reading.refereeing import Labelled
from academichub.symbols import words

_KEYWORDS = 8
_TITLE, _OPENING = 3, 2
_SEVERAL = re.compile(r"[\s-]|[^\x00-\x7f]")
_OTHERS = words(
    "earlier existing previous prior other others recent proposed several different various current conventional traditional our these such"
)
_MARKS = words("REF Fig Figs Eq Eqs Tab Sec Table Figure")


def verdict(reader: Reader, findings: Sequence[Finding]) -> Iterator[Labelled]:
    """The facts for which there is none, and what would change that."""
    say = reader.say
    facts = [("reason", say("verdict.extractive")), ("reason", _scope(reader))]
    facts.append(("reason", _counted(reader, findings)))
    if reader.document.scope != "full text":
        facts.append(("change", say("verdict.text")))
    facts.append(("change", say("verdict.model")))
    for number, (label, text) in enumerate(facts, start=1):
        yield Statement(f"verdict.{number}", text), label


def _scope(reader: Reader) -> str:
    say, document = reader.say, reader.document
    if document.scope != "full text":
        return say(f"verdict.{document.scope}")
    return say("verdict.full", sections=say.count("sections", len(document.sections)))


def _counted(reader: Reader, findings: Sequence[Finding]) -> str:
    say = reader.say
    standing = [one for one in findings if one.state != "rescinded"]
    if not standing:
        return say("verdict.clean")
    count = Counter(one.severity for one in standing)
    told = (
        say.count(f"count.{name}", count[name])
        for name in ("error", "warning", "note")
        if count[name]
    )
    return say("verdict.findings", counts=say("and").join(told))


def keywords(reader: Reader) -> Iterator[Labelled]:
    """What the record calls the work's keywords, and the things its text names most."""
    given = list(_given(reader))
    taken = {statement.text.casefold() for statement, _ in given}
    found = [pair for pair in _named(reader) if pair[0].text.casefold() not in taken]
    for number, (statement, label) in enumerate((given + found)[:_KEYWORDS], start=1):
        yield (
            Statement(f"keywords.{number}", statement.text, statement.quotes, statement.tier),
            label,
        )


def _given(reader: Reader) -> Iterator[Labelled]:
    for word in reader.material.work.keywords[:_KEYWORDS]:
        yield Statement("", word), reader.say("keyword.record")


def _named(reader: Reader) -> Iterator[Labelled]:
    counts: Counter[str] = Counter()
    first: dict[str, tuple[Sentence, Thing]] = {}
    head = {one.sentence for one in reader.opening}
    title = reader.material.work.title.casefold()
    own = [one.sentence for one in reader.said if one.place.kind != "background"]
    for sentence in [*([reader.title] if reader.title else []), *own]:
        for thing in sentence.things:
            if _plain(thing, title):
                continue
            first.setdefault(thing.key, (sentence, thing))
            counts[thing.key] += _OPENING if sentence in head or sentence.field == "title" else 1
    for name, (_, thing) in first.items():
        counts[name] += _TITLE * (thing.text.casefold() in title)
    for name in _apart(counts):
        sentence, thing = first[name]
        start, end = sentence.start + thing.start, sentence.start + thing.end
        quote = Quote(sentence.work, sentence.field, start, end, thing.text)
        yield Statement("", thing.text, (quote,), "quoted"), reader.say(f"kind.{thing.kind}")


def _plain(thing: Thing, title: str) -> bool:
    """Whether it is a common word of the field rather than what this work is about."""
    if thing.text in _MARKS or thing.text.split()[0].lower() in _OTHERS:
        return True
    return thing.text.islower() and not _SEVERAL.search(thing.text) and thing.key not in title


def _apart(counts: Counter[str]) -> list[str]:
    """The names met most, none a part of one before it."""
    chosen: list[str] = []
    for name, _ in counts.most_common(4 * _KEYWORDS):
        if not any(name in other or other in name for other in chosen):
            chosen.append(name)
    return chosen[:_KEYWORDS]
