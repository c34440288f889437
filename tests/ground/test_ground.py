"""Does a sentence stand on its quotes? All sentences here are ours; real ones are in the benchmark."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academichub import ground
from academichub.argument import Quote, Statement
from academichub.ground import Text, Verdict

QUOTE = "We show that AlphaNet outperforms BetaNet by 3.5% on ImageNet, and may reduce the training time."
MEASURED = "The gas cools from 12.4 K to 3.1 K in 250 ms, and the pressure does not increase."
LINKED = "Sleep duration was associated with lower blood pressure in 1,240 patients."
CHINESE = "我们提出了 AlphaNet，将准确率提高了 3.5%，但没有降低延迟。"


def check(text: str, *quoted: str, lead: str = "") -> Verdict:
    texts = quoted or (QUOTE,)
    works = {
        f"w{n}": Text({"abstract": one}, ("Jane Smith", "Li, Wei"), 2020)
        for n, one in enumerate(texts)
    }
    works["other"] = Text({"abstract": "Nothing of it."}, ("Ann Miller",), 2019)
    quotes = tuple(Quote(f"w{n}", "abstract", 0, len(one), one) for n, one in enumerate(texts))
    return ground.check(Statement("t1.1", text, quotes, lead=lead), works)


def tier(text: str, *quoted: str) -> str:
    statement = check(text, *quoted).statement
    return statement.tier if statement else "dropped"


def rules(text: str, *quoted: str) -> set[str]:
    return {drop.rule for drop in check(text, *quoted).drops}


def test_the_quote_itself_is_quoted():
    assert tier(QUOTE) == "quoted"


def test_white_space_is_all_that_may_differ_and_the_source_is_what_is_printed():
    stored = "The gas\n  cools to 3.1 K."
    quote = Quote("w", "abstract", 0, len(stored), "The gas cools to 3.1 K.")
    verdict = ground.check(
        Statement("a.1", "The gas cools to 3.1 K.", (quote,)), {"w": Text({"abstract": stored})}
    )
    assert verdict.statement is not None
    assert verdict.statement.quotes[0].text == stored


@pytest.mark.parametrize(
    "altered",
    [
        QUOTE.replace("3.5", "3.6"),
        QUOTE.replace("may ", ""),
        QUOTE.replace("AlphaNet", "Alpha\u200bNet"),
        QUOTE.replace("a", "а", 1),
        QUOTE.replace("3", "３"),
        QUOTE.upper(),
        QUOTE[:-1],
        "",
        " ",
    ],
)
def test_an_altered_quote_is_never_accepted(altered):
    quote = Quote("w", "abstract", 0, len(QUOTE), altered)
    verdict = ground.check(Statement("a.1", altered, (quote,)), {"w": Text({"abstract": QUOTE})})
    assert verdict.statement is None


@pytest.mark.parametrize(
    "quote",
    [
        Quote("w", "title", 0, 6, "We sho"),
        Quote("nobody", "abstract", 0, len(QUOTE), QUOTE),
        Quote("w", "abstract", 1, len(QUOTE), QUOTE),
        Quote("w", "abstract", -1, len(QUOTE), QUOTE),
        Quote("w", "abstract", 5, 5, ""),
        Quote("w", "abstract", 0, 10**12, QUOTE),
    ],
)
def test_a_quote_that_is_not_at_its_place_is_not_accepted(quote):
    verdict = ground.check(Statement("a.1", QUOTE, (quote,)), {"w": Text({"abstract": QUOTE})})
    assert [drop.rule for drop in verdict.drops] == ["quote"]


@pytest.mark.parametrize(
    ("text", "begin"), [("The state is unstable here.", 15), ("It fell by 13.5 % then.", 12)]
)
def test_a_quote_may_not_begin_inside_a_word_or_number(text, begin):
    quote = Quote("w", "abstract", begin, len(text), text[begin:])
    verdict = ground.check(
        Statement("a.1", text[begin:], (quote,)), {"w": Text({"abstract": text})}
    )
    assert verdict.statement is None


@pytest.mark.parametrize(
    "text",
    [
        "AlphaNet outperforms BetaNet by 3.5% on ImageNet.",
        "BetaNet is outperformed by AlphaNet on ImageNet by 3.5 percent.",
        "On ImageNet, AlphaNet is better than BetaNet by 3.5%.",
        "AlphaNet might lower the training time.",
        "Smith et al. (2020) report that AlphaNet outperforms BetaNet on ImageNet.",
        "AlphaNet 在 ImageNet 上优于 BetaNet，高出 3.5%。",
        "AlphaNet 可能缩短训练时间。",
        "AlphaNet outperforms BetaNet by about 4% on ImageNet.",
    ],
)
def test_what_says_the_same_is_kept(text):
    assert tier(text) in {"overlaps", "quoted"}, check(text).drops


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("AlphaNet outperforms BetaNet by 3.6% on ImageNet.", "number"),
        ("AlphaNet outperforms BetaNet by 3.5 points on ImageNet.", "number"),
        ("AlphaNet outperforms BetaNet by at least 3.5% on ImageNet.", "number"),
        ("AlphaNet outperforms BetaNet by -3.5% on ImageNet.", "number"),
        ("AlphaNet underperforms BetaNet by 3.5% on ImageNet.", "direction"),
        ("AlphaNet does not outperform BetaNet on ImageNet.", "polarity"),
        ("AlphaNet reduces the training time.", "hedging"),
        ("We prove that AlphaNet outperforms BetaNet on ImageNet.", "hedging"),
        ("BetaNet outperforms AlphaNet by 3.5% on ImageNet.", "roles"),
        ("GammaNet outperforms BetaNet by 3.5% on ImageNet.", "entity"),
        ("Miller et al. report that AlphaNet outperforms BetaNet on ImageNet.", "attribution"),
        (
            "Smith et al. (2019) report that AlphaNet outperforms BetaNet on ImageNet.",
            "attribution",
        ),
        ("Galaxies merge more often in dense clusters.", "coverage"),
        ("AlphaNet 在 ImageNet 上劣于 BetaNet。", "direction"),
        ("AlphaNet 在 ImageNet 上优于 BetaNet，高出 3.6%。", "number"),
        ("AlphaNet 缩短训练时间。", "hedging"),
        ("AlphaNet 没有优于 BetaNet。", "polarity"),
        ("星系团中的恒星形成率更高。", "entity"),
    ],
)
def test_what_says_something_else_is_dropped_by_the_rule_that_sees_it(text, rule):
    assert rule in rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "The gas cools from 12.4 K to 3.1 K in 250 s, and the pressure does not increase.",
        "The gas cools from 12.4 K to 3.1 K in 250 ms, and the pressure increases.",
        "The gas warms from 12.4 K to 3.1 K in 250 ms.",
        "The gas cools to 3.1 K in 520 ms.",
        "The gas cools to 3.1 K in ⑤ ms.",
    ],
)
def test_one_change_in_a_measured_sentence_is_seen(text):
    assert tier(text, MEASURED) == "dropped"


def test_a_unit_may_be_converted():
    assert tier("The gas cools from 12.4 K to 3.1 K in 0.25 s.", MEASURED) == "overlaps"


def test_a_cause_is_not_made_of_a_link():
    assert "causality" in rules("Sleep duration causes lower blood pressure.", LINKED)
    assert tier("Sleep duration is correlated with lower blood pressure.", LINKED) == "overlaps"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AlphaNet 将准确率提高了 3.5%。", True),
        ("AlphaNet 将准确率降低了 3.5%。", False),
        ("AlphaNet 将准确率提高了 5.3%。", False),
        ("AlphaNet 降低了延迟。", False),
        ("AlphaNet 没有降低延迟。", True),
        ("AlphaNet 将召回率提高了 3.5%。", False),
    ],
)
def test_chinese_is_held_against_chinese(text, expected):
    assert (tier(text, CHINESE) != "dropped") is expected


def test_english_is_held_against_chinese():
    assert tier("AlphaNet improves the accuracy by 3.5%.", CHINESE) == "overlaps"
    assert tier("AlphaNet reduces the accuracy by 3.5%.", CHINESE) == "dropped"


@pytest.mark.parametrize(
    ("whole", "piece"),
    [
        (
            "It is not true that AlphaNet learns faster than BetaNet.",
            "AlphaNet learns faster than BetaNet.",
        ),
        ("If the field is weak, the gas cools quickly.", "the gas cools quickly."),
        (
            "We ask whether the gas cools quickly in a weak field.",
            "the gas cools quickly in a weak field.",
        ),
        ("That the gas cools quickly was not confirmed.", "the gas cools quickly"),
    ],
)
def test_a_piece_from_which_a_turn_was_cut_off_is_no_quote(whole, piece):
    start = whole.index(piece)
    quote = Quote("w", "abstract", start, start + len(piece), piece)
    for quotes in ((quote,), (Quote("w", "abstract", 0, len(whole), whole),)):
        verdict = ground.check(Statement("a.1", piece, quotes), {"w": Text({"abstract": whole})})
        assert verdict.statement is None or verdict.statement.tier != "quoted"
        assert "cut" in {drop.rule for drop in verdict.drops}


def test_a_piece_that_stands_by_itself_is_quoted():
    whole = "AlphaNet learns from few labels; it needs 12 hours on one machine."
    assert tier("it needs 12 hours on one machine.", whole) == "quoted"


@pytest.mark.parametrize(
    "text", ["AlphaNet outperforms Be\u200btaNet on ImageNet.", "\u202eAlphaNet outperforms BetaNet.", "AlphaNet outperforms BetaNet\x00 on ImageNet.",
             "AlphaNet outperforms BetaNet by ⁹5% on ImageNet.", "AlphaNet outperforms BetaNet by 3\u0336.5% on ImageNet."]
)  # fmt: skip
def test_what_hides_something_is_dropped(text):
    assert "characters" in rules(text)


def test_other_scripts_digits_and_letters_are_compared_as_what_they_show():
    assert "number" in rules("AlphaNet outperforms BetaNet by ３.６% on ImageNet.")
    assert tier("АlphaNet outperforms BetaNet by ３.５% on ImageNet.") == "overlaps"  # a Cyrillic А


def test_two_quotes_may_carry_one_statement():
    text = "AlphaNet outperforms BetaNet by 3.5% on ImageNet, and the gas cools to 3.1 K."
    assert tier(text, QUOTE, "The gas cools to 3.1 K.") == "overlaps"


@pytest.mark.parametrize(
    "text",
    [
        "These works take up this question.",
        "The following studies are related.",
        "以下工作与此有关。",
    ],
)
def test_words_that_claim_nothing_need_no_quote(text):
    verdict = ground.check(Statement("a.1", text), {})
    assert verdict.statement is not None
    assert verdict.statement.tier == "editorial"


@pytest.mark.parametrize(
    "text",
    [
        "AlphaNet is the best.",
        "Accuracy rises by 3%.",
        "These methods fail.",
        "This improves results.",
        "Graphene is a metal.",
        "石墨烯是金属。",
        "该方法提高了结果。",
    ],
)
def test_a_claim_without_a_quote_is_dropped(text):
    assert ground.check(Statement("a.1", text), {}).statement is None


def test_connecting_words_may_not_claim():
    assert "lead" in {drop.rule for drop in check(QUOTE, lead="As 95% of all tests prove,").drops}
    assert check(QUOTE, lead="By contrast,").statement is not None


def test_a_drop_says_where_and_what_in_words():
    drop = check("AlphaNet outperforms BetaNet by 3.6% on ImageNet.").drops[0]
    assert (drop.section, drop.rule, drop.detail) == ("t1", "number", "“3.6%” is not in the quotes")


def test_a_quote_is_found_by_its_text():
    found = ground.quote(
        "w",
        "abstract",
        "outperforms BetaNet",
        {"abstract": QUOTE.replace(" BetaNet", "\n  BetaNet")},
    )
    assert found is not None
    assert found.text == "outperforms\n  BetaNet"
    assert ground.quote("w", "abstract", "outperforms GammaNet", {"abstract": QUOTE}) is None
    assert ground.quote("w", "abstract", "perforMs", {"abstract": QUOTE}) is None


_TEXT = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from([*QUOTE.split(), "not", "不", "没有", "3.6%", "\u200b", "可能", "et", "al.", "(2019)", "Miller", "提高", "all", "-", "$", "\\"]), max_size=14).map(" ".join),
)  # fmt: skip


@given(_TEXT, _TEXT)
def test_any_text_is_checked_without_an_error(text, quoted):
    check(text, quoted or "x")
    ground.check(Statement("", text, lead=quoted), {})


@given(_TEXT.filter(lambda text: bool(text.strip())))
def test_a_statement_that_is_its_quote_is_kept(text):
    assert check(text, text).statement is not None


@given(
    _TEXT,
    st.sampled_from(
        [" by 97.3%", " not GammaNet", " in 1987", " as Miller et al. prove", "，提高了 97%"]
    ),
)
def test_a_fact_that_fails_never_makes_a_statement_pass(text, fault):
    before, after = check(text), check(text + fault)
    assert after.statement is None or before.statement is None
    assert after.statement is None


@given(_TEXT)
def test_a_quote_with_something_put_in_is_never_accepted(text):
    quote = Quote("w", "abstract", 0, len(QUOTE), QUOTE[:20] + "\u2060" + text + QUOTE[20:])
    assert (
        ground.check(
            Statement("a.1", quote.text, (quote,)), {"w": Text({"abstract": QUOTE})}
        ).statement
        is None
    )


def test_what_is_too_long_for_a_sentence_is_dropped_at_once():
    assert rules("AlphaNet improves not. " * 200) == {"length"}


TERRAIN = "The rover's classifier reaches an accuracy of 71% on held-out terrain."
STRIATUM = "The mouse striatum encodes the reward that is expected from each lever."


def test_what_is_put_together_from_two_works_was_said_by_neither():
    merged = "The mouse striatum reaches an accuracy of 71% on held-out terrain."
    apart = "On held-out terrain the accuracy is 71%.", "We record the mouse striatum."
    assert rules(merged, *apart) == {"attribution"}


@pytest.mark.parametrize("joint", [", while ", "; ", ", and "])
def test_two_clauses_may_each_stand_on_a_work_of_its_own(joint: str):
    both = f"{TERRAIN.rstrip('.')}{joint}{STRIATUM[0].lower()}{STRIATUM[1:]}"
    verdict = check(both, TERRAIN, STRIATUM)
    assert verdict.statement is not None, verdict.drops
    assert [quote.work for quote in verdict.statement.quotes] == ["w0", "w1"]


def test_a_work_that_does_not_say_it_is_taken_out_from_under_a_statement():
    said = "The classifier of the rover reaches an accuracy of 71% on held-out terrain."
    verdict = check(said, TERRAIN, STRIATUM)
    assert verdict.statement is not None, verdict.drops
    assert [quote.work for quote in verdict.statement.quotes] == ["w0"]
