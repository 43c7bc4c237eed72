"""The faces that a run learns from and is validated on, with their crops' canvases in memory."""
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from augment import MEAN_SHAPE
from balance import repeat_for_balance
from config import Config
from detections import detector_residuals
from face import face_square
from faces import Face, list_keys, read_all, read_taught_index, split
from measures import LIDS, eye_aspect_ratios, mouth_opening

# Of the faces that are drawn more often because an eye is closed. People's points of closed eyes go
# down to 0.01; the teacher's rarely below 0.11, where nearly all eyes are closed.
CLOSED_PEOPLE, CLOSED_TAUGHT = 0.15, 0.13
WIDE_MOUTH = 0.3
# A taught eye below this ratio is taken for a closed one: its lids move together to this share of
# their distance.
SHUT_TAUGHT, SHUT_TO = 0.11, 0.1
# A taught face counts fully where the teacher's answers lie this close together (the best third).
TRUSTED_DISAGREEMENT, LEAST_WEIGHT = 0.022, 0.3


def close_lids(points: np.ndarray) -> np.ndarray:
    """Points (n, 68, 2) with the lids of eyes below SHUT_TAUGHT moved together."""
    points = points.copy()
    shut = eye_aspect_ratios(points) < SHUT_TAUGHT
    for pair, (upper, lower) in enumerate(LIDS):
        faces = shut[:, pair // 2]
        middle = (points[faces, upper] + points[faces, lower]) / 2
        for lid in (upper, lower):
            points[faces, lid] = middle + (points[faces, lid] - middle) * SHUT_TO
    return points


@dataclass
class Groups:
    """Which faces crops are drawn from, as indices of the dataset; a face may be in several."""

    people: np.ndarray
    taught: np.ndarray
    closed_eye: np.ndarray
    open_mouth: np.ndarray


class FaceDataset:
    """All faces as canvases (uint8, on the device) and points (float64, pixels of the canvas)."""

    def __init__(self, folder: Path, config: Config, device, taught: Path | None = None, taught_points: Path | None = None):
        """folder: 300W with mediapipe-boxes.json. taught: photos, with .pts files and index.csv beside them
        (see read_taught_index) or in taught_points."""
        keys = list_keys(folder)
        training, validation = split(keys, config.hold_out)
        faces = read_all(folder, keys)
        rows = read_taught_index(taught_points or taught) if taught else []
        faces += read_all(taught, [row.key for row in rows], taught_points) if taught else []
        self.points = np.stack([face.points for face in faces]).astype(np.float64)
        people, index = len(keys), {key: i for i, key in enumerate(keys)}
        self.points[people:] = close_lids(self.points[people:])
        canvases = np.stack([face.canvas for face in faces])
        self.canvases = torch.from_numpy(canvases).to(device)
        disagreement = np.array([row.disagreement for row in rows])
        trust = np.clip(TRUSTED_DISAGREEMENT / np.maximum(disagreement, 1e-6), LEAST_WEIGHT, 1)
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
        eyes, mouths = eye_aspect_ratios(self.points).min(1), mouth_opening(self.points)
        closed = [people[eyes[people] < CLOSED_PEOPLE], taught[eyes[taught] < CLOSED_TAUGHT]]
        wide = [faces[mouths[faces] > WIDE_MOUTH] for faces in (people, taught)]
        if balance:
            both = repeat_for_balance(np.concatenate([people, taught]), self.points, balance)
            people, taught = (both[np.isin(both, group)] for group in (people, taught))
        return Groups(people, taught, np.concatenate(closed), np.concatenate(wide))

    def _residuals(self, folder: Path, faces: list[Face], keys: list[str], chosen: np.ndarray) -> np.ndarray:
        """What the detector's squares are off by on the people's training faces."""
        scale = np.array([faces[i].scale for i in chosen])
        offset = np.stack([faces[i].offset for i in chosen])
        centre, side, roll = face_square(MEAN_SHAPE, self.points[chosen])
        in_photo = ((centre - offset) / scale[:, None], side / scale, roll)
        return detector_residuals(folder, [keys[i] for i in chosen], in_photo)[0]
