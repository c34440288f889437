"""Themes of real papers: they agree with the subjects better than the usual way of grouping texts."""

from __future__ import annotations

import io
import random
from collections import defaultdict
from pathlib import Path

import orjson
import pytest
import zstandard

from academichub import themes
from academichub.model import Work

pytestmark = pytest.mark.data

SUBJECTS = ("astro-ph.GA", "cs.CL", "math.AP", "q-bio.BM", "quant-ph")


@pytest.fixture(scope="module")
def drawn(recorded: Path) -> dict[str, list[Work]]:
    """Thirty works of each of five categories, without their categories."""

    pools: defaultdict[str, list[Work]] = defaultdict(list)
    with (recorded / "arxiv" / "recent-50k.jsonl.zst").open("rb") as file:
        for line in io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(file)):
            row = orjson.loads(line)
            primary = (row.get("categories") or [""])[0]
            if primary in SUBJECTS and len(pools[primary]) < 30:
                pools[primary].append(
                    Work(
                        id=f"arxiv:{row['id']}", title=row["title"], abstract=row["abstract"],
                        type="preprint", source="arxiv", sources=("arxiv",),
                        first_seen_at="2026-01-01T00:00:00Z",
                    )
                )  # fmt: skip
    return pools


def test_real_works_are_with_those_of_their_category_more_than_by_k_means(drawn):
    from sklearn.cluster import KMeans
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.metrics import normalized_mutual_info_score as agreement

    pairs = [(work, name) for name, works in drawn.items() for work in works]
    random.Random(1).shuffle(pairs)
    works, truth = [work for work, _ in pairs], [name for _, name in pairs]
    of = {work: theme.key for theme in themes.find(works, ()) for work in theme.works}
    texts = TfidfVectorizer(stop_words="english").fit_transform(
        [f"{one.title} {one.abstract}" for one in works]
    )
    rival = KMeans(len(SUBJECTS), n_init=10, random_state=0).fit_predict(texts)
    ours = agreement(truth, [of.get(work.id, "") for work in works])
    assert ours > 0.6
    assert ours >= agreement(truth, rival)
    assert len(of) >= 0.95 * len(works)


def test_labels_of_real_works_are_phrases_of_them_and_none_is_twice(drawn):
    works = [work for pool in drawn.values() for work in pool]
    texts = {one.id: f"{one.title} {one.abstract}".lower() for one in works}
    found = themes.find(works, ())
    assert len({theme.label.lower() for theme in found}) == len(found)
    for theme in found:
        assert sum(theme.label.lower() in texts[one] for one in theme.works) >= 2
        assert 3 <= len(theme.terms) <= 8
