"""Losses of the Wing paper on residuals in pixels of the network's input, and the training loss of a face."""
import math
from functools import partial

import torch

from measures import INNER_LIPS, LIDS

W, EPSILON = 10.0, 2.0  # best cell of the paper's grid, table 2

OPENING_PAIRS = torch.as_tensor([*LIDS.tolist(), *INNER_LIPS.tolist()])


def l2(x: torch.Tensor) -> torch.Tensor:
    """x^2 / 2"""
    return x * x / 2


def l1(x: torch.Tensor) -> torch.Tensor:
    """|x|"""
    return x.abs()


def smooth_l1(x: torch.Tensor) -> torch.Tensor:
    """x^2 / 2 if |x| < 1, else |x| - 1/2"""
    size = x.abs()
    return torch.where(size < 1, x * x / 2, size - 0.5)


def wing(x: torch.Tensor, w: float = W, epsilon: float = EPSILON) -> torch.Tensor:
    """w ln(1 + |x| / eps) if |x| < w, else |x| - C, with C = w - w ln(1 + w / eps) (equation 5)"""
    size = x.abs()
    c = w - w * math.log(1 + w / epsilon)
    return torch.where(size < w, w * torch.log1p(size / epsilon), size - c)


LOSSES = {"l2": l2, "l1": l1, "smooth-l1": smooth_l1, "wing": wing}


def choose_loss(config):
    """Returns the loss that a Config names, as a function of a residual. Raises SystemExit if unknown."""
    if config.loss == "wing":
        return partial(LOSSES["wing"], w=config.w, epsilon=config.epsilon)
    if config.loss not in LOSSES:
        raise SystemExit(f'loss "{config.loss}": {", ".join(LOSSES)} are known')
    return LOSSES[config.loss]


def compute_landmark_loss(loss, predicted: torch.Tensor, truth: torch.Tensor, opening_weight: float) -> torch.Tensor:
    """Computes the loss (n) of each face: on its landmarks, and on the distances between lids and lips.

    predicted, truth: (n, 68, 2). A lid that is drawn open instead of closed changes the mean error over all
    landmarks by a hundredth only: without the second term a network learns mean lids.
    """
    residual = predicted - truth
    pairs = OPENING_PAIRS.to(residual.device)
    opening = residual[:, pairs[:, 0]] - residual[:, pairs[:, 1]]
    return loss(residual).mean((1, 2)) + opening_weight * loss(opening).mean((1, 2))


def compute_spread_loss(expected_error: torch.Tensor, predicted: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    """Computes the negative log-likelihood (n) of errors under Laplace distributions with expected_error (n, 68).

    Errors are detached: only the expected error is trained by this term.
    """
    error = (predicted - truth).norm(dim=-1).detach()
    return (expected_error.log() + error / expected_error).mean(1)
