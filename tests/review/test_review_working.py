"""One worker makes briefs and reviews; nobody who asks for one waits for a whole batch."""

from __future__ import annotations

from dataclasses import replace
from threading import Event

from academichub import working
from academichub.argument import Ask
from academichub.argument.reviews import Written
from academichub.bridges import Meetings
from academichub.brief.making import Maker as Briefer
from academichub.brief.making import Means as BriefMeans
from academichub.errors import ModelError, StoreError
from academichub.review.making import Maker
from academichub.review.sight import PREFIX
from academichub.store import Store
from academichub.store.briefs import Asked
from academichub.store.review_batches import Batch

from .made import AT, Clock, ask, means, review_of


def kinds(store: Store, reviewer: object | None = None) -> list[working.Kind]:
    def nobody(*_: object) -> None:
        raise AssertionError("no model was to be asked")

    clock = Clock()
    briefer = Briefer(BriefMeans(store, Meetings.none, nobody, clock))  # type: ignore[arg-type]
    made = reviewer or Maker(means(store))
    return [working.briefs(store, briefer), working.reviews(store, made)]  # type: ignore[arg-type]


def brief(store: Store, name: str = "b1") -> None:
    works = tuple(work.id for _, work in store.everything())
    asked = Ask("works", "", "Walking", "en", works)
    store.briefs.add(Asked(name, "ada", asked, "extractive", None, "waiting", "", 0, 0, AT))


def test_briefs_and_reviews_are_made_by_one_worker(filled, store_url):
    brief(filled)
    ask(filled)
    ask(filled, "r2", language="zh")
    working.worker(filled, store_url, kinds(filled), Clock(), 2).run(until_idle=True)
    assert filled.briefs.brief("b1")
    assert review_of(filled).language == "en"
    assert review_of(filled, "r2").language == "zh"


def test_a_review_is_stopped_with_its_worker_and_gone_on_with(filled, store_url):
    called = Event()

    def slow(_: object, stop: object) -> object:
        def write(*_: object) -> Written:
            called.set()
            end = Event()
            while not stop():  # type: ignore[operator]
                end.wait(0.02)
            raise ModelError("called off")

        return write

    ask(filled, writer="prompted")
    stuck = Maker(means(filled, writer=slow))
    first = working.worker(filled, store_url, kinds(filled, stuck), Clock(), 1)
    first.start()
    assert called.wait(60)
    first.stop()
    assert filled.reviews.get("r1").state == "working"
    assert list(filled.reviews.stages("r1")) == ["text", "audits"]
    working.worker(filled, store_url, kinds(filled), Clock(), 1).run(until_idle=True)
    assert review_of(filled)


def test_what_was_asked_for_alone_comes_before_a_batch_and_little_of_one_is_taken_at_once(filled):
    runs = []
    for at in range(40):
        run = ask(filled, f"of{at:02}")
        filled.reviews.remove(run.id)
        runs.append(replace(run, batch="b1"))
    filled.reviews.add_all(Batch("b1", "ada", "A day", AT), runs)
    ask(filled, "alone")
    ask(filled, f"{PREFIX}0123")
    reviews = working.reviews(filled, Maker(means(filled)))
    wanted = reviews.wanted()
    assert wanted[0] == "review/alone"
    assert len(wanted) == 16
    assert f"review/{PREFIX}0123" not in wanted


def test_a_job_goes_to_the_kind_it_is_of(filled):
    both = kinds(filled)
    assert working.of(both, "review/abc") == (both[1], "abc")
    assert working.of(both, "abc") == (both[0], "abc")


def test_a_review_that_cannot_be_kept_is_tried_again(filled, store_url):
    tries = []

    class Locked:
        """Fails as a database does that another process holds."""

        def make(self, name: str, stopping: object) -> object:
            tries.append(name)
            if len(tries) < 2:
                raise StoreError("another process is writing to the store")
            return Maker(means(filled)).make(name, stopping)  # type: ignore[arg-type]

    ask(filled)
    working.worker(filled, store_url, kinds(filled, Locked()), Clock(), 1).run(until_idle=True)
    assert tries == ["r1", "r1"]
    assert review_of(filled)


def test_reviews_of_a_batch_that_ask_no_model_are_made_along_with_one(filled, store_url):
    runs = []
    for at in range(24):
        run = ask(filled, f"of{at:02}", "prompted" if at == 3 else "extractive")
        filled.reviews.remove(run.id)
        runs.append(replace(run, batch="b1"))
    filled.reviews.add_all(Batch("b1", "ada", "A day", AT), runs)
    along = working.reviews(filled, Maker(means(filled))).along("of00")
    assert list(along) == [f"of{at:02}" for at in range(23, -1, -1) if at != 3]
    working.worker(filled, store_url, kinds(filled), Clock(), 2).run(until_idle=True)
    assert filled.reviews.batch("b1").state == "done"
    assert all(review_of(filled, run.id) for run in runs)


def test_what_was_removed_meanwhile_is_left(filled):
    runs = []
    for at in range(3):
        run = ask(filled, f"of{at}")
        filled.reviews.remove(run.id)
        runs.append(replace(run, batch="b1"))
    filled.reviews.add_all(Batch("b1", "ada", "A day", AT), runs)
    along = iter(working.reviews(filled, Maker(means(filled))).along("of0"))
    assert next(along) == "of2"
    filled.reviews.remove("of1")
    assert list(along) == ["of0"]
