"""The four losses of the Wing paper, on residuals in pixels of the network's input."""
import math

import torch

W, EPSILON = 10.0, 2.0  # best cell of the paper's grid, table 2


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
