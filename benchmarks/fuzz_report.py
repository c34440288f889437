"""What came of a fuzz run: the faults found, the counts by reader, and both in figures."""

from __future__ import annotations

import resource
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fuzz_bombs import Result


@dataclass
class Fault:
    """One broken promise, with all it takes to see it again."""

    parser: str
    kind: str
    case: str
    what: str
    body: str


@dataclass
class Tally:
    """What came of one reader's cases."""

    cases: int = 0
    slowest: float = 0.0
    slowest_case: str = ""
    one_entry_cases: int = 0
    neighbours: int = 0
    read: int = 0
    refused: int = 0
    faults: list[Fault] = field(default_factory=list)


def report(tallies: dict[str, Tally], bombs: list[Result], took: float) -> dict[str, Any]:
    faults = [fault for tally in tallies.values() for fault in tally.faults]
    return {
        "cases": sum(tally.cases for tally in tallies.values()),
        "seconds": round(took, 1),
        "crashes": sum(fault.kind == "crash" for fault in faults),
        "over_2_s": sum(fault.kind in ("hang", "slow") for fault in faults),
        "lost_good_records": sum(fault.kind in ("lost", "silent") for fault in faults),
        "withheld_until_next_time": sum(fault.kind == "withheld" for fault in faults),
        "neighbours_checked": sum(tally.neighbours for tally in tallies.values()),
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "parsers": {
            name: {key: value for key, value in asdict(tally).items() if key != "faults"}
            | {"faults": dict(Counter(fault.kind for fault in tally.faults))}
            for name, tally in tallies.items()
        },
        "bombs": [asdict(bomb) for bomb in bombs],
        "faults": [asdict(fault) for fault in _distinct(faults)],
    }


def _distinct(faults: list[Fault]) -> list[Fault]:
    """One fault of each sort and place, the one with the shortest body."""
    found: dict[tuple[str, str, str], Fault] = {}
    for fault in sorted(faults, key=lambda fault: len(fault.body)):
        where = fault.what.rpartition("(")[2] if fault.kind == "crash" else fault.kind
        found.setdefault((fault.parser, fault.kind, where), fault)
    return list(found.values())


def lines(result: dict[str, Any]) -> str:
    keys = [key for key in result if key not in ("parsers", "bombs", "faults")]
    shown = [f"{key.replace('_', ' '):22} {result[key]}" for key in keys]
    shown.append(f"\n{'parser':18}{'cases':>7}{'read':>7}{'refused':>9}{'slowest':>9}  faults")
    shown += [
        f"{name:18}{p['cases']:>7}{p['read']:>7}{p['refused']:>9}{p['slowest']:>8.2f}s  {p['faults'] or ''}"
        for name, p in result["parsers"].items()
    ]
    shown += [
        "",
        *(f"bomb: {b['name']:46} {b['said'][:90]} ({b['seconds']:.2f} s)" for b in result["bombs"]),
    ]
    shown += [
        f"\n{f['kind'].upper()} {f['parser']} case {f['case']}: {f['what'][:300]}\n  {f['body'][:1500]}"
        for f in result["faults"]
    ]
    return "\n".join(shown)
