"""PubMed: recorded answers where they are at hand, and bodies of our own for the rest."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from lxml import etree
from werkzeug import Request, Response

from academichub.errors import (
    AnswerError,
    MalformedAnswerError,
    RefusedError,
    UnreadableError,
    UpstreamError,
)
from academichub.fetch import Client
from academichub.ids import Identifier
from academichub.model import Relation, Update
from academichub.sources.pubmed import Pubmed, parse_citations, parse_search
from academichub.sources.pubmed_citations import published, to_record

NOW = datetime(2026, 5, 12, 9, tzinfo=UTC)
AT = "2026-05-12T09:00:00Z"

ARTICLE = """
<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM">
<PMID Version="1">{pmid}</PMID>
<Article PubModel="Print-Electronic">
<Journal><ISSN IssnType="Electronic">1476-4687</ISSN>
<JournalIssue CitedMedium="Internet"><Volume>9</Volume><Issue>2</Issue>
<PubDate>{pubdate}</PubDate></JournalIssue><Title>Journal of folds</Title></Journal>
<ArticleTitle>{title}</ArticleTitle>
<Pagination><MedlinePgn>1-9</MedlinePgn></Pagination>
<ELocationID EIdType="doi" ValidYN="Y">10.1000/FOLD.{pmid}</ELocationID>
<ELocationID EIdType="doi" ValidYN="N">10.1000/wrong</ELocationID>
{abstract}
<AuthorList CompleteYN="{complete}">
<Author ValidYN="Y"><LastName>Doe</LastName><ForeName>Jane</ForeName><Initials>J</Initials>
<Identifier Source="ORCID">http://orcid.org/0000-0002-1825-0097</Identifier>
<AffiliationInfo><Affiliation>Institute of Folds, Bern.</Affiliation></AffiliationInfo></Author>
<Author ValidYN="N"><LastName>Doh</LastName><ForeName>Jane</ForeName></Author>
<Author ValidYN="Y"><LastName>Roe</LastName><Initials>R</Initials><Suffix>Jr</Suffix></Author>
<Author ValidYN="Y"><CollectiveName>Fold <i>Consortium</i></CollectiveName></Author>
</AuthorList>
<Language>{language}</Language>
<PublicationTypeList>{types}</PublicationTypeList>
{vernacular}
<ArticleDate DateType="Electronic"><Year>2026</Year><Month>05</Month><Day>03</Day></ArticleDate>
</Article>
<MedlineJournalInfo><ISSNLinking>0028-0836</ISSNLinking></MedlineJournalInfo>
{remarks}
<MeshHeadingList>
<MeshHeading><DescriptorName MajorTopicYN="Y">Protein Folding</DescriptorName></MeshHeading>
<MeshHeading><DescriptorName MajorTopicYN="N">Humans</DescriptorName></MeshHeading>
</MeshHeadingList>
<KeywordList Owner="NOTNLM"><Keyword MajorTopicYN="N">chaperone.</Keyword></KeywordList>
</MedlineCitation>
<PubmedData>
<ArticleIdList><ArticleId IdType="pubmed">{pmid}</ArticleId>
<ArticleId IdType="pmc">PMC7000001</ArticleId></ArticleIdList>
<ReferenceList><Reference><Citation>Doe J. <i>Knots</i>. 1999.</Citation>
<ArticleIdList><ArticleId IdType="doi">10.1000/knot</ArticleId>
<ArticleId IdType="pubmed">999</ArticleId></ArticleIdList></Reference>
<Reference><Citation>Roe R. Loops. 1998.</Citation></Reference></ReferenceList>
</PubmedData></PubmedArticle>
"""

BOOK = """
<PubmedBookArticle><BookDocument><PMID Version="1">20301295</PMID>
<ArticleIdList><ArticleId IdType="bookaccession">NBK1116</ArticleId></ArticleIdList>
<Book><Publisher><PublisherName>University of Bern</PublisherName></Publisher>
<BookTitle book="gene">Fold<sup>2</sup> Reviews</BookTitle>
<PubDate><Year>1993</Year></PubDate>
<AuthorList Type="editors"><Author><LastName>Ed</LastName></Author></AuthorList></Book>
{chapter}
<Language>eng</Language>
<AuthorList Type="authors"><Author><LastName>Doe</LastName><ForeName>Jane</ForeName></Author>
</AuthorList>
<Abstract><AbstractText Label="SUMMARY">Folds.</AbstractText></Abstract>
</BookDocument></PubmedBookArticle>
"""


def article(pmid: int = 41_000_001, **changed: str) -> str:
    filled = {
        "title": "Folding of <i>TERT</i> and H<sub>2</sub>O: p &lt; 0.001.",
        "pubdate": "<Year>2026</Year><Month>Jun</Month>",
        "abstract": "<Abstract><AbstractText>Slow.</AbstractText></Abstract>",
        "complete": "Y",
        "language": "eng",
        "types": "<PublicationType>Journal Article</PublicationType>",
        "vernacular": "",
        "remarks": "",
    }
    return ARTICLE.format(pmid=pmid, **{**filled, **changed})


def citations(*entries: str) -> bytes:
    head = (
        '<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st '
        'January 2025//EN" "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n'
    )
    return f"{head}<PubmedArticleSet>{''.join(entries)}</PubmedArticleSet>".encode()


def search(count: int, pmids: list[int]) -> bytes:
    ids = "".join(f"<Id>{pmid}</Id>" for pmid in pmids)
    return f"<eSearchResult><Count>{count}</Count><IdList>{ids}</IdList></eSearchResult>".encode()


def record(**changed: str):
    (entry,) = parse_citations(citations(article(**changed))).entries
    return to_record(entry, "pubmed", AT)


def remarks(*said: tuple[str, str, str]) -> str:
    inside = "".join(
        f'<CommentsCorrections RefType="{kind}"><RefSource>{source}</RefSource>'
        + (f"<PMID>{pmid}</PMID>" if pmid else "")
        + "</CommentsCorrections>"
        for kind, source, pmid in said
    )
    return f"<CommentsCorrectionsList>{inside}</CommentsCorrectionsList>"


def types(*names: str) -> str:
    return "".join(f"<PublicationType>{name}</PublicationType>" for name in names)


@pytest.fixture
def client(httpserver):
    with Client(
        trusted={f"{httpserver.host}:{httpserver.port}"}, patience=1, sleep=lambda _: None
    ) as opened:
        yield opened


@pytest.fixture
def entrez(httpserver):
    """E-utilities over a few citations: PMID to the day it was entered."""
    entered: dict[int, date] = {}

    def esearch(request: Request) -> Response:
        first, last = (
            datetime.strptime(request.args[name], "%Y/%m/%d").replace(tzinfo=UTC).date()
            for name in ("mindate", "maxdate")
        )
        found = [pmid for pmid, day in entered.items() if first <= day <= last]
        handed = sorted(found, reverse=True)[: int(request.args["retmax"])]
        return Response(search(len(found), handed))

    def efetch(request: Request) -> Response:
        wanted = [int(pmid) for pmid in request.args["id"].split(",")]
        return Response(citations(*(article(pmid) for pmid in wanted if pmid in entered)))

    httpserver.expect_request("/esearch.fcgi").respond_with_handler(esearch)
    httpserver.expect_request("/efetch.fcgi").respond_with_handler(efetch)
    return entered


def source(httpserver, **options) -> Pubmed:
    return Pubmed("folding[ti]", base_url=httpserver.url_for("").rstrip("/"), **options)


def test_a_citation_becomes_a_record_with_everything_it_says():
    made = record()
    assert (made.source, made.key, made.type) == ("pubmed", "41000001", "article")
    assert made.title == "Folding of TERT and H₂O: p < 0.001"
    assert made.identifiers == (
        Identifier("pmid", "41000001"),
        Identifier("doi", "10.1000/fold.41000001"),
        Identifier("pmcid", "PMC7000001"),
    )
    assert [author.name for author in made.authorships] == [
        "Jane Doe",
        "R Roe Jr",
        "Fold Consortium",
    ]
    assert made.authorships[0].orcid == "0000-0002-1825-0097"
    assert made.authorships[0].affiliations == ("Institute of Folds, Bern.",)
    assert made.venue is not None
    assert (made.venue.name, made.venue.issn) == ("Journal of folds", ("1476-4687", "0028-0836"))
    assert (made.venue.volume, made.venue.issue, made.venue.pages) == ("9", "2", "1-9")
    assert (made.published_on, made.posted_on) == ("2026-05-03", None)
    assert (made.language, made.keywords) == ("en", ("chaperone", "Protein Folding"))
    assert [place.kind for place in made.locations] == ["landing", "landing", "html"]
    assert [(str(r.identifier), r.text) for r in made.references] == [
        ("doi:10.1000/knot", "Doe J. Knots. 1999."),
        ("None", "Roe R. Loops. 1998."),
    ]
    assert made.raw.startswith("<PubmedArticle>")


def test_a_structured_abstract_keeps_its_labels_and_paragraphs():
    sections = (
        '<Abstract><AbstractText Label="AIM">To fold x<sup>2</sup> (p&lt;0.05).</AbstractText>'
        '<AbstractText Label="UNASSIGNED">Done.</AbstractText><AbstractText/>'
        "<CopyrightInformation>All ours.</CopyrightInformation></Abstract>"
    )
    assert record(abstract=sections).abstract == "AIM: To fold x² (p<0.05).\n\nDone."
    assert record(abstract="").abstract is None


def test_mathml_becomes_math():
    math = (
        '<mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML"><mml:msup><mml:mi>E</mml:mi>'
        "<mml:mn>2</mml:mn></mml:msup></mml:math>"
    )
    assert re.search(r"Energy \$E\^\{?2\}?\$ of", record(title=f"Energy {math} of folds.").title)


def test_a_translated_title_loses_its_brackets_and_keeps_the_original():
    made = record(
        title="[Slow folding].",
        vernacular="<VernacularTitle>Langsame Faltung.</VernacularTitle>",
        language="ger",
    )
    assert (made.title, made.comment, made.language) == ("Slow folding", "Langsame Faltung", "de")
    made = record(
        title="[Not Available].", vernacular="<VernacularTitle>Pliage lent.</VernacularTitle>"
    )
    assert (made.title, made.comment) == ("Pliage lent", None)


def test_an_incomplete_author_list_says_so():
    assert record().authors_complete
    assert not record(complete="N").authors_complete


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("<Year>2026</Year><Month>Jun</Month><Day>3</Day>", "2026-06-03"),
        ("<Year>2026</Year><Month>06</Month>", "2026-06"),
        ("<Year>2026</Year><Season>Spring</Season>", "2026"),
        ("<Year>2026</Year><Month>Smarch</Month><Day>3</Day>", "2026"),
        ("<Year>2026</Year><Month>02</Month><Day>31</Day>", "2026-02"),
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", "1998-12"),
        ("<MedlineDate>2000 Spring</MedlineDate>", "2000"),
        ("<MedlineDate>1975-1976</MedlineDate>", "1975"),
        ("<MedlineDate>2011 Nov-Dec</MedlineDate>", "2011-11"),
        ("<MedlineDate>Winter</MedlineDate>", None),
        ("", None),
    ],
)
def test_odd_dates_are_read_as_far_as_they_go(written, expected):
    assert published(etree.fromstring(f"<PubDate>{written}</PubDate>")) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("Journal Article",), "article"),
        (("Journal Article", "Review"), "review"),
        (("Journal Article", "Systematic Review"), "review"),
        (("Preprint",), "preprint"),
        (("Letter",), "letter"),
        (("Editorial",), "editorial"),
        (("Published Erratum",), "erratum"),
        (("Retraction of Publication",), "retraction"),
        (("Retraction Notice",), "retraction"),
    ],
)
def test_publication_types_are_told_apart(given, expected):
    assert record(types=types(*given)).type == expected


def test_a_retracted_article_names_the_notice():
    made = record(
        types=types("Journal Article", "Retracted Publication"),
        remarks=remarks(("RetractionIn", "J Folds. 2027;1:1", "42")),
    )
    assert made.updates == (
        Update("retraction", None, Identifier("pmid", "42"), "J Folds. 2027;1:1", "pubmed"),
    )
    bare = record(types=types("Retracted Publication"))
    assert bare.updates == (Update("retraction", source="pubmed"),)


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("RetractionOf", "retraction"),
        ("ErratumFor", "correction"),
        ("ExpressionOfConcernFor", "expression_of_concern"),
    ],
)
def test_a_notice_names_the_article_it_changes(kind, word):
    made = record(remarks=remarks((kind, "J Folds", "43"), ("CommentOn", "J Folds", "44")))
    notice = Update(word, "2026-05-03", Identifier("pmid", "41000001"), None, "pubmed")
    assert made.relations == (Relation("updates", Identifier("pmid", "43"), notice),)


def test_a_preprint_and_its_article_are_one_work():
    made = record(
        types=types("Preprint"), remarks=remarks(("UpdateIn", "Nature. doi: 10.1038/x1.", ""))
    )
    assert (made.posted_on, made.published_on) == ("2026-05-03", None)
    assert made.relations == (Relation("same-work", Identifier("doi", "10.1038/x1")),)
    made = record(
        remarks=remarks(("UpdateOf", "bioRxiv. 2025 Jan 1", "7"), ("UpdateOf", "Cochrane", "8"))
    )
    assert made.relations == (Relation("same-work", Identifier("pmid", "7")),)


def test_without_a_reference_list_what_it_cites_is_taken_from_the_remarks():
    text = article(remarks=remarks(("Cites", "Stat Med. 1989", "2657958")))
    text = re.sub(r"<ReferenceList>.*</ReferenceList>", "", text, flags=re.DOTALL)
    (entry,) = parse_citations(citations(text)).entries
    (cited,) = to_record(entry, "pubmed", AT).references
    assert (cited.identifier, cited.text) == (Identifier("pmid", "2657958"), "Stat Med. 1989")


def test_book_chapters_and_books_are_read_too():
    chapter, book = (
        to_record(entry, "pubmed", AT)
        for entry in parse_citations(
            citations(
                BOOK.format(
                    chapter="<ArticleTitle book='gene'>Folding</ArticleTitle>"
                    "<ContributionDate><Year>1998</Year><Month>2</Month></ContributionDate>"
                ),
                BOOK.format(chapter=""),
            )
        ).entries
    )
    assert (chapter.title, chapter.type, chapter.published_on) == (
        "Folding",
        "book-chapter",
        "1998-02",
    )
    assert chapter.venue is not None
    assert (chapter.venue.name, chapter.venue.publisher) == ("Fold² Reviews", "University of Bern")
    assert (book.title, book.type, book.published_on) == ("Fold² Reviews", "book", "1993")
    assert [author.name for author in book.authorships] == ["Jane Doe"]
    assert book.abstract == "SUMMARY: Folds."


def test_another_element_is_no_citation():
    with pytest.raises(UnreadableError, match="DeleteCitation"):
        to_record(etree.fromstring("<DeleteCitation/>"), "pubmed", AT)


def test_the_window_is_read_in_batches_in_the_order_of_pmids(httpserver, client, entrez):
    entrez.update(dict.fromkeys(range(101, 106), date(2026, 5, 11)))
    one = source(httpserver, batch=2, contact="me@example.org", api_key="s3cret")
    pages = list(one.pages(client, None, NOW))
    assert [r.key for page in pages for r in page.records] == ["101", "102", "103", "104", "105"]
    asked, _ = httpserver.log[0]
    assert (asked.args["term"], asked.args["datetype"]) == ("folding[ti]", "edat")
    assert (asked.args["mindate"], asked.args["maxdate"]) == ("2026/05/05", "2026/05/12")
    assert (asked.args["tool"], asked.args["email"]) == ("academichub", "me@example.org")
    assert asked.args["api_key"] == "s3cret"
    assert pages[0].expected == 5
    assert pages[-1].cursor == {"complete": "2026-05-11"}
    assert "s3cret" not in repr(one)


def test_a_run_resumes_after_the_last_pmid_though_others_have_come(httpserver, client, entrez):
    entrez.update(dict.fromkeys(range(101, 106), date(2026, 5, 11)))
    one = source(httpserver, batch=2)
    first = next(one.pages(client, None, NOW))
    entrez[100], entrez[200] = date(2026, 5, 11), date(2026, 5, 12)
    rest = list(one.pages(client, first.cursor, NOW))
    assert [r.key for page in rest for r in page.records] == ["103", "104", "105", "200"]


def test_days_with_too_many_hits_are_split_and_nothing_is_lost(
    httpserver, client, entrez, monkeypatch
):
    monkeypatch.setattr("academichub.sources.pubmed.HITS", 3)
    for number in range(12):
        entrez[500 - number] = date(2026, 5, 1) + timedelta(days=number % 6)
    cursor = {"from": "2026-05-01", "to": "2026-05-12"}
    pages = list(source(httpserver).pages(client, cursor, NOW))
    assert sorted(int(r.key) for page in pages for r in page.records) == list(range(489, 501))


@pytest.mark.parametrize("stop", range(1, 7))
def test_a_run_stopped_anywhere_ends_with_the_same_records(
    httpserver, client, entrez, monkeypatch, stop
):
    monkeypatch.setattr("academichub.sources.pubmed.HITS", 3)
    for number in range(12):
        entrez[500 - number] = date(2026, 5, 1) + timedelta(days=number % 6)
    one = source(httpserver, batch=2)
    pages = one.pages(client, {"from": "2026-05-01", "to": "2026-05-12"}, NOW)
    before = [next(pages) for _ in range(stop)]
    # Meanwhile some citations are gone, so the days are split elsewhere.
    gone = [pmid for pmid, day in entrez.items() if day == date(2026, 5, 1)]
    seen = {int(r.key) for page in before for r in page.records}
    for pmid in gone:
        del entrez[pmid]
    after = list(one.pages(client, before[-1].cursor, NOW))
    assert seen | {int(r.key) for page in after for r in page.records} >= set(entrez)


def test_a_single_day_with_too_many_hits_says_what_is_missing(
    httpserver, client, entrez, monkeypatch
):
    monkeypatch.setattr("academichub.sources.pubmed.HITS", 3)
    entrez.update(dict.fromkeys(range(10, 15), date(2026, 5, 11)))
    pages = list(source(httpserver).pages(client, None, NOW))
    assert sum(len(page.records) for page in pages) == 3
    assert "PubMed hands out 3 of 5 hits of 2026-05-11" in [page.note for page in pages]


def test_pmids_that_give_no_citation_are_counted(httpserver, client, entrez):
    entrez[1] = date(2026, 5, 11)
    (page,) = source(httpserver).by_ids(client, [Identifier("pmid", "1"), Identifier("pmid", "2")])
    assert (len(page.records), page.note) == (1, "1 of 2 PMIDs gave no citation")


def test_an_answer_that_is_cut_off_gives_its_whole_citations_and_is_asked_for_again(
    httpserver, client, entrez
):
    entrez.update(dict.fromkeys(range(1, 4), date(2026, 5, 11)))
    body = citations(article(1), article(2), article(3))
    spoiled = [body[:-900], body]
    httpserver.clear_all_handlers()
    httpserver.expect_request("/esearch.fcgi").respond_with_data(search(3, [3, 2, 1]))
    httpserver.expect_request("/efetch.fcgi").respond_with_handler(
        lambda request: Response(spoiled.pop(0))
    )
    running = source(httpserver).pages(client, None, NOW)
    page = next(running)
    assert [record.key for record in page.records] == ["1", "2"]
    assert page.cursor is None
    assert "cut off after 2 whole entries" in page.note
    with pytest.raises(MalformedAnswerError, match=r"pubmed: .*cut off.*the next run repeats it"):
        next(running)
    again = list(source(httpserver).pages(client, None, NOW))
    assert [r.key for page in again for r in page.records] == ["1", "2", "3"]
    assert again[-1].cursor


def test_one_bad_citation_is_kept_raw_and_the_rest_goes_on(httpserver, client):
    body = citations(
        article(1),
        article(2, title=""),
        article(3).replace("<Article ", "<Article <"),
        article(4).replace('<PMID Version="1">4</PMID>', ""),
        article(5),
    )
    httpserver.expect_request("/efetch.fcgi").respond_with_data(body)
    wanted = [Identifier("pmid", str(number)) for number in range(1, 6)]
    (page,) = source(httpserver).by_ids(client, wanted)
    assert [record.key for record in page.records] == ["1", "5"]
    assert len(page.unreadable) == 3
    reasons = [entry.reason for entry in page.unreadable]
    assert "it has no title" in reasons
    assert "it has no PMID" in reasons
    assert all(entry.raw for entry in page.unreadable)


@pytest.mark.parametrize(
    ("body", "error", "words"),
    [
        (b"", MalformedAnswerError, "empty"),
        (b"<html><title>NCBI - WWW Error</title>", MalformedAnswerError, "NCBI - WWW Error"),
        (citations(article(1))[:-900], MalformedAnswerError, "cut off"),
        (
            b'{"error":"API rate limit exceeded","api-key":"s3cret","count":"4"}',
            UpstreamError,
            "API rate limit exceeded",
        ),
        (b"<eFetchResult><ERROR>Empty id list</ERROR></eFetchResult>", UpstreamError, "Empty id"),
        (b"<ERROR>Unable to obtain query</ERROR>", UpstreamError, "Unable to obtain"),
        (b"<pmc-articleset><article/></pmc-articleset>", MalformedAnswerError, "pmc-articleset"),
    ],
)
def test_a_status_200_that_holds_no_citations_is_refused(body, error, words):
    with pytest.raises(error, match=re.escape(words)) as caught:
        parse_citations(body)
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"<eSearchResult><ERROR>Search Backend failed</ERROR></eSearchResult>", UpstreamError),
        (b"<eSearchResult><Count>x</Count></eSearchResult>", MalformedAnswerError),
        (b"<eSearchResult><IdList/></eSearchResult>", MalformedAnswerError),
        (search(1, [1])[:-20], MalformedAnswerError),
        (citations(), MalformedAnswerError),
    ],
)
def test_a_status_200_that_is_no_search_result_is_refused(body, error):
    with pytest.raises(error):
        parse_search(body)


def test_a_refusal_does_not_show_the_key(httpserver, client):
    httpserver.expect_request("/esearch.fcgi").respond_with_data("no", status=400)
    with pytest.raises(RefusedError) as caught:
        list(source(httpserver, api_key="s3cret").pages(client, None, NOW))
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    "body", ['{"error": "bad key s3cret"}', "bad key s3cret", "<ERROR>s3cret</ERROR>"]
)
def test_an_answer_that_echoes_the_key_is_quoted_without_it(httpserver, client, body):
    httpserver.expect_request("/esearch.fcgi").respond_with_data(body)
    with pytest.raises(AnswerError) as caught:
        list(source(httpserver, api_key="s3cret").pages(client, None, NOW))
    assert "s3cret" not in str(caught.value)


# esearch6 and 7 hold identifiers of other databases, too long to be PMIDs: refused.
RECORDED_SEARCHES = {
    "esearch1.xml": (63, 20),
    "esearch2.xml": (42249, 100),
    "esearch3.xml": (2651, 6),
    "esearch5.xml": (5, 5),
    "esearch8.xml": (0, 0),
}
RECORDED_CITATIONS = {
    "pubmed1.xml": ("12091962", "9997"),
    "pubmed2.xml": ("11748933", "11700088"),
    "pubmed4.xml": ("27797938",),
    "pubmed5.xml": ("28775130",),
    "pubmed6.xml": ("30108519",),
    "pubmed7.xml": ("29963580",),
    "pubmed-29768149.xml": ("29768149",),
}


@pytest.mark.data
def test_every_recorded_answer_is_read_or_refused_in_words(recorded):
    searches, found, refused = {}, {}, 0
    reasons: list[str] = []
    for path in sorted(p for p in (recorded / "protocol/pubmed").rglob("*") if p.is_file()):
        body = path.read_bytes()
        try:
            answer = parse_search(body)
            searches[path.name] = (answer.count, len(answer.pmids))
            continue
        except AnswerError as error:
            reasons.append(str(error))
        try:
            entries = parse_citations(body).entries
        except AnswerError:
            refused += 1
        else:
            found[path.name] = [to_record(entry, "pubmed", AT) for entry in entries]
    assert searches == RECORDED_SEARCHES
    assert {name: tuple(r.key for r in made) for name, made in found.items()} == RECORDED_CITATIONS
    assert all(re.match("an esearch result|E-utilities say: ", reason) for reason in reasons)
    assert refused == 57 - len(searches) - len(found)
    for made in (record for records in found.values() for record in records):
        assert made.venue is not None
        assert made.published_on
        assert made.authorships
        assert not re.search(r"</?\w+>|&lt;|&amp;", made.title + (made.abstract or ""))


@pytest.mark.data
def test_recorded_citations_have_their_references_labels_and_math(recorded):
    def read(name: str):
        (path,) = (recorded / "protocol/pubmed").rglob(name)
        return [
            to_record(entry, "pubmed", AT) for entry in parse_citations(path.read_bytes()).entries
        ]

    (gut,) = read("pubmed4.xml")
    assert len(gut.references) == 48
    assert (gut.abstract or "").startswith("OBJECTIVE: Telomere shortening")
    assert "r²<0.25" in (gut.abstract or "")
    assert gut.published_on == "2016-10-21"
    (runners,) = read("pubmed6.xml")
    assert len(runners.references) == 53
    (lung,) = read("pubmed7.xml")
    assert (lung.abstract or "").count("$") >= 8
    older, _ = read("pubmed1.xml")
    assert (older.published_on, older.type) == ("1990", "review")
