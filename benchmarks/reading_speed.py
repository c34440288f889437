"""How long the extractive reader takes, for abstracts beyond their evidence and for whole papers.

Usage: python benchmarks/reading_speed.py [--data DIR] [--json]

Times are of the processor, so that a busy machine does not count. A paper of 20 pages has about 60,000
characters; what is measured of each paper of the unarXive sample is given for so many.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles
from time import process_time
from typing import Any

from academichub import evidence, reading
from academichub.argument.reviews import WRITTEN, Material
from reading_texts import Text, abstracts, papers

EVERY, PAGES, PAGE = 400, 20, 3_000


def read(text: Text) -> Material:
    """Read *text* whole: its material, every stage, its claims."""
    material = reading.material(*text, "en")
    for stage in WRITTEN:
        reading.write(stage, material, ())
    reading.claims(material)
    return material


def spread(found: Sequence[float]) -> dict[str, float]:
    return {"median": round(median(found), 3), "95 %": round(quantiles(found, n=20)[-1], 3)}


def beyond_evidence(texts: Sequence[Text]) -> list[float]:
    """Milliseconds each abstract takes more than its evidence alone."""
    for text in texts[:50]:
        read(text)
    times = []
    for work, document in texts:
        start = process_time()
        evidence.gather([work])
        gathered = process_time()
        read((work, document))
        times.append(1000 * (process_time() - gathered - (gathered - start)))
    return times


def whole(texts: Sequence[Text]) -> list[float]:
    """Seconds for as much of each paper's text as 20 pages have."""
    times = []
    for text in texts:
        start = process_time()
        read(text)
        times.append((process_time() - start) * PAGES * PAGE / len(text[1].text))
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    default = Path(__file__).parents[2] / "shared" / "data"
    parser.add_argument("--data", type=Path, default=default)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    short = list(abstracts(options.data, EVERY))
    long = [text for text in papers(options.data) if len(text[1].text) > 10 * PAGE]
    found: dict[str, Any] = {
        "abstracts": len(short),
        "ms an abstract beyond its evidence": spread(beyond_evidence(short)),
        "papers": len(long),
        f"s for {PAGES} pages": spread(whole(long)),
    }
    print(json.dumps(found, indent=1) if options.json else found)


if __name__ == "__main__":
    main()
