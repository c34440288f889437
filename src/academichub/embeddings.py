"""Vectors of texts, from a model that the operator supplies; without one nothing here is used.

The model is at an address that speaks OpenAI's embeddings API, or in a local folder that
sentence-transformers reads.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from academichub.errors import ConfigurationError, MalformedAnswerError
from academichub.fetch import Client

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

BATCH = 64
"""Texts in one request; providers take from 96 (Cohere) to 2,048 (OpenAI)."""

LONGEST = 8_000
"""Characters of a text that are sent, about 2,000 tokens."""

Embed = Callable[[Sequence[str]], "Matrix"]
"""Gives for n texts an array of n rows, each of length 1."""


def from_address(client: Client, address: str, model: str, key: str | None) -> Embed:
    """Embed with a server that speaks OpenAI's API.

    Args:
        client: how it is asked.
        address: up to and without ``/embeddings``, as in ``http://127.0.0.1:11434/v1``.
        model: the model's name there.
        key: sent as a bearer token, where the server wants one.
    """

    def embed(texts: Sequence[str]) -> Matrix:
        import numpy as np

        headers = {"content-type": "application/json"}
        if key:
            headers["authorization"] = f"Bearer {key}"
        parts = []
        for start in range(0, len(texts), BATCH):
            asked = [text[:LONGEST] for text in texts[start : start + BATCH]]
            body = orjson.dumps({"model": model, "input": asked, "encoding_format": "base64"})
            answer = client.post(
                f"{address.rstrip('/')}/embeddings", content=body, headers=headers, retry=True
            )
            parts.append(read(answer.body, len(asked)))
        return normalised(np.concatenate(parts))

    return embed


def from_folder(folder: Path) -> Embed:
    """Embed with a model in a local folder, through sentence-transformers.

    Raises:
        ConfigurationError: the package is not installed, or the folder holds no model.
    """
    try:
        from sentence_transformers import (  # type: ignore[import-not-found, unused-ignore]
            SentenceTransformer,
        )
    except ImportError as error:
        raise ConfigurationError(
            "embeddings_folder needs the package sentence-transformers: pip install "
            "sentence-transformers"
        ) from error
    if not folder.is_dir():
        raise ConfigurationError(f"there is no model at {folder}")
    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)

    def embed(texts: Sequence[str]) -> Matrix:
        import numpy as np

        asked = [text[:LONGEST] for text in texts]
        return normalised(np.asarray(model.encode(asked, batch_size=BATCH), dtype=np.float32))

    return embed


def read(body: bytes, expected: int) -> Matrix:
    """The vectors in an answer of OpenAI's ``POST /embeddings``, in the order that was asked.

    Each is an array of numbers or, as we ask for, base64 of little-endian 32-bit floats; servers
    that know only the first form answer with it.

    Raises:
        MalformedAnswerError: it is not such an answer, or has not as many vectors as were asked.
    """
    import numpy as np

    try:
        rows = sorted(orjson.loads(body)["data"], key=lambda row: int(row["index"]))
        vectors = np.stack([_vector(row) for row in rows])
    except (KeyError, TypeError, ValueError) as error:
        raise MalformedAnswerError(f"the answer holds no embeddings: {error}") from error
    if vectors.ndim != 2 or len(vectors) != expected or not np.isfinite(vectors).all():
        raise MalformedAnswerError(f"{expected} embeddings were asked for; others came")
    return vectors


def normalised(vectors: Matrix) -> Matrix:
    """Each row brought to length 1; a row of zeros stays."""
    import numpy as np

    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Matrix = (vectors / np.where(lengths == 0, 1, lengths)).astype(np.float32)
    return scaled


def _vector(row: Mapping[str, Any]) -> Matrix:
    import numpy as np

    given = row["embedding"]
    if isinstance(given, str):
        return np.frombuffer(b64decode(given, validate=True), "<f4").astype(np.float32)
    return np.asarray(given, dtype=np.float32)
