"""What the ranking is compared with: the methods other programs use, on the same works.

Each takes the same papers kept and gives a score to each work of the pool. The methods are
scikit-learn's; where a setting comes from is said beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from academichub.features import Columns, Ragged
from academichub.model import Work

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Labels = NDArray[np.float64]

HALF_LIFE = 3_000.0
"""Days; better than 1,000 on the tuning half, and as good as 10,000."""


class Asked(NamedTuple):
    """What a rival is given: rows of works kept, of the pool and of older works; days of age."""

    kept: Any
    pool: Any
    older: Any
    ages: NDArray[np.int64]
    chance: np.random.Generator


Rival = Callable[[Asked], Any]


def vectorizer() -> TfidfVectorizer:
    """The text features of arxiv-sanity-lite's compute.py, 20,000 of them."""
    return TfidfVectorizer(
        strip_accents="unicode",
        stop_words="english",
        token_pattern=r"(?u)\b[a-zA-Z_][a-zA-Z0-9_]+\b",
        ngram_range=(1, 2),
        max_features=20_000,
        sublinear_tf=True,
        max_df=0.5,
        min_df=5,
        dtype=np.float32,
    )


def told(work: Work) -> str:
    """The text all methods see."""
    return f"{work.title} {work.abstract or ''}"


def tokens(columns: Columns) -> tuple[Any, Any]:
    """One column an author and one a category, weighed by how rare they are; rows of length 1."""
    return _block(columns.authors), _block(columns.categories)


def widened(text: Any, authors: Any, categories: Any, lengths: tuple[float, float]) -> Any:
    """*text*, whose rows have length 1, beside `tokens` with rows of these *lengths*."""
    return narrow(sparse.hstack([text, lengths[0] * authors, lengths[1] * categories]).tocsr())


def narrow(rows: Any) -> Any:
    """The same with indices of 32 bits, which is what scikit-learn reads."""
    rows = rows.copy()
    rows.indices, rows.indptr = rows.indices.astype(np.int32), rows.indptr.astype(np.int32)
    return sparse.csr_matrix(rows)


def svm_of_the_pool(asked: Asked) -> Any:
    """arxiv-sanity-lite's serve.py: all that is not saved is a negative, the pool with it."""
    return _svm(asked, asked.pool, 0.01)


def svm_of_older(asked: Asked) -> Any:
    """The same with C=0.1, against older works only."""
    return _svm(asked, asked.older, 0.1)


def logistic(asked: Asked) -> Any:
    """Logistic regression against works drawn at random, as Scholar Inbox has it.

    The method is that of arXiv 2504.08385, which ranks embeddings and has explicit dislikes too;
    here it has the text features of the others. Both classes weigh the same and C is 1: guessed,
    for the paper's own settings are for other features. The dual is the same problem, solved
    faster.
    """
    rows, labels = _labelled(asked.kept, asked.older)
    model = LogisticRegression(
        C=1.0, class_weight="balanced", solver="liblinear", dual=True, random_state=0
    )
    return model.fit(rows, labels).decision_function(asked.pool)


def decayed_mean(asked: Asked) -> Any:
    """Cosine to the mean of what was kept, older works counting less."""
    weights = np.exp2(-asked.ages / HALF_LIFE)
    return asked.pool @ np.asarray(asked.kept.T @ weights).ravel()


def by_chance(asked: Asked) -> Any:
    """Any order."""
    return asked.chance.random(asked.pool.shape[0])


RIVALS: Mapping[str, tuple[Rival, tuple[float, float]]] = {
    "SVM C=0.01, the pool against": (svm_of_the_pool, (2.0, 0.25)),
    "SVM C=0.1, older against": (svm_of_older, (1.0, 0.25)),
    "logistic regression": (logistic, (2.0, 0.25)),
    "time-decayed mean cosine": (decayed_mean, (3.0, 0.25)),
    "random": (by_chance, (0.0, 0.0)),
}
"""Each with the lengths of the authors' and the categories' part of a row where it is given them,
beside the text's 1: of twelve pairs the best on 90 readers of the tuning half of each file."""


def _svm(asked: Asked, negatives: Any, c: float) -> Any:
    rows, labels = _labelled(asked.kept, negatives)
    model = LinearSVC(C=c, class_weight="balanced", max_iter=1_000, random_state=0)
    return model.fit(rows, labels).decision_function(asked.pool)


def _labelled(kept: Any, negatives: Any) -> tuple[Any, Labels]:
    labels = np.r_[np.ones(kept.shape[0]), np.zeros(negatives.shape[0])]
    return narrow(sparse.vstack([kept, negatives]).tocsr()), labels


def _block(values: Ragged) -> Any:
    names, columns = np.unique(values.values, return_inverse=True)
    rare = np.log(len(values.starts) / np.bincount(columns, minlength=len(names))) + 1
    rare[names == 0] = 0
    data = rare[columns].astype(np.float32)
    block = sparse.csr_matrix(
        (data, columns, values.starts), shape=(len(values.starts) - 1, len(names))
    )
    lengths = np.sqrt(np.asarray(block.multiply(block).sum(axis=1)).ravel())
    return sparse.diags(1 / np.where(lengths > 0, lengths, 1)).astype(np.float32) @ block
