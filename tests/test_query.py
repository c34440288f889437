from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from academichub.errors import QueryError
from academichub.ids import Identifier
from academichub.query import Query, Term, last_day, parse, to_text

NOW = datetime(2026, 5, 12, 23, 30, tzinfo=UTC)

READINGS = {
    "deep learning": Query((Term("deep"), Term("learning"))),
    '"deep learning"': Query((Term("deep learning", phrase=True),)),
    "bert -vision": Query((Term("bert"), Term("vision", negative=True))),
    'bert -"vision model"': Query(
        (Term("bert"), Term("vision model", phrase=True, negative=True))
    ),
    "bert NOT vision": Query((Term("bert"), Term("vision", negative=True))),
    "bert AND vision": Query((Term("bert"), Term("vision"))),
    "bert OR elmo": Query((Term("bert"), Term("elmo", alternative=True))),
    "OR elmo": Query((Term("elmo"),)),
    "transf*": Query((Term("transf", prefix=True),)),
    "ti:attention": Query((Term("attention", "title"),)),
    "Title:attention": Query((Term("attention", "title"),)),
    'au:"Zhuokai Zhao"': Query((Term("Zhuokai Zhao", "author", phrase=True),)),
    "author:Zhao -au:Li": Query((Term("Zhao", "author"), Term("Li", "author", negative=True))),
    "abs:entropy": Query((Term("entropy", "abstract"),)),
    'by:"Zhao, Zhuokai"': Query(authors=("zhuokai zhao",)),
    "cat:cs.LG": Query(categories=("cs.lg",)),
    "cat:cs.LG,stat.ML cat:cs.LG": Query(categories=("cs.lg", "stat.ml")),
    "cat:cs.*": Query(categories=("cs.*",)),
    'cat:"Cell  Biology"': Query(categories=("cell biology",)),
    "-cat:cs.CV": Query(not_categories=("cs.cv",)),
    "NOT src:arxiv": Query(not_sources=("arxiv",)),
    "src:bioRxiv type:preprint -type:review": Query(
        sources=("biorxiv",), types=("preprint",), not_types=("review",)
    ),
    "since:2026": Query(since="2026"),
    "since:2026-5": Query(since="2026-05"),
    "until:2026/05/12": Query(until="2026-05-12"),
    "on:2026-05": Query(since="2026-05", until="2026-05"),
    "on:today": Query(since="2026-05-12", until="2026-05-12"),
    "since:yesterday": Query(since="2026-05-11"),
    "since:7d": Query(since="2026-05-05"),
    "since:2w": Query(since="2026-04-28"),
    "since:2026-01 since:2026": Query(since="2026-01"),
    "until:2026-05 until:2026": Query(until="2026-05"),
    "1,2-dichloroethane, water": Query((Term("1,2-dichloroethane"), Term("water"))),
    "C++": Query((Term("C++"),)),
    "(deep learning)": Query((Term("deep"), Term("learning)"))),
    "http://x.org/a": Query((Term("http://x.org/a"),)),
    "foo:bar": Query((Term("foo:bar"),)),
}  # fmt: skip


@pytest.mark.parametrize(("text", "query"), READINGS.items(), ids=READINGS)
def test_the_box_is_read_as_people_write_it(text: str, query: Query) -> None:
    assert parse(text, NOW) == query


@pytest.mark.parametrize(
    "text", ["", "  ", "-", '"', '""', "()", "&& ||", "ti:", "since:", "OR", "、"]
)
def test_signs_alone_ask_for_nothing(text: str) -> None:
    assert parse(text) == Query()
    assert not parse(text)


CHINESE = {
    "作者：“王伟”": 'au:"王伟"',
    "标题：图像　来源：ａｒｘｉｖ": "ti:图像 src:arxiv",
    "分类：cs.LG，cs.CL": "cat:cs.LG,cs.CL",
    "深度学习，图像、语音": "深度学习 图像 语音",
    "（ti：图像）": "ti:图像)",
    "au：Zhao　since：2026": "au:Zhao since:2026",
    "「強化学習」": '"強化学習"',
}


@pytest.mark.parametrize(("wide", "narrow"), CHINESE.items(), ids=CHINESE)
def test_full_width_signs_mean_what_the_plain_ones_do(wide: str, narrow: str) -> None:
    assert parse(wide) == parse(narrow)
    assert parse(wide)


def test_a_quote_left_open_is_text() -> None:
    assert parse('ti:"deep learning') == parse("ti:deep learning")
    assert parse('"one two" "three') == parse('"one two" three')


