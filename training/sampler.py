"""The crops of a training step: which faces, which squares on them, which changes to their pixels."""
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch

from augment import Crops, change_pixels, cut, normalise, stage1_squares, stage2_squares, to_crop
from config import Config
from dataset import FaceDataset


@lru_cache(maxsize=16)
def draw_order(seed: int, group: int, round_: int, count: int) -> np.ndarray:
    """The order in which a group's faces come; the same one serves many steps."""
    return np.random.default_rng([seed, 1, group, round_]).permutation(count)


@dataclass
class Batch:
    pixels: torch.Tensor  # (n, 3, size, size), normalised
    truth: torch.Tensor  # (n, 68, 2), pixels of the crop
    weights: torch.Tensor  # (n), how much each face counts


class CropSampler:
    """Draws the batches of a run. A batch depends on the seed and the step's number alone, and not on
    how many processes share it or whether the run was interrupted."""

    def __init__(self, data: FaceDataset, config: Config, size: int, margin: float):
        self.data, self.config, self.size, self.margin = data, config, size, margin
        self.counts = self._count(config, data)

    @staticmethod
    def _count(config: Config, data: FaceDataset) -> dict[str, int]:
        """How many crops of a batch come from each group."""
        groups = data.groups
        closed = round(config.batch * config.closed_eye_share) if len(groups.closed_eye) else 0
        wide = round(config.batch * config.open_mouth_share) if len(groups.open_mouth) else 0
        rest = config.batch - closed - wide
        taught = round(rest * config.taught_share) if len(groups.taught) else 0
        return {"people": rest - taught, "taught": taught, "closed_eye": closed, "open_mouth": wide}

    def faces(self, step: int) -> np.ndarray:
        """The faces of a step. Each group is walked through in one random order after another."""
        chosen = []
        for number, (name, count) in enumerate(self.counts.items()):
            group = getattr(self.data.groups, name)
            if not count:
                continue
            places = step * count + np.arange(count)
            for round_ in np.unique(places // len(group)):
                order = draw_order(self.config.seed, number, int(round_), len(group))
                chosen.append(group[order[places[places // len(group) == round_] % len(group)]])
        return np.concatenate(chosen)

    def batch(self, step: int, part: slice = slice(None)) -> Batch:
        """The rows `part` of a step's batch."""
        rng = np.random.default_rng([self.config.seed, 0, step])
        chosen = self.faces(step)
        points = self.data.points[chosen]
        if self.config.stage == 1:
            centre, side, roll = stage1_squares(points, self.data.residuals, rng)
        else:
            centre, side, roll = stage2_squares(points, rng)
        flip = rng.random(len(chosen)) < 0.5
        crops = Crops(centre[part], side[part] * self.margin, roll[part], flip[part])
        canvases = self.data.canvases[torch.as_tensor(chosen[part], device=self.data.canvases.device)]
        pixels = change_pixels(cut(canvases, crops, self.size), rng, len(chosen), part)
        as_tensor = lambda values: torch.as_tensor(values, dtype=torch.float32).to(pixels.device)
        return Batch(normalise(pixels), as_tensor(to_crop(points[part], crops, self.size)),
                     as_tensor(self.data.weights[chosen[part]]))
