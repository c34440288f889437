"""The polite client against a real server on loopback: what it sends, repeats and shows."""

from __future__ import annotations

import logging
import random
import socket
import threading
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st
from werkzeug import Request, Response

import academichub
from academichub.errors import (
    RefusedError,
    ThrottledError,
    UnreachableError,
)
from academichub.fetch import redacted, retry


def test_it_says_who_it_is_and_how_to_reach_the_operator(httpserver, make):
    httpserver.expect_request("/").respond_with_handler(
        lambda request: Response(request.headers["User-Agent"])
    )
    with make(contact="me@example.org") as client:
        sent = client.get(httpserver.url_for("/")).body.decode()
    assert sent.startswith(f"AcademicHub/{academichub.__version__} (+https://")
    assert sent.endswith("; mailto:me@example.org)")


def test_parameters_are_added_to_those_already_in_the_address(httpserver, make):
    httpserver.expect_request("/q").respond_with_handler(
        lambda request: Response(request.query_string)
    )
    answer = make().get(httpserver.url_for("/q?a=1"), params={"b": 2, "c": "x y&z"})
    assert answer.body == b"a=1&b=2&c=x+y%26z"


def test_an_answer_carries_what_a_conditional_request_needs(httpserver, make):
    httpserver.expect_request("/").respond_with_data(
        "x", headers={"ETag": '"e"', "Last-Modified": "then", "Content-Type": "Text/XML; charset=x"}
    )
    answer = make().get(httpserver.url_for("/"))
    assert (answer.etag, answer.last_modified, answer.media_type) == ('"e"', "then", "text/xml")
    assert answer.fetched_at == "2026-09-21T14:13:20Z"


def test_what_is_current_costs_a_304(httpserver, make):
    def serve(request: Request) -> Response:
        same = request.headers.get("If-None-Match") == '"é"'
        return Response("", 304) if same else Response("new", headers={"ETag": '"é"'})

    httpserver.expect_request("/").respond_with_handler(serve)
    client = make()
    first = client.get(httpserver.url_for("/"))
    second = client.get(httpserver.url_for("/"), etag=first.etag, last_modified="then")
    assert not first.not_modified
    assert second.not_modified
    assert second.body == b""


def test_a_passing_failure_is_tried_again_with_growing_waits(httpserver, make, clock):
    for status in (503, 500, 429):
        httpserver.expect_ordered_request("/").respond_with_data("no", status=status)
    httpserver.expect_ordered_request("/").respond_with_data("yes")
    assert make().get(httpserver.url_for("/")).body == b"yes"
    assert clock.slept == [1.0, 2.0, 4.0]


def test_retry_after_is_obeyed_in_seconds_and_as_a_date(httpserver, make, clock):
    later = format_datetime(datetime.fromtimestamp(clock.now + 12 + 37, UTC), usegmt=True)
    httpserver.expect_ordered_request("/").respond_with_data(
        "", status=503, headers={"Retry-After": "12"}
    )
    httpserver.expect_ordered_request("/").respond_with_data(
        "", status=429, headers={"Retry-After": later}
    )
    httpserver.expect_ordered_request("/").respond_with_data("yes")
    assert make().get(httpserver.url_for("/")).body == b"yes"
    assert clock.slept == [12.0, 37.0]


def test_a_wait_beyond_our_patience_is_an_error_that_says_when_to_return(httpserver, make, clock):
    httpserver.expect_request("/").respond_with_data("", status=503, headers={"Retry-After": "600"})
    client = make(patience=120)
    with pytest.raises(ThrottledError) as caught:
        client.get(httpserver.url_for("/"))
    assert caught.value.retry_after == 600
    assert clock.slept == []
    # Nobody else of this process asks before then, either.
    with pytest.raises(ThrottledError):
        client.get(httpserver.url_for("/"))
    assert len(httpserver.log) == 1
    clock.now += 601
    httpserver.clear()
    httpserver.expect_request("/").respond_with_data("yes")
    assert client.get(httpserver.url_for("/")).body == b"yes"


def test_patience_is_for_all_waits_of_one_request(httpserver, make, clock):
    httpserver.expect_request("/").respond_with_data("", status=429, headers={"Retry-After": "50"})
    with pytest.raises(ThrottledError):
        make(patience=120).get(httpserver.url_for("/"))
    assert clock.slept == [50.0, 50.0]


