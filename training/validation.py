"""Validation of a network on faces that took no part in its training."""
from dataclasses import dataclass

import numpy as np
import torch

from augment import Crops, cut, normalise, stage2_squares, to_crop
from dataset import FaceDataset
from face import landmark_box
from measures import CLOSED_EYE, OPEN_MOUTH, eye_aspect_ratios, mouth_opening, nme, openings

# Of the held-out taught faces this many stand for all, besides those with closed eyes or open mouths.
TAUGHT_FACES = 300


@dataclass
class ValidationSet:
    """Crops of one kind of faces: pixels uint8 (n, 3, s, s), truth (n, 68, 2) in pixels of the crop."""

    pixels: np.ndarray
    truth: np.ndarray


def validation_set(data: FaceDataset, faces: np.ndarray, stage: int, size: int, margin: float) -> ValidationSet:
    """Stage 1 starts from the annotated box without roll; stage 2 from squares with the errors it
    meets in the cascade, the same ones each time."""
    points = data.points[faces]
    if stage == 1:
        centre, side = landmark_box(points)
        roll = np.zeros(len(points))
    else:
        centre, side, roll = stage2_squares(points, np.random.default_rng(0), spread=0.7)
    crops = Crops(centre, side * margin, roll, np.zeros(len(points), bool))
    pixels = []
    for i in range(0, len(points), 64):
        part = slice(i, i + 64)
        some = Crops(crops.centre[part], crops.side[part], crops.roll[part], crops.flip[part])
        pixels.append(cut(data.canvases[torch.as_tensor(faces[part])], some, size).round().to(torch.uint8).cpu())
    return ValidationSet(torch.cat(pixels).numpy(), to_crop(points, crops, size))


class Validation:
    """The validation faces of 300W and of the taught faces, as one stage of the cascade sees them."""

    def __init__(self, data: FaceDataset, stage: int, size: int, margin: float):
        held = data.taught_validation
        make = lambda faces: validation_set(data, faces, stage, size, margin)
        self.people = make(data.validation)
        self.taught = self.special = None
        if len(held):
            points = data.points[held]
            wanted = (eye_aspect_ratios(points).min(1) < CLOSED_EYE) | (mouth_opening(points) > OPEN_MOUTH)
            self.taught = make(held[:: max(1, len(held) // TAUGHT_FACES)])
            self.special = make(held[wanted])

    def measure(self, network: torch.nn.Module) -> dict:
        """NME, inter-pupil, in percent, and how closed eyes and open mouths are drawn."""
        predicted = predict(network, self.people.pixels)
        result = {"nme": 100 * float(nme(predicted, self.people.truth).mean())}
        both = [(predicted, self.people.truth)]
        if self.taught:
            taught = predict(network, self.taught.pixels)
            result["nmeTaught"] = 100 * float(nme(taught, self.taught.truth).mean())
            both += [(taught, self.taught.truth)]
            if len(self.special.truth):
                both += [(predict(network, self.special.pixels), self.special.truth)]
        return result | openings(*(np.concatenate(part) for part in zip(*both)))


@torch.no_grad()
def predict(network: torch.nn.Module, pixels: np.ndarray) -> np.ndarray:
    """Landmarks (n, 68, 2) of uint8 crops (n, 3, s, s), in float32."""
    network.eval()
    device = next(network.parameters()).device
    found = []
    for part in torch.from_numpy(pixels).split(64):
        x = normalise(part.to(device).float()).contiguous(memory_format=torch.channels_last)
        found.append(network(x).cpu())
    return torch.cat(found).double().numpy()
