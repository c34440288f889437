"""The words of the pages of reviews: what was read, who wrote, how it came about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from academichub.argument.findings import Check
from academichub.argument.reviews import Review
from academichub.audits import telling
from academichub.model import Work
from academichub.store.reviews import Run
from academichub.web.language import Language

_MICRO = 1_000_000


@dataclass(frozen=True, slots=True)
class Wording:
    """What can only be said with a language at hand.

    A name without words of ours is said as it is: a section of a full text is what it is called.
    """

    t: Language

    def stage_name(self, name: str) -> str:
        """A stage of the making."""
        return self.t.texts.get(f"review.stage_name.{name}", name)

    stage = stage_name

    def part(self, name: str) -> str:
        """A part of a review, or a stage where that is what is named."""
        return self.t.texts.get(f"review.{name}") or self.stage_name(name)

    def field(self, name: str) -> str:
        """Where in a work a quote stands."""
        return self.t.texts.get(f"review.field.{name}", name)

    def rule(self, name: str) -> str:
        """Why a sentence was dropped."""
        return self.t.texts.get(f"brief.rule.{name}", name)

    def event(self, kind: str) -> str:
        """What happened to a finding or a review."""
        return self.t.texts.get(f"review.event.{kind}", kind)

    def check(self, check: Check) -> str:
        """What a check looks at."""
        return telling.title(check, self.t.code)

    def circular(self, kind: str) -> str:
        """The kind of a circular step."""
        return self.t.texts.get(f"review.circular.{kind}", kind.replace("_", " "))

    def by(self, name: str) -> str:
        """Who gave a theorem link its relation."""
        return (
            self.t("review.by.search") if name == "search" else self.t("review.by_whom", name=name)
        )

    def asked_of(self, asked: Sequence[str]) -> str:
        """Where citing works were looked for."""
        return self.t(f"review.asked_of.{'openalex' if 'openalex' in asked else 'store'}")

    def writer(self, name: str, model: str | None) -> str:
        """Who writes."""
        called = self.t(f"review.writer.{name}")
        if not model:
            return called
        return f"{called}（{model}）" if self.t.code == "zh" else f"{called} ({model})"

    def stage_writer(self, name: str) -> str:
        """Who did a stage: the program, one of our writers, or a model by its name."""
        return self.t.texts.get(f"review.writer.{name}", name)

    def scope(self, review: Review) -> str:
        """How much of the work was read."""
        return self.t(
            f"review.scope.{review.scope}",
            engine=review.engine,
            sections=self.t.number(len(review.sections)),
        )

    def run(self, one: Run) -> str:
        """One of several runs over a work."""
        told = (
            self.writer(one.writer, one.model),
            self.t(f"review.in.{one.ask.language}"),
            *((self.field(one.scope),) if one.scope else ()),
            self.t.instant(one.finished_at or one.asked_at),
        )
        return " · ".join(told)

    def kicker(self, work: Work | None, review: Review | None) -> Iterator[str]:
        """What stands above the title: the identifier, the version, when it was submitted."""
        if work is None:
            yield self.t("review.file")
            return
        if work.identifiers:
            yield str(work.identifiers[0])
        if version := (review.version if review else work.version):
            yield self.t("review.version", n=version)
        if work.posted_on:
            yield self.t("review.submitted", date=self.t.date(work.posted_on))

    def line(self, review: Review) -> str:
        """The provenance in one line."""
        made, t = review.provenance, self.t
        tokens = t("review.line.no_model")
        if made.model:
            tokens = t(
                "review.line.tokens",
                in_=t.number(made.tokens_in),
                out=t.number(made.tokens_out),
            )
        told = [f"academichub@{made.version}", tokens, f"{t.number(made.milliseconds)} ms", made.at]
        if made.model:
            told.append(_dollars(made.cost) or t("review.line.no_price"))
        return " · ".join(told)

    def dollars(self, microdollars: int | None) -> str:
        """A price."""
        return "–" if microdollars is None else f"{microdollars / _MICRO:.4f}"

    def facts(self, review: Review) -> list[tuple[str, str]]:
        """How a review came about: names of facts, and what they are."""
        t, made = self.t, review.provenance
        told = {
            "writer": self.writer(made.writer, None),
            "at": t.instant(made.at),
            "time": f"{made.milliseconds / 1000:.1f} s",
            "scope": self.scope(review),
            "engine": review.engine,
            "kept": t("brief.kept", kept=t.number(made.kept), repaired=t.number(made.repaired),
                      dropped=t.number(len(made.dropped))),
            **(self._of_model(review) if made.model else {}),
            "version": f"AcademicHub {made.version}",
            "input": made.input_hash,
            "document": review.document,
            "hash": review.sha256,
        }  # fmt: skip
        return [(name, value) for name, value in told.items() if value]

    def _of_model(self, review: Review) -> dict[str, str]:
        t, made = self.t, review.provenance
        return {
            "model": made.model or "",
            "prompts": ", ".join(made.prompts),
            "tokens": t("brief.tokens", in_=t.number(made.tokens_in), out=t.number(made.tokens_out)),
            "cost": _dollars(made.cost) or t("brief.no_price"),
            "asked": t("brief.asked", asked=t.number(made.asked), cached=t.number(made.cached)),
        }  # fmt: skip


def _dollars(cost: float | None) -> str:
    return "" if cost is None else f"US$ {cost:.4f}"
