"""The source badge of a work: ``arXiv (cs.AI)``, ``medRxiv (Medicine)``, ``Nature``."""

from __future__ import annotations

from academichub.model import Work

SERVERS = {"arxiv": "arXiv", "biorxiv": "bioRxiv", "medrxiv": "medRxiv"}
INDEXES = {
    "crossref": "Crossref",
    "pubmed": "PubMed",
    "europepmc": "Europe PMC",
    "openalex": "OpenAlex",
    "import": "Imported",
}


def source_label(work: Work) -> str:
    """Who published it, as a reader would say: the server, else the journal, else the index."""
    if work.source in SERVERS:
        return SERVERS[work.source]
    if work.venue and work.venue.name:
        return work.venue.name
    named = next((SERVERS[source] for source in work.sources if source in SERVERS), None)
    return named or INDEXES.get(work.source, work.source)


def badge(work: Work) -> str:
    """The label with the primary category, where there is one."""
    label = source_label(work)
    return f"{label} ({work.primary_category})" if work.primary_category else label
