"""Sound bodies of every upstream, for the fuzz benchmark to spoil.

They are ours, written after the upstreams' documentation; each is a head, entries that are alike
but for their number, and a tail, so that one entry can be spoiled and the others counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

COUNT = 5


def marker(number: int) -> str:
    """What every entry with that number has in its title, and nothing else has anywhere."""
    return f"Work {number}{number}{number} on spoiled"


@dataclass(frozen=True)
class Seed:
    """A sound body. ``form`` is ``xml``, ``json`` or ``text`` (entries that stand alone)."""

    form: str
    head: bytes
    entries: tuple[bytes, ...]
    tail: bytes
    between: bytes = b""

    def body(self, entries: Iterable[bytes] | None = None) -> bytes:
        """The whole body, or the same with other entries."""
        return self.head + self.between.join(entries or self.entries) + self.tail


def _seed(form: str, head: str, entry: str, tail: str, between: str = "") -> Seed:
    """N is replaced by the entry's number, TITLE by its title."""
    made = tuple(
        entry.replace(
            "TITLE", f"{marker(n)} feeds, p&lt;0.001" if form == "xml" else f"{marker(n)} feeds"
        )
        .replace("#N", str(n))
        .encode()
        for n in range(1, COUNT + 1)
    )
    return Seed(form, head.encode(), made, tail.encode(), between.encode())


