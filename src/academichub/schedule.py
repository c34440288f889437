"""Which sources there are under a configuration, and how often each is asked.

The only place that names every concrete source.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from academichub.completing import abstracts, references
from academichub.config import Config
from academichub.errors import ConfigurationError
from academichub.fetch import PACES
from academichub.jobs import Scheduled
from academichub.sources.arxiv_api import ArxivApi
from academichub.sources.arxiv_feed import ArxivFeed
from academichub.sources.arxiv_oai import ArxivOai
from academichub.sources.biorxiv import Biorxiv, BiorxivPublished
from academichub.sources.catalogue import catalogue, feed_source
from academichub.sources.crossref import Crossref
from academichub.sources.europepmc import EuropePmc
from academichub.sources.feed import FeedSource
from academichub.sources.openalex import OpenAlex
from academichub.sources.pubmed import Pubmed
from academichub.store import Store

_ON = frozenset(
    [
        "arxiv-rss",
        "arxiv-oai",
        "biorxiv-details",
        "biorxiv-pubs",
        "medrxiv-details",
        "medrxiv-pubs",
        "crossref-details",
        "pubmed",
    ]
)
_SERVERS = (("biorxiv", "bioRxiv"), ("medrxiv", "medRxiv"))


def schedule(
    config: Config,
    switches: Mapping[str, bool],
    feeds: Mapping[str, Mapping[str, str]],
    store: Store,
) -> tuple[Scheduled, ...]:
    """Every source, on or off.

    Args:
        config: base addresses, keys, intervals, and what is on by default.
        switches: what a person switched on or off, by route.
        feeds: the feeds a person added, by slug: ``title`` and ``feed``.
        store: where works that want completing are.

    Raises:
        ConfigurationError: the settings name a journal that is not in the catalogue.
    """
    if unknown := set(config.journals) - {journal.slug for journal in catalogue()}:
        raise ConfigurationError(
            f"setting journals: the catalogue has no journal {min(unknown)!r};"
            " `academichub sources list` lists them"
        )
    on = _ON | {f"feed-{slug}" for slug in (*config.journals, *feeds)}
    if config.openalex_key:
        on |= {"openalex-references"}
    every = (
        *_arxiv(config),
        *_preprints(config),
        *_journals(config, feeds),
        *_indexes(config),
        *_completing(config, store),
    )
    return tuple(
        Scheduled(
            one.source, one.label, one.every, switches.get(one.name, one.name in on), one.group
        )
        for one in every
    )


def paces(config: Config) -> dict[str, float]:
    """Seconds between two requests to each upstream; NCBI allows ten a second with a key."""
    return {**PACES, "ncbi.nlm.nih.gov": 0.1} if config.ncbi_key else dict(PACES)


def trusted(config: Config) -> set[str]:
    """``host:port`` of every address the operator set by hand; private ones may be fetched from."""
    mirrors = config.upstreams.model_dump(exclude_defaults=True).values()
    return {*config.trusted, *(authority(address) for address in mirrors)}


def _arxiv(config: Config) -> Iterator[Scheduled]:
    at, every = config.upstreams, config.every.of("arxiv")
    feed = ArxivFeed(categories=config.arxiv_categories, base_url=at.arxiv_feed)
    yield Scheduled(feed, "arXiv, announced today", every, group="arxiv")
    oai = ArxivOai(categories=config.arxiv_categories, base_url=at.arxiv_oai)
    if config.arxiv_categories:
        api = ArxivApi(categories=config.arxiv_categories, base_url=at.arxiv_api)
        yield Scheduled(api, "arXiv, searched by category", every, group="arxiv")
    # Versions, withdrawals and the days a feed was missed; once a day is what arXiv asks for.
    yield Scheduled(oai, "arXiv, every change", config.every.of("indexes"), group="arxiv")


def _preprints(config: Config) -> Iterator[Scheduled]:
    at, every = config.upstreams.biorxiv, config.every.of("biorxiv")
    for server, label in _SERVERS:
        yield Scheduled(Biorxiv(server, base_url=at), label, every, group="biorxiv")
        published = BiorxivPublished(server, base_url=at)
        yield Scheduled(
            published, f"{label}, published since", config.every.of("indexes"), group="biorxiv"
        )


def _indexes(config: Config) -> Iterator[Scheduled]:
    at, every, contact = config.upstreams, config.every.of("indexes"), config.contact
    if config.pubmed_query:  # all of PubMed is no feed; a search in it is
        pubmed = Pubmed(
            config.pubmed_query,
            base_url=at.pubmed,
            contact=contact,
            api_key=_secret(config, "ncbi_key"),
        )
        yield Scheduled(pubmed, "PubMed", every, group="indexes")
    europe = EuropePmc(base_url=at.europepmc, contact=contact)
    yield Scheduled(europe, "Europe PMC preprints", every, group="indexes")


def _completing(config: Config, store: Store) -> Iterator[Scheduled]:
    at, every, contact = config.upstreams, config.every.of("journals"), config.contact
    crossref = Crossref((), base_url=at.crossref, contact=contact)
    articles = abstracts(crossref.by_doi, "crossref-details", store)
    yield Scheduled(articles, "Crossref, details of announced articles", every, group="indexes")
    openalex = OpenAlex(
        base_url=at.openalex, contact=contact, api_key=_secret(config, "openalex_key")
    )
    cited = references(openalex, store)
    yield Scheduled(cited, "OpenAlex, references and citations", every, group="indexes")


def _journals(config: Config, feeds: Mapping[str, Mapping[str, str]]) -> Iterator[Scheduled]:
    every = config.every.of("journals")
    for journal in catalogue():
        yield Scheduled(feed_source(journal), journal.name, every, group="journals")
    for slug, feed in feeds.items():
        added = FeedSource(slug, feed["feed"], label=feed["title"])
        yield Scheduled(added, feed["title"], every, group="journals")
    for journal in catalogue():
        crossref = Crossref(
            journal.issn,
            name=f"crossref-{journal.slug}",
            base_url=config.upstreams.crossref,
            contact=config.contact,
        )
        label = f"{journal.name}, from Crossref"
        yield Scheduled(crossref, label, config.every.of("indexes"), group="indexes")


def _secret(config: Config, name: str) -> str | None:
    secret = getattr(config, name)
    return secret.get_secret_value() if secret else None


def authority(address: str) -> str:
    """The ``host:port`` of an address."""
    parts = urlsplit(address)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return f"{parts.hostname}:{port}"
