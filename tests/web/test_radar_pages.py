"""The pages of a radar over a real store: picks with reasons, deeds, what was learnt, the past."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from html import unescape
from threading import Barrier
from urllib.parse import quote

import pytest
from starlette.datastructures import FormData
from starlette.testclient import TestClient

from academichub.accounts import ALONE
from academichub.desk import Desk
from academichub.errors import UsageError
from academichub.hub import Hub
from academichub.model import Authorship, Work
from academichub.profile import FollowedAuthor, Mute, Paper, Profile, Radar, Reason, WantedTerm
from academichub.radar import Held, Verdict
from academichub.radar.making import TURN as IN_TURN
from academichub.rank import SIGNALS as RANKED
from academichub.trends import Rising, Week
from academichub.web.language import language
from academichub.web.radar import ways
from academichub.web.radar_calendar import marked_on, months
from academichub.web.radar_deeds import edit
from academichub.web.radar_learnt import told, weight_bar
from academichub.web.radar_words import SIGNALS, TURN, mutable, phrases, position, spoken
from academichub.web.trend_charts import _interval, ratio_bar, week_bars

EN, ZH = language("en"), language("zh")
ONE, RICH, HOSTILE = "arxiv:2606.30001", "arxiv:2606.30900", "arxiv:2606.30901"
SLUG = "decay"
PROFILE = Profile(
    terms=(WantedTerm("zanzibar"),),
    authors=(FollowedAuthor("Ada Example"),),
    categories=("cs.LG",),
    seeds=(RICH,),
)


@pytest.fixture
def desk(hub: Hub) -> Desk:
    return Desk(hub, ALONE)


@pytest.fixture
def radar(client: TestClient, desk: Desk) -> Radar:
    client.get("/library")  # the reader who is alone is kept with their first page
    return desk.radars.create("Decay", PROFILE)


@pytest.fixture
def post(client: TestClient, radar: Radar) -> Callable[..., object]:
    """Sends a form of the radar's pages with the token its page gave."""

    def send(name: str, *, accept: str = "text/html", **fields: object):
        page = client.get(f"/radar/{SLUG}").text
        token = re.search(r'name="token" value="([^"]+)"', page)[1]
        return client.post(
            f"/radar/{SLUG}/{name}",
            data={"token": token, **fields},
            headers={"accept": accept},
            follow_redirects=False,
        )

    return send


def ids(page: str) -> list[str]:
    return [
        unescape(one) for one in re.findall(r'class="work" id="work-\d+" data-id="([^"]+)"', page)
    ]


def test_who_has_no_radar_is_invited_to_start_one(client):
    page = client.get("/radar").text
    assert EN("radar.none_headline") in page
    assert 'href="/radar/new"' in page
    assert 'aria-current="page">Radar' in page