_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
RSS = _seed(
    "xml",
    f'{_DECLARATION}<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Journal</title>'
    "<link>https://example.org/</link><lastBuildDate>Tue, 12 May 2026 00:00:00 GMT</lastBuildDate>",
    '<item><title>TITLE</title><link>https://example.org/a?b=#N&amp;c=d</link><guid isPermaLink="false">'
    "doi:10.1000/x.#N</guid><description>&lt;p&gt;Author(s): A. One&lt;/p&gt; We show é.</description>"
    "<content:encoded><![CDATA[<p>We <b>show</b> it &amp; more</p>]]></content:encoded>"
    "<dc:creator>A. One, B. Two</dc:creator><category domain='x'>Physics</category>"
    "<pubDate>Tue, 12 May 2026 08:00:00 +0200</pubDate></item>\n",
    "</channel></rss>",
)
RDF = _seed(
    "xml",
    f'{_DECLARATION}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"><channel rdf:about="x">'
    "<title>bioRxiv: all</title><link>https://www.biorxiv.org</link></channel>",
    '<item rdf:about="https://www.biorxiv.org/content/10.64898/2026.05.01.12345#Nv2?rss=1">'
    "<title>TITLE</title><link>https://www.biorxiv.org/content/10.64898/2026.05.01.12345#Nv2?rss=1</link>"
    "<description>We show it.</description><dc:creator>One, A.</dc:creator><dc:date>2026-05-11</dc:date>"
    "<dc:identifier>doi:10.64898/2026.05.01.12345#N</dc:identifier><prism:section>Genomics</prism:section>"
    "</item>",
    "</rdf:RDF>",
)
ATOM = _seed(
    "xml",
    f'{_DECLARATION}<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">J</title>'
    '<link href="/"/><updated>2026-05-12T00:00:00Z</updated><id>urn:feed</id>',
    '<entry xml:base="/b/"><title type="text">TITLE</title><link href="#N"/><id>urn:e:#N</id>'
    '<summary type="html">&lt;i&gt;We&lt;/i&gt; show.</summary><content type="xhtml">'
    '<div xmlns="http://www.w3.org/1999/xhtml"><p>We <b>show</b>.</p></div></content>'
    "<author><name>A. One</name><email>a@example.org</email></author><category term='x' label='y'/>"
    "<updated>2026-05-12T08:00:00+02:00</updated><published>2026-05-11</published></entry>",
    "</feed>",
)
JSON_FEED = _seed(
    "json",
    '{"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": [',
    '{"id": "#N", "url": "https://example.org/#N", "title": "TITLE", "content_html": "<p>We show</p>", '
    '"authors": [{"name": "A. One"}], "tags": ["x"], "date_published": "2026-05-12T08:00:00+02:00"}',
    "]}",
    ", ",
)
ARXIV_RSS = _seed(
    "xml",
    f'{_DECLARATION}<rss xmlns:arxiv="http://arxiv.org/schemas/atom" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0"><channel><title>cs.LG updates</title>'
    "<link>http://rss.arxiv.org/rss/cs.LG</link><pubDate>Tue, 12 May 2026 00:00:00 -0400</pubDate>"
    "<skipDays><day>Saturday</day><day>Sunday</day></skipDays>",
    "<item><title>TITLE</title><link>https://arxiv.org/abs/2605.0123#N</link><description>"
    "arXiv:2605.0123#Nv1 Announce Type: new \nAbstract: We show $x^2$.</description>"
    '<guid isPermaLink="false">oai:arXiv.org:2605.0123#Nv1</guid><category>cs.LG</category>'
    "<category>stat.ML</category><pubDate>Tue, 12 May 2026 00:00:00 -0400</pubDate>"
    "<arxiv:announce_type>new</arxiv:announce_type><dc:rights>http://arxiv.org/licenses/x/1.0/</dc:rights>"
    "<dc:creator>Andr\\'e One (MIT (Cambridge), USA), B. Two</dc:creator></item>",
    "</channel></rss>",
)
ARXIV_API = _seed(
    "xml",
    f'{_DECLARATION}<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom" '
    'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"><id>http://arxiv.org/api/x</id><title>q</title>'
    "<updated>2026-05-12T00:00:00-04:00</updated><opensearch:totalResults>5</opensearch:totalResults>"
    "<opensearch:startIndex>0</opensearch:startIndex><opensearch:itemsPerPage>5</opensearch:itemsPerPage>",
    "<entry><id>http://arxiv.org/abs/2605.0123#Nv1</id><updated>2026-05-11T10:00:00Z</updated>"
    "<published>2026-05-11T10:00:00Z</published><title>TITLE</title><summary>We show it.</summary>"
    "<author><name>A. One</name><arxiv:affiliation>MIT</arxiv:affiliation></author>"
    '<arxiv:comment>5 pages</arxiv:comment><link href="http://arxiv.org/abs/2605.0123#Nv1" rel="alternate" '
    'type="text/html"/><link title="pdf" href="http://arxiv.org/pdf/2605.0123#Nv1" rel="related" '
    'type="application/pdf"/><arxiv:primary_category term="cs.LG"/><category term="cs.LG"/></entry>',
    "</feed>",
)
ARXIV_OAI = _seed(
    "xml",
    f'{_DECLARATION}<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
    "<responseDate>2026-05-12T02:00:00Z</responseDate><request verb='ListRecords'>x</request><ListRecords>",
    "<record><header><identifier>oai:arXiv.org:2605.0123#N</identifier><datestamp>2026-05-12</datestamp>"
    '<setSpec>cs</setSpec></header><metadata><arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/">'
    "<id>2605.0123#N</id><submitter>A. One</submitter><version version='v1'><date>Mon, 11 May 2026 "
    "10:00:00 GMT</date><size>5kb</size></version><title>TITLE</title><authors>A. One and B. Two</authors>"
    "<categories>cs.LG stat.ML</categories><license>http://arxiv.org/licenses/x/1.0/</license>"
    "<abstract>  We show it.\n</abstract></arXivRaw></metadata></record>",
    "<resumptionToken>next|1001</resumptionToken></ListRecords></OAI-PMH>",
)
BIORXIV = _seed(
    "json",
    '{"messages": [{"status": "ok", "category": "all", "interval": "2026-05-11:2026-05-12", "cursor": 0, '
    '"count": 5, "count_new_papers": "5", "total": "5"}], "collection": [',
    '{"title": "TITLE", "authors": "One, A.; Two, B.", "author_corresponding": "A. One", "doi": '
    '"10.64898/2026.05.01.12345#N", "date": "2026-05-11", "version": "1", "type": "new results", '
    '"license": "cc_by", "category": "cell biology", "abstract": "We show it.", "published": "NA", '
    '"server": "bioRxiv"}',
    "]}",
    ", ",
)
BIORXIV_PUBS = _seed(
    "json",
    '{"messages": [{"status": "ok", "cursor": 0, "count": 5, "total": "5"}], "collection": [',
    '{"biorxiv_doi": "10.64898/2026.05.01.12345#N", "published_doi": "10.1000/x.#N", "published_journal": '
    '"Cell", "preprint_title": "TITLE", "preprint_authors": "One, A.", "preprint_category": "genomics", '
    '"preprint_date": "2026-05-01", "published_date": "2026-05-11", "preprint_abstract": "We show."}',
    "]}",
    ", ",
)
_CROSSREF_WORK = (
    '{"DOI": "10.1000/x.#N", "title": ["TITLE"], "type": "journal-article", "author": [{"given": "A.", '
    '"family": "One", "ORCID": "http://orcid.org/0000-0002-1825-0097", "affiliation": [{"name": "MIT"}]}], '
    '"container-title": ["Cell"], "ISSN": ["0028-0836"], "issued": {"date-parts": [[2026, 5, 11]]}, '
    '"abstract": "<jats:p>We show p&lt;0.001.</jats:p>", "reference": [{"DOI": "10.1000/y", "year": "2020"}], '
    '"update-to": [{"type": "retraction", "DOI": "10.1000/z", "updated": {"date-parts": [[2026, 5, 1]]}}], '
    '"is-referenced-by-count": 3, "volume": "1", "URL": "http://dx.doi.org/10.1000/x.#N", "license": []}'
)
CROSSREF = _seed(
    "json",
    '{"status": "ok", "message-type": "work-list", "message": {"total-results": 5, "next-cursor": "c", "items": [',
    _CROSSREF_WORK,
    "]}}",
    ", ",
)
EUROPEPMC = _seed(
    "json",
    '{"version": "6.9", "hitCount": 5, "nextCursorMark": "c", "resultList": {"result": [',
    '{"id": "PPR#N", "source": "PPR", "doi": "10.1000/x.#N", "title": "TITLE", "authorList": {"author": '
    '[{"fullName": "One A", "firstName": "A", "lastName": "One"}]}, "abstractText": "We show.", '
    '"firstPublicationDate": "2026-05-11", "pubYear": "2026", "citedByCount": 2}',
    "]}}",
    ", ",
)
_OPENALEX_WORK = (
    '{"id": "https://openalex.org/W400000000#N", "doi": "https://doi.org/10.1000/x.#N", "title": "TITLE", '
    '"display_name": "TITLE", "type": "article", "publication_date": "2026-05-11", "language": "en", '
    '"authorships": [{"author": {"display_name": "A. One", "orcid": null}, "institutions": []}], '
    '"primary_location": {"landing_page_url": "https://example.org/#N", "source": {"display_name": "Cell", '
    '"issn": ["0028-0836"]}}, "locations": [], "ids": {"pmid": "https://pubmed.ncbi.nlm.nih.gov/4000000#N"}, '
    '"abstract_inverted_index": {"We": [0], "show.": [1]}, "cited_by_count": 1, "referenced_works": '
    '["https://openalex.org/W2"], "is_retracted": false}'
)
OPENALEX = _seed(
    "json",
    '{"meta": {"count": 5, "per_page": 100, "next_cursor": "c"}, "results": [',
    _OPENALEX_WORK,
    "]}",
    ", ",
)
PUBMED = _seed(
    "xml",
    f"{_DECLARATION}<PubmedArticleSet>",
    '<PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="1">4000000#N</PMID><Article>'
    "<Journal><ISSN IssnType='Print'>0028-0836</ISSN><JournalIssue><Volume>1</Volume><PubDate><Year>2026"
    "</Year><Month>May</Month><Day>11</Day></PubDate></JournalIssue><Title>Nature</Title></Journal>"
    "<ArticleTitle>TITLE</ArticleTitle><Abstract><AbstractText Label='AIM'>We <i>show</i>.</AbstractText>"
    "</Abstract><AuthorList CompleteYN='Y'><Author><LastName>One</LastName><ForeName>A</ForeName></Author>"
    "</AuthorList><Language>eng</Language><PublicationTypeList><PublicationType>Journal Article"
    "</PublicationType></PublicationTypeList></Article></MedlineCitation><PubmedData><ArticleIdList>"
    '<ArticleId IdType="doi">10.1000/x.#N</ArticleId></ArticleIdList></PubmedData></PubmedArticle>\n',
    "</PubmedArticleSet>",
)
SEARCH = _seed(
    "xml",
    f"{_DECLARATION}<eSearchResult><Count>5</Count><RetMax>5</RetMax><RetStart>0</RetStart>"
    "<QueryKey>1</QueryKey><WebEnv>x</WebEnv><IdList>",
    "<Id>4000000#N</Id>",
    "</IdList></eSearchResult>",
)
ARXIV_LINES = _seed(
    "text",
    "",
    '{"id": "2605.0123#N", "submitter": "A. One", "authors": "A. One and B. Two", "title": "TITLE", '
    '"comments": null, "journal-ref": null, "doi": null, "categories": "cs.LG stat.ML", "license": null, '
    '"abstract": "  We show it.\\n", "versions": [{"version": "v1", "created": "Mon, 11 May 2026 10:00:00 '
    'GMT"}], "update_date": "2026-05-12", "authors_parsed": [["One", "A.", ""], ["Two", "B.", ""]]}\n',
    "",
)
OPENALEX_LINES = _seed("text", "", f"{_OPENALEX_WORK}\n", "")
CROSSREF_LINES = _seed("text", "", f"{_CROSSREF_WORK}\n", "")
CSL = _seed(
    "json",
    "[",
    '{"id": "x#N", "type": "article-journal", "title": "TITLE", "author": [{"family": "One", "given": "A."}], '
    '"issued": {"date-parts": [[2026, 5, 11]]}, "DOI": "10.1000/x.#N", "container-title": "Cell"}',
    "]",
    ",\n",
)
BIBTEX = _seed(
    "text",
    "",
    "@article{one#N,\n  title = {{TITLE}},\n  author = {One, Andr{\\'e} and Two, B.},\n  year = 2026,\n"
    "  month = may,\n  doi = {10.1000/x.#N},\n  abstract = {We show 50\\% of it.}\n}\n\n",
    "",
)
RIS = _seed(
    "text",
    "",
    "TY  - JOUR\nAU  - One, A.\nTI  - TITLE\nPY  - 2026\nDA  - 2026/05/11\nDO  - 10.1000/x.#N\n"
    "AB  - We show it.\nER  - \n\n",
    "",
)
OPML = _seed(
    "xml",
    f'{_DECLARATION}<opml version="2.0"><head><title>x</title></head><body><outline text="Folder">',
    '<outline type="rss" text="TITLE" title="TITLE" xmlUrl="https://example.org/#N" htmlUrl="https://e.org/"/>',
    "</outline></body></opml>",
)
