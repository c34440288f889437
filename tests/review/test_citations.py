from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from academichub import ids
from academichub.argument.documents import Document
from academichub.collect import take
from academichub.fetch import Client
from academichub.fulltext import keep, of_bytes
from academichub.model import Authorship, Page, Record, Reference, Work
from academichub.review import citations
from academichub.sources.openalex_citing import OpenAlexCitations
from academichub.starter import records
from academichub.store import Store
from academichub.testing import NOW, arxiv_record, journal_record

AT = "2026-06-12T08:00:00Z"
SEED = "arxiv:2601.20802"
CITED = ids.parse("arxiv:2605.00001")
TITLE = "Folding Proteins Slowly in Cold Water"


def put(store: Store, *some: Record) -> None:
    take(store, "test", Page(records=some), AT)


def work(store: Store, name: str = str(CITED)) -> Work:
    number = store.numbers([name])[name]
    return store.works([number])[number]


def cited(**changes: object) -> Record:
    return arxiv_record("2605.00001", TITLE, **changes)


def citing(number: int, title: str, **changes: object) -> Record:
    refers = (Reference(CITED),)
    return arxiv_record(f"2606.{number:05d}", title, **{"references": refers, **changes})


def page(*entries: str, body: str) -> bytes:
    listed = "".join(
        f'<li class="ltx_bibitem" id="bib.bib{n}"><span class="ltx_tag ltx_tag_bibitem">[{n}]</span>'
        f'<span class="ltx_bibblock">{entry}</span></li>'
        for n, entry in enumerate(entries, 1)
    )
    return f"""<html><body><article class="ltx_document"><h1 class="ltx_title ltx_title_document">Of Ice</h1>
    <section class="ltx_section" id="S1"><h2 class="ltx_title ltx_title_section">1 Introduction</h2>
    <div class="ltx_para"><p class="ltx_p">{body}</p></div></section>
    <section class="ltx_bibliography" id="bib"><h2 class="ltx_title">References</h2><ul>{listed}</ul></section>
    </article></body></html>""".encode()


def cite(n: int) -> str:
    return f'<cite class="ltx_cite">[<a class="ltx_ref" href="#bib.bib{n}">{n}</a>]</cite>'


def read(body: bytes, name: str = "local:dropped", version: int | None = None) -> Document:
    return of_bytes(body, "page.html", name, version=version)


def test_the_seed_is_cited_by_45_works_of_the_starter_set_and_none_is_listed_twice(
    store: Store,
) -> None:
    take(store, "starter", Page(records=records(NOW)), AT)
    found = citations.of(work(store, SEED), None, store)
    assert found.total == len(found.citing) == 45
    assert len({one.title.casefold() for one in found.citing}) == 45
    assert len({one.work for one in found.citing}) == 45
    assert found.asked == ("store",)
    assert found.citing[0].relevance == 1000
    assert all(one.summary for one in found.citing)


def test_a_citing_preprint_and_its_article_are_one_citing_work_of_both_identifiers(
    store: Store,
) -> None:
    authors = (Authorship("Rosalind Franklin"), Authorship("Emmy Noether"))
    title = "Unfolding Proteins Quickly in Hot Water"
    put(
        store,
        cited(),
        citing(2, title, authorships=authors),
        journal_record(
            "10.1000/hot", title, authorships=authors[::-1], references=(Reference(CITED),),
            published_on="2027-02-01", cited_by_count=4,
        ),
    )  # fmt: skip
    assert store.counts()["works"] == 3
    found = citations.of(work(store), None, store)
    assert found.total == 1
    assert set(found.citing[0].versions) == {"arxiv:2606.00002", "doi:10.1000/hot"}
    assert found.citing[0].cited_by_count == 4


def test_who_cites_the_published_twin_cites_the_work_and_the_twin_itself_is_not_listed(
    store: Store,
) -> None:
    authors = (Authorship("Lise Meitner"), Authorship("Ada Lovelace"))
    article = journal_record(
        "10.1000/cold", TITLE, authorships=authors, references=(Reference(CITED),)
    )
    other = citing(7, "Ice in the Kitchen", references=(Reference(ids.parse("10.1000/cold")),))
    put(store, cited(), article, other)
    assert store.counts()["works"] == 3
    found = citations.of(work(store), None, store)
    assert [one.title for one in found.citing] == ["Ice in the Kitchen"]


def test_two_citing_works_of_one_title_by_other_people_stay_two(store: Store) -> None:
    put(
        store,
        cited(),
        citing(2, "Proteins in the Cold of Winter", authorships=(Authorship("Marie Curie"),)),
        citing(3, "Proteins in the Cold of Winter", authorships=(Authorship("Max Planck"),)),
    )
    assert citations.of(work(store), None, store).total == 2


