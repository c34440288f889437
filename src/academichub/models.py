"""The models that the operator supplies, as the settings name them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from academichub import embeddings, llm
from academichub.config import Config
from academichub.errors import ConfigurationError
from academichub.fetch import Client
from academichub.schedule import authority
from academichub.store.answers import Answers


def client(config: Config) -> Client:
    """A client for the model's address alone, which may be a private one.

    What others may fetch through the program's own client is not widened by it.
    """
    address = config.embeddings_url
    return Client(trusted={authority(address)} if address else set())


def embedder(config: Config, client: Client) -> embeddings.Embed:
    """What makes vectors of texts.

    Raises:
        ConfigurationError: the settings name no model, or only half of one.
    """
    if config.embeddings_folder:
        return embeddings.from_folder(config.embeddings_folder)
    if not (config.embeddings_url and config.embeddings_model):
        raise ConfigurationError("embeddings_url and embeddings_model belong together")
    key = config.embeddings_key.get_secret_value() if config.embeddings_key else None
    return embeddings.from_address(client, config.embeddings_url, config.embeddings_model, key)


def model(config: Config, answers: Answers, clock: Callable[[], datetime]) -> llm.Model | None:
    """The language model that the settings name, with what it was asked already; None without one.

    Raises:
        ConfigurationError: the settings name no model that there is, or only half of one.
    """
    if config.model is None:
        if config.model_url or config.model_key:
            raise ConfigurationError("model_url and model_key need model, as provider:name")
        return None
    named = llm.named(config.model, config.model_url, key=config.model_key is not None)
    return llm.Model(named, config.model_key, answers, rules(config), clock=clock)


def rules(config: Config) -> llm.Rules:
    """How language models are asked."""
    return llm.Rules(
        timeout=config.model_timeout,
        concurrency=config.model_concurrency,
        tokens=config.model_tokens,
        output=config.model_output,
        stream=config.model_stream,
        budget_tokens=config.model_budget_tokens,
        budget_usd=config.model_budget_usd,
    )