def test_the_main_radar_is_where_radar_leads(client, radar, desk):
    desk.radars.create("Another", Profile())
    answer = client.get("/radar", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/radar/{SLUG}")


def test_picks_are_numbered_without_a_hole_through_the_batches(client, radar, post):
    seen: list[str] = []
    numbers: list[int] = []
    for batch in (1, 2):
        page = client.get(f"/radar/{SLUG}?batch={batch}").text
        seen += ids(page)
        numbers += [
            int(n) for n in re.findall(r'<p class="number" aria-hidden="true">(\d+)\.', page)
        ]
        if batch == 1:
            onward = post("next")
            assert onward.headers["location"] == f"/radar/{SLUG}?batch=2"
    assert numbers == list(range(1, 51))
    assert len(set(seen)) == 50


def test_each_pick_says_why_in_words_that_can_be_turned(client, radar):
    page = client.get(f"/radar/{SLUG}").text
    picks = page.split('<li class="work"')[1:]
    assert all(1 <= pick.count('<details class="reason"') <= 3 for pick in picks)
    assert 'data-key="followed author:Ada Example"' in page
    assert EN("radar.why.followed author", value="Ada Example") in page
    assert "phrase: zanzibar" in page
    for way in ("up", "down", "off"):
        assert f'name="turn" value="{way} followed author:Ada Example"' in page


def test_the_score_is_the_sum_of_the_reasons_that_are_shown(client, radar):
    page = client.get(f"/radar/{SLUG}").text
    tables = re.findall(r"<tbody>(.*?)</tbody><tfoot>.*?number-cell\">([-\d.]+)<", page)
    assert len(tables) == 25
    for body, total in tables:
        parts = [float(one) for one in re.findall(r'number-cell">([+-][\d.]+)<', body)]
        assert sum(parts) == pytest.approx(float(total), abs=0.006 * len(parts))


def test_a_hostile_work_stays_text_on_every_page(client, desk, nasty):
    client.get("/library")
    desk.radars.create(f"R {nasty}", Profile(seeds=(HOSTILE,), terms=(WantedTerm("Hostile"),)))
    slug = desk.radars.get(None).slug
    desk.radars.judge(slug, HOSTILE, "more")
    desk.radars.mute(slug, Mute("term", nasty))
    desk.radars.follow(slug, FollowedAuthor(nasty))
    desk.radars.turn(slug, f"term:{nasty}", 2.0)
    for part in ("", "/learnt", "/history", "/trends"):
        page = client.get(f"/radar/{slug}{part}").text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "<b>Eve" not in page


def test_more_and_less_are_kept_and_lead_back_to_the_work(post, desk):
    answer = post("judge", judge="less on", work=ONE, at="work-3", back=f"/radar/{SLUG}?batch=2")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/radar/{SLUG}?batch=2#work-3"
    assert [v.kind for v in desk.radars.learnt(SLUG).verdicts] == ["less"]
    post("judge", judge="less off", work=ONE)
    assert desk.radars.learnt(SLUG).verdicts == ()


def test_a_deed_with_a_script_says_in_the_readers_language_what_it_did(post, client):
    page = client.get(f"/radar/{SLUG}").text
    work = ids(page)[0]
    said = post("judge", accept="application/json", judge="more on", work=work).json()
    assert said == {"said": EN("radar.said.more"), "judge": "more", "on": True}
    client.cookies.set("lang", "zh")
    said = post("judge", accept="application/json", judge="less on", work=work).json()
    assert said["said"] == ZH("radar.said.less")
    again = client.get(f"/radar/{SLUG}").text
    first = again.split('<li class="work"')[1]
    assert 'data-verdict="less"' in first
    assert 'data-judge="less" aria-pressed="true"' in first


def test_a_turned_reason_shows_how_and_can_be_turned_back(post, client, desk):
    key = "followed author:Ada Example"
    for way, factor in (("up", 2.0), ("down", 0.5), ("off", 0.0)):
        post("turn", turn=f"{way} {key}")
        assert desk.radars.get(SLUG).profile.turned == {key: factor}
        page = client.get(f"/radar/{SLUG}").text
        assert f'data-key="{key}" data-position="{way}"' in page
    assert key in client.get(f"/radar/{SLUG}/learnt").text
    post("turn", turn=f"usual {key}")
    assert desk.radars.get(SLUG).profile.turned == {}


def test_mutes_are_kept_shown_and_taken_back(post, client, desk):
    said = post("mute", accept="application/json", mute="author|Author7 Fixture").json()
    assert said == {"said": "Muted: Author7 Fixture", "on": True}
    assert desk.radars.get(SLUG).profile.mutes == (Mute("author", "Author7 Fixture"),)
    assert "Author7 Fixture" in client.get(f"/radar/{SLUG}/learnt").text
    post("unmute", mute="author|Author7 Fixture")
    assert desk.radars.get(SLUG).profile.mutes == ()
    post("mute", mute_kind="term", mute_value="  long   series ")
    assert desk.radars.get(SLUG).profile.mutes == (Mute("term", "long series"),)


def test_people_are_followed_and_left_again(post, desk):
    post("follow", author="Zoë Müller|0000-0002-1825-0097")
    post("follow", author="Somebody Else")
    names = [(one.name, one.orcid) for one in desk.radars.get(SLUG).profile.authors]
    assert names[1:] == [("Zoë Müller", "0000-0002-1825-0097"), ("Somebody Else", None)]
    post("unfollow", author="Zoë Müller|0000-0002-1825-0097")
    assert len(desk.radars.get(SLUG).profile.authors) == 2


def test_the_profile_is_edited_in_place(post, desk):
    post("profile", part="term", kind="never", value="survey")
    post("profile", part="term", kind="must", value="zanzibar")
    post("profile", part="category", value="stat.ML")
    post("profile", part="category", do="remove", value="cs.LG")
    post("profile", part="venue", value="Journal of Fixtures")
    post("profile", part="window", value="30")
    profile = desk.radars.get(SLUG).profile
    assert profile.terms == (WantedTerm("survey", "never"), WantedTerm("zanzibar", "must"))
    assert profile.categories == ("stat.ML",)
    assert profile.venues == ("Journal of Fixtures",)
    assert profile.window == 30


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("judge", {"judge": "love on", "work": ONE}),
        ("judge", {"judge": "more maybe", "work": ONE}),
        ("turn", {"turn": "sideways term:x"}),
        ("turn", {"turn": "up"}),
        ("mute", {"mute": "planet|Earth"}),
        ("mute", {"mute": "term| "}),
        ("follow", {"author": " | "}),
        ("follow", {"author": "Somebody|no orcid"}),
        ("profile", {"part": "mood", "value": "good"}),
        ("profile", {"part": "window", "value": "0"}),
        ("profile", {"part": "window", "value": "many"}),
        ("profile", {"part": "term", "kind": "loves", "value": "x"}),
    ],
)
def test_what_no_page_of_ours_sends_is_refused_and_changes_nothing(post, desk, name, fields):
    before = desk.radars.get(SLUG).profile
    assert post(name, **fields).status_code == 400
    assert desk.radars.get(SLUG).profile == before