def test_the_citing_sentence_is_that_of_the_kept_text_and_says_what_it_does(
    store: Store, tmp_path: Path
) -> None:
    put(store, cited(), citing(2, "A Kitchen Study of Ice"))
    body = page(
        "A. Nobody. Of something else altogether. 2020.",
        f"A. Lovelace and E. Noether. {TITLE}. J. Ice, 2026.",
        body=f"Ice is cold {cite(1)}. We extend the slow method of Lovelace {cite(2)} to steam. It melts.",
    )
    keep(tmp_path, read(body, "arxiv:2606.00002", 1), 1)
    (found,) = citations.of(work(store), None, store, tmp_path).citing
    assert found.sentence == "We extend the slow method of Lovelace [2] to steam."
    assert found.stance == "extends"


def test_an_abstract_that_names_the_work_gives_the_citing_sentence(store: Store) -> None:
    abstract = "Water is wet. We outperform FoldICE on every kettle. Done."
    put(
        store,
        cited(abstract="We introduce a slow folder (FoldICE) of proteins."),
        citing(2, "A Kitchen Study of Ice", abstract=abstract),
    )
    (found,) = citations.of(work(store), None, store).citing
    assert found.sentence == "We outperform FoldICE on every kettle."
    assert found.stance == "compares"


def test_entries_are_resolved_by_identifier_then_by_title_with_author_or_year_and_say_why(
    store: Store,
) -> None:
    put(
        store,
        cited(),
        arxiv_record("2401.00001", "A Kitchen Study of Steam and Ice", posted_on="2024-01-02"),
        arxiv_record("2401.00002", "Kettles: What They Are, and Why", posted_on="2024-01-02"),
    )
    body = page(
        "Somebody. No title at all. arXiv:2605.00001.",
        "A. Lovelace, E. Noether. A kitchen study of steam and ice. J. Water 3, 1–9, 2025.",
        "M. Curie. Kettles: What they are, and why. Nature, 1931.",
        "X. Unknown. A work that nobody has seen before. 1999.",
        "Ibid.",
        body=f"Steam rises {cite(2)}. We compare our kettle with theirs {cite(2)}.",
    )
    found = citations.of(work(store), read(body), store).references
    assert [one.known for one in found] == ["here", "here", "not found", "not found", "not looked for"]  # fmt: skip
    assert [one.reason for one in found[:2]] == ["identifier", "same title, author, year"]
    assert found[1].work == "arxiv:2401.00001"
    assert [quote.text for quote in found[1].contexts] == [
        "Steam rises [2].",
        "We compare our kettle with theirs [2].",
    ]
    assert found[1].stance == "compares"


def test_an_entry_of_journal_volume_and_page_is_resolved_where_the_author_agrees(
    store: Store,
) -> None:
    put(
        store,
        journal_record("10.1103/PhysRevD.83.071501", "Ice in Accelerators", published_on="2011"),
    )
    body = page(
        "A. Lovelace, Phys. Rev. D 83, 071501 (2011).",
        "M. Curie, Phys. Rev. D 83, 071501 (2011).",
        body=f"See {cite(1)}.",
    )
    own = arxiv_record("2601.00009", "Of Ice")
    put(store, own)
    found = citations.of(work(store, "arxiv:2601.00009"), read(body), store).references
    assert [one.work for one in found] == ["doi:10.1103/physrevd.83.071501", ""]
    assert found[0].reason == "same journal, volume, page, author"


def test_contexts_are_quotes_of_the_documents_own_text(store: Store) -> None:
    put(store, cited())
    document = read(
        page(f"{TITLE}, 2026.", "Other, 2020.", body=f"We use water {cite(1)} here. See.")
    )
    for one in citations.of(work(store), document, store).references:
        for quote in one.contexts:
            assert document.text[quote.start : quote.end] == quote.text
            assert (quote.work, quote.field) == ("local:dropped", "text")


def test_without_a_text_the_references_are_those_of_the_record(store: Store) -> None:
    reference = Reference(ids.parse("arxiv:2606.00002"))
    text = Reference(text="E. Noether, Invariants, 1918")
    put(store, cited(references=(reference, text)), citing(2, "A Kitchen Study of Ice"))
    found = citations.of(work(store), None, store).references
    assert [(one.known, one.title) for one in found] == [
        ("here", "A Kitchen Study of Ice"), ("not found", ""),
    ]  # fmt: skip


# OpenAlex; the bodies are ours, in the shape of its recorded works


@pytest.fixture
def client(httpserver: HTTPServer) -> Iterator[Client]:
    here = {f"{httpserver.host}:{httpserver.port}"}
    with Client(trusted=here, sleep=lambda _: None) as opened:
        yield opened


