"""What a request says of itself: who asks, and what it already has.

Pure; the secrets in it never leave with a redirect, which `client` sees to.
"""

from __future__ import annotations

from collections.abc import Mapping

import academichub

HOME = "https://github.com/academichub/academichub"


def user_agent(contact: str | None) -> str:
    """How we name ourselves: ``AcademicHub/1.2 (+https://…; mailto:…)``."""
    mail = f"; mailto:{contact}" if contact else ""
    return f"AcademicHub/{academichub.__version__} (+{HOME}{mail})"


def conditional(
    headers: Mapping[str, str], etag: str | None, last_modified: str | None
) -> Mapping[str, str]:
    """*headers* with what makes a request conditional (RFC 9110 section 13)."""
    conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {**headers, **{name: value for name, value in conditions.items() if value}}
