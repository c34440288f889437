"""One polite HTTP client for everything AcademicHub asks of the outside.

Says who it is, keeps each upstream's pace, waits when told to, gives up in bounded time and
memory, and connects only to public addresses it has checked. Never follows an address unseen and
never puts a secret in a message.
"""

from __future__ import annotations

from academichub.fetch.answer import Answer, redacted
from academichub.fetch.client import Client
from academichub.fetch.pace import PACES

__all__ = ["PACES", "Answer", "Client", "redacted"]
