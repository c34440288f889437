"""Asking a model: paid for once, whatever the server does, and never hanging."""

from __future__ import annotations

import logging
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from pydantic import SecretStr
from tests.llm.conftest import ASKED, PARIS, QUICK, City

from academichub.errors import BudgetError, LostAnswerError, ModelError, StoreError
from academichub.llm import Model, Question, Rules, named, read
from academichub.llm.question import canonical, digest
from academichub.llm.scripted import Say

ME = "me"


def test_an_answer_is_read_and_counted(asking, store):
    model, said = asking(lambda *_: Say(PARIS))
    answer = model.ask(ASKED, reader=ME)
    assert read(answer, City).city == "Paris"
    assert (answer.tokens_in, answer.tokens_out, answer.cost, answer.kept) == (100, 20, None, False)
    assert store.asked.calls() == {"answered": (1, 1)}
    assert said.requests[0]["model"] == "some"


@pytest.mark.parametrize("stream", [True, False])
@pytest.mark.parametrize("output", ["native", "tool", "prompted"])
def test_each_form_and_transport_gives_the_same(asking, output, stream):
    model, said = asking(lambda *_: Say(PARIS), replace(QUICK, output=output, stream=stream))
    assert read(model.ask(ASKED, reader=ME), City).city == "Paris"
    assert bool(said.requests[0].get("stream")) is stream
    assert ("tools" in said.requests[0]) is (output == "tool")
    shown = str(said.requests[0])
    assert "Answer in one word." in shown
    assert "Where is the tower?" in shown


def test_what_was_streamed_is_there_for_who_does_not_stream(asking, store):
    model, said = asking(lambda *_: Say(PARIS))
    first = model.ask(ASKED, reader=ME)
    plain = Model(model.named, None, store.asked, replace(QUICK, stream=False))
    again = plain.ask(ASKED, reader="other")
    assert (again.text, again.kept, again.tokens_in) == (first.text, True, 0)
    assert len(said.requests) == 1
    plain.close()


def test_who_asks_anew_pays_anew_only_for_what_was_lost(asking, store):
    model, said = asking(lambda _, n: Say(PARIS, cut=n == 0))
    with pytest.raises(LostAnswerError):
        model.ask(ASKED, reader=ME)
    for again in (1, 1, 2, 3):
        assert model.ask(replace(ASKED, again=again), reader=ME).text == PARIS
    assert len(said.requests) == 2
    assert store.asked.calls() == {"lost": (1, 1), "answered": (1, 1)}


@pytest.mark.parametrize("status", [429, 500, 503, 529])
def test_what_was_refused_for_now_is_asked_again(asking, store, status):
    model, said = asking(lambda _, n: Say(PARIS) if n == 2 else Say("busy", status))
    assert read(model.ask(ASKED, reader=ME), City).city == "Paris"
    assert len(said.requests) == 3
    assert store.asked.calls() == {"answered": (1, 3)}


def test_retry_after_is_obeyed(asking):
    slept: list[float] = []
    busy = Say("busy", 429, {"Retry-After": "7"})
    model, _ = asking(lambda _, n: Say(PARIS) if n else busy, sleep=slept.append)
    model.ask(ASKED, reader=ME)
    assert sum(slept) == pytest.approx(7)


def test_one_that_wants_too_long_a_pause_is_left(asking, store):
    model, said = asking(lambda *_: Say("come tomorrow", 429, {"Retry-After": "86400"}))
    with pytest.raises(ModelError, match="429: come tomorrow"):
        model.ask(ASKED, reader=ME)
    assert len(said.requests) == 1
    assert store.asked.calls() == {"refused": (1, 1)}


def test_trying_again_ends(asking, store):
    model, said = asking(lambda *_: Say("busy", 503))
    with pytest.raises(ModelError, match="503: busy"):
        model.ask(ASKED, reader=ME)
    assert len(said.requests) == 5
    assert store.asked.calls() == {"refused": (1, 5)}
    assert store.asked.spent(ME, time.strftime("%Y-%m-%d", time.gmtime())).tokens == 0


@pytest.mark.parametrize("status", [400, 401, 403, 404, 413, 422, 501])
def test_what_is_wrong_is_not_tried_again(asking, store, status):
    model, said = asking(lambda *_: Say("no", status))
    with pytest.raises(ModelError, match=f"{status}: no") as raised:
        model.ask(ASKED, reader=ME)
    assert not isinstance(raised.value, LostAnswerError)
    assert len(said.requests) == 1
    assert store.asked.calls() == {"refused": (1, 1)}


def test_an_empty_purse_is_not_tried_again(asking):
    body = b'{"error": {"message": "You exceeded your quota", "code": "insufficient_quota"}}'
    model, said = asking(lambda *_: Say(status=429, body=body))
    with pytest.raises(ModelError, match="exceeded your quota"):
        model.ask(ASKED, reader=ME)
    assert len(said.requests) == 1


