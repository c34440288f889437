"""The pages, the feeds and the JSON API over a hub; decides nothing itself."""

from __future__ import annotations

from academichub.hub import Hub


def serve(hub: Hub, host: str, port: int, *, collect: bool = True) -> None:
    """Serve the pages until interrupted. See `academichub.web.server.serve`."""
    # Loading the framework takes a while, and only the command that serves pays for it.
    from academichub.web.server import serve as run

    run(hub, host, port, collect=collect)