def test_edits_of_a_profile_at_the_same_instant_are_all_kept(desk, radar):
    wanted = {f"word {n}" for n in range(8)}
    together = Barrier(len(wanted))

    def act(word: str) -> None:
        form = FormData([("part", "term"), ("do", "add"), ("value", word)])
        together.wait(10)
        edit(desk, SLUG, form, EN)

    with ThreadPoolExecutor(len(wanted)) as threads:
        list(threads.map(act, sorted(wanted)))
    assert wanted <= {one.text for one in desk.radars.get(SLUG).profile.terms}


def test_a_deed_never_leads_to_another_site(post):
    for back in ("https://example.org/", "//example.org", "/\\example.org"):
        answer = post("judge", judge="more on", work=ONE, back=back, at='x"><script>')
        assert answer.headers["location"] == f"/radar/{SLUG}#xscript"


def test_a_deed_without_the_token_of_its_page_is_refused(client, radar):
    for name in (
        "judge",
        "turn",
        "mute",
        "unmute",
        "follow",
        "unfollow",
        "forget",
        "profile",
        "next",
    ):
        answer = client.post(f"/radar/{SLUG}/{name}", data={"judge": "more on", "work": ONE})
        assert answer.status_code == 403, name


def test_what_was_learnt_is_shown_with_weights_and_can_be_forgotten(post, client, desk):
    post("judge", judge="more on", work=ONE)
    page = client.get(f"/radar/{SLUG}/learnt").text
    assert "Preprint number 1 of a long series" in page
    assert EN("learnt.kind.more") in page
    assert page.count('class="for"') > 3
    post("forget", work=ONE)
    assert desk.radars.learnt(SLUG).verdicts == ()


def test_papers_brought_along_are_named_and_can_be_forgotten(post, client, desk, nasty):
    papers = (Paper("First of mine"), Paper(f"Second {nasty}", identifier="doi:10.1234/mine.2"))
    desk.radars.change(SLUG, replace(PROFILE, papers=papers))
    page = client.get(f"/radar/{SLUG}/learnt").text
    assert "First of mine" in page
    assert "<script>alert" not in page
    post("forget", work="doi:10.1234/mine.2")
    assert desk.radars.get(SLUG).profile.papers == papers[:1]
    post("forget", work="paper 1")
    assert desk.radars.get(SLUG).profile.papers == ()


