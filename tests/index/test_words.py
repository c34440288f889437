from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from academichub.errors import SearchIndexError
from academichub.ids import Identifier
from academichub.index import layout
from academichub.index.words import Hits, Words
from academichub.model import Authorship, Venue, Work
from academichub.query import Query, parse
from academichub.text import author_key


def work(title: str, abstract: str | None = None, authors: str = "", **more: object) -> Work:
    plain = Work(
        id=f"local:{title}",
        title=title,
        type="article",
        source="test",
        sources=("test",),
        first_seen_at="2026-01-01T00:00:00Z",
        abstract=abstract,
        authorships=tuple(Authorship(name) for name in authors.split("; ") if name),
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def filled(folder: Path, *works: Work) -> Words:
    words = Words(folder)
    with words.writer() as writer:
        for number, one in enumerate(works):
            writer.put(number, one)
        writer.commit(1)
    return words


def found(words: Words, text: str, **more: object) -> set[int]:
    return set(words.search(parse(text), limit=100, **more).numbers)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Words:
    return filled(
        tmp_path_factory.mktemp("library"),
        work(
            "On-policy distillation of language models",
            "Students learn from their own mistakes; pretraining is kept.",
            "Zhuokai Zhao; Ana Lévy",
            categories=("cs.LG", "stat.ML"),
            posted_on="2026-05-12",
            source="arxiv",
            sources=("arxiv", "crossref"),
            type="preprint",
            identifiers=(Identifier("arxiv", "2601.20802"), Identifier("doi", "10.1000/a")),
            cited_by_count=3,
        ),
        work(
            "TNF-α, IL-6 and p53 in COVID-19",
            "Alzheimer's disease was not studied. CO$_2$ was low; $\\mathcal{N}=4$ held.",
            "Zhuokai Zhao; John A. Smith",
            primary_category="Cell Biology",
            posted_on="2026-05",
            source="biorxiv",
            sources=("biorxiv",),
            cited_by_count=9,
        ),
        work(
            "Möbius bands in C++ and networks",
            "A network of strips, and a γ-ray.",
            "Wei Li; Zhang Wei",
            categories=("math-ph",),
            posted_on="2025-12-31",
        ),
        work(
            "机器学习综述",
            "本文回顾深度学习在医学图像中的应用，基于BERT的方法。",
            "王伟",
            categories=("cs.CL",),
            posted_on="2026",
        ),
        work(
            "Deep learning",
            "Neural networks with many layers learn.",
            "Smith, Jane",
            keywords=("backpropagation",),
            venue=Venue("Journal of Examples"),
            posted_on="2024-02-29",
        ),
    )


LOOKED_FOR: dict[str, set[int]] = {
    "on policy": {0},
    "on-policy": {0},
    "distill": {0},
    "pre-training": {0},
    "mobius": {2},
    "Möbius": {2},
    "Levy": {0},
    "lévy": {0},
    "IL-6": {1},
    "il6": {1},
    "p53": {1},
    "COVID-19": {1},
    "covid19": {1},
    "TNF alpha": {1},
    "TNF-α": {1},
    "gamma-ray": {2},
    "C++": {2},
    "CO2": {1},
    "N=4": {1},
    '"alzheimer disease"': {1},
    "Alzheimer’s": {1},
    "机器学习": {3},
    "深度学习": {3},
    "医学图像": {3},
    "bert": {3},
    "王伟": {3},
    "network": {2, 4},
    "networks -layers": {2},
    "network -ti:network": {4},
    "deep network": {4},
    '"network of strips"': {2},
    '"strips network"': set(),
    "ti:network": {2},
    "abs:network": {2, 4},
    "abs:band": set(),
    'abs:"many layers"': {4},
    "abs:studies": {1},
    "möbius OR covid-19": {1, 2},
    "backpropagation": {4},
    "ti:backpropagation": set(),
    '"journal of examples"': {4},
    "distil*": {0},
    "ti:möb*": {2},
    "au:zhao": {0, 1},
    'au:"Zhuokai Zhao"': {0, 1},
    'au:"Zhao, Zhuokai"': {0, 1},
    'au:"Z. Zhao"': {0, 1},
    'au:"J. Smith"': {1, 4},
    'au:"John Smith"': {1},
    'au:"J. A. Smith"': {1},
    'au:"Li Zhang"': set(),
    'au:"Zhao" -au:Smith': {0},
    "au:zhu*": {0, 1},
    'by:"Zhuokai Zhao"': {0, 1},
    'by:"Zhuokai Zhao" by:"Ana Lévy"': {0},
    '-by:"Zhuokai Zhao"': {2, 3, 4},
    "cat:cs": {0, 3},
    "cat:cs.*": {0, 3},
    "cat:cs.l*": {0},
    "cat:CS.LG": {0},
    "cat:stat.ML,math-ph": {0, 2},
    'cat:"cell biology"': {1},
    "cat:none": set(),
    "cat:none*": set(),
    "-cat:cs": {1, 2, 4},
    "src:arxiv": {0},
    "src:crossref": {0},
    "src:arxiv,biorxiv": {0, 1},
    "-src:test": {0, 1},
    "type:preprint": {0},
    "since:2026": {0, 1, 3},
    "since:2026-05": {0, 1},
    "since:2026-05-01": {0},
    "until:2025": {2, 4},
    "until:2025-12-30": {4},
    "on:2024-02": {4},
    "on:2026": {0, 1, 3},
    "since:2027": set(),
    "learn since:2026": {0},
    "2601.20802": {0},
    "https://doi.org/10.1000/A": {0},
    "10.1000/b": set(),
    "": {0, 1, 2, 3, 4},
}


@pytest.mark.parametrize(("text", "numbers"), LOOKED_FOR.items(), ids=LOOKED_FOR)
def test_what_is_looked_for_is_found_and_nothing_else(
    library: Words, text: str, numbers: set[int]
) -> None:
    hits = library.search(parse(text), limit=100)
    assert set(hits.numbers) == numbers
    assert hits.total == len(numbers)
    assert not hits.loose


def test_words_that_no_work_has_together_are_looked_for_apart(library: Words) -> None:
    hits = library.search(parse("möbius distillation"), limit=10)
    assert hits.loose
    assert set(hits.numbers) == {0, 2}
    assert not library.search(parse("möbius +zzz ti:zzz"), limit=10).total


def test_a_question_may_go_without_some_of_its_words(library: Words) -> None:
    text = "do students who learn from teachers forget what distillation of policy models kept"
    hits = library.search(parse(text), limit=10)
    assert hits.numbers[0] == 0
    assert not hits.loose


def test_a_filter_does_not_change_the_order_by_relevance(tmp_path: Path) -> None:
    texts = ["network " * count + "filler " * (20 - count) for count in range(1, 9)]
    words = filled(
        tmp_path, *(work(f"w{i}", text, categories=("x",)) for i, text in enumerate(texts))
    )
    plain = words.search(parse("network"), limit=10)
    filters = "network cat:x src:test since:2020 until:2030 type:article"
    assert words.search(parse(filters), limit=10).numbers == plain.numbers
    assert len(set(plain.numbers)) == 8


def test_lists_by_date_and_by_citations_have_no_ties_and_no_holes(tmp_path: Path) -> None:
    days = ["2026-05-12", "2026-05", "2026", "2026-05-12", "2025-01-01", "no date"]
    words = filled(
        tmp_path,
        *(work(f"network {i}", posted_on=day, cited_by_count=i % 3) for i, day in enumerate(days)),
    )
    for text in ("network", ""):
        assert words.search(parse(text), limit=9, sort="date").numbers == (3, 0, 1, 2, 4, 5)
        assert words.search(parse(text), limit=9, sort="cited").numbers == (5, 2, 4, 1, 3, 0)
    seen: list[int] = []
    after: int | None = None
    while (page := words.search(parse("network"), limit=2, sort="date", after=after)).numbers:
        assert page.total == 6
        seen += page.numbers
        after = page.after
    assert seen == [3, 0, 1, 2, 4, 5]


def test_a_long_text_sorted_by_date_needs_half_of_its_words(tmp_path: Path) -> None:
    words = filled(tmp_path, work("a1 b2 c3"), work("a1 b2"), work("z9", posted_on="2026-05-12"))
    text = "a1 b2 c3 d4 e5 f6"
    assert words.search(parse(text), limit=9).numbers == (0, 1)
    assert words.search(parse(text), limit=9, sort="date").numbers == (0,)


def test_the_values_of_a_filter_are_counted_exactly(library: Words, tmp_path: Path) -> None:
    assert library.values("source", 9) == (
        ("test", 3),
        ("arxiv", 1),
        ("biorxiv", 1),
        ("crossref", 1),
    )
    words = filled(tmp_path, work("a", source="x", sources=("x",)), work("b"))
    with words.writer() as writer:
        writer.put(0, work("a"))
        writer.commit(2)
    assert words.values("source", 9) == (("test", 2),)


def test_an_offset_goes_on_where_the_page_before_ended(library: Words) -> None:
    whole = library.search(Query(), limit=5).numbers
    assert library.search(Query(), limit=2, offset=2).numbers == whole[2:4]
    assert library.search(Query(), limit=2, offset=9) == Hits(5, ())
    assert library.search(Query(), limit=0) == Hits(5, ())


def test_without_words_to_rank_by_the_newest_is_first(library: Words) -> None:
    assert library.search(Query(), limit=5).numbers == (0, 1, 3, 2, 4)
    assert library.search(parse("cat:cs"), limit=5).numbers == (0, 3)


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=40) | st.lists(st.sampled_from(list(LOOKED_FOR))).map(" ".join))
def test_nothing_typed_breaks_the_search(library: Words, text: str) -> None:
    query = parse(text.replace("since", "").replace("until", "").replace("on:", ""))
    hits = library.search(query, limit=3)
    assert hits.total >= len(hits.numbers)
    library.suggest(query)
    for shown in ("Neural networks learn $x_1$ here.", ""):
        pieces = library.snippet(query, shown)
        assert "".join(piece for piece, _ in pieces) == shown