def openalex_work(number: int, title: str, *, doi: str = "", arxiv: str = "") -> dict[str, object]:
    landing = f"https://arxiv.org/abs/{arxiv}" if arxiv else None
    return {
        "id": f"https://openalex.org/W{number}",
        "doi": f"https://doi.org/{doi}" if doi else None,
        "title": title,
        "display_name": title,
        "type": "article",
        "publication_date": "2026-05-20",
        "cited_by_count": number % 10,
        "authorships": [{"author": {"display_name": "Rosalind Franklin"}}],
        "locations": [{"landing_page_url": landing}] if landing else [],
        "abstract_inverted_index": {"Ice": [0], "is": [1], "cold.": [2]},
    }


def answering(
    httpserver: HTTPServer, citing_: list[dict[str, object]], rows: int = 100
) -> list[str]:
    asked: list[str] = []

    def answer(request: Request) -> Response:
        filter_ = request.args["filter"]
        asked.append(filter_)
        own = [openalex_work(1000, TITLE, arxiv="2605.00001")]
        there = citing_ if filter_.startswith("cites:") else own if "2605.00001" in filter_ else []
        at = 0 if request.args["cursor"] == "*" else int(request.args["cursor"])
        after = str(at + rows) if at + rows < len(there) else None
        body = {
            "meta": {"count": len(there), "next_cursor": after},
            "results": there[at : at + rows],
        }
        return Response(json.dumps(body), content_type="application/json")

    httpserver.expect_request("/works").respond_with_handler(answer)
    return asked


def test_what_openalex_adds_is_joined_with_what_the_store_has(
    store: Store, client: Client, httpserver: HTTPServer
) -> None:
    put(store, cited(), citing(2, "A Kitchen Study of Ice"))
    asked = answering(
        httpserver,
        [
            openalex_work(2001, "A Kitchen Study of Ice", arxiv="2606.00002"),
            openalex_work(2002, "A Journal Study of Ice", doi="10.1000/ice"),
            openalex_work(2003, "A journal study of ice"),
        ],
    )
    at = OpenAlexCitations(httpserver.url_for(""))
    found = citations.of(work(store), None, store, client=client, openalex=at)
    assert found.asked == ("store", "openalex")
    assert asked[-1] == "cites:W1000"
    by_title = {one.title: one for one in found.citing}
    assert set(by_title) == {"A Kitchen Study of Ice", "A Journal Study of Ice"}
    assert by_title["A Kitchen Study of Ice"].from_ == ("store", "openalex")
    assert by_title["A Kitchen Study of Ice"].work == "arxiv:2606.00002"
    assert by_title["A Journal Study of Ice"].from_ == ("openalex",)
    assert by_title["A Journal Study of Ice"].url == "https://doi.org/10.1000/ice"
    assert found.total == 2


def test_citing_works_are_read_cursor_after_cursor_up_to_a_limit_that_is_told(
    store: Store, client: Client, httpserver: HTTPServer
) -> None:
    put(store, cited())
    many = [openalex_work(3000 + n, f"Kettle Number {n} of the Great House") for n in range(7)]
    asked = answering(httpserver, many, rows=2)
    at = OpenAlexCitations(httpserver.url_for(""), most=5)
    found = citations.of(work(store), None, store, client=client, openalex=at)
    assert len([one for one in asked if one.startswith("cites:")]) == 3
    assert found.total == 5
    assert found.notes == ("OpenAlex counts 7 citing works; the 5 most cited of them were read.",)


def test_entries_that_the_store_does_not_hold_are_known_elsewhere_where_openalex_has_them(
    store: Store, client: Client, httpserver: HTTPServer
) -> None:
    put(store, arxiv_record("2601.00009", "Of Ice"))
    answering(httpserver, [])
    body = page("Somebody. arXiv:2605.00001.", "Nobody. arXiv:2601.99999.", body=f"See {cite(1)}.")
    at = OpenAlexCitations(httpserver.url_for(""))
    found = citations.of(
        work(store, "arxiv:2601.00009"), read(body), store, client=client, openalex=at
    )
    assert [one.known for one in found.references] == ["elsewhere", "not found"]
    assert found.references[0].title == TITLE


@pytest.mark.parametrize("language", ["en", "zh"])
def test_where_openalex_fails_the_store_answers_and_a_note_says_so(
    store: Store, client: Client, httpserver: HTTPServer, language: str
) -> None:
    put(store, cited(), citing(2, "A Kitchen Study of Ice"))
    httpserver.expect_request("/works").respond_with_data("<html>busy", status=403)
    at = OpenAlexCitations(httpserver.url_for(""), api_key="hidden-key")
    found = citations.of(work(store), None, store, client=client, openalex=at, language=language)
    assert found.total == 1
    assert found.asked == ("store",)
    assert len(found.notes) == 1
    assert "OpenAlex" in found.notes[0]
    assert "hidden-key" not in found.notes[0]


def test_the_same_is_answered_twice(store: Store) -> None:
    take(store, "starter", Page(records=records(NOW)), AT)
    assert citations.of(work(store, SEED), None, store) == citations.of(
        work(store, SEED), None, store
    )
