"""The constants that trainer and page share, and the geometry that both derive from them.

Everything numeric comes from models/face.json. Points are [x, y] in pixels of a named image whose
top-left *corner* is (0, 0): the centre of the top-left pixel is (0.5, 0.5).
"""
import json
from pathlib import Path

import numpy as np

FACE_FILE = Path(__file__).resolve().parent.parent / "models" / "face.json"
FACE = json.loads(FACE_FILE.read_text()) if FACE_FILE.exists() else None


def fit_similarity(shape: np.ndarray, points: np.ndarray):
    """Least-squares similarity (no reflection) that takes `shape` to `points`.

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
    """Turns points (..., 2) by angle in radians; y points down, so a positive angle is clockwise."""
    c, s = np.cos(angle), np.sin(angle)
    x, y = points[..., 0], points[..., 1]
    return np.stack([c * x - s * y, s * x + c * y], -1)


def landmark_box(points: np.ndarray):
    """Axis-aligned box of points (..., L, 2): centre (..., 2) and longer side (...)."""
    low, high = points.min(-2), points.max(-2)
    return (low + high) / 2, (high - low).max(-1)


def face_square(mean_shape: np.ndarray, points: np.ndarray, roll=None):
    """The upright square around a face: rolled as the mean shape fits, around the landmarks' box.

    points: (..., L, 2). Returns centre (..., 2), side (...), roll in radians (...).
    The side is the longer side of the landmarks' box along the face's own axes, without any margin.
    The mean shape's own box would be steadier, but a turned head shifts it by 0.11 sides (standard
    deviation) against the detector's, and cuts off the far jaw; the landmarks' box: 0.03.
    """
    if roll is None:
        a, b, _, _ = fit_similarity(mean_shape, points)
        roll = np.arctan2(b, a)
    centre, side = landmark_box(rotate(points, -np.asarray(roll)[..., None]))
    return rotate(centre, roll), side, roll


def inter_pupil(points: np.ndarray):
    """Distance between the means of the six points of either eye, in the points' unit."""
    eyes = [points[..., first : first + 6, :].mean(-2) for first in (36, 42)]
    return np.linalg.norm(eyes[0] - eyes[1], axis=-1)


def inter_ocular(points: np.ndarray):
    """Distance between the outer eye corners, 36 and 45, in the points' unit."""
    return np.linalg.norm(points[..., 36, :] - points[..., 45, :], axis=-1)
