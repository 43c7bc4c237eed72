"""Constants that the trainer and the page share (models/face.json), and the geometry based on them.

Points are [x, y] in pixels of a named image, with (0, 0) at its top-left *corner*: the centre of the
top-left pixel is (0.5, 0.5).
"""
import json
import re
from pathlib import Path

import numpy as np

FACE_FILE = Path(__file__).resolve().parent.parent / "models" / "face.json"
FACE = json.loads(FACE_FILE.read_text()) if FACE_FILE.exists() else None


def write_constants(path: Path, constants: dict):
    """Writes constants as JSON, each innermost list on one line."""
    text = re.sub(r"\[[^\[\]{}]*\]", lambda m: " ".join(m.group().split()), json.dumps(constants, indent=2))
    path.write_text(text + "\n")


def fit_similarity(shape: np.ndarray, points: np.ndarray):
    """Fits the similarity transform (no reflection) that takes `shape` to `points`, by least squares.

    shape: (L, 2); points: (..., L, 2).
    Returns a, b, tx, ty with x' = a x - b y + tx and y' = b x + a y + ty; each of shape (...).
    Linear in `points` (Umeyama 1991 in two dimensions).
    """
    origin = shape.mean(0)
    q = shape - origin
    norm = (q**2).sum()
    centre = points.mean(-2)
    p = points - centre[..., None, :]
    a = (q[:, 0] * p[..., 0] + q[:, 1] * p[..., 1]).sum(-1) / norm
    b = (q[:, 0] * p[..., 1] - q[:, 1] * p[..., 0]).sum(-1) / norm
    tx = centre[..., 0] - (a * origin[0] - b * origin[1])
    ty = centre[..., 1] - (b * origin[0] + a * origin[1])
    return a, b, tx, ty


def rotate(points: np.ndarray, angle):
    """Rotates points (..., 2) by an angle in radians; y points down, so a positive angle is clockwise."""
    c, s = np.cos(angle), np.sin(angle)
    x, y = points[..., 0], points[..., 1]
    return np.stack([c * x - s * y, s * x + c * y], -1)


def compute_landmark_box(points: np.ndarray):
    """Computes the axis-aligned box of points (..., L, 2): centre (..., 2) and longer side (...)."""
    low, high = points.min(-2), points.max(-2)
    return (low + high) / 2, (high - low).max(-1)


def compute_face_square(mean_shape: np.ndarray, points: np.ndarray, roll=None):
    """Computes the square around a face, aligned with its axes: centre (..., 2), side (...), roll (...).

    points: (..., L, 2). The roll, in radians, is that of the fitted mean shape unless it is given; the side
    is the longer side of the landmarks' box along the face's axes, without margin. The box of the fitted
    mean shape would be steadier, but a turned head shifts it by 0.11 sides (standard deviation) from the
    detector's and cuts off the far jaw; the landmarks' box is shifted by 0.03.
    """
    if roll is None:
        a, b, _, _ = fit_similarity(mean_shape, points)
        roll = np.arctan2(b, a)
    centre, side = compute_landmark_box(rotate(points, -np.asarray(roll)[..., None]))
    return rotate(centre, roll), side, roll


def compute_inter_pupil(points: np.ndarray):
    """Computes the distance between the eye centres (means of six points each), in the points' unit."""
    eyes = [points[..., first : first + 6, :].mean(-2) for first in (36, 42)]
    return np.linalg.norm(eyes[0] - eyes[1], axis=-1)


def compute_inter_ocular(points: np.ndarray):
    """Computes the distance between the outer eye corners, 36 and 45, in the points' unit."""
    return np.linalg.norm(points[..., 36, :] - points[..., 45, :], axis=-1)
