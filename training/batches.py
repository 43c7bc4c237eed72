"""The faces in memory, and the crops of a training step or of validation."""
from pathlib import Path

import numpy as np
import torch

from augment import Crops, change_pixels, cut, normalise, stage1_squares, stage2_squares, to_crop
from balance import balanced
from config import Config
from detections import detector_residuals
from face import FACE, face_square, inter_pupil, landmark_box, nme
from faces import list_keys, read_all, split
from model import Cnn


class Data:
    """All canvases in memory, on the device."""

    def __init__(self, folder: Path, hold_out: bool, device, balance: int = 0, taught=None):
        """`taught`: folders of more photos to train on, and of the points that a teacher gave them."""
        keys = list_keys(folder)
        training, validation = split(keys, hold_out)
        faces = read_all(folder, keys)
        if taught:
            photos, points_in = taught
            more = sorted(p.stem for p in points_in.glob("*.pts"))
            faces += read_all(photos, more, points_in)
        self.taught = len(faces) - len(keys)
        index = {k: i for i, k in enumerate(keys)}
        chosen = np.array([index[k] for k in training])
        self.validation = np.array([index[k] for k in validation])
        self.points = np.stack([f.points for f in faces]).astype(np.float64)
        self.canvases = torch.from_numpy(np.stack([f.canvas for f in faces])).to(device)
        scale = np.array([f.scale for f in faces])
        offset = np.stack([f.offset for f in faces])
        mean = np.array(FACE["meanShape"])
        centre, side, roll = face_square(mean, self.points)
        in_photo = ((centre - offset) / scale[:, None], side / scale, roll)
        self.residuals, _, _ = detector_residuals(
            folder, [keys[i] for i in chosen], [part[chosen] for part in in_photo]
        )
        chosen = np.concatenate([chosen, np.arange(len(keys), len(faces))])
        self.faces = len(chosen)
        # With balancing, a face stands here several times.
        self.training = balanced(chosen, self.points[chosen], balance) if balance else chosen


def training_batch(data: Data, config: Config, step: int, model: Cnn, part: slice):
    """Crops (n, 3, s, s) and truth (n, 68, 2) in pixels of the crop: `part` of one step's batch.

    They depend on the seed and the step's number alone, however many processes share the batch.
    """
    rng = np.random.default_rng([config.seed, step])
    count = len(data.training)
    # Sampling walks through one permutation of the faces after another.
    place = step * config.batch + np.arange(config.batch)
    chosen = np.empty(config.batch, int)
    for epoch in np.unique(place // count):
        order = np.random.default_rng([config.seed, 0, epoch]).permutation(count)
        here = place // count == epoch
        chosen[here] = data.training[order[place[here] % count]]
    points = data.points[chosen]
    if config.stage == 1:
        centre, side, roll = stage1_squares(points, data.residuals, rng)
    else:
        centre, side, roll = stage2_squares(points, rng)
    flip = rng.random(config.batch) < 0.5
    crops = Crops(centre[part], side[part] * model.margin, roll[part], flip[part])
    pixels = change_pixels(cut(data.canvases[chosen[part]], crops, model.size), rng, config.batch, part)
    truth = torch.as_tensor(to_crop(points[part], crops, model.size), dtype=torch.float32)
    return normalise(pixels), truth.to(pixels.device)


@torch.no_grad()
def validate(model: Cnn, data: Data, stage: int, device) -> float:
    """Mean NME, inter-pupil, in float32. Stage 1 starts from the annotated box without roll; stage 2
    from squares with the errors it meets in training, the same ones each time."""
    points = data.points[data.validation]
    if stage == 1:
        centre, side = landmark_box(points)
        roll = np.zeros(len(points))
    else:
        centre, side, roll = stage2_squares(points, np.random.default_rng(0), spread=0.7)
    crops = Crops(centre, side * model.margin, roll, np.zeros(len(points), bool))
    truth = to_crop(points, crops, model.size)
    predicted = []
    for i in range(0, len(points), 64):
        part = slice(i, i + 64)
        some = Crops(crops.centre[part], crops.side[part], crops.roll[part], crops.flip[part])
        pixels = cut(data.canvases[data.validation[part]], some, model.size)
        predicted.append(model(normalise(pixels).contiguous(memory_format=torch.channels_last)).cpu())
    return float(nme(torch.cat(predicted).double().numpy(), truth, inter_pupil).mean())
