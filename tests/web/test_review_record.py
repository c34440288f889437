"""What readers, authors and administrators say of a review, through its page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from academichub.accounts import ALONE
from academichub.hub import Hub
from academichub.web.app import create_app
from academichub.web.language import language

from .conftest import BASE, open_hub
from .reviewed import FINDINGS, LINKS, NASTY, WORK, fill, made

EN = language("en")
HERE = f"/review/{WORK}"
SHA = FINDINGS[0].sha256
ORCID = "0000-0002-1825-0097"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """A hub with a review; its reader administers and is one of the authors."""
    with open_hub(tmp_path_factory.mktemp("own")) as own:
        fill(own)
        made(own)
        own.store.readers.change(ALONE.id, lambda one: replace(one, orcid=ORCID, name="Ada"))
        yield own


@pytest.fixture(scope="module")
def client(hub: Hub) -> Iterator[TestClient]:
    """Asks the application over `hub`."""
    with TestClient(create_app(hub, hosts={"localhost"}), base_url=BASE) as one:
        yield one


@pytest.fixture
def say(client: TestClient) -> Callable[..., object]:
    """Sends a form of the record with the token a page gave."""

    def send(path: str = "/reviews/record", **fields: object):
        token = re.search(r'name="token" value="([^"]+)"', client.get(HERE).text)[1]
        given = {"token": token, "back": HERE, "work": WORK, **fields}
        return client.post(path, data=given, follow_redirects=False)

    return send


@pytest.fixture
def author(say: Callable[..., object]) -> Iterator[None]:
    """The reader has claimed the paper."""
    assert say(deed="claim").status_code == 303
    yield
    say(deed="unclaim")


def page_of(client: TestClient) -> str:
    answer = client.get(HERE)
    assert answer.status_code == 200, answer.text[:400]
    return answer.text


def finding(page: str) -> str:
    """What is shown of the first finding."""
    return plain(page.split(f'id="f-{SHA[:16]}"')[1].split('<li class="finding"', maxsplit=1)[0])


def plain(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def test_a_finding_is_disputed_rescinded_and_reopened_and_all_of_it_stays(client, say):
    answer = say(deed="dispute", subject=SHA, text=f"It was 30 of 120 {NASTY}.")
    assert answer.headers["location"] == f"{HERE}#f-{SHA[:16]}"
    assert "Disputed" in finding(page_of(client))
    assert say(deed="rescind", subject=SHA, text="The dispute is right.").status_code == 303
    page = page_of(client)
    assert 'data-state="rescinded"' in page
    assert "<script>alert" not in page
    assert say(deed="dispute", subject=SHA, text="Once more.").status_code == 400
    assert say(deed="reopen", subject=SHA, text="It was not.").status_code == 303
    told = finding(page_of(client))
    for said in ("It was 30 of 120", "The dispute is right.", "It was not."):
        assert said in told


def test_who_is_no_author_here_answers_for_nobody(client, say):
    assert EN("review.no_claims") in page_of(client)
    assert say(deed="answer", subject=SHA, text="We mean 120.").status_code == 403
    assert say(deed="hide_prose").status_code == 403
    assert EN("review.answer_as_author") not in page_of(client)


@pytest.mark.usefixtures("author")
def test_an_author_answers_a_finding_and_any_line(client, say):
    assert "Ada Example" in plain(page_of(client).split('class="claimed"')[1].split("</p>")[0])
    assert say(deed="answer", subject=SHA, text="We mean 120 trials.").status_code == 303
    line = "review/r/major.1"
    answer = say(deed="answer", subject=line, text="The settings are in the code.")
    assert answer.headers["location"] == f"{HERE}#s-major.1"
    page = page_of(client)
    assert "We mean 120 trials." in finding(page)
    assert "The settings are in the code." in page.split('id="s-major.1"')[1].split("</li>")[0]
    assert say(deed="correct", subject="review/r/unheard.9", text="x").status_code == 404


@pytest.mark.usefixtures("author")
def test_an_author_hides_the_prose_and_never_the_findings(client, say):
    assert say(deed="hide_prose").status_code == 303
    page = page_of(client)
    assert EN("review.prose_hidden") in page
    assert "The gain is told without" not in page
    assert FINDINGS[0].message in page
    assert say(deed="show_prose").status_code == 303
    page = page_of(client)
    assert "The gain is told without" in page
    assert EN("review.event.hidden") in page
    assert EN("review.event.shown") in page


@pytest.mark.usefixtures("author")
def test_an_author_says_how_a_theorem_bears_on_a_claim_by_name(client, say):
    answer = say(deed="judge", run="r", link="0", relation="uses")
    assert answer.headers["location"] == f"{HERE}#links"
    shown = plain(page_of(client).split('id="links"')[1].split("<section")[0])
    assert f"{LINKS[0].declaration} uses" in shown
    assert "judged by Ada" in shown
    assert say(deed="judge", run="r", link="7", relation="uses").status_code == 404
    assert say(deed="judge", run="r", link="0", relation="proves").status_code == 400


@pytest.mark.parametrize("fields", [{"deed": "nonsense"}, {"deed": "dispute", "subject": SHA},
                                    {"deed": "dispute", "subject": "x", "text": "y"}, {}])  # fmt: skip
def test_what_cannot_be_said_is_refused(say, fields: dict[str, str]):
    assert say(**fields).status_code in {400, 404}


def test_a_form_leads_back_to_a_page_of_ours_alone(say):
    answer = say(deed="dispute", subject=SHA, text="No.", back="https://evil.example/")
    assert answer.headers["location"].startswith("/reviews#")


def test_comments_are_plain_text_in_threads_and_are_removed_and_hidden(client, say, hub):
    first = say("/reviews/comments", text=f"Who tried it on ice? {NASTY}")
    name = first.headers["location"].partition("#c-")[2]
    assert say("/reviews/comments", text="We did.", parent=name).status_code == 303
    page = page_of(client)
    assert "<script>alert" not in page
    assert "2 comments" in page
    talk = page.split('id="discussion"')[1].split("<section")[0]
    assert plain(talk).index("Who tried it on ice?") < plain(talk).index("We did.")
    assert say(f"/reviews/comments/{name}", deed="remove").status_code == 303
    page = page_of(client)
    assert EN("review.comment.removed") in page
    assert "Who tried it on ice?" not in page
    assert "1 comment<" in page
    assert say(f"/reviews/comments/{name}", deed="nonsense").status_code == 400
    assert say("/reviews/comments", text="x", parent="unheard").status_code == 404


def test_an_administrator_hides_a_comment_with_a_reason_and_shows_it_again(client, say):
    name = say("/reviews/comments", text="Buy legs here.").headers["location"].partition("#c-")[2]
    assert (
        say(f"/reviews/comments/{name}", deed="hide", reason="Not about the paper.").status_code
        == 303
    )
    shown = page_of(client).split(f'id="c-{name}"')[1].split("</li>")[0]
    assert "Not about the paper." in shown
    assert say(f"/reviews/comments/{name}", deed="hide").status_code == 400
    assert say(f"/reviews/comments/{name}", deed="show").status_code == 303
    assert "Not about the paper." not in page_of(client)


def test_a_claim_without_the_papers_orcid_says_what_to_do(tmp_path: Path):
    with open_hub(tmp_path / "own") as own:
        fill(own)
        made(own)
        with TestClient(create_app(own, hosts={"localhost"}), base_url=BASE) as client:
            token = re.search(r'name="token" value="([^"]+)"', client.get(HERE).text)[1]
            answer = client.post(
                "/reviews/record", data={"token": token, "deed": "claim", "work": WORK}
            )
    assert answer.status_code == 403
    assert "ORCID" in answer.text
