"""Logistic weights of rows of figures, dense or sparse."""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import expit


def fitted(
    shown: np.ndarray | csr_matrix,
    right: Sequence[bool] | np.ndarray,
    share: Sequence[float] | np.ndarray | float = 1.0,
    *,
    start: np.ndarray | float = 0.0,
    cost: float = 0.0,
    rounds: int = 400,
) -> np.ndarray:
    """A weight for each column and, last, a constant, for whether each row is ``right``.

    ``share`` is how much each row counts, ``start`` what is known of its log odds, ``cost`` what a
    weight costs, by half its square; the constant costs nothing.
    """
    truth, counts = np.asarray(right, dtype=float), np.asarray(share, dtype=float)
    across = csr_matrix(shown.T) if isinstance(shown, csr_matrix) else shown.T

    def loss(vector: np.ndarray) -> tuple[float, np.ndarray]:
        weights = vector[:-1]
        scores = start + shown @ weights + vector[-1]
        value = (counts * (np.logaddexp(0, scores) - truth * scores)).sum()
        wrong = counts * (expit(scores) - truth)
        slope = np.append(across @ wrong + cost * weights, wrong.sum())
        return float(value + cost / 2 * (weights @ weights)), slope

    begun, how = np.zeros(shown.shape[1] + 1), {"maxiter": rounds}
    found: np.ndarray = minimize(loss, begun, jac=True, method="L-BFGS-B", options=how).x
    return found