def test_a_slip_of_the_pen_is_answered_with_what_was_meant(tmp_path: Path) -> None:
    words = filled(
        tmp_path, *(work(f"Neural networks {i}", authors="Grace Hopper") for i in range(3))
    )
    assert words.suggest(parse("nueral networks")) == "neural networks"
    assert words.suggest(parse('"neural netwroks" since:2020')) == '"neural networks" since:2020'
    assert words.suggest(parse("xeural")) == "neural"
    assert words.suggest(parse("neruall")) == "neural"
    assert words.suggest(parse("au:hoper")) == "au:hopper"
    assert words.suggest(parse("neural networks")) is None
    assert words.suggest(parse("cat")) is None
    assert words.suggest(parse("nueral type:review")) is None


def test_putting_again_replaces_and_deleting_forgets(tmp_path: Path) -> None:
    words = filled(tmp_path, work("first alpha"), work("second alpha"), work("third alpha"))
    with words.writer() as writer:
        writer.put(1, work("changed beta"))
        writer.put(3, work("new beta"))
        writer.put(3, work("newer beta"))
        writer.delete(2)
        writer.delete(77)
        assert found(words, "alpha") == {0, 1, 2}
        writer.commit(2)
        assert words.sequence == 2
    assert found(words, "alpha") == {0}
    assert found(words, "beta") == {1, 3}
    assert words.search(parse("new"), limit=1).total == 0
    assert words.count == 3


