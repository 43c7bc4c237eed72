"""Data augmentation: draws the squares from which crops are cut, and changes the pixels of the crops.

All random numbers come from one numpy generator per global batch. A batch is therefore the same
whatever the number of processes, and after a run was resumed.
"""
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F

from face import FACE, compute_face_square, rotate
from faces import CANVAS_PX
from mirroring import MEAN_SHAPE, mirror


@dataclass
class Crops:
    """Rotated squares on canvases, in pixels: centre (n, 2), side with margin (n), roll in radians (n), mirrored (n)."""

    centre: np.ndarray
    side: np.ndarray
    roll: np.ndarray
    flip: np.ndarray

    def take(self, part: slice) -> "Crops":
        """Returns some of the crops."""
        return Crops(self.centre[part], self.side[part], self.roll[part], self.flip[part])


def draw_stage1_squares(points: np.ndarray, residuals: np.ndarray, rng: np.random.Generator):
    """Draws squares with the errors that stage 1 gets as input in the page: centre (n, 2), side (n), roll (n).

    points: (n, 68, 2). residuals: (m, 4), errors of the detector (see detections.py).
    """
    n = len(points)
    centre, side, roll = compute_face_square(MEAN_SHAPE, points)
    # Most squares are a detector's: the residual of another face, with noise added to each component.
    drawn = residuals[rng.integers(len(residuals), size=n)]
    drawn = drawn + rng.normal(size=(n, 4)) * [0.015, 0.015, 0.03, 0.07]
    start_roll = roll + drawn[:, 3]
    start_centre = centre + rotate(drawn[:, :2], start_roll) * side[:, None]
    start_side = side * np.exp(drawn[:, 2])
    # The rest are landmark boxes without a roll: half of them nearly upright, half turned by up to 80 degrees.
    kind = rng.random(n)
    unknown = np.where(kind < 0.2, rng.normal(0, 0.25, n), rng.uniform(-1.4, 1.4, n))
    boxed = kind < 0.45
    box_roll = roll + unknown
    box_centre, box_side, _ = compute_face_square(MEAN_SHAPE, points, box_roll)
    box_centre = box_centre + rng.normal(0, 0.02, (n, 2)) * side[:, None]
    box_side = box_side * np.exp(rng.normal(0, 0.04, n))
    return (
        np.where(boxed[:, None], box_centre, start_centre),
        np.where(boxed, box_side, start_side),
        np.where(boxed, box_roll, start_roll),
    )


def draw_stage2_squares(points: np.ndarray, rng: np.random.Generator, spread: float = 1.0):
    """Draws squares with the errors that stage 2 gets from stage 1: centre (n, 2), side (n), roll (n).

    points: (n, 68, 2). spread: factor on the standard deviations.
    """
    n = len(points)
    centre, side, roll = compute_face_square(MEAN_SHAPE, points)
    # One square in ten has errors three times as large: difficult faces, and motion between two frames.
    tail = spread * np.where(rng.random(n) < 0.1, 3.0, 1.0)
    roll = roll + rng.normal(0, 0.06, n) * tail
    centre = centre + rng.normal(0, 0.018, (n, 2)) * (side * tail)[:, None]
    return centre, side * np.exp(rng.normal(0, 0.03, n) * tail), roll