def test_yesterdays_list_is_still_there_tomorrow(client, radar, hub, desk):
    from datetime import timedelta

    seen = ids(client.get(f"/radar/{SLUG}").text)
    now = hub.clock()
    hub.clock = lambda: now + timedelta(days=1)
    late = client.get(f"/radar/{SLUG}?day=2026-06-25").text
    assert EN("radar.to_today") in late
    assert "/next" not in late
    new = client.get(f"/radar/{SLUG}").text
    assert not set(ids(new)) & set(seen)
    assert f'href="/radar/{SLUG}?day=2026-06-25"' in new
    old = client.get(f"/radar/{SLUG}?day=2026-06-25").text
    assert ids(old) == seen
    assert EN("radar.to_today") in old
    assert "/next" not in old
    history = client.get(f"/radar/{SLUG}/history").text
    assert f'href="/radar/{SLUG}?day=2026-06-25"' in history
    assert f'href="/radar/{SLUG}?day=2026-06-26"' in history


def test_a_day_without_an_edition_and_a_foolish_batch_are_told_apart(client, radar):
    assert client.get(f"/radar/{SLUG}?day=2020-01-01").status_code == 404
    assert client.get(f"/radar/{SLUG}?batch=99").status_code == 404
    for batch in ("0", "x", "-1", "9" * 30):
        assert client.get(f"/radar/{SLUG}?batch={quote(batch)}").status_code == 400
    assert client.get("/radar/nobodys").status_code == 404


def test_only_the_list_is_sent_for_a_batch_in_place(client, radar):
    part = client.get(f"/radar/{SLUG}?fragment=results")
    assert "<html" not in part.text
    assert len(ids(part.text)) == 25
    assert part.headers["cache-control"] == "no-store"


def test_a_reader_of_whom_nothing_is_known_is_told_so(client, desk):
    client.get("/library")
    desk.radars.create("Blank", Profile())
    page = client.get("/radar/blank").text
    assert EN("radar.cold") in page
    assert len(ids(page)) == 25
    assert "scoring" not in page
    chinese = client.get("/radar/blank", headers={"accept-language": "zh"}).text
    assert ZH("radar.why.daily list", value=ZH("subject.Computer Science")) in chinese


def test_saving_on_a_radar_teaches_that_radar(client, radar, post):
    page = client.get(f"/radar/{SLUG}").text
    assert f'<input type="hidden" name="radar" value="{SLUG}">' in page
    assert page.count('data-mark="saved"') == 25


@pytest.mark.parametrize("code", ["en", "zh"])
def test_every_page_of_a_radar_is_there_in_both_languages(client, radar, code):
    for part in ("", "/learnt", "/history", "/trends"):
        page = client.get(f"/radar/{SLUG}{part}", headers={"accept-language": code})
        assert page.status_code == 200, part
        assert page.text.count("<h1") == 1
        assert language(code)("radar.part.learnt") in unescape(page.text)


# Decisions alone


def test_the_signals_that_can_be_turned_are_those_that_rank():
    assert tuple(RANKED) == SIGNALS
    assert IN_TURN == TURN
    for name in SIGNALS:
        for t in (EN, ZH):
            for group in ("signal", "why", "stands"):
                assert f"radar.{group}.{name}" in t.texts


def test_likeness_is_turned_by_its_word_and_shows_if_its_kind_is_off():
    reason = Reason("like what you saved", 2.0, "diffusion", (ONE,))
    said = spoken([reason], Profile(), {ONE: "A title"}, EN)[0]
    assert (said.key, said.text) == ("word:diffusion", "like “A title”, which you kept")
    assert position("word:diffusion", Profile(turned={"like what you saved": 0.0})) == "off"
    assert position("category:cs.LG", Profile(turned={"category:cs.LG": 1.5})) == "up"


