"""Count in how many papers the words of any field are: what `academichub.themes` ships as background.

    python benchmarks/themes_background.py [--data FOLDER]

Reads up to 60 papers of each category of the arXiv metadata, and of those only the half that
`benchmarks/themes.py` never draws from. Writes words and pairs of words of at least one paper in 500,
with how many have them, the commonest first; the first line is the number of papers.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from academichub.themes.reading import read
from themes_sets import FILES, folder, grouped

LEAST = 1 / 500
_EACH = 60
_TARGET = Path(__file__).resolve().parents[1] / "src" / "academichub" / "themes" / "background.txt"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path)
    options = parser.parse_args()
    works, found = 0, Counter[str]()
    for name in FILES:
        for drawn in grouped(folder(options.data) / name, for_background=True).values():
            for work in drawn[:_EACH]:
                found.update(read(work).words.keys())
                works += 1
    lines = [
        f"{count} {key}"
        for key, count in sorted(found.items(), key=lambda item: (-item[1], item[0]))
        if count >= works * LEAST
    ]
    _TARGET.write_text("\n".join([str(works), *lines, ""]), encoding="utf-8")
    print(f"{works} papers, {len(lines)} words and pairs")


if __name__ == "__main__":
    main()