IDENTIFIERS = {
    "2601.20802": Identifier("arxiv", "2601.20802"),
    "arXiv: 2601.20802v2": Identifier("arxiv", "2601.20802"),
    "https://arxiv.org/abs/hep-th/9901001": Identifier("arxiv", "hep-th/9901001"),
    "10.1016/S0140-6736(97)11096-0": Identifier("doi", "10.1016/s0140-6736(97)11096-0"),
    "doi：10.1038/s41586-021-03819-2": Identifier("doi", "10.1038/s41586-021-03819-2"),
    "PMID: 123456": Identifier("pmid", "123456"),
    "PMC1234567": Identifier("pmcid", "PMC1234567"),
    '"2601.20802"': Identifier("arxiv", "2601.20802"),
    "(2601.20802)": Identifier("arxiv", "2601.20802"),
}


@pytest.mark.parametrize(("text", "identifier"), IDENTIFIERS.items(), ids=IDENTIFIERS)
def test_an_identifier_typed_alone_is_recognised(text: str, identifier: Identifier) -> None:
    assert parse(text) == Query(identifier=identifier)


@pytest.mark.parametrize(
    "text", ["2601.20802 attention", "123456", "cat:cs.LG 2601.20802", "-2601.20802"]
)
def test_an_identifier_among_other_things_is_words(text: str) -> None:
    assert parse(text).identifier is None
    assert parse(text).terms


@pytest.mark.parametrize(
    "text", ["since:2026-13", "until:2026-02-30", "on:banana", "since:0000", "since:20"]
)
def test_an_impossible_date_says_what_would_work(text: str) -> None:
    with pytest.raises(QueryError, match="write 2026, 2026-05, 2026-05-12, 7d, today or yesterday"):
        parse(text, NOW)


def test_a_relative_date_needs_to_be_told_the_day() -> None:
    with pytest.raises(QueryError, match="needs to know today"):
        parse("since:7d")


def test_counting_back_stops_at_the_first_year() -> None:
    assert parse("since:9999y", NOW) == Query(since="0001-01-01")


def test_a_reduced_date_lasts_to_the_end_of_its_month_or_year() -> None:
    days = [last_day(day) for day in ("2024", "2024-02", "2026-02", "2026-04-03")]
    assert days == ["2024-12-31", "2024-02-29", "2026-02-28", "2026-04-03"]


BITS = """
a b2 中文 α "deep learning" " - -- -x ( ) (( , ; : :: AND OR NOT * C++ C# ti: au: abs: by: cat: src:
type: ti:x -ti:y au:"Q R" cat:cs.* -cat:q,r by:Li since:2026 -since:2026 until:2026-05 2601.20802
on:2026-05-12 10.1234/ab. doi: “ ” ： ， （ ） 作者： e-mail x* (ti:z *a a,b 1,2 a,-b a,ti:b local:x
"""
PIECES = st.sampled_from(BITS.split())
TYPED = st.one_of(
    st.text(max_size=60),
    st.lists(PIECES, max_size=8).map(" ".join),
    st.lists(PIECES, max_size=8).map("".join),
)


@settings(max_examples=1500, deadline=None)
@given(TYPED)
def test_whatever_is_typed_is_read_or_is_an_impossible_date(text: str) -> None:
    try:
        query = parse(text, NOW)
    except QueryError:
        assume(any(sign in text for sign in ":："))
        return
    assert parse(to_text(query), NOW) == query


WORDS = st.text(st.sampled_from("abcé中α1-+."), min_size=1, max_size=8).filter(
    lambda text: text[0].isalnum() and not text.isdigit()
)
TERMS = st.builds(
    Term,
    WORDS,
    st.sampled_from([None, "title", "author", "abstract"]),
    negative=st.booleans(),
    prefix=st.booleans(),
)
PHRASES = st.builds(
    Term,
    st.lists(WORDS, min_size=2, max_size=3).map(" ".join),
    st.sampled_from([None, "title", "author", "abstract"]),
    phrase=st.just(True),
    negative=st.booleans(),
)
NAMES = st.lists(st.sampled_from(["cs.lg", "cs.*", "cell biology", "x"]), unique=True).map(tuple)
DAYS = st.sampled_from([None, "2026", "2026-05", "2026-05-12"])
QUERIES = st.builds(
    Query,
    st.lists(TERMS | PHRASES, max_size=4).map(tuple),
    **{
        field.name: NAMES
        for field in fields(Query)
        if field.name.endswith(("categories", "sources", "types"))
    },
    since=DAYS,
    until=DAYS,
)


@settings(max_examples=500, deadline=None)
@given(QUERIES)
def test_a_query_written_out_is_read_back_as_it_was(query: Query) -> None:
    assert parse(to_text(query)) == query