def test_what_is_not_committed_is_forgotten(tmp_path: Path) -> None:
    words = filled(tmp_path, work("kept"))
    with words.writer() as writer:
        writer.put(1, work("lost"))
    with pytest.raises(ZeroDivisionError), words.writer() as writer:
        writer.put(1 // 0, work("lost"))
    assert found(words, "") == {0}
    assert found(Words(tmp_path), "") == {0}
    assert words.sequence == 1


def test_an_empty_index_is_at_change_nought(tmp_path: Path) -> None:
    words = Words(tmp_path / "deep" / "new")
    assert (words.sequence, words.count, words.needs_rebuild) == (0, 0, False)
    assert words.search(Query(), limit=5) == Hits(0, ())
    assert words.search(parse("word"), limit=5) == Hits(0, ())


def test_clearing_leaves_an_empty_index(tmp_path: Path) -> None:
    words = filled(tmp_path, work("one"), work("two"))
    reader = Words(tmp_path)
    words.clear()
    assert (words.sequence, words.count, found(words, "")) == (0, 0, set())
    assert reader.count == 0
    with words.writer(bulk=True) as writer:
        writer.put(0, work("again"))
        writer.commit(7)
    assert (reader.sequence, found(reader, "again")) == (7, {0})


WRITE = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from test_words import work
from academichub.index.words import Words
with Words(Path(sys.argv[1])).writer() as writer:
    print("open", flush=True)
    for line in sys.stdin:
        number = int(line)
        writer.put(number, work(f"work {number}"))
        writer.commit(number)
        print(number, flush=True)
"""


def test_one_process_writes_and_others_read_each_commit(tmp_path: Path) -> None:
    reader = filled(tmp_path, work("work 0"))
    command = [sys.executable, "-c", WRITE, str(tmp_path), str(Path(__file__).parent)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        with pytest.raises(SearchIndexError, match="being written by another process"):
            reader.writer().__enter__()
        with pytest.raises(SearchIndexError, match="being written by another process"):
            reader.clear()
        for number in (5, 6, 7):
            child.stdin.write(f"{number}\n")
            child.stdin.flush()
            assert child.stdout.readline() == f"{number}\n"
            assert reader.sequence == number
            assert number in found(reader, "work")
        child.stdin.close()
        assert child.wait(30) == 0
    with reader.writer() as writer:
        writer.commit(8)


def _cut_off(folder: Path) -> None:
    (folder / "engine" / "meta.json").write_text('{"index_settings": ')


def _without_a_piece(folder: Path) -> None:
    next((folder / "engine").glob("*.term")).unlink()


def _with_a_torn_piece(folder: Path) -> None:
    piece = next((folder / "engine").glob("*.fast"))
    piece.write_bytes(piece.read_bytes()[:10])


def _newer(folder: Path) -> None:
    (folder / "layout.json").write_text(json.dumps({"layout": layout.VERSION + 1}))


def _unnamed(folder: Path) -> None:
    (folder / "layout.json").unlink()


def _garbled(folder: Path) -> None:
    (folder / "layout.json").write_text("[]")


@pytest.mark.parametrize(
    "harm", [_cut_off, _without_a_piece, _with_a_torn_piece, _newer, _unnamed, _garbled]
)
def test_an_index_that_cannot_be_used_says_so_and_is_made_anew(
    tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    filled(tmp_path, work("one"))
    harm(tmp_path)
    words = Words(tmp_path)
    assert words.needs_rebuild
    assert words.reason
    assert "\n" not in words.reason
    for act in (lambda: words.search(Query(), limit=1), lambda: words.sequence):
        with pytest.raises(SearchIndexError, match="has to be rebuilt"):
            act()
    words.clear()
    assert (words.needs_rebuild, words.sequence, words.count) == (False, 0, 0)
    with words.writer() as writer:
        writer.put(0, work("one"))
        writer.commit(1)
    assert found(words, "one") == {0}


def test_a_reader_that_found_it_broken_goes_on_once_another_has_rebuilt_it(tmp_path: Path) -> None:
    filled(tmp_path, work("one"))
    _cut_off(tmp_path)
    reader, other = Words(tmp_path), Words(tmp_path)
    assert reader.needs_rebuild
    other.clear()
    assert not reader.needs_rebuild
    assert reader.search(Query(), limit=1) == Hits(0, ())


def test_files_damaged_anywhere_never_bring_the_program_down(tmp_path: Path) -> None:
    source = tmp_path / "source"
    filled(source, *(work(f"title {i}", f"word {i} " * 5, "Ann Lee; Bo Chen") for i in range(200)))
    files = sorted(file.relative_to(source) for file in source.rglob("*") if file.is_file())
    chance = random.Random(3)
    for case in range(80):
        folder = tmp_path / f"case{case}"
        shutil.copytree(source, folder)
        _damage(folder / chance.choice(files), chance)
        words = Words(folder)
        with suppress(SearchIndexError):
            for text in ("title", '"word 5"', "au:lee", "since:2020", ""):
                words.search(parse(text), limit=10)
            words.suggest(parse("tilte"))
        if words.needs_rebuild:
            words.clear()
            assert words.count == 0


def _damage(file: Path, chance: random.Random) -> None:
    data = bytearray(file.read_bytes())
    if data and chance.random() < 0.5:
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(len(data))] = chance.randrange(256)
    else:
        data = data[: chance.randrange(len(data) + 1)]
    file.write_bytes(data)


def test_an_index_removed_under_a_reader_is_an_error_in_one_line(tmp_path: Path) -> None:
    words = filled(tmp_path, work("one"))
    (tmp_path / "engine" / "meta.json").unlink()
    with pytest.raises(SearchIndexError, match="cannot be read"):
        words.search(Query(), limit=1)


def test_a_by_line_of_thousands_is_indexed(tmp_path: Path) -> None:
    names = "; ".join(f"Given{i} Middle Family{i}" for i in range(3000))
    words = filled(tmp_path, work("Detector", "paper", names))
    assert found(words, 'au:"Given2999 Family2999"') == {0}
    assert found(words, f'by:"{author_key("Given7 Middle Family7")}"') == {0}


def test_importing_the_query_language_does_not_load_the_engine() -> None:
    code = "import sys, academichub.query; sys.exit('tantivy' in sys.modules)"
    environment = dict(os.environ)
    assert (
        subprocess.run([sys.executable, "-c", code], check=False, env=environment).returncode == 0
    )
