"""What the program is made of, each part opened at its first use, from the settings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Self

from academichub import indexing, models, outgoing
from academichub.accounts import Door, Passwords, People, Rules
from academichub.accounts.post import Post
from academichub.accounts.proofs import Proofs
from academichub.collect import take
from academichub.config import Config
from academichub.errors import ConfigurationError, StoreError
from academichub.fetch import Client
from academichub.index.vectors import Vectors
from academichub.index.words import Words
from academichub.jobs import Stop, instant
from academichub.merging import STARTER
from academichub.model import Date, Page, Work
from academichub.sealing import Keys, kept
from academichub.store import Store

if TYPE_CHECKING:
    from academichub.argument import Language
    from academichub.argument.documents import Document
    from academichub.argument.reviews import Citations, Material
    from academichub.audit import Audited
    from academichub.brief.making import Maker, Write
    from academichub.canon import Canons
    from academichub.durable import Worker
    from academichub.fulltext import Addresses
    from academichub.ids import Identifier
    from academichub.index.matrix import Matrix
    from academichub.llm import Model
    from academichub.radar import Pool
    from academichub.review.making import Maker as Reviewer
    from academichub.review.making import WriteStage
    from academichub.review.purses import Bound
    from academichub.sources.registries import Known
    from academichub.store.briefs import Asked
    from academichub.store.reviews import Run

_SOON = 5000

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


class Parts:
    """The parts of one program; give them back with `close`, or use it as a context manager.

    Args:
        config: the settings.
        clock: gives the present moment, in UTC.
    """

    def __init__(self, config: Config, clock: Clock = utc_now) -> None:
        self.config = config
        self.clock = clock
        self._features = config.data / "features"
        self._indexing, self._ranking = Lock(), Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give back what was opened."""
        for name in ("model", "client", "outside", "store"):
            if opened := self.__dict__.pop(name, None):
                opened.close()
        for name in ("words", "pool", "_matrix", "door", "people", "maker", "reviewer"):
            self.__dict__.pop(name, None)

    @cached_property
    def store(self) -> Store:
        """The store, opened and migrated at first use; a new one begins with the starter data."""
        try:
            self.config.data.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"the data folder {self.config.data} cannot be made: {error}"
            ) from error
        store = Store(self.config.store_url)
        if store.ledger.setting("starter") is None:
            self._begin(store)
        return store

    @cached_property
    def words(self) -> Words:
        """The word index."""
        return Words(self.config.data / "index")

    @property
    def matrix(self) -> Matrix:
        """The features of all works, for ranking; who asks brings them to the last change."""
        with self._ranking:
            return indexing.level(self.store, self._matrix)

    @cached_property
    def _matrix(self) -> Matrix:
        from academichub.index.matrix import Matrix

        return Matrix(self._features)

    @cached_property
    def pool(self) -> Pool:
        """The works radars choose from, ready to be ranked; shared by all readers."""
        from academichub.radar import Pool

        return Pool(lambda: self.matrix, lambda: self.vectors)

    @cached_property
    def client(self) -> Client:
        """The one HTTP client of this process."""
        from academichub.schedule import paces, trusted

        return Client(
            contact=self.config.contact,
            trusted=trusted(self.config),
            paces=paces(self.config),
            state=self.config.data / "paces",
        )

    @property
    def documents(self) -> Path:
        """The folder in which full texts are kept as they were read."""
        return self.config.data / "fulltext"

    @property
    def addresses(self) -> Addresses:
        """Where arXiv's full texts are."""
        from academichub.fulltext import Addresses

        at = self.config.upstreams
        return Addresses(at.arxiv_html, at.arxiv_source, at.arxiv_pdf)

    def look(self, identifiers: Sequence[Identifier]) -> Known:
        """What the registries of DOIs and arXiv ids know of these."""
        from academichub.sources.registries import Registries

        at = self.config.upstreams
        there = Registries(
            at.crossref, at.datacite, at.doi_handles, at.arxiv_api, self.config.contact
        )
        return there.look(self.client, identifiers)

    @cached_property
    def outside(self) -> Client:
        """The client for addresses that readers chose; mirrors of the operator are none of theirs."""
        return Client(contact=self.config.contact, trusted=self.config.webhook_hosts)

    @cached_property
    def keys(self) -> Keys:
        """What secret addresses and readers' keys are sealed with."""
        given = self.config.secret_key
        return Keys(given.get_secret_value() if given else kept(self.config.data / "secret.key"))

    @cached_property
    def passwords(self) -> Passwords:
        """What makes and checks passwords, a few at once in the whole process."""
        return Passwords()

    @cached_property
    def door(self) -> Door:
        """What lets readers in."""
        rules = Rules(self.config.registration, self.config.session_days)
        return Door(self.store, self.clock, rules, self.passwords)

    @cached_property
    def people(self) -> People:
        """All readers, for who administers."""
        return People(self.store, self.clock, self.passwords)

    @cached_property
    def post(self) -> Post:
        """What sends letters about accounts."""
        server = outgoing.means(self.config, lambda: self.client, lambda: self.outside).mail
        return Post(server if self.config.with_accounts else None, self.clock)

    @cached_property
    def proofs(self) -> Proofs:
        """The links in those letters."""
        base = outgoing.base_url(self.config)
        return Proofs(self.store, self.keys, self.clock, self.passwords, self.post, base)

    @cached_property
    def vectors(self) -> Vectors | None:
        """What the operator's embedding model made of works; None where there is no model."""
        model = self.config.embedding_model
        return Vectors(self.config.data / "vectors", model) if model else None

    @property
    def writers(self) -> tuple[str, ...]:
        """The language models briefs can be written with, the first one by default."""
        return (self.config.model.strip(),) if self.config.model else ()

    @cached_property
    def model(self) -> Model | None:
        """The language model of the settings, None where they name none."""
        return models.model(self.config, self.store.asked, self.clock)

    @cached_property
    def maker(self) -> Maker:
        """What makes briefs."""
        from academichub.brief.making import Maker, Means
        from academichub.brief.meeting import meetings_of

        met, at_once = lambda: meetings_of(self.words), self.config.model_concurrency
        return Maker(Means(self.store, met, self._prompted, self.clock, at_once, self.documents))

    def _prompted(self, one: Asked, stop: Stop) -> Write:
        from academichub.brief import prompted

        return prompted.writers(self._model_of(one.model), self.store)(one, stop)

    def worker(self, at_once: int) -> Worker:
        """What makes the briefs and reviews that are asked for, so many at once; not begun yet."""
        from academichub import working

        store = self.store
        kinds = working.briefs(store, self.maker), working.reviews(store, self.reviewer)
        return working.worker(store, self.config.store_url, kinds, self.clock, at_once)

    @cached_property
    def reviewer(self) -> Reviewer:
        """What makes reviews."""
        from academichub import audit, reading
        from academichub.review import links
        from academichub.review.distance import Distances
        from academichub.review.making import Maker, Means

        def audited(document: Document, work: Work, today: Date, fetch: bool) -> Audited:
            return audit.of(document, self.store, work, today, self.look if fetch else None)

        return Maker(Means(
            self.store, self.clock, self._text, audited, reading.material, reading.write,
            self._cited, links.linker(self.canons), Distances(self.store, self._counted).of,
            self._writes_reviews, self._bound,
        ))  # fmt: skip

    @property
    def canons(self) -> Canons:
        """The libraries of formal mathematics."""
        from academichub.canon import Canons

        return Canons(self.config.data / "canons")

    def _text(self, work: Work, fetch: bool) -> Document:
        from academichub import fulltext
        from academichub.fulltext import abstract

        if fetch:
            at = instant(self.clock())
            return fulltext.find(work, self.client, self.documents, self.addresses, at)
        return fulltext.kept(self.documents, work.id, work.version) or abstract.document(work)

    def _counted(self) -> Matrix | None:
        """The features of all works; None where so many are missing that a reader would wait."""
        there = 0 if self._matrix.needs_rebuild else self._matrix.sequence
        return self.matrix if self.store.sequence() - there <= _SOON else None

    def _cited(self, work: Work, document: Document, language: Language, fetch: bool) -> Citations:
        from academichub.review import citations
        from academichub.sources.openalex_citing import OpenAlexCitations

        key = self.config.openalex_key
        openalex = OpenAlexCitations(
            self.config.upstreams.openalex, key.get_secret_value() if key else None,
            self.config.contact,
        )  # fmt: skip
        return citations.of(
            work, document, self.store, self.documents,
            client=self.client if fetch else None, openalex=openalex, language=language,
        )  # fmt: skip

    def _writes_reviews(self, run: Run, stop: Stop) -> WriteStage:
        from academichub.review.prompted import writers

        return writers(self._model_of(run.model), self.store)(run, stop)

    def _bound(self, material: Material) -> Bound:
        from academichub.review.purses import bound

        return bound(material, self.model)

    def _model_of(self, name: str | None) -> Model:
        if self.model is None or self.model.name != name:
            raise ConfigurationError(f"the language model {name} is not set up")
        return self.model

    def _begin(self, store: Store) -> None:
        from academichub.starter import records

        take(store, STARTER, Page(records=records(self.clock())), instant(self.clock()))
        store.ledger.put_setting("starter", "kept")
