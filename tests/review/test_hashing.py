"""The hash of a review: what it is of, what it leaves out, and that it holds no fraction."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub.argument import Quote, Statement, from_json
from academichub.argument.findings import Evidence, Finding
from academichub.argument.findings import sealed as sealed_finding
from academichub.argument.reviews import (
    PARTS,
    WRITTEN,
    Citations,
    Citing,
    ReadingPart,
    Review,
    ReviewAsk,
    StageAccount,
    Written,
)
from academichub.fulltext import abstract
from academichub.model import Authorship, Work, to_json
from academichub.review import composing, hashing, stages

AT = "2026-06-12T08:00:00Z"
TEXT = "We show that lattices freeze. The energy falls by 7%. We assume that spins are classical."


def work(**changes: Any) -> Work:
    made = Work("arxiv:2606.10001", "Lattices freeze", "preprint", "arxiv", ("arxiv",), AT,
                abstract=TEXT, authorships=(Authorship("Ada Frost"), Authorship("Bo Kern")),
                primary_category="cs.LG", categories=("stat.ML", "cs.LG"))  # fmt: skip
    return replace(made, **changes)


def account(stage: str, **values: Any) -> StageAccount:
    return StageAccount(stage, **values)


def outcomes(paid: int = 0, milliseconds: int = 1) -> dict[str, stages.Outcome]:
    document = abstract.document(work())
    quote = Quote(work().id, "abstract", 0, 29, TEXT[:29])
    said = Statement("pith.1", TEXT[:29], (quote,), "quoted")
    finding = sealed_finding(
        Finding(work().id, "some.check", 1, "heuristic", "note", "It says 7%.",
                (Evidence("text", 0, 5, document.text[:5]),), document.sha256, at=AT)
    )  # fmt: skip
    made: dict[str, stages.Outcome] = {
        "text": stages.Text(work(), document, account("text", milliseconds=milliseconds)),
        "audits": stages.Audits(account("audits", milliseconds=milliseconds), (finding,)),
        "citations": stages.Cited(
            account("citations"), Citations(citing=(Citing("w", "T", "A", "2026", relevance=900),), total=1)
        ),
    }  # fmt: skip
    for name in WRITTEN:
        parts = (ReadingPart("pith", (said,)),) if name == "reading" else ()
        made[name] = Written(
            name, parts,
            account(name, milliseconds=milliseconds, tokens_in=paid, tokens_out=paid, asked=bool(paid),
                    microdollars=paid or None),
        )  # fmt: skip
    return made


def review(name: str = "r1", at: str = AT, **values: Any) -> Review:
    made = outcomes(**values)
    text = made["text"]
    assert isinstance(text, stages.Text)
    ask = ReviewAsk(work().id, work().title)
    return composing.composed(name, ask, text, made, writer="extractive", model=None, at=at)


def test_the_hash_can_be_computed_again_from_the_published_form_and_from_the_review():
    one = review()
    assert one.sha256 == sha256(hashing.published(one)).hexdigest()
    assert hashing.digest(from_json(Review, to_json(one))) == one.sha256
    plain = orjson.loads(hashing.published(one))
    assert orjson.dumps(plain, option=orjson.OPT_SORT_KEYS) == hashing.published(one)


def test_when_how_fast_and_at_what_price_does_not_count():
    one, other = review(), review("r2", "2027-01-01T00:00:00Z", paid=900, milliseconds=77)
    assert other.provenance.tokens_in == 900 * (len(WRITTEN) - 1)
    assert one.sha256 == other.sha256


def test_what_became_of_a_finding_does_not_count_but_the_finding_does():
    one = review()
    finding = one.findings[0]
    disputed = replace(one, findings=(replace(finding, state="disputed", at=""),))
    assert hashing.digest(disputed) == one.sha256
    assert hashing.digest(replace(one, findings=())) != one.sha256


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "x"}, {"language": "zh"}, {"scope": "full text"}, {"document": "0"},
        {"parts": ()}, {"verdict": "reject"}, {"notes": ("x",)}, {"version": 2}, {"by": "x"},
        {"citations": Citations()}, {"classification": ()},
    ],
)  # fmt: skip
def test_everything_that_is_said_counts(changed):
    one = review()
    assert hashing.digest(replace(one, **changed)) != one.sha256


def fractions(value: Any) -> list[float]:
    if isinstance(value, float):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [found for one in inner for found in fractions(one)]


def test_what_is_hashed_is_text_and_whole_numbers():
    one = review(paid=3)
    assert one.provenance.cost
    assert not fractions(orjson.loads(hashing.published(one)))


@given(st.lists(st.tuples(*[st.integers(0, 10**9)] * 4), min_size=1, max_size=11))
def test_the_totals_are_the_exact_sums_of_the_stages(figures):
    names = stages.wanted(rebuttal=True)[: len(figures)]
    made = outcomes()
    given_ = {
        name: replace(
            made.get(name) or stages.Linked(account(name)),
            account=account(name, milliseconds=a, tokens_in=b, tokens_out=c, microdollars=d),
        )
        for name, (a, b, c, d) in zip(names, figures, strict=False)
    }
    text = given_["text"]
    assert isinstance(text, stages.Text)
    ask = ReviewAsk(work().id, "", rebuttal=True)
    one = composing.composed("r", ask, text, given_, writer="prompted", model="m", at=AT)
    rows = [given_[name].account for name in names]
    assert one.stages == tuple(rows)
    assert one.provenance.milliseconds == sum(row.milliseconds for row in rows)
    assert one.provenance.tokens_in == sum(row.tokens_in for row in rows)
    assert one.provenance.tokens_out == sum(row.tokens_out for row in rows)
    paid = [row.microdollars for row in rows if row.tokens_in or row.tokens_out]
    assert one.provenance.cost == (sum(n for n in paid if n) / 1_000_000 if paid else None)


def test_a_price_nobody_states_makes_the_whole_cost_unknown():
    paid = account("reading", tokens_in=5, microdollars=7)
    assert composing.cost([paid, account("audits")]) == 7 / 1_000_000
    assert composing.cost([paid, account("referee", tokens_in=5)]) is None
    assert composing.cost([account("audits")]) is None


def test_every_part_is_there_in_order_and_an_empty_one_says_why():
    one = review()
    assert tuple(part.name for part in one.parts) == PARTS
    assert all(part.statements or part.empty for part in one.parts)
    assert one.part("rebuttal").empty == "Not asked for."
    assert one.classification == ("cs.LG", "stat.ML")
    assert one.by == "Ada Frost, Bo Kern"


def test_very_many_authors_are_cut_short():
    crowd = tuple(Authorship(f"A {at}") for at in range(40))
    assert composing.by(work(authorships=crowd), "en").endswith("A 29 et al.")
    assert composing.by(work(authors_complete=False), "zh") == "Ada Frost、Bo Kern 等"
    assert composing.by(work(authorships=()), "en") == ""


def test_what_a_stage_gave_is_read_as_it_was_written():
    for name, one in outcomes(paid=2).items():
        assert stages.read(name, to_json(one)) == one


def test_a_stage_that_is_not_its_own_is_refused():
    with pytest.raises(ValueError, match=r"document|Field"):
        stages.read("text", to_json(outcomes()["audits"]))


def test_a_retracted_work_is_said_to_be_one():
    from academichub.model import Update

    made = outcomes()
    text = stages.Text(
        work(updates=(Update("retraction"),)), abstract.document(work()), account("text")
    )
    ask = ReviewAsk("w", "", "zh")
    one = composing.composed("r", ask, text, made, writer="extractive", model=None, at=AT)
    assert "该论文已被撤稿或撤回" in one.notes


@pytest.mark.parametrize(
    ("starter", "abstract_read", "said"),
    [(True, True, True), (False, True, False), (True, False, False)],
)
def test_a_summary_of_ours_is_never_taken_for_the_authors_words(starter, abstract_read, said):
    read = abstract.document(work())
    document = read if abstract_read else replace(read, scope="full text")
    text = stages.Text(work(starter=starter), document, account("text"))
    one = composing.composed(
        "r", ReviewAsk("w", ""), text, outcomes(), writer="extractive", model=None, at=AT
    )
    assert any("own summary" in note for note in one.notes) is said
