"""Validation of a network on held-out faces."""
from dataclasses import dataclass

import numpy as np
import torch

from augment import Crops, cut_crops, draw_stage2_squares, normalise, to_crop_points
from dataset import FaceDataset
from face import compute_landmark_box
from measures import (CLOSED_EYE, OPEN_MOUTH, compute_eye_aspect_ratios, compute_mouth_opening, compute_nme,
                      measure_openings)

# Sample of the held-out taught faces, besides all those with closed eyes or open mouths.
MAX_TAUGHT_FACES = 300


@dataclass
class ValidationSet:
    """Crops for validation: pixels uint8 (n, 3, s, s), truth (n, 68, 2) in pixels of the crop."""

    pixels: np.ndarray
    truth: np.ndarray


def build_validation_set(data: FaceDataset, faces: np.ndarray, stage: int, size: int, margin: float) -> ValidationSet:
    """Builds the validation set of some faces.

    Stage 1 starts from the annotated box without roll, stage 2 from squares with fixed random errors like
    those in the cascade.
    """
    points = data.points[faces]
    if stage == 1:
        centre, side = compute_landmark_box(points)
        roll = np.zeros(len(points))
    else:
        centre, side, roll = draw_stage2_squares(points, np.random.default_rng(0), spread=0.7)
    crops = Crops(centre, side * margin, roll, np.zeros(len(points), bool))
    pixels = []
    for i in range(0, len(points), 64):
        part = slice(i, i + 64)
        pixels.append(cut_crops(data.canvases[torch.as_tensor(faces[part])], crops.take(part), size).round().to(torch.uint8).cpu())
    return ValidationSet(torch.cat(pixels).numpy(), to_crop_points(points, crops, size))


class Validation:
    """Validation faces of 300W and held-out taught faces, as crops for one stage of the cascade."""

    def __init__(self, data: FaceDataset, stage: int, size: int, margin: float):
        held = data.taught_validation
        make = lambda faces: build_validation_set(data, faces, stage, size, margin)
        self.people = make(data.validation)
        self.taught = self.special = None
        if len(held):
            points = data.points[held]
            wanted = (compute_eye_aspect_ratios(points).min(1) < CLOSED_EYE) | (compute_mouth_opening(points) > OPEN_MOUTH)
            self.taught = make(held[:: max(1, len(held) // MAX_TAUGHT_FACES)])
            self.special = make(held[wanted])

    def measure(self, network: torch.nn.Module) -> dict:
        """Measures the inter-pupil NME in percent, and the predicted openings of eyes and mouths."""
        predicted = predict(network, self.people.pixels)
        result = {"nme": 100 * float(compute_nme(predicted, self.people.truth).mean())}
        both = [(predicted, self.people.truth)]
        if self.taught:
            taught = predict(network, self.taught.pixels)
            result["nmeTaught"] = 100 * float(compute_nme(taught, self.taught.truth).mean())
            both += [(taught, self.taught.truth)]
            if len(self.special.truth):
                both += [(predict(network, self.special.pixels), self.special.truth)]
        return result | measure_openings(*(np.concatenate(part) for part in zip(*both)))


@torch.no_grad()
def predict(network: torch.nn.Module, pixels: np.ndarray) -> np.ndarray:
    """Predicts landmarks (n, 68, 2), in pixels of the crop, for uint8 crops (n, 3, s, s); computes in float32."""
    network.eval()
    device = next(network.parameters()).device
    found = []
    for part in torch.from_numpy(pixels).split(64):
        x = normalise(part.to(device).float()).contiguous(memory_format=torch.channels_last)
        found.append(network(x).cpu())
    return torch.cat(found).double().numpy()
