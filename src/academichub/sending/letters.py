"""A digest or a brief as a letter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from academichub import mail
from academichub.errors import ConfigurationError
from academichub.sending.contents import Content
from academichub.sending.means import Means, Parcel


def body(content: Content, settings: Mapping[str, Any], means: Means) -> dict[str, Any]:
    """The letter, written."""
    letter = mail.Letter(
        content.name, settings["to"], content.subject, content.text(), content.html(),
        datetime.fromisoformat(content.at), content.code, content.unsubscribe_url,
    )  # fmt: skip
    return {"to": settings["to"], "message": mail.written(letter, server(means)).decode("ascii")}


def send(parcel: Parcel, means: Means) -> None:
    """Hand the letter to the mail server."""
    message = parcel.body["message"].encode("ascii")
    mail.send(server(means), parcel.body["to"], message, parcel.taken)


def server(means: Means) -> mail.Server:
    """The mail server.

    Raises:
        ConfigurationError: there is none.
    """
    if means.mail is None:
        raise ConfigurationError(
            "no mail server is set up: settings smtp_host and mail_from name it, and where readers"
            " sign in public_url has to be set too"
        )
    return means.mail
