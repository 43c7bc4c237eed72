"""Dataset of a training run: training and validation faces, all held in memory as canvases.

"Taught" faces are pseudo-labelled: a teacher network gave their landmarks. The others, "people", were
annotated by hand.
"""
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from augment import MEAN_SHAPE
from balance import repeat_for_balance
from config import Config
from detections import measure_detector_residuals
from face import compute_face_square
from faces import Face, create_canvases, list_keys, read_faces, read_taught_index, split_keys
from measures import LIDS, compute_eye_aspect_ratios, compute_mouth_opening

# Faces with an eye aspect ratio below this are drawn more often. Annotated ratios of closed eyes go down
# to 0.01; the teacher's are rarely below 0.11, where nearly all eyes are closed.
CLOSED_EYE_MAX_RATIO, CLOSED_EYE_MAX_RATIO_TAUGHT = 0.15, 0.13
WIDE_MOUTH_MIN_RATIO = 0.3
# A taught eye below this ratio counts as closed: the distance between its lids is multiplied by the scale.
CLOSED_LIDS_MAX_RATIO, CLOSED_LIDS_SCALE = 0.11, 0.1
# A taught face has weight 1 if the teacher's answers differ by no more than this (the best third).
TRUSTED_DISAGREEMENT, MIN_WEIGHT = 0.022, 0.3


def close_lids(points: np.ndarray) -> np.ndarray:
    """Moves the lids of nearly closed eyes together in points (n, 68, 2); returns a copy."""
    points = points.copy()
    shut = compute_eye_aspect_ratios(points) < CLOSED_LIDS_MAX_RATIO
    for pair, (upper, lower) in enumerate(LIDS):
        faces = shut[:, pair // 2]
        middle = (points[faces, upper] + points[faces, lower]) / 2
        for lid in (upper, lower):
            points[faces, lid] = middle + (points[faces, lid] - middle) * CLOSED_LIDS_SCALE
    return points


@dataclass
class Groups:
    """Groups of training faces that crops are drawn from, as indices; a face may be in several groups."""

    people: np.ndarray
    taught: np.ndarray
    closed_eye: np.ndarray
    open_mouth: np.ndarray


class FaceDataset:
    """All faces: canvases (uint8, on the device) and points (float64, pixels of the canvas)."""

    def __init__(self, folder: Path, config: Config, device, taught: Path | None = None, taught_points: Path | None = None):
        """Reads all faces.

        folder: 300W with mediapipe-boxes.json. taught: pseudo-labelled photos; their .pts files and
        index.csv (see read_taught_index) are beside them, or in taught_points.
        """
        keys = list_keys(folder)
        training, validation = split_keys(keys, config.hold_out)
        rows = read_taught_index(taught_points or taught) if taught else []
        self.keys = keys + [row.key for row in rows]
        canvases = create_canvases(len(keys) + len(rows))
        faces = read_faces(folder, keys, canvases=canvases[:len(keys)])
        if taught:
            faces += read_faces(taught, [row.key for row in rows], taught_points, canvases[len(keys):])
        self.points = np.stack([face.points for face in faces]).astype(np.float64)
        people, index = len(keys), {key: i for i, key in enumerate(keys)}
        self.points[people:] = close_lids(self.points[people:])
        self.canvases = torch.from_numpy(canvases).to(device)
        disagreement = np.array([row.disagreement for row in rows])
        trust = np.clip(TRUSTED_DISAGREEMENT / np.maximum(disagreement, 1e-6), MIN_WEIGHT, 1)
        self.weights = np.concatenate([np.ones(people), trust])
        held = np.array([row.held_out for row in rows], bool)
        self.validation = np.array([index[key] for key in validation])
        self.taught_validation = people + np.flatnonzero(held)
        chosen = np.array([index[key] for key in training])
        self.groups = self._group(chosen, people + np.flatnonzero(~held), config.balance)
        self.counts = {"people": len(chosen), "taught": int((~held).sum()), "validation": len(validation),
                       "taughtHeldOut": int(held.sum())}
        self.residuals = self._residuals(folder, faces, keys, chosen)

    def _group(self, people: np.ndarray, taught: np.ndarray, balance: int) -> Groups:
        eyes, mouths = compute_eye_aspect_ratios(self.points).min(1), compute_mouth_opening(self.points)
        closed = [people[eyes[people] < CLOSED_EYE_MAX_RATIO], taught[eyes[taught] < CLOSED_EYE_MAX_RATIO_TAUGHT]]
        wide = [faces[mouths[faces] > WIDE_MOUTH_MIN_RATIO] for faces in (people, taught)]
        if balance:
            both = repeat_for_balance(np.concatenate([people, taught]), self.points, balance)
            people, taught = (both[np.isin(both, group)] for group in (people, taught))
        return Groups(people, taught, np.concatenate(closed), np.concatenate(wide))

    def _residuals(self, folder: Path, faces: list[Face], keys: list[str], chosen: np.ndarray) -> np.ndarray:
        """Measures the residuals (m, 4) of the detector's squares on the annotated training faces."""
        scale = np.array([faces[i].scale for i in chosen])
        offset = np.stack([faces[i].offset for i in chosen])
        centre, side, roll = compute_face_square(MEAN_SHAPE, self.points[chosen])
        in_photo = ((centre - offset) / scale[:, None], side / scale, roll)
        return measure_detector_residuals(folder, [keys[i] for i in chosen], in_photo)[0]
