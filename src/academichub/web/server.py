"""The server process: one socket, one application, until it is interrupted."""

from __future__ import annotations

import socket
import sys
from collections.abc import Collection

import uvicorn

from academichub.accounts.readers import INVITATION_DAYS
from academichub.config import is_loopback
from academichub.errors import ConfigurationError
from academichub.hub import Hub
from academichub.web.app import create_app
from academichub.web.security import LOOPBACK_NAMES


def serve(hub: Hub, host: str, port: int, *, collect: bool = True) -> None:
    """Serve the pages until interrupted, and say where.

    Args:
        hub: what is shown.
        host: the address to listen at; a loopback address keeps it to this machine.
        port: the port; 0 takes a free one.
        collect: whether to ask the sources that are due, in the background.

    Raises:
        ConfigurationError: the address cannot be listened at.
    """
    # Whether readers sign in depends on where we are served, whatever the settings name.
    hub.config = hub.config.model_copy(update={"host": host, "port": port})
    hosts = names(host, hub.config.allowed_hosts)
    app = create_app(hub, collect=collect, deliver=hub.config.deliver, brief=True, hosts=hosts)
    listening = listen(host, port)
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, lifespan="on", proxy_headers=False,
        timeout_graceful_shutdown=5, h11_max_incomplete_event_size=128 * 1024,
    )  # fmt: skip
    at = address(host, listening.getsockname()[1])
    sys.stdout.write(f"AcademicHub is at {at}\n{setup(hub, hub.config.public_url or at)}")
    sys.stdout.flush()
    uvicorn.Server(config).run(sockets=[listening])


def setup(hub: Hub, base: str) -> str:
    """What to do first where readers sign in and nobody who administers can yet; else nothing.

    Only who sees the terminal can be the first: nobody comes to a new program by being quick.
    """
    if not hub.config.with_accounts or not hub.door.needs_setup:
        return ""
    invited = hub.people.invite_first()
    return (
        "Nobody can sign in yet. Make the administrator's account here, within "
        f"{INVITATION_DAYS} days:\n{base.rstrip('/')}/join/{invited.text}\n"
    )


def names(host: str, allowed: Collection[str]) -> Collection[str] | None:
    """The host names to answer to: those of the operator, and our own on loopback.

    A server that others can reach, and for which no name was set, answers to any.
    """
    if is_loopback(host):
        return {*LOOPBACK_NAMES, host, *allowed}
    return {*LOOPBACK_NAMES, host, *allowed} if allowed else None


def address(host: str, port: int) -> str:
    """The address to open in a browser."""
    shown = "127.0.0.1" if host in {"0.0.0.0", "::", ""} else host  # noqa: S104  # compared only
    return f"http://[{shown}]:{port}/" if ":" in shown else f"http://{shown}:{port}/"


def listen(host: str, port: int) -> socket.socket:
    """A listening socket whose connections send at once.

    Raises:
        ConfigurationError: the address cannot be listened at.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio turns Nagle's algorithm off only for sockets that name TCP; with it on, every answer
    # of more than one segment waits 40 ms for the reader's acknowledgement.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(2048)
    except OSError as error:
        listening.close()
        raise ConfigurationError(f"cannot listen at {host} port {port}: {error}") from error
    return listening
