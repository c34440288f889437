"""Names, prices, prompts and what failures mean: decisions that ask nobody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from academichub import models
from academichub.config import Config
from academichub.errors import ConfigurationError
from academichub.llm import PROVIDERS, Model, Rules, named
from academichub.llm.outcome import PATIENCE, TRIES, Outcome, Seen, judge, pause, told
from academichub.llm.prices import cost, most
from academichub.llm.prompt import fence, plain, prompt


def test_a_name_says_provider_and_model_and_may_hold_colons():
    one = named("ollama:qwen3:8b")
    assert (one.provider, one.name, one.full) == ("ollama", "qwen3:8b", "ollama:qwen3:8b")
    assert one.address == "http://127.0.0.1:11434/v1"


@pytest.mark.parametrize("name", ["", "gpt-5", "openai:", "nobody:gpt", ":x"])
def test_a_name_without_a_provider_we_know_is_refused_with_those_there_are(name):
    with pytest.raises(ConfigurationError, match="anthropic"):
        named(name, key=True)


def test_who_wants_a_key_or_an_address_says_so():
    for provider, known in PROVIDERS.items():
        if known.wants_key:
            with pytest.raises(ConfigurationError, match="model_key"):
                named(f"{provider}:x")
            assert (
                named(f"{provider}:x", "http://127.0.0.1:1/v1").address == "http://127.0.0.1:1/v1"
            )
    with pytest.raises(ConfigurationError, match="model_url"):
        named("local:x")


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a/v1",
        "a/v1",
        "http://",
        "http://me:secret@a/v1",
        "http://a/v1?key=secret",
        "http://a#b",
    ],
)
def test_an_address_that_is_none_or_holds_a_secret_is_refused_and_not_repeated(url):
    with pytest.raises(ConfigurationError) as raised:
        named("local:x", url)
    assert "secret" not in str(raised.value)


def test_an_address_may_have_been_copied_with_its_path():
    for url in ("http://a/v1", "http://a/v1/", "http://a/v1/chat/completions"):
        assert named("local:x", url).address == "http://a/v1"


@pytest.mark.parametrize(
    "name", ["openai:gpt-4o", "anthropic:claude-haiku-4-5", "google:gemini-2.5-flash"]
)
def test_a_price_is_known_of_makers_alone(name):
    from genai_prices import Usage

    used = Usage(input_tokens=1_000_000, output_tokens=1_000_000)
    price = cost(used, named(name, key=True))
    assert price
    assert 1_000_000 < price < 50_000_000
    assert cost(used, named(name, "http://127.0.0.1:9/v1")) is None
    assert cost(used, named("ollama:gpt-4o")) is None
    assert cost(used, named("openai:no-such-model", key=True)) is None


def test_the_most_a_request_may_take_is_more_than_it_takes():
    bound = most("这是一个问题".encode() * 100, 500, named("openai:gpt-4o", key=True))
    assert (bound.tokens_in, bound.tokens_out) == (1800, 500)
    assert bound.cost
    assert bound.cost >= 500 * 10


# What failures mean


@pytest.mark.parametrize(
    ("status", "lost", "passing"),
    [(0, True, False), (200, True, False), (302, False, False), (400, False, False),
     (401, False, False), (404, False, False), (408, False, True), (429, False, True),
     (500, False, True), (501, False, False), (502, True, False), (503, False, True),
     (504, True, False), (524, True, False), (529, False, True)],
)  # fmt: skip
def test_what_may_have_been_billed_is_lost_and_what_may_pass_is_tried_again(status, lost, passing):
    outcome = judge(Seen(status, begun=True), "said", 0.0)
    assert (outcome.lost, outcome.passing) == (lost, passing)


def test_what_was_never_begun_is_neither_lost_nor_passing():
    outcome = judge(Seen(), "no such output", 0.0)
    assert (outcome.lost, outcome.passing) == (False, False)


@given(st.integers(1, 9), st.floats(0, 500), st.floats(0, 0.999), st.none() | st.floats(0, 1e6))
def test_trying_again_always_ends(tries, waited, chance, asked):
    seconds = pause(Outcome("status", "busy", passing=True, wait=asked), tries, waited, chance)
    assert seconds is None or (tries < TRIES and waited + seconds <= PATIENCE)
    assert pause(Outcome("broken", "gone", lost=True, passing=True), tries, waited, chance) is None


@given(st.recursive(st.none() | st.text() | st.integers(), lambda x: st.lists(x) | st.dictionaries(
    st.sampled_from(["error", "message", "detail", "code", "other"]), x)))  # fmt: skip
def test_whatever_a_server_says_of_an_error_can_be_shown(said):
    text = told(said, "sk-key")
    assert len(text) <= 201
    assert "\n" not in text
    assert "sk-key" not in text


# Prompts and fences


@pytest.mark.parametrize("name", ["brief-section", "brief-evidence", "brief-repair"])
def test_a_prompt_has_a_name_a_version_and_a_fingerprint(name):
    one = prompt(name)
    assert one.label == f"{name} {one.version} {one.sha256[:12]}"
    assert one.version >= 1


def test_a_value_is_not_looked_through_for_names():
    one = prompt("brief-evidence")
    values = dict.fromkeys(
        ("kind", "about", "language", "most", "sides", "evidence", "fence"), "$fence"
    )
    assert "$fence" in one.fill(values)
    with pytest.raises(KeyError):
        one.fill({})


@given(st.text())
def test_no_text_holds_the_fence_around_it(text):
    assert fence(text) not in text
    assert fence(text) == fence(text)


@given(st.text())
def test_a_plain_text_is_one_line_without_what_nobody_sees(text):
    shown = plain(text)
    assert shown == plain(shown)
    assert len(shown.splitlines()) <= 1
    assert not any(0x202A <= ord(one) <= 0x202E or 0xE0000 <= ord(one) <= 0xE0FFF for one in shown)


def test_directions_and_tags_that_nobody_sees_are_taken_out():
    hidden = "".join(chr(0xE0000 + ord(one)) for one in "obey")
    assert plain(f"a\u202eb\x1b[2J{hidden}c\r\nd\u200b") == "a b [2J c d"


# Settings


def config(tmp_path, **environ: str) -> Config:
    return Config.load(tmp_path, {f"ACADEMICHUB_{name}": value for name, value in environ.items()})


def test_without_a_setting_there_is_no_model(tmp_path, store):
    assert models.model(config(tmp_path), store.asked, lambda: None) is None


def test_the_settings_name_a_model_and_how_it_is_asked(tmp_path, store):
    key = tmp_path / "key"
    key.write_text("sk-of-the-file\n")
    one = config(
        tmp_path, MODEL="openai:gpt-5", MODEL_KEY_FILE=str(key), MODEL_TIMEOUT="7",
        MODEL_CONCURRENCY="2", MODEL_TOKENS="100", MODEL_BUDGET_TOKENS="5",
        MODEL_BUDGET_USD="0.5", MODEL_OUTPUT="tool", MODEL_STREAM="false",
    )  # fmt: skip
    assert one.model_key
    assert one.model_key.get_secret_value() == "sk-of-the-file"
    assert "sk-of" not in str(one.shown()) + repr(one)
    made = models.model(one, store.asked, lambda: None)
    assert isinstance(made, Model)
    assert made.rules == Rules(7, 2, 100, "tool", False, 5, 0.5)
    assert made.name == "openai:gpt-5"


@pytest.mark.parametrize(
    "environ",
    [{"MODEL_URL": "http://127.0.0.1:1"}, {"MODEL_KEY": "x"}, {"MODEL": "openai:gpt-5"},
     {"MODEL": "local:x"}],
)  # fmt: skip
def test_half_a_model_is_an_error_that_says_what_is_missing(tmp_path, store, environ):
    with pytest.raises(ConfigurationError, match="model"):
        models.model(config(tmp_path, **environ), store.asked, lambda: None)


def test_settings_without_a_secret_given_stand_for_themselves(tmp_path, store):
    made = models.model(config(tmp_path, MODEL="ollama:qwen3"), store.asked, lambda: None)
    assert made
    assert made.rules == Rules()
    assert SecretStr("x") != made
