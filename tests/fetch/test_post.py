from __future__ import annotations

import pytest
from werkzeug import Response

from academichub.errors import (
    ForbiddenAddressError,
    RefusedError,
    ThrottledError,
    UnreachableError,
)


def taken(httpserver) -> int:
    return len(httpserver.log)


def test_a_body_is_sent_with_its_headers(httpserver, make):
    httpserver.expect_request(
        "/hook", method="POST", data=b'{"a":1}', headers={"content-type": "application/json"}
    ).respond_with_data(b"taken", status=201)
    answer = make().post(
        httpserver.url_for("/hook"),
        content=b'{"a":1}',
        headers={"content-type": "application/json"},
    )
    assert (answer.status, answer.body) == (201, b"taken")


@pytest.mark.parametrize("status", [429, 500, 503])
def test_it_is_sent_once_unless_the_caller_says_otherwise(httpserver, make, status):
    httpserver.expect_request("/hook").respond_with_data(b"", status=status)
    with pytest.raises((RefusedError, ThrottledError)):
        make().post(httpserver.url_for("/hook"), content=b"x")
    assert taken(httpserver) == 1


def test_a_caller_who_allows_it_has_it_sent_again(httpserver, make):
    httpserver.expect_ordered_request("/hook").respond_with_data(b"", status=503)
    httpserver.expect_ordered_request("/hook", data=b"x").respond_with_data(b"ok")
    assert make().post(httpserver.url_for("/hook"), content=b"x", retry=True).body == b"ok"
    assert taken(httpserver) == 2


def test_a_broken_connection_is_not_tried_again_either(make):
    client = make(trusted=["127.0.0.1:9"])
    with pytest.raises(UnreachableError):
        client.post("http://127.0.0.1:9/hook", content=b"x")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_refused_or_given_back_and_never_followed(httpserver, make, status):
    httpserver.expect_request("/hook").respond_with_response(
        Response(status=status, headers={"location": "/other"})
    )
    with pytest.raises(RefusedError, match="redirects"):
        make().post(httpserver.url_for("/hook"), content=b"x")
    assert make().post(httpserver.url_for("/hook"), content=b"x", expect=[status]).status == status
    assert {request.path for request, _ in httpserver.log} == {"/hook"}


def test_an_expected_refusal_of_what_was_sent_comes_with_its_body(httpserver, make):
    httpserver.expect_request("/token").respond_with_data(b'{"error":"invalid_grant"}', status=400)
    answer = make().post(httpserver.url_for("/token"), content=b"code=1", expect=[400])
    assert answer.body == b'{"error":"invalid_grant"}'


def test_nothing_is_sent_to_a_private_address(httpserver, make):
    client = make(trusted=[])
    with pytest.raises(ForbiddenAddressError):
        client.post(httpserver.url_for("/hook"), content=b"x")
    assert taken(httpserver) == 0
