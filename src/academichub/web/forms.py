"""Forms: a page that carries one, and the address that takes it.

Every deed is a POST whose origin and token are checked before anything is done.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from academichub.errors import UsageError
from academichub.web.security import (
    TOKEN_COOKIE,
    form_token,
    keep_token,
    require_own_origin,
    require_token,
)
from academichub.web.site import Site

_LARGEST = 4 * 2**20
_FIELDS = 200
_FIELDS_ROOM = 2**20
"""What the rest of a form may take beside a large file."""

Deed = Callable[[Request, FormData], "str | Response"]
"""Does what a form asks; gives the address to go on to, or an answer of its own."""


def deed(path: str, act: Deed, *, largest: int | None = None) -> Route:
    """The address of a form; *largest* is how many bytes a file with it may have, where many."""

    async def answer(request: Request) -> Response:
        require_own_origin(request)
        async with request.form(max_files=1, max_fields=_FIELDS) as form:
            given = form.get("token")
            require_token(request, given if isinstance(given, str) else None)
            done = await run_in_threadpool(act, request, form)
        return RedirectResponse(done, 303) if isinstance(done, str) else done

    room = None if largest is None else largest + _FIELDS_ROOM
    return Route(path, answer, methods=["POST"], max_body_size=room)


def page(site: Site, request: Request, template: str, **values: Any) -> Response:
    """A page with forms on it: its template puts ``token`` into each."""
    token = form_token(request)
    response = site.page(request, template, token=token, **values)
    if request.cookies.get(TOKEN_COOKIE) != token:
        keep_token(request, response, token)
    return response


def text(form: FormData, name: str, *, longest: int = 20_000) -> str:
    """The field *name*, which has to be there.

    Raises:
        UsageError: it is missing, empty or too long.
    """
    value = form.get(name)
    if not isinstance(value, str) or not value:
        raise UsageError(f"the form has no {name}")
    if len(value) > longest:
        raise UsageError(f"{name} has {len(value):,} characters; {longest:,} are taken")
    return value


def optional(form: FormData, name: str, *, longest: int = 20_000) -> str | None:
    """The field *name*, None where it is missing or empty."""
    return text(form, name, longest=longest) if form.get(name) else None


def file(form: FormData, largest: int = _LARGEST) -> bytes:
    """The file that came with the form, of at most *largest* bytes.

    Raises:
        UsageError: there is none.
        HTTPException: 413, it is too large.
    """
    upload = form.get("file")
    if not isinstance(upload, UploadFile) or not upload.size:
        raise UsageError("the form has no file")
    if upload.size > largest:
        raise HTTPException(413, f"the file has {upload.size:,} bytes; {largest:,} are taken")
    return upload.file.read()
