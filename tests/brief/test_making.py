"""Making a brief: step by step, begun again anywhere, and never more than stands on its sources."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from academichub.argument import Part, Quote, Statement
from academichub.brief import statements
from academichub.brief.making import Maker
from academichub.collect import take
from academichub.errors import ModelError, StoreError
from academichub.model import Page, Update
from academichub.testing import arxiv_record

from .made import AT, alike, ask, brief_of, means, papers


def test_a_brief_is_made_of_what_its_works_say(maker, filled):
    ask(filled)
    assert maker.make("b1")
    brief = brief_of(filled)
    works = {work.id: work for _, work in filled.everything()}
    said = [one for _, one in statements(brief)]
    assert len({one.id for one in said}) == len(said) > 5
    for quote in (quote for one in said for quote in one.quotes):
        whole = works[quote.work].abstract if quote.field == "abstract" else works[quote.work].title
        assert whole[quote.start : quote.end] == quote.text
    assert all(one.quotes or one.tier == "editorial" for one in said)
    assert {cited.work for cited in brief.works} == works.keys()


def test_a_brief_says_how_it_came_about(maker, filled):
    ask(filled)
    maker.make("b1")
    account = brief_of(filled).provenance
    assert (account.writer, account.model, account.scope) == (
        "extractive",
        None,
        (("abstract", 12),),
    )
    assert account.milliseconds > 0
    assert len(account.input_hash) == 64
    assert account.kept == sum(1 for _ in statements(brief_of(filled)))
    assert (account.asked, account.tokens_in, account.cost, account.dropped) == (0, 0, None, ())


def test_the_same_ask_gives_the_same_brief(maker, filled):
    ask(filled)
    ask(filled, "b2")
    maker.make("b1")
    maker.make("b2")
    assert alike(brief_of(filled)) == alike(brief_of(filled, "b2"))


def stopping_after(count: int) -> Callable[[], bool]:
    """Says stop from the time it is asked once more than *count* times."""
    asked = [0]

    def stop() -> bool:
        asked[0] += 1
        return asked[0] > count

    return stop


def test_who_goes_on_after_a_stop_at_any_point_ends_with_the_same(maker, filled):
    ask(filled, "whole")
    maker.make("whole")
    whole = alike(brief_of(filled, "whole"))
    for count in range(60):
        name = f"b{count}"
        ask(filled, name)
        if maker.make(name, stopping_after(count)):
            assert count > 10
            return
        assert filled.briefs.get(name).state == "working"
        assert maker.make(name)
        assert alike(brief_of(filled, name)) == whole
    raise AssertionError("it never came to its end")


def test_a_brief_that_is_cancelled_at_any_point_is_made_no_further(maker, filled):
    for count in range(60):
        name = f"b{count}"
        ask(filled, name)
        hits = [0]

        def cancel(name: str = name, hits: list[int] = hits, count: int = count) -> bool:
            hits[0] += 1
            if hits[0] == count + 1:
                filled.briefs.cancel(name, AT)
            return False

        assert maker.make(name, cancel)
        if filled.briefs.get(name).state == "done":
            assert count > 5
            return
        assert filled.briefs.get(name).state == "cancelled"
        assert filled.briefs.brief(name) is None
        written = filled.briefs.get(name).done
        assert maker.make(name)
        assert filled.briefs.get(name).done == written
    raise AssertionError("it never came to its end")


def test_a_brief_that_was_removed_while_it_was_made_leaves_nothing(maker, filled):
    ask(filled)
    hits = [0]

    def remove() -> bool:
        hits[0] += 1
        if hits[0] == 8:
            filled.briefs.remove("b1")
        return False

    assert maker.make("b1", remove)
    assert filled.briefs.parts("b1") == filled.briefs.of("ada") == []


def test_nothing_is_made_of_a_brief_that_is_not_there(maker):
    assert maker.make("nothing")


# With a model's words


def quoting(section, _outline) -> Part:
    """Says of each section its first piece of evidence, in the source's words."""
    first = section.evidence[0]
    said = Statement(f"{section.key}.1", first.text, (first.quote,), "quoted")
    return Part(
        section.key, (said,), writer="prompted", asked=1, tokens_in=100, tokens_out=20, cost=0.5
    )


def prompted(filled, write, **changes) -> Maker:
    return Maker(means(filled, writer=lambda *_: write, **changes))


def test_what_a_model_wrote_is_counted(filled):
    ask(filled, writer="prompted")
    prompted(filled, quoting).make("b1")
    account = brief_of(filled).provenance
    sections = filled.briefs.get("b1").total
    assert (account.writer, account.model, account.asked) == ("prompted", "local:some", sections)
    assert (account.tokens_in, account.cost) == (100 * sections, 0.5 * sections)


