"""When to ask again: pure decisions about an answer that was no answer.

Reads headers and counts; never waits itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

FIRST_WAIT = 1.0
LONGEST_WAIT = 60.0

# RFC 9110 section 15: these say "not now", all others "not so".
_PASSING = frozenset({408, 425, 429})
_NEVER = frozenset({501, 505})


def passing(status: int) -> bool:
    """Whether *status* tells of a condition that may pass."""
    return status in _PASSING or (status >= 500 and status not in _NEVER)


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds from *now* (Unix time) that ``Retry-After`` asks for; None where it says nothing.

    RFC 9110 section 10.2.3: a number of seconds, or an HTTP date.
    """
    value = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}(?:\.\d+)?", value, re.ASCII):
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - now)
    except (ValueError, OverflowError):
        return None


def backoff(headers: Mapping[str, str]) -> float | None:
    """Seconds that an answer asks us to leave its sender alone, though it answered.

    https://www.zotero.org/support/dev/web_api/v3/basics#rate_limiting: ``Backoff: <seconds>``.
    """
    value = headers.get("backoff", "").strip()
    return float(value) if re.fullmatch(r"\d{1,9}(?:\.\d+)?", value, re.ASCII) else None


def wait(attempt: int, asked: float | None, jitter: float) -> float:
    """Seconds to wait after the failed *attempt* (from 1).

    What the upstream *asked* for at least, else doubling from one second to a minute;
    *jitter* in [0, 1) spreads clients that failed together over half to the whole of it.
    """
    own = min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1)) * (0.5 + jitter / 2)
    return own if asked is None else max(asked, own if asked == 0 else 0.0)


def interval(headers: Mapping[str, str]) -> float | None:
    """Seconds between requests that Crossref's rate-limit headers allow; None without them.

    https://www.crossref.org/documentation/retrieve-metadata/rest-api/access-and-authentication/:
    ``x-rate-limit-limit`` requests in ``x-rate-limit-interval``, written ``1s``.
    """
    limit = re.fullmatch(r"(\d{1,6})", headers.get("x-rate-limit-limit", "").strip(), re.ASCII)
    span = re.fullmatch(
        r"(\d{1,5})([smh]?)", headers.get("x-rate-limit-interval", "").strip(), re.ASCII
    )
    if not limit or not span or int(limit[1]) == 0:
        return None
    return int(span[1]) * {"": 1, "s": 1, "m": 60, "h": 3600}[span[2]] / int(limit[1])