def cut_crops(canvases: torch.Tensor, crops: Crops, size: int) -> torch.Tensor:
    """Cuts crops (n, 3, size, size), values 0 to 255, from uint8 canvases (n, CANVAS_PX, CANVAS_PX, 3).

    Pixels outside the canvas are black. Crops are sampled at 128 px and averaged down to `size`, as in
    the page, so that crops of 64 px have no aliasing.
    """
    device = canvases.device
    sampled = max(size, 128)
    step = (torch.arange(sampled, device=device) + 0.5) / sampled - 0.5
    y, x = torch.meshgrid(step, step, indexing="ij")
    as_tensor = lambda v: torch.as_tensor(v, dtype=torch.float32, device=device)[:, None, None]
    side, mirror = as_tensor(crops.side), as_tensor(np.where(crops.flip, -1.0, 1.0))
    cos, sin = as_tensor(np.cos(crops.roll)), as_tensor(np.sin(crops.roll))
    x = x * mirror
    px = as_tensor(crops.centre[:, 0]) + side * (cos * x - sin * y)
    py = as_tensor(crops.centre[:, 1]) + side * (sin * x + cos * y)
    grid = torch.stack([px, py], -1) * (2 / CANVAS_PX) - 1
    pixels = canvases.permute(0, 3, 1, 2).float()
    out = F.grid_sample(pixels, grid, mode="bilinear", padding_mode="zeros", align_corners=False)
    return F.avg_pool2d(out, sampled // size) if sampled > size else out


def to_crop_points(points: np.ndarray, crops: Crops, size: int) -> np.ndarray:
    """Converts points (n, 68, 2) from pixels of the canvas to pixels of the crop.

    The landmarks of a mirrored crop are reordered, so that each index still means the same feature.
    """
    local = rotate(points - crops.centre[:, None], -crops.roll[:, None]) / crops.side[:, None, None]
    return (np.where(crops.flip[:, None, None], mirror(local), local) + 0.5) * size


# Some crops are scaled down to these sides and up again: distant faces, and poor cameras.
LOW_RESOLUTIONS_PX = (24, 32, 40, 48, 64, 80)


def augment_pixels(x: torch.Tensor, rng: np.random.Generator, total: int, part: slice) -> torch.Tensor:
    """Changes colour, light, resolution, blur, noise and occlusion of crops (n, 3, s, s), values 0 to 255.

    x holds the rows `part` of a batch of `total` crops. Random numbers are drawn for the whole batch, so
    that they do not depend on `part`.
    """
    row = lambda values: torch.as_tensor(values[part], dtype=torch.float32, device=x.device).view(len(x), -1, 1, 1)
    seed = int(rng.integers(2**31))
    x = augment_light(x, rng, total, row)
    x = augment_resolution(x, rng, total, part, row)
    x = occlude(x, rng, total, part)
    noise = rng.uniform(0, 12, total) * (rng.random(total) < 0.3)
    rows = np.arange(total)[part]
    for i in np.flatnonzero(noise[part]):
        generator = torch.Generator(x.device).manual_seed(seed + int(rows[i]))
        x[i] += torch.randn(x[i].shape, generator=generator, device=x.device) * noise[rows[i]]
    return x.clamp_(0, 255)


def augment_light(x: torch.Tensor, rng: np.random.Generator, total: int, row) -> torch.Tensor:
    """Changes saturation, contrast, brightness, tint and gamma, and adds light from one side."""
    grey = x.mean(1, keepdim=True)
    x = torch.lerp(x, grey.expand_as(x), row(np.where(rng.random(total) < 0.15, 1.0, rng.uniform(0, 0.3, total))))
    contrast = row(np.exp(rng.normal(0, 0.22, total))) * row(np.exp(rng.normal(0, 0.06, (total, 3))))
    mean = x.mean((1, 2, 3), keepdim=True)
    x = (x - mean) * contrast + mean + row(rng.normal(0, 22, total))
    # A quarter of the crops is lit from one side: up to a factor of e between opposite edges.
    slope, angle = rng.uniform(0, 1, total) * (rng.random(total) < 0.25), rng.uniform(0, 2 * np.pi, total)
    step = torch.linspace(-0.5, 0.5, x.shape[-1], device=x.device)
    light = row(slope * np.cos(angle)) * step + row(slope * np.sin(angle)) * step[:, None]
    gamma = np.exp(rng.normal(0, 0.4, total) * (rng.random(total) < 0.3))
    return (x * light.exp()).clamp_(0, 255).div_(255).pow_(row(gamma)).mul_(255)


def augment_resolution(x: torch.Tensor, rng: np.random.Generator, total: int, part: slice, row) -> torch.Tensor:
    """Blurs half of the crops by a 3x3 binomial kernel, and scales a fifth of them down and up again."""
    # Sums of shifted images: a convolution of three channels is five times slower on a CPU.
    padded = F.pad(x, (1, 1, 1, 1), mode="replicate")
    rows = padded[:, :, :-2] + 2 * padded[:, :, 1:-1] + padded[:, :, 2:]
    blurred = (rows[..., :-2] + 2 * rows[..., 1:-1] + rows[..., 2:]) / 16
    x = torch.lerp(x, blurred, row(np.where(rng.random(total) < 0.5, rng.uniform(0, 1, total), 0)))
    sides = rng.integers(0, 5 * len(LOW_RESOLUTIONS_PX), total)[part]
    size = x.shape[-1]
    for i, side in enumerate(LOW_RESOLUTIONS_PX):
        faces = torch.as_tensor(np.flatnonzero(sides == i), device=x.device)
        if len(faces) and side < size:
            small = F.interpolate(x[faces], size=(side, side), mode="area")
            x[faces] = F.interpolate(small, size=(size, size), mode="bilinear", align_corners=False)
    return x


def occlude(x: torch.Tensor, rng: np.random.Generator, total: int, part: slice) -> torch.Tensor:
    """Covers a rectangle in a quarter of the crops, with one colour or with another part of the crop."""
    s = x.shape[-1]
    first, last, _ = part.indices(total)
    before = x.clone()
    for i in np.flatnonzero(rng.random(total) < 0.25):
        w, h = (int(s * v) for v in rng.uniform(0.1, 0.4, 2))
        left, top = int(rng.uniform(0, s - w)), int(rng.uniform(0, s - h))
        colour, other = rng.uniform(0, 255, 3), rng.random() < 0.5
        if not first <= i < last:
            continue
        if other:
            patch = before[i - first, :, s - h - top : s - top, s - w - left : s - left]
        else:
            patch = torch.as_tensor(colour, dtype=torch.float32, device=x.device)[:, None, None]
        x[i - first, :, top : top + h, left : left + w] = patch
    return x


def normalise(x: torch.Tensor) -> torch.Tensor:
    """Scales pixel values from 0 to 255 to the range that the networks take (face.json, "pixel")."""
    pixel = FACE["pixel"]
    return (x - pixel["offset"]) / pixel["scale"]
