"""The models of pydantic-ai, made for the servers that `naming` knows. Opens no connection."""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx2
from anthropic import AsyncAnthropic
from openai import AsyncOpenAI
from pydantic_ai.messages import FinishReason
from pydantic_ai.models import Model
from pydantic_ai.models.anthropic import AnthropicModel
from pydantic_ai.models.openai import OpenAIChatModel, OpenAIStreamedResponse
from pydantic_ai.profiles.openai import OpenAIModelProfile
from pydantic_ai.providers import Provider
from pydantic_ai.providers.anthropic import AnthropicProvider
from pydantic_ai.providers.ollama import OllamaProvider
from pydantic_ai.providers.openai import OpenAIProvider
from pydantic_ai.providers.openai_compatible import OpenAICompatibleProvider

from academichub.llm.naming import Named

UNSAID = "academichub_unsaid"
"""Among a response's details: its stream ended without a word on why the model stopped."""
_NO_KEY = "none"
"""What is sent to a server that wants no key; the library does not send nothing."""


def made(
    model: Named, key: str | None, client: httpx2.AsyncClient, timeout: httpx2.Timeout
) -> Model:
    """What speaks to *model*'s server through *client*."""
    if model.tongue == "anthropic":
        return _anthropic(model, key, client, timeout)
    return _openai(model, key, client, timeout)


def _anthropic(
    model: Named, key: str | None, client: httpx2.AsyncClient, timeout: httpx2.Timeout
) -> Model:

    spoken = AsyncAnthropic(
        api_key=key or _NO_KEY,
        base_url=model.address,
        http_client=client,
        timeout=timeout,
        max_retries=0,
    )
    return AnthropicModel(model.name, provider=AnthropicProvider(anthropic_client=spoken))


def _openai(
    model: Named, key: str | None, client: httpx2.AsyncClient, timeout: httpx2.Timeout
) -> OpenAIChatModel:

    spoken = AsyncOpenAI(
        api_key=key or _NO_KEY,
        base_url=model.address,
        http_client=client,
        timeout=timeout,
        max_retries=0,
    )
    provider: Provider[AsyncOpenAI]
    if model.provider == "openai" and model.own:
        provider = OpenAIProvider(openai_client=spoken)
    elif model.provider == "ollama":
        provider = OllamaProvider(openai_client=spoken)
    else:
        provider = OpenAICompatibleProvider(model.provider, openai_client=spoken)
    # Only OpenAI's newer models want the newer name of the most tokens; others often know the older.
    profile = OpenAIModelProfile(
        openai_chat_supports_max_completion_tokens=model.provider == "openai",
    )
    if _unenforced(model):
        profile["supports_json_schema_output"] = False
    return _Chat(model.name, provider=provider, profile=profile)


class _Streamed(OpenAIStreamedResponse):
    def _missing_finish_reason(self) -> FinishReason:
        self.provider_details = {**(self.provider_details or {}), UNSAID: True}
        return super()._missing_finish_reason()


class _Chat(OpenAIChatModel):
    @property
    def _streamed_response_cls(self) -> type[OpenAIStreamedResponse]:
        return _Streamed


def _unenforced(model: Named) -> bool:
    """Whether a server takes a schema and does not hold the model to it, as Ollama's cloud does."""
    host = urlsplit(model.address).hostname or ""
    cloud = host == "ollama.com" or host.endswith(".ollama.com")
    return model.provider == "ollama" and (cloud or model.name.endswith("-cloud"))
