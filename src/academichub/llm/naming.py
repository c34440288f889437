"""Which model a name means: ``provider:name``, and where its server is.

Pure; knows addresses and who wants a key, and never opens a connection.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from academichub.errors import ConfigurationError

Tongue = Literal["openai", "anthropic"]
"""The API a server speaks."""


@dataclass(frozen=True, slots=True)
class Provider:
    """A maker or server of models: where it is by itself, and what it speaks."""

    url: str | None
    tongue: Tongue = "openai"
    wants_key: bool = False


PROVIDERS: dict[str, Provider] = {
    "openai": Provider("https://api.openai.com/v1", wants_key=True),
    "anthropic": Provider("https://api.anthropic.com", "anthropic", wants_key=True),
    # https://ai.google.dev/gemini-api/docs/openai
    "google": Provider("https://generativelanguage.googleapis.com/v1beta/openai", wants_key=True),
    "ollama": Provider("http://127.0.0.1:11434/v1"),
    "vllm": Provider("http://127.0.0.1:8000/v1"),
    "llamacpp": Provider("http://127.0.0.1:8080/v1"),
    "local": Provider(None),
}
"""The providers there are; ``local`` is any server that speaks OpenAI's chat completions."""


@dataclass(frozen=True, slots=True)
class Named:
    """A model: ``provider:name`` is `full`; ``own`` says that its address is its maker's."""

    provider: str
    name: str
    address: str
    own: bool

    @property
    def full(self) -> str:
        """``provider:name``."""
        return f"{self.provider}:{self.name}"

    @property
    def tongue(self) -> Tongue:
        """The API its server speaks."""
        return PROVIDERS[self.provider].tongue


def named(model: str, url: str | None = None, *, key: bool = False) -> Named:
    """The model that the settings name.

    Args:
        model: ``provider:name``; the name may hold further colons.
        url: the address of its server, unset where the provider has one.
        key: whether there is a key.

    Raises:
        ConfigurationError: there is no such provider, or it lacks an address or a key.
    """
    provider, colon, name = model.strip().partition(":")
    if not colon or not name or provider not in PROVIDERS:
        known = ", ".join(PROVIDERS)
        raise ConfigurationError(
            f"model {model!r} is not provider:name with one of the providers {known}"
        )
    known_one = PROVIDERS[provider]
    address = _address(url) if url else known_one.url
    if address is None:
        raise ConfigurationError(f"model {model!r} needs model_url, the address of its server")
    if known_one.wants_key and not url and not key:
        raise ConfigurationError(f"model {model!r} needs model_key, a key of {provider}")
    return Named(provider, name, address, own=not url and known_one.wants_key)


def _address(url: str) -> str:
    parts = urlsplit(url.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ConfigurationError("model_url is no address of http or https")
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise ConfigurationError(
            "model_url holds more than an address; a key belongs into model_key"
        )
    return parts.geturl().rstrip("/").removesuffix("/chat/completions")