LOST = {
    "half a stream": Say(PARIS * 20, cut=True),
    "silence before the answer": Say(PARIS, delay=5),
    "silence in the middle": Say(PARIS * 20, stall=5),
    "talk without end": Say("blah " * 40, endless=True),
    "a gateway that lost it": Say("bad gateway", 502),
    "a gateway that did not wait": Say("time-out", 504),
    "a page": Say(body=b"<!doctype html><html><body>Sign in</body></html>",
                  headers={"Content-Type": "text/html"}),
    "plain words": Say(body=b"all is well", headers={"Content-Type": "text/plain"}),
    "nothing": Say(body=b""),
    "broken JSON": Say(body=b'data: {"id": \n\n'),
    "another object": Say(body=b"data: [1, 2]\n\n"),
    "an error in the stream": Say(body=b'data: {"error": {"message": "overloaded"}}\n\n'),
    "binary noise": Say(body=bytes(range(256)) * 20),
    "false gzip": Say(body=b"not gzip at all", headers={"Content-Encoding": "gzip"}),
}  # fmt: skip


ENDS = [how for how in LOST if how != "talk without end"]
"""What can come as a body of stated length, which has an end."""


@pytest.mark.parametrize(
    ("how", "stream"), [*((how, True) for how in LOST), *((how, False) for how in ENDS)]
)
def test_what_may_have_been_paid_is_never_sent_again(asking, store, how, stream):
    model, said = asking(lambda *_: LOST[how], replace(QUICK, timeout=0.5, stream=stream))
    for _ in range(2):
        with pytest.raises(LostAnswerError, match="not asked again"):
            model.ask(ASKED, reader=ME)
    assert len(said.requests) == 1
    assert store.asked.calls() == {"lost": (1, 1)}
    assert "<" not in (store.asked.get(_digest(model)).error)


def _digest(model: Model) -> str:
    return digest(canonical(ASKED, model.name, model.named.address, model.rules))


def test_a_redirect_is_not_followed(asking, store):
    _, other = asking(lambda *_: Say(PARIS))
    headers = {"Location": f"{other.url}/chat/completions"}
    for status in (301, 302, 303, 307, 308):
        model, said = asking(lambda *_, s=status: Say("", s, headers))
        with pytest.raises(ModelError, match="not followed"):
            model.ask(replace(ASKED, again=status), reader=ME)
        assert len(said.requests) == 1
    assert not other.requests


def test_a_server_that_is_not_there_was_not_asked(store):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    model = Model(
        named("local:some", f"http://127.0.0.1:{port}/v1"), None, store.asked, QUICK,
        sleep=lambda _: None,
    )  # fmt: skip
    with pytest.raises(ModelError, match="cannot be reached") as raised:
        model.ask(ASKED, reader=ME)
    assert not isinstance(raised.value, LostAnswerError)
    assert store.asked.calls() == {"refused": (1, 5)}
    model.close()


def test_the_budget_is_held_by_what_is_under_way(asking, store):
    model, said = asking(lambda *_: Say(PARIS, delay=0.3), replace(QUICK, budget_tokens=1000))

    def one(number: int) -> bool:
        try:
            model.ask(replace(ASKED, again=number), reader=ME)
        except BudgetError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(one, range(8)))
    assert 0 < sum(done) < 8
    assert len(said.requests) == sum(done)
    assert store.asked.calls() == {"answered": (sum(done), sum(done))}


def test_no_more_requests_are_under_way_than_may_be(asking):
    model, said = asking(lambda *_: Say(PARIS, delay=0.1), replace(QUICK, concurrency=2))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: model.ask(replace(ASKED, again=n), reader=ME), range(8)))
    assert said.most_at_once == 2


def test_the_same_asked_at_once_is_sent_once(asking):
    model, said = asking(lambda *_: Say(PARIS, delay=0.3), sleep=lambda s: time.sleep(0.05))
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: model.ask(ASKED, reader=ME), range(6)))
    assert {one.text for one in answers} == {PARIS}
    assert len(said.requests) == 1
    assert sum(not one.kept for one in answers) == 1


def test_calling_it_off_closes_the_connection(asking, store):
    model, said = asking(lambda *_: Say(PARIS * 9, stall=60), replace(QUICK, timeout=60))
    began = time.monotonic()
    with pytest.raises(LostAnswerError, match="called off"):
        model.ask(ASKED, reader=ME, cancelled=lambda: len(said.requests) > 0)
    assert time.monotonic() - began < 30
    assert store.asked.calls() == {"lost": (1, 1)}


def test_what_is_called_off_before_is_not_sent(asking, store):
    model, said = asking(lambda *_: Say(PARIS))
    with pytest.raises(ModelError, match="called off before"):
        model.ask(ASKED, reader=ME, cancelled=lambda: True)
    assert not said.requests
    assert store.asked.calls() == {}