def test_nothing_a_writer_made_up_comes_into_a_brief(filled):
    def lying(section, outline) -> Part:
        first = section.evidence[0]
        quote = first.quote
        false = [
            Statement("1", "Robots reach 99.9% everywhere.", (quote,), "quoted"),
            Statement("2", first.text, (replace(quote, text="Made up."),), "quoted"),
            Statement("3", first.text, (Quote("arxiv:9", "abstract", 0, 5, "Robot"),), "quoted"),
            Statement("4", "All of this is certain.", (), "editorial"),
        ]
        good = quoting(section, outline)
        return replace(good, statements=(*false, *good.statements))

    ask(filled, writer="prompted")
    prompted(filled, lying).make("b1")
    brief = brief_of(filled)
    for _, one in statements(brief):
        assert "99.9" not in one.text
        assert "certain" not in one.text
        assert all("Made up" not in quote.text for quote in one.quotes)
    assert len(brief.provenance.dropped) >= 3 * filled.briefs.get("b1").total


def test_a_fault_in_one_section_costs_that_sections_own_words_and_says_so(filled):
    def faulty(section, outline) -> Part:
        if section.kind == "theme":
            raise ZeroDivisionError("a fault of ours")
        if section.kind == "headline":
            raise ModelError("the model fell silent")
        return quoting(section, outline)

    ask(filled, writer="prompted")
    prompted(filled, faulty).make("b1")
    brief = brief_of(filled)
    assert all(theme.statements for theme in brief.themes)
    notes = " ".join(brief.provenance.notes)
    assert "the model fell silent" in notes
    assert "an unexpected fault" in notes
    assert "a fault of ours" not in notes


def test_the_notes_of_a_chinese_brief_are_chinese(filled):
    def silent(*_: object) -> Part:
        raise ModelError("503")

    ask(filled, writer="prompted", language="zh")
    prompted(filled, silent).make("b1")
    account = brief_of(filled).provenance
    assert account.writer == "extractive"
    assert account.notes == ("有一节改用原文句子，因为撰写失败：503",)


def test_a_store_that_cannot_write_leaves_the_brief_where_it_was(filled):
    tried = []

    def broken(section, outline) -> Part:
        tried.append(section.key)
        if len(tried) == 3:
            raise StoreError("the disk is full")
        return quoting(section, outline)

    ask(filled, writer="prompted")
    maker = prompted(filled, broken, at_once=1)
    with pytest.raises(StoreError, match="the disk is full"):
        maker.make("b1")
    assert filled.briefs.get("b1").state == "working"
    assert filled.briefs.get("b1").done == 2
    maker.make("b1")
    assert brief_of(filled)
    assert len(tried) == filled.briefs.get("b1").total + 1


def test_a_model_that_is_set_up_no_more_fails_the_brief_and_says_so(filled):
    def nobody(*_: object) -> None:
        raise ModelError("the language model local:some is not set up")

    ask(filled, writer="prompted")
    Maker(means(filled, writer=nobody)).make("b1")
    one = filled.briefs.get("b1")
    assert (one.state, one.error) == ("failed", "the language model local:some is not set up")


# Works that ended or were retracted since


def test_a_retracted_work_is_listed_and_bears_nothing(filled, maker):
    first = papers()[0]
    gone = replace(first, fetched_at="2026-06-13T04:00:00Z", updates=(Update("retraction"),))
    take(filled, "test", Page(records=[gone]), AT)
    retracted = [work.id for _, work in filled.everything() if work.retracted]
    assert len(retracted) == 1
    ask(filled)
    maker.make("b1")
    brief = brief_of(filled)
    quoted = {quote.work for _, one in statements(brief) for quote in one.quotes}
    assert not quoted & set(retracted)
    assert [cited.work for cited in brief.works if cited.retracted] == retracted
    assert any("1 of the works was retracted" in note for note in brief.provenance.notes)


def test_a_work_that_is_retracted_while_the_brief_is_made_is_marked(filled, maker):
    ask(filled)
    while not filled.briefs.outline("b1"):
        maker.make("b1", stopping_after(6))
    gone = replace(papers()[0], fetched_at="2026-06-13T04:00:00Z", updates=(Update("retraction"),))
    take(filled, "test", Page(records=[gone]), AT)
    maker.make("b1")
    brief = brief_of(filled)
    assert sum(cited.retracted for cited in brief.works) == 1
    assert any("was retracted while this was written" in note for note in brief.provenance.notes)


def test_works_that_are_there_no_more_are_counted_and_the_rest_is_briefed(filled, maker):
    works = tuple(work.id for _, work in filled.everything())
    ask(filled, works=(*works, "arxiv:2606.99999"))
    maker.make("b1")
    assert brief_of(filled).provenance.notes[0] == "1 of the works is in the store no more"


def test_a_brief_of_works_that_are_all_gone_fails_and_says_why(filled, maker):
    ask(filled, works=("arxiv:2606.99999",))
    assert maker.make("b1")
    one = filled.briefs.get("b1")
    assert (one.state, one.error) == ("failed", "none of the works is in the store any more")


def test_a_brief_of_one_work_without_an_abstract_is_made(filled, maker):
    bare = arxiv_record("2606.90001", "A title and no more", abstract=None)
    take(filled, "test", Page(records=[bare]), AT)
    ask(filled, works=("arxiv:2606.90001",))
    maker.make("b1")
    assert [cited.title for cited in brief_of(filled).works] == ["A title and no more"]
