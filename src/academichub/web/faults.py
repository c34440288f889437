"""The one table from what went wrong to an HTTP status, and the answers that say so.

A page gets a page that says what to do; the API gets ``{"error": …}``.
"""

from __future__ import annotations

from collections.abc import Mapping

from academichub import errors

STATUS: Mapping[type[Exception], int] = {
    errors.UsageError: 400,
    errors.NotFoundError: 404,
    errors.AccessError: 403,
    errors.SignInError: 401,
    errors.TooManyAttemptsError: 429,
    errors.ConfigurationError: 500,
    errors.SourceError: 502,
    errors.ThrottledError: 503,
    errors.ForbiddenAddressError: 400,
    errors.UnreadableError: 400,
    errors.StoreError: 503,
    errors.ModelError: 502,
    errors.BudgetError: 429,
    errors.SearchIndexError: 503,
    errors.AcademicHubError: 500,
}
"""Error class to status; a class without a row answers like its nearest parent."""

EXPLAINED = (400, 401, 403, 404, 405, 409, 413, 421, 429, 500, 502, 503)
"""The statuses that have their own title and advice among the messages."""


def status_of(error: Exception) -> int:
    """The HTTP status for *error*, 500 for anything not raised on purpose."""
    return next((STATUS[cls] for cls in type(error).__mro__ if cls in STATUS), 500)


def message_of(error: Exception) -> str:
    """What may be told of *error*: the text of ours, nothing of anything else."""
    if isinstance(error, errors.AcademicHubError):
        return str(error)
    return "an unexpected fault; the program's log has it"


def explained(status: int) -> int:
    """The status whose title and advice fit *status*."""
    if status in EXPLAINED:
        return status
    return 400 if status < 500 else 500