def test_people_categories_and_phrases_of_a_work_can_be_muted():
    work = Work(
        "arxiv:1", "Sparse attention in protein folding", "preprint", "arxiv", ("arxiv",), "",
        authorships=(Authorship("Ada Example"),), categories=("cs.LG",),
    )  # fmt: skip
    offered = mutable(work, Profile(mutes=(Mute("author", "ada example"),)))
    assert [(one.kind, one.value, one.on) for one in offered] == [
        ("author", "Ada Example", True),
        ("category", "cs.LG", False),
        ("term", "Sparse attention", False),
        ("term", "protein folding", False),
    ]
    assert phrases("$x^2$") == []


def test_the_days_around_an_edition_are_those_that_were_kept(desk, radar):
    edition = desk.radars.edition(SLUG)
    kept = [Held(day, batch, "", 25) for day in ("2026-06-20", "2026-06-25") for batch in (1, 2)]
    found = ways(kept, edition, "2026-06-25")
    assert (found.earlier, found.later, found.is_today) == ("2026-06-20", None, True)
    assert list(found.batches) == [1, 2]


def test_a_month_has_whole_weeks_and_its_counts():
    kept = [
        Held("2026-06-25", 2, "", 5),
        Held("2026-06-25", 1, "", 25),
        Held("2026-05-31", 1, "", 7),
    ]
    june, may = months(kept, Counter({"2026-06-25": 3}))
    assert (june.name, may.name) == ("2026-06", "2026-05")
    days = [day for week in june.weeks for day in week if day]
    assert len(days) == 30
    assert {len(week) for week in june.weeks} == {7}
    assert (days[24].picks, days[24].marked) == (30, 3)


def test_marks_are_counted_on_the_readers_own_day():
    said = [Verdict("a", "more", "2026-06-25T23:30:00Z"), Verdict("a", "opened", "2026-06-25T01:00:00Z"),
            Verdict("b", "less", "2026-06-25T10:00:00Z")]  # fmt: skip
    assert marked_on(said, "Asia/Shanghai") == {"2026-06-26": 1, "2026-06-25": 1}


def test_pictures_say_what_they_show_and_hold_no_live_text(nasty):
    from lxml import etree

    weeks = (
        Week("2026-06-12", "2026-06-18", 10, False),
        Week("2026-06-19", "2026-06-25", 20, True),
    )
    drawn = etree.fromstring(week_bars((5.0, 10.0), weeks, nasty, EN))
    assert drawn.get("aria-label") == nasty
    assert [(r.get("class"), float(r.get("height"))) for r in drawn.iter("rect")] == [
        ("past", 50.0),
        ("now", 100.0),
    ]
    one = Rising("term", nasty, (), 9, 3, 2.0, 0.5, None, 0.1, False, (3, 9), ())
    line = etree.fromstring(ratio_bar(one, 2.0, nasty)).findall("line")[1]
    assert (float(line.get("x1")), float(line.get("x2"))) == (25.0, 100.0)
    assert etree.fromstring(weight_bar(1, 2, nasty)).find("rect").get("width") == "50.0"


@pytest.mark.parametrize(("sure", "said"), [(False, "at least ×0.5"), (True, "×0.5 to ×9.0")])
def test_the_upper_end_is_told_only_of_what_is_sure(sure, said):
    one = Rising("term", "decay", (), 9, 3, 2.0, 0.5, 9.0, 0.1, sure, (3, 9), ())
    assert _interval(one, EN) == said
    assert ('x2="100.0"' in ratio_bar(one, 4.0, "label")) is not sure


def test_a_turned_key_is_told_in_words():
    assert told("category:cs.LG", EN) == "category: cs.LG"
    assert told("word:a:b", ZH).endswith("a:b")


def test_a_form_without_a_value_is_refused():
    from starlette.datastructures import FormData

    from academichub.web.radar_profile import changed

    with pytest.raises(UsageError):
        changed(Profile(), FormData({"part": "venue", "value": "  "}))


def test_the_stylesheet_of_radars_names_no_colour_of_its_own():
    from importlib.resources import files

    css = files("academichub.web").joinpath("static", "radar.css").read_text("utf-8")
    assert re.findall(r"#[0-9a-f]{3,8}\b", css) == []
