"""A reader's briefs: asked for, watched, flagged, made anew, and nobody else's."""

from __future__ import annotations

from dataclasses import replace

import orjson
import pytest

from academichub.accounts.export import files
from academichub.brief import Briefs
from academichub.brief.briefs import MOST_OPEN
from academichub.errors import NotFoundError, UsageError
from academichub.store.briefs import Asked


def ask(briefs: Briefs) -> Asked:
    return briefs.ask("query", "striatum")


def first_statement(briefs: Briefs, name: str) -> str:
    brief = briefs.get(name).brief
    assert brief
    return brief.themes[0].statements[-1].id


def test_a_brief_that_is_asked_for_waits_and_is_made(ada):
    asked = ask(ada)
    waiting = ada.get(asked.id)
    assert (waiting.state, waiting.is_open, waiting.brief, waiting.parts) == (
        "waiting",
        True,
        None,
        (),
    )
    done = ada.make_now(asked.id)
    assert (done.state, done.done, done.error) == ("done", done.total, None)
    assert done.brief
    assert done.brief.id == asked.id
    assert [one.id for one in ada.all()] == [asked.id]


def test_nobody_comes_to_anothers_brief(ada, bo):
    mine = ask(ada).id
    ada.make_now(mine)
    own = ask(bo).id
    statement = first_statement(ada, mine)
    for deed in (
        bo.get, bo.cancel, bo.again, bo.remove, bo.make_now, bo.flags,
        lambda name: list(bo.events(name)),
        lambda name: bo.flag(name, statement, "wrong"),
        lambda name: bo.unflag(name, statement),
        lambda name: bo.compare(name, own),
        lambda name: bo.compare(own, name),
    ):  # fmt: skip
        with pytest.raises((NotFoundError, UsageError)) as raised:
            deed(mine)
        assert mine in str(raised.value) or own in str(raised.value)
    assert [one.id for one in bo.all()] == [own]
    assert ada.get(mine).state == "done"


def test_events_tell_each_change_and_end_with_the_brief(ada, hub):
    name = ask(ada).id
    seen = []
    told = ada.events(name, sleep=lambda _: hub.store.briefs.begin(name, "2026-06-12T09:00:00Z"))
    seen.append(next(told))
    seen.append(next(told))
    ada.make_now(name)
    seen += list(told)
    assert [one.state for one in seen] == ["waiting", "working", "done"]


def test_events_of_a_brief_that_nobody_makes_end_too(ada):
    pauses = []
    assert len(list(ada.events(ask(ada).id, seconds=2, pause=0.5, sleep=pauses.append))) == 1
    assert pauses == [0.5] * 4


def test_what_is_cancelled_is_not_made(ada):
    name = ask(ada).id
    assert ada.cancel(name)
    assert not ada.cancel(name)
    assert ada.make_now(name).state == "cancelled"


def test_a_brief_made_anew_is_of_the_same_works_and_both_are_kept(ada):
    first = ask(ada)
    anew = ada.again(first.id, language="zh")
    assert anew.again == first.id
    assert anew.ask == replace(first.ask, language="zh")
    assert len(ada.all()) == 2
    assert ada.get(anew.id).again == first.id


def test_what_is_removed_is_gone(ada):
    name = ask(ada).id
    ada.remove(name)
    assert ada.all() == ()
    with pytest.raises(NotFoundError):
        ada.get(name)


def test_a_statement_is_flagged_with_its_quotes_and_the_flag_taken_back(ada):
    name = ask(ada).id
    ada.make_now(name)
    statement = first_statement(ada, name)
    flag = ada.flag(name, statement, "misleading", " out of context ")
    assert flag.statement.quotes
    assert flag.note == "out of context"
    assert ada.flags(name) == (flag,)
    ada.unflag(name, statement)
    assert ada.flags(name) == ()
    with pytest.raises(NotFoundError, match="is not flagged"):
        ada.unflag(name, statement)


def test_a_flag_needs_a_statement_a_reason_and_a_note_of_some_length(ada):
    name = ask(ada).id
    ada.make_now(name)
    statement = first_statement(ada, name)
    with pytest.raises(NotFoundError, match=r"no statement t99\.1"):
        ada.flag(name, "t99.1", "wrong")
    with pytest.raises(UsageError, match="no such reason"):
        ada.flag(name, statement, "boring")
    with pytest.raises(UsageError, match="at most 4000"):
        ada.flag(name, statement, "wrong", "x" * 4001)


def test_only_whole_briefs_are_compared(ada):
    first, second = ask(ada).id, ada.ask("query", "striatum", limit=3).id
    ada.make_now(first)
    with pytest.raises(UsageError, match="only whole briefs"):
        ada.compare(first, second)
    ada.make_now(second)
    told = ada.compare(second, first)
    assert (len(told.works_kept), len(told.works_new), told.works_gone) == (3, 3, ())


def test_a_reader_waits_for_so_many_briefs_and_no_more(ada, bo):
    names = [ask(ada).id for _ in range(MOST_OPEN)]
    with pytest.raises(UsageError, match="being made already"):
        ask(ada)
    with pytest.raises(UsageError, match="being made already"):
        ada.again(names[0])
    assert ask(bo)
    ada.cancel(names[0])
    assert ask(ada)


def test_without_a_model_the_writer_is_extractive_and_there_is_no_other(ada):
    assert (ask(ada).writer, ada.models) == ("extractive", ())
    for said in ({"writer": "prompted"}, {"model": "openai:gpt-9"}):
        with pytest.raises(UsageError, match="no language model is set up"):
            ada.ask("query", "striatum", **said)
    with pytest.raises(UsageError, match="no such writer"):
        ada.ask("query", "striatum", writer="ghost")
    with pytest.raises(UsageError, match="no such language"):
        ada.ask("query", "striatum", language="de")


def test_with_a_model_it_writes_unless_it_is_told_not_to(ada, hub):
    briefs = Briefs(hub.store.briefs, "ada", ada._choosing, ["a:one", "b:two"], print, hub.clock)
    asked = ask(briefs)
    assert (asked.writer, asked.model) == ("prompted", "a:one")
    assert briefs.ask("query", "striatum", model="b:two").model == "b:two"
    plain = briefs.ask("query", "striatum", writer="extractive")
    assert (plain.writer, plain.model) == ("extractive", None)
    assert briefs.again(plain.id).writer == "extractive"
    assert briefs.again(plain.id, model="b:two").model == "b:two"
    assert briefs.again(asked.id, writer="extractive").model is None
    with pytest.raises(UsageError, match="no such model"):
        briefs.ask("query", "striatum", model="c:three")


def test_who_takes_everything_along_takes_their_briefs_and_flags(ada, hub):
    name = ask(ada).id
    ada.make_now(name)
    ada.flag(name, first_statement(ada, name), "wrong", "it is not so")
    kept = dict(files(hub.store.readers.everything("ada")))
    assert {"briefs.json", "parts.json", "flags.json", "answers.json"} <= kept.keys()
    brief, flag = orjson.loads(kept["briefs.json"])[0], orjson.loads(kept["flags.json"])[0]
    assert brief["ask"]["value"] == "striatum"
    assert brief["body"]["id"] == name
    assert flag["body"]["quotes"]
    assert flag["note"] == "it is not so"