def test_after_the_last_attempt_the_status_is_raised(httpserver, make):
    httpserver.expect_request("/").respond_with_data("", status=502)
    with pytest.raises(RefusedError) as caught:
        make(attempts=3).get(httpserver.url_for("/"))
    assert caught.value.status == 502
    assert len(httpserver.log) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 406, 410, 422, 501])
def test_a_lasting_refusal_is_raised_at_once(httpserver, make, status):
    httpserver.expect_request("/").respond_with_data("", status=status)
    with pytest.raises(RefusedError) as caught:
        make().get(httpserver.url_for("/"))
    assert caught.value.status == status
    assert len(httpserver.log) == 1


def test_an_expected_refusal_comes_with_its_body(httpserver, make):
    httpserver.expect_request("/").respond_with_data(
        "why", status=422, headers={"Retry-After": "59"}
    )
    answer = make().get(httpserver.url_for("/"), expect=(400, 422))
    assert (answer.status, answer.body) == (422, b"why")


def test_a_connection_that_fails_is_tried_again(httpserver, make, clock):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(UnreachableError):
        make(trusted=[f"127.0.0.1:{port}"], attempts=3).get(f"http://127.0.0.1:{port}/")
    assert clock.slept == [1.0, 2.0]


@given(st.integers(1, 30), st.floats(0, 0.999), st.none() | st.floats(0, 1e5))
def test_waits_are_bounded_and_never_shorter_than_asked(attempt, jitter, asked):
    seconds = retry.wait(attempt, asked, jitter)
    assert 0.5 <= seconds <= max(60.0, asked or 0) or (asked and 0 < asked < 0.5)
    assert asked is None or seconds >= asked


@given(st.text(max_size=40))
def test_no_retry_after_header_breaks_the_reading(value):
    seconds = retry.retry_after({"retry-after": value}, 1_790_000_000.0)
    assert seconds is None or seconds >= 0


def test_secrets_are_in_no_message_answer_or_log(httpserver, make, caplog):
    httpserver.expect_request("/ok").respond_with_data("x")
    httpserver.expect_request("/no").respond_with_data("", status=404)
    httpserver.expect_request("/later").respond_with_data("", status=500)
    secret = {"api_key": "s3cret", "mailto": "s3cret@example.org", "q": "open"}
    client = make(attempts=2)
    shown = [client.get(httpserver.url_for("/ok"), params=secret).url]
    with caplog.at_level(logging.DEBUG), structlog.testing.capture_logs() as logged:
        for path in ("/no", "/later"):
            with pytest.raises(RefusedError) as caught:
                client.get(httpserver.url_for(path), params=secret, headers={"x-api-key": "s3cret"})
            shown.append(str(caught.value))
    assert logged
    ours = [record.getMessage() for record in caplog.records if record.name != "werkzeug"]
    text = repr([shown, logged, ours])
    assert "s3cret" not in text
    assert "q=open" in text


@given(
    st.text(alphabet=st.characters(min_codepoint=97, max_codepoint=122), min_size=5, max_size=20)
)
def test_redacting_strikes_out_every_secret_value(value):
    shown = redacted(f"https://u:{value}0@x.org/p?API_KEY={value}1&Email={value}2&n=1#{value}3")
    assert value not in shown.replace("https", "")
    assert "n=1" in shown


def test_the_random_jitter_stays_in_its_bounds():
    assert all(0.5 <= retry.wait(1, None, random.random()) <= 1.0 for _ in range(100))


def test_a_client_is_closed_with_its_context(httpserver, make):
    httpserver.expect_request("/").respond_with_data("x")
    with make() as client:
        client.get(httpserver.url_for("/"))
    assert client._pool.connections == []


def test_one_client_serves_many_threads(httpserver, make):
    httpserver.expect_request("/").respond_with_handler(
        lambda request: Response(request.query_string)
    )
    client = make()
    wrong: list[int] = []

    def ask(number: int) -> None:
        if client.get(httpserver.url_for("/"), params={"n": number}).body != b"n=%d" % number:
            wrong.append(number)

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(httpserver.log) == 24
