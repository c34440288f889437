"""By what deliveries go out under a configuration: the mail server, folders, Zotero, our address."""

from __future__ import annotations

from collections.abc import Callable

from academichub.config import Config
from academichub.fetch import Client
from academichub.mail import PORTS, Server
from academichub.sending import Means


def means(config: Config, client: Callable[[], Client], outside: Callable[[], Client]) -> Means:
    """What deliveries are made with."""
    within = config.deliver_folders
    anywhere = not config.with_accounts and not within
    return Means(
        client, outside, _server(config), config.upstreams.zotero, None if anywhere else within
    )


def base_url(config: Config) -> str:
    """Where our pages are, for what is read elsewhere: without a slash at its end."""
    if config.public_url:
        return config.public_url.rstrip("/")
    host = f"[{config.host}]" if ":" in config.host else config.host
    return f"http://{host}:{config.port}"


def _server(config: Config) -> Server | None:
    # A letter to others says where our pages are, and how to leave; without that there is none.
    reached = config.public_url or not config.with_accounts
    if not (config.smtp_host and config.mail_from and reached):
        return None
    secret = config.smtp_password
    return Server(
        config.smtp_host,
        config.smtp_port or PORTS[config.smtp_security],
        config.smtp_security,
        config.mail_from,
        config.smtp_user,
        secret.get_secret_value() if secret else None,
    )
