"""The words of the pages of briefs: who wrote one, what of it was read, how it came about."""

from __future__ import annotations

from dataclasses import dataclass

from academichub.argument import Provenance
from academichub.store.briefs import Asked
from academichub.web.language import Language


@dataclass(frozen=True, slots=True)
class Wording:
    """What can only be said with a language at hand.

    A name without words of ours is said as it is: a section of a full text is what it is called.
    """

    t: Language

    def stage(self, name: str) -> str:
        """What is being done."""
        return self.t.texts.get(f"brief.stage.{name}", name)

    def field(self, name: str) -> str:
        """A field of a work."""
        return self.t.texts.get(f"brief.field.{name}", name)

    def scope(self, name: str) -> str:
        """How much of a work was read."""
        return self.t.texts.get(f"brief.scope.{name}", name)

    def rule(self, name: str) -> str:
        """Why a sentence was dropped."""
        return self.t.texts.get(f"brief.rule.{name}", name)

    def writer(self, name: str, model: str | None) -> str:
        """Who writes."""
        called = self.t(f"brief.writer.{name}")
        if not model:
            return called
        return f"{called}（{model}）" if self.t.code == "zh" else f"{called} ({model})"

    def version(self, one: Asked) -> str:
        """One of several briefs of the same works."""
        language = self.t(f"brief.language.{one.ask.language}")
        told = (self.writer(one.writer, one.model), language, self.t.instant(one.asked_at))
        return " · ".join(told)

    def facts(self, made: Provenance) -> list[tuple[str, str]]:
        """How a brief came about: names of facts, and what they are."""
        t = self.t
        told = {
            "writer": self.writer(made.writer, None),
            "at": t.instant(made.at),
            "time": f"{made.milliseconds / 1000:.1f} s",
            "scope": " · ".join(f"{self.scope(name)} {t.number(n)}" for name, n in made.scope),
            "kept": t("brief.kept", kept=t.number(made.kept), repaired=t.number(made.repaired),
                      dropped=t.number(len(made.dropped))),
            **(self._of_model(made) if made.model else {}),
            "version": f"AcademicHub {made.version}",
            "input": made.input_hash,
        }  # fmt: skip
        return [(name, value) for name, value in told.items() if value]

    def _of_model(self, made: Provenance) -> dict[str, str]:
        t = self.t
        return {
            "model": made.model or "",
            "prompts": ", ".join(made.prompts),
            "tokens": t("brief.tokens", in_=t.number(made.tokens_in), out=t.number(made.tokens_out)),
            "cost": t("brief.no_price") if made.cost is None else f"US$ {made.cost:.4f}",
            "asked": t("brief.asked", asked=t.number(made.asked), cached=t.number(made.cached)),
        }  # fmt: skip
