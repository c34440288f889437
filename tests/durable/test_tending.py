"""What is decided about wanted jobs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from academichub.durable.tending import MOST_TURNS, Deeds, Turn, deeds, pause


def nobody(_: Turn) -> bool:
    return False


def test_a_wanted_job_that_is_in_no_queue_is_put_into_it():
    assert deeds(["a"], {}, nobody) == Deeds(put=(("a", 1, 0.0),))


def test_a_job_that_waits_or_runs_is_left_alone():
    turns = {"a": Turn("a", 1, "queued"), "b": Turn("b", 1, "running", "me")}
    assert deeds("ab", turns, nobody) == Deeds()


def test_the_jobs_of_one_who_is_gone_are_taken_up_once():
    turns = {name: Turn(name, 1, "running", "dead") for name in "ab"}
    assert deeds("ab", turns, lambda turn: turn.runner == "dead") == Deeds(recover=("dead",))


def test_a_job_that_ended_and_is_wanted_still_gets_another_turn():
    assert deeds("a", {"a": Turn("a", 1, "ended")}, nobody) == Deeds(put=(("a", 2, 0.0),))


def test_a_job_that_never_comes_to_its_end_is_given_up():
    assert deeds("a", {"a": Turn("a", MOST_TURNS, "ended")}, nobody).give_up == ("a",)
    assert deeds("a", {"a": Turn("a", 1, "exhausted")}, nobody).give_up == ("a",)


def test_the_more_turns_a_job_had_the_longer_it_waits_but_no_longer_than_a_minute():
    pauses = [pause(number) for number in range(1, MOST_TURNS)]
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (0.0, 60.0)


@given(
    st.lists(st.sampled_from("abcdef"), unique=True),
    st.dictionaries(
        st.sampled_from("abcdef"),
        st.tuples(st.integers(1, 30), st.sampled_from(["queued", "running", "ended", "exhausted"])),
    ),
)
def test_one_thing_at_most_is_done_about_a_job_and_nothing_about_those_not_wanted(wanted, known):
    turns = {job: Turn(job, number, standing, job) for job, (number, standing) in known.items()}
    done = deeds(wanted, turns, lambda _: True)
    said = [job for job, *_ in done.put] + [*done.recover, *done.give_up]
    assert len(said) == len(set(said))
    assert set(said) <= set(wanted)