def test_a_slow_one_that_goes_on_talking_is_not_cut(asking):
    text = '{"city": "Paris"' + " " * 170 + "}"
    model, _ = asking(lambda *_: Say(text, pause=0.3), replace(QUICK, timeout=3))
    began = time.monotonic()
    assert read(model.ask(ASKED, reader=ME), City).city == "Paris"
    assert time.monotonic() - began > 3


def test_the_key_is_shown_to_the_server_and_nowhere_else(asking, store, caplog):
    caplog.set_level(logging.DEBUG)
    secret = "sk-very-secret-0123456789"
    echo = Say(f"wrong key {secret} given", 401)
    model, said = asking(lambda *_: echo, key=SecretStr(secret))
    with pytest.raises(ModelError) as raised:
        model.ask(ASKED, reader=ME)
    assert said.heads[0]["authorization"] == f"Bearer {secret}"
    shown = [repr(raised.value), repr(model), repr(vars(model)), caplog.text,
             store.asked.get(_digest(model)).error]  # fmt: skip
    assert not [text for text in shown if secret in text]
    assert "wrong key … given" in str(raised.value)


def test_a_server_without_a_count_is_counted_by_the_texts(asking, store):
    model, _ = asking(lambda *_: Say(PARIS, usage=None))
    answer = model.ask(ASKED, reader=ME)
    assert answer.tokens_in > 20
    assert answer.tokens_out > 3


@pytest.mark.parametrize("text", ["", "   ", "{", '{"town": "Paris"}', '["Paris"]', "Paris", "nul"])
def test_an_answer_of_another_form_is_said_to_be_that(asking, text):
    model, _ = asking(lambda *_: Say(text))
    with pytest.raises(ModelError, match=r"nothing|not the form"):
        read(model.ask(ASKED, reader=ME), City)


def test_a_fence_around_the_answer_is_no_fault(asking):
    model, _ = asking(lambda *_: Say(f"```json\n{PARIS}\n```\n"))
    assert read(model.ask(ASKED, reader=ME), City).city == "Paris"


def test_an_answer_that_was_cut_off_at_its_length_is_kept_and_said_to_be_that(asking, store):
    model, said = asking(lambda *_: Say('{"city": "Par', finish="length"))
    for _ in range(2):
        with pytest.raises(ModelError, match="cut off"):
            read(model.ask(ASKED, reader=ME), City)
    assert len(said.requests) == 1


@pytest.mark.slow
def test_sixty_seconds_of_silence_are_borne_by_default_and_cut_where_asked(asking):
    model, _ = asking(lambda *_: Say(PARIS, stall=60), Rules())
    assert read(model.ask(ASKED, reader=ME), City).city == "Paris"
    short, _ = asking(lambda *_: Say(PARIS, stall=60), Rules(timeout=2))
    began = time.monotonic()
    with pytest.raises(LostAnswerError, match="no byte for 2 seconds"):
        short.ask(ASKED, reader=ME)
    assert time.monotonic() - began < 30


def test_a_question_is_the_same_request_only_with_all_that_matters_the_same(asking):
    one = canonical(ASKED, "local:a", "http://x/v1", QUICK)
    assert (
        canonical(ASKED, "local:a", "http://x/v1", replace(QUICK, stream=False, timeout=9)) == one
    )
    others = [
        canonical(replace(ASKED, prompt="else"), "local:a", "http://x/v1", QUICK),
        canonical(replace(ASKED, instructions="else"), "local:a", "http://x/v1", QUICK),
        canonical(replace(ASKED, again=1), "local:a", "http://x/v1", QUICK),
        canonical(ASKED, "local:b", "http://x/v1", QUICK),
        canonical(ASKED, "local:a", "http://y/v1", QUICK),
        canonical(ASKED, "local:a", "http://x/v1", replace(QUICK, tokens=65)),
        canonical(
            Question(ASKED.instructions, ASKED.prompt, Town), "local:a", "http://x/v1", QUICK
        ),
    ]
    assert len({one, *others}) == len(others) + 1


class Town(City):
    """Another form."""

    country: str


def test_whoever_breaks_off_leaves_no_request_behind(asking, store):
    class EnoughError(Exception):
        pass

    def cancelled() -> bool:
        if said.requests:
            raise EnoughError
        return False

    model, said = asking(lambda *_: Say(PARIS * 9, stall=60), replace(QUICK, timeout=60))
    with pytest.raises(EnoughError):
        model.ask(ASKED, reader=ME, cancelled=cancelled)
    assert store.asked.calls() == {"lost": (1, 1)}
    with pytest.raises(LostAnswerError, match="broken off"):
        model.ask(ASKED, reader=ME)


def test_a_store_that_is_busy_for_a_while_costs_no_answer(asking, store, monkeypatch):
    from academichub.store.answers import Answers

    def busy(*_: object) -> None:
        raise StoreError("another process is writing")

    monkeypatch.setattr(Answers, "hold", busy)
    model, _ = asking(lambda *_: Say(PARIS, delay=0.8), hold=0.3)
    assert model.ask(ASKED, reader=ME).text == PARIS
