"""The checks of numbers: recomputed p-values beside an oracle, odd notations, planted faults, clean twins.

No network; statcheck is run as an outside program where it is installed, else the second opinion are
integrals of our own. Run: python benchmarks/audits_numbers.py DATA [--flags FILE] [--seed 1]
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter, defaultdict
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from hashlib import sha256
from pathlib import Path

import audits_numbers_oracle as oracle
import audits_numbers_plants as plants
import audits_numbers_strings as strings
from academichub.argument.documents import Document
from academichub.argument.findings import Finding
from academichub.audits import Facts, grains, run
from academichub.audits.decimals import printed
from academichub.audits.reported import read
from academichub.audits.statistics import changes, consistent, recomputed
from academichub.model import Work
from grounding_report import interval

FACTS = Facts(Work("w", "", "article", "", (), "2026-01-01T00:00:00Z"), "2026-01-01")
CHECKS = ("statistics", "percentages", "intervals", "totals", "granularity")


def findings(text: str, names: tuple[str, ...] = CHECKS) -> tuple[Finding, ...]:
    document = Document("w", "abstract", text, sha256(text.encode()).hexdigest(), "own", "1")
    return run(document, FACTS, names)


def share(name: str, hits: int, of: int) -> None:
    low, high = interval(hits, of)
    print(f"  {name:<46} {hits:>6} of {of:<6} {hits / max(1, of):8.4f}  [{low:.4f}, {high:.4f}]")


def recomputing(count: int, chance: random.Random) -> None:
    """Against the oracle: the p-value, whether it is an error, whether the decision changes."""
    made = [text for text, _ in strings.plain(count, chance)]
    ours = [read(text) for text in made]
    there = oracle.is_there()
    print(
        f"p-values of {count} strings, beside "
        + ("statcheck" if there else "our own integrals (statcheck is not here)")
    )
    theirs = oracle.statcheck(made) if there else {}
    counts: Counter[str] = Counter()
    for number, (text, found) in enumerate(zip(made, ours, strict=True)):
        counts["read"] += len(found) == 1
        counts["read by the oracle"] += number in theirs
        if len(found) != 1 or (there and number not in theirs):
            continue
        one, chance_ = found[0], recomputed(found[0])
        p = theirs[number].p if there else oracle.integrated(one)
        assert chance_ is not None
        counts["both"] += 1
        counts["same p"] += abs(chance_.p - p) <= max(1e-6 * p, 1e-9)
        if there:
            wrong = not consistent(one, chance_)
            counts["same error"] += wrong == theirs[number].error
            counts["same decision"] += (wrong and changes(one, chance_)) == theirs[number].decision
            if wrong != theirs[number].error:
                print(f"    differs: {text} ours {wrong}, p {chance_.p:.6f}")
    share("read", counts["read"], count)
    share("p-value agrees", counts["same p"], counts["both"])
    if there:
        share("read by statcheck", counts["read by the oracle"], count)
        share("inconsistent or not: agrees", counts["same error"], counts["both"])
        share("decision changes or not: agrees", counts["same decision"], counts["both"])


def notations() -> None:
    """The odd notations, and the letters that are no statistic."""
    print("notations")
    hits = 0
    for text, kind, df, value in strings.NOTATIONS:
        found = read(f"As seen, {text}, it grew.")
        right = len(found) == 1 and (found[0].kind, found[0].df) == (kind, tuple(map(float, df)))
        right = right and found[0].value.value == Decimal(value)
        hits += right
        if not right:
            print(f"    missed: {text}")
    share("found", hits, len(strings.NOTATIONS))
    taken = [text for text in strings.DECOYS if read(f"As seen, {text}, it grew.")]
    share("decoys taken", len(taken), len(strings.DECOYS))


def planted(found: list[tuple[str, str]], chance: random.Random) -> None:
    """Faults in real sentences, and the same sentences without."""
    hits: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for _, text in found:
        for way, check in ((plants.shares, "percentages"), (plants.ratios, "intervals")):
            for one in way(text, chance):
                before = {e.message for e in findings(one.text, (check,))}
                caught = any(e.message not in before for e in findings(one.faulty, (check,)))
                for key in (one.kind, one.kind.split(":")[0]):
                    hits[key][0] += caught
                    hits[key][1] += 1
                    hits[key][2] += bool(before)
    print("faults planted in real sentences")
    for key, (hit, of, clean) in sorted(hits.items()):
        share(f"{key}, found", hit, of)
        if ":" not in key:
            share(f"{key}, another flag on the text it is from", clean, of)


def tuples(count: int, chance: random.Random) -> None:
    """Sentences whose numbers agree: none may be flagged."""
    print("consistent tuples")
    flagged = 0
    for _ in range(count):
        text = plants.consistent(chance)
        told = findings(text, ("percentages", "intervals"))
        flagged += bool(told)
        if told:
            print(f"    {text} -> {told[0].message}")
    share("flagged", flagged, count)


def means(chance: random.Random) -> None:
    """All means of fewer than a hundred whole numbers, by both rounding rules; deviations of drawn samples."""
    print("means, deviations and shares of whole numbers")
    wrong = of = 0
    for n in range(1, 100):
        for total in range(7 * n + 1):
            for rule in (ROUND_HALF_UP, ROUND_HALF_EVEN):
                for step in ("0.1", "0.01", "0.001"):
                    mean = printed(str((Decimal(total) / n).quantize(Decimal(step), rounding=rule)))
                    of += 1
                    wrong += not grains.grim(mean, n)
    share("achievable means refused (GRIM)", wrong, of)
    wrong = caught = 0
    drawn = 3_000
    for _ in range(drawn):
        n = chance.randint(2, 99)
        values = [chance.randint(1, 7) for _ in range(n)]
        middle = sum(values) / n
        sd = (sum((x - middle) ** 2 for x in values) / (n - 1)) ** 0.5
        wrong += not grains.grimmer(printed(f"{middle:.2f}"), printed(f"{sd:.2f}"), n)
        caught += not grains.grim(printed(f"{chance.uniform(1, 7):.2f}"), min(n, 60))
    share("achievable deviations refused (GRIMMER)", wrong, drawn)
    share("means drawn blindly, refused (n < 61)", caught, drawn)
    wrong = 0
    for n in range(2, 100):
        for ones in range(n + 1):
            sd = (ones * (n - ones) / n / (n - 1)) ** 0.5
            wrong += not grains.debit(printed(f"{ones / n:.2f}"), printed(f"{sd:.2f}"), n)
    share("achievable shares refused (DEBIT)", wrong, sum(n + 1 for n in range(2, 100)))


def untouched(found: list[tuple[str, str]], target: Path | None) -> None:
    """Every flag on real texts as they are, for a person to label."""
    counts: Counter[tuple[str, str, str]] = Counter()
    rows, started = [], time.process_time()
    for name, text in found:
        for one in findings(text):
            counts[name, one.check, one.severity] += 1
            start, end = one.evidence[0].start, one.evidence[0].end
            around = " ".join(text[max(0, start - 80) : end + 40].split())
            rows.append({"from": name, "check": one.check, "severity": one.severity, "message": one.message,
                         "text": around, "label": ""})  # fmt: skip
    spent = time.process_time() - started
    print(
        f"untouched texts: {len(found)}, {1e3 * spent / len(found):.2f} ms each, {len(rows)} flags"
    )
    for key, number in sorted(counts.items()):
        print(f"  {' '.join(key):<46} {number:>6}")
    if target:
        lines = (json.dumps(row, ensure_ascii=False) for row in rows)
        target.write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"  all of them are in {target}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--strings", type=int, default=3_000)
    parser.add_argument("--tuples", type=int, default=100_000)
    parser.add_argument("--flags", type=Path, help="write every flag on real texts there")
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    recomputing(asked.strings, chance)
    notations()
    means(chance)
    tuples(asked.tuples, chance)
    found = list(plants.texts(asked.data))
    planted(found, chance)
    untouched(found, asked.flags)


if __name__ == "__main__":
    main()
