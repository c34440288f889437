"""Accounts: who comes in and how, what each reader may change of their own, who administers.

Passwords, sessions, invitations and tokens are kept as hashes; the texts themselves are handed out
once and seen again only when they are shown.
"""

from __future__ import annotations

from academichub.accounts.account import Account
from academichub.accounts.alone import ALONE, alone, machine_zone
from academichub.accounts.door import Door, Opened, Rules
from academichub.accounts.passwords import Passwords
from academichub.accounts.readers import People

__all__ = [
    "ALONE", "Account", "Door", "Opened", "Passwords", "People", "Rules", "alone", "machine_zone",
]  # fmt: skip
