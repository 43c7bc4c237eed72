"""Draws the batches of a training run: faces, squares and augmentation."""
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch

from augment import (Crops, augment_pixels, cut_crops, draw_stage1_squares, draw_stage2_squares, normalise,
                     to_crop_points)
from config import Config
from dataset import FaceDataset
from mirroring import read_offset, to_points_before_mirroring


@lru_cache(maxsize=16)
def shuffle_group(seed: int, group: int, round_: int, count: int) -> np.ndarray:
    """Draws a random order of a group's faces; cached, because it serves many steps."""
    return np.random.default_rng([seed, 1, group, round_]).permutation(count)


@dataclass
class Batch:
    """Crops of a training step with their landmarks."""

    pixels: torch.Tensor  # (n, 3, size, size), normalised
    truth: torch.Tensor  # (n, 68, 2), pixels of the crop
    weights: torch.Tensor  # (n), weight of each face in the loss


class CropSampler:
    """Draws the batches of a run.

    A batch depends only on the seed and the number of the step: not on the number of processes, nor on
    interruptions of the run.
    """

    def __init__(self, data: FaceDataset, config: Config, size: int, margin: float):
        self.data, self.config, self.size, self.margin = data, config, size, margin
        self.counts = self._count_crops(config, data)
        self.offset = read_offset() if config.mirror_offset else None

    @staticmethod
    def _count_crops(config: Config, data: FaceDataset) -> dict[str, int]:
        """Computes the number of crops of a batch for each group."""
        groups = data.groups
        closed = round(config.batch * config.closed_eye_share) if len(groups.closed_eye) else 0
        wide = round(config.batch * config.open_mouth_share) if len(groups.open_mouth) else 0
        rest = config.batch - closed - wide
        taught = round(rest * config.taught_share) if len(groups.taught) else 0
        return {"people": rest - taught, "taught": taught, "closed_eye": closed, "open_mouth": wide}

    def choose_faces(self, step: int) -> np.ndarray:
        """Chooses the faces of a step. Each group is traversed in one random order after another."""
        chosen = []
        for number, (name, count) in enumerate(self.counts.items()):
            group = getattr(self.data.groups, name)
            if not count:
                continue
            places = step * count + np.arange(count)
            for round_ in np.unique(places // len(group)):
                order = shuffle_group(self.config.seed, number, int(round_), len(group))
                chosen.append(group[order[places[places // len(group) == round_] % len(group)]])
        return np.concatenate(chosen)

    def draw_batch(self, step: int, part: slice = slice(None)) -> Batch:
        """Draws the rows `part` of the batch of a step."""
        rng = np.random.default_rng([self.config.seed, 0, step])
        chosen = self.choose_faces(step)
        points, flip = self.data.points[chosen], rng.random(len(chosen)) < 0.5
        if self.offset is not None:
            points = np.where(flip[:, None, None], to_points_before_mirroring(points, self.offset), points)
        if self.config.stage == 1:
            centre, side, roll = draw_stage1_squares(points, self.data.residuals, rng)
        else:
            centre, side, roll = draw_stage2_squares(points, rng)
        crops = Crops(centre, side * self.margin, roll, flip).take(part)
        canvases = self.data.canvases[torch.as_tensor(chosen[part], device=self.data.canvases.device)]
        pixels = augment_pixels(cut_crops(canvases, crops, self.size), rng, len(chosen), part)
        as_tensor = lambda values: torch.as_tensor(values, dtype=torch.float32).to(pixels.device)
        return Batch(normalise(pixels), as_tensor(to_crop_points(points[part], crops, self.size)),
                     as_tensor(self.data.weights[chosen[part]]))
