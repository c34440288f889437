"""Everything AcademicHub raises on purpose, in one tree.

AcademicHubError
├── UsageError              what was asked for makes no sense; says what would
│   ├── QueryError          the search box
│   └── IdentifierError     not a DOI, arXiv id, PMID, ...
├── NotFoundError           asked for a thing that is not in the store
├── AccessError             who asks may not
│   ├── SignInError         nobody is signed in, or what was shown to sign in does not hold
│   ├── NotAllowedError     the one who is signed in may not do this
│   └── TooManyAttemptsError    tried too often; knows when to try again
├── ConfigurationError      a setting is missing or wrong
├── SourceError             an upstream did not give what it should
│   ├── FetchError          no usable answer came
│   │   ├── UnreachableError     no connection, time-out, cut off half-way
│   │   ├── RefusedError         the answer was an HTTP error status
│   │   ├── ThrottledError       429 or 503 past the patience we have; knows when to return
│   │   ├── TooLargeError        over the size limit, compressed or not
│   │   └── ForbiddenAddressError   a private address, a foreign scheme
│   └── AnswerError         an answer came and cannot be used
│       ├── MalformedAnswerError    not the format it should be (an HTML page, half a body)
│       └── UpstreamError           the upstream itself says it failed
├── UnreadableError         one record cannot be read; it goes to quarantine, the rest goes on
├── StoreError              the store cannot do it
│   ├── MigrationError      the schema is newer or broken
│   └── BackupError         a backup is incomplete or does not verify
├── ModelError              a language model did not give what it should
│   ├── BudgetError         asking it would cost more than the reader may spend
│   └── LostAnswerError     it was asked, and the answer never came; it is not paid for twice
├── DeliveryError           what was to be delivered was not taken; knows whether to try again
└── SearchIndexError        the search index cannot do it; it can be rebuilt
"""

from __future__ import annotations


class AcademicHubError(Exception):
    """Anything raised on purpose; its text is one line meant for a person."""


class UsageError(AcademicHubError):
    """What was asked for makes no sense; the text says what would."""


class QueryError(UsageError):
    """The search box holds something that cannot be searched for."""


class IdentifierError(UsageError):
    """The text is no identifier of the kind it should be."""


class NotFoundError(AcademicHubError):
    """What was asked for is not in the store."""


class AccessError(AcademicHubError):
    """Who asks may not."""


class SignInError(AccessError):
    """Nobody is signed in, or what was shown to sign in does not hold."""


class NotAllowedError(AccessError):
    """The reader who is signed in may not do this."""


class TooManyAttemptsError(AccessError):
    """It was tried too often. ``retry_after`` is in seconds."""

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class ConfigurationError(AcademicHubError):
    """A setting is missing or wrong."""


class SourceError(AcademicHubError):
    """An upstream did not give what it should."""


class FetchError(SourceError):
    """No usable answer came."""


class UnreachableError(FetchError):
    """No connection, a time-out, or a body cut off half-way."""


class RefusedError(FetchError):
    """The answer was an HTTP error status."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class ThrottledError(FetchError):
    """The upstream asked us to wait longer than we may now.

    ``retry_after`` is in seconds from the answer.
    """

    def __init__(self, message: str, retry_after: float) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class TooLargeError(FetchError):
    """The body is over the size limit, as sent or once decompressed."""


class ForbiddenAddressError(FetchError):
    """The address is private, or not http(s)."""


class AnswerError(SourceError):
    """An answer came and cannot be used."""


class MalformedAnswerError(AnswerError):
    """The answer is not in the format it should be: an HTML page, half a body."""


class UpstreamError(AnswerError):
    """The upstream itself says that it failed."""


class UnreadableError(AcademicHubError):
    """One record cannot be read. It goes to quarantine and the rest goes on."""


class StoreError(AcademicHubError):
    """The store cannot do what was asked."""


class MigrationError(StoreError):
    """The store's schema is newer than this program, or broken."""


class BackupError(StoreError):
    """A backup is incomplete or does not verify."""


class ModelError(AcademicHubError):
    """A language model did not give what it should: no answer, or none that can be used.

    ``kind`` names why in a word, and ``said`` is what its server said, for who tells it in another
    language; both may be empty.
    """

    def __init__(self, message: str, *, kind: str = "", said: str = "") -> None:
        super().__init__(message)
        self.kind, self.said = kind, said


class BudgetError(ModelError):
    """Asking the model would cost more than the reader may spend today."""


class LostAnswerError(ModelError):
    """It was asked, may have been paid for, and the answer never came; it is not asked again."""


class DeliveryError(AcademicHubError):
    """What was to be delivered was not taken.

    ``passing`` says whether it may be taken later, ``retry_after`` in how many seconds at the
    soonest, where the other side said so.
    """

    def __init__(
        self, message: str, *, passing: bool = True, retry_after: float | None = None
    ) -> None:
        super().__init__(message)
        self.passing, self.retry_after = passing, retry_after


class SearchIndexError(AcademicHubError):
    """The search index cannot be used; it can be rebuilt from the store."""
