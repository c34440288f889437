"""The models that the operator supplies, as the settings name them."""

from __future__ import annotations

from academichub import embeddings
from academichub.config import Config
from academichub.errors import ConfigurationError
from academichub.fetch import Client
from academichub.schedule import authority


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
