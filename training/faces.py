"""Reads 300W: photos with .pts files beside them, in ibug's folder layout."""
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

TRAIN_SETS = ("lfpw/trainset", "helen/trainset", "afw")

# A canvas holds one face, its landmarks' box CANVAS_FACE px long in the middle of CANVAS px:
# 2.25 face sizes, enough for a crop of 1.3 sides at any roll and some shift.
CANVAS = 288
CANVAS_FACE = 128


@dataclass
class Face:
    key: str  # path below the data folder, without extension
    canvas: np.ndarray  # uint8 (CANVAS, CANVAS, 3), black outside the photo
    points: np.ndarray  # float32 (68, 2), pixels of the canvas
    scale: float  # canvas pixels per photo pixel
    offset: np.ndarray  # canvas = photo * scale + offset


def read_pts(path: Path) -> np.ndarray:
    """Points of an ibug .pts file, (68, 2), moved from its (1, 1) pixel centre to corner (0, 0)."""
    body = re.search(r"\{(.*)\}", path.read_text(), re.S)
    if not body:
        raise ValueError(f"{path}: no points between braces")
    points = np.array(body.group(1).split(), dtype=np.float32).reshape(-1, 2) - 0.5
    if points.shape != (68, 2):
        raise ValueError(f"{path}: {len(points)} points instead of 68")
    return points


def list_keys(data: Path, sets=TRAIN_SETS) -> list[str]:
    keys = [f"{name}/{p.stem}" for name in sets for p in sorted((data / name).glob("*.pts"))]
    if not keys:
        raise FileNotFoundError(f"no .pts files in {', '.join(sets)} below {data}")
    return keys


def read_face(data: Path, key: str, points_in: Path | None = None) -> Face:
    """The face of data/key.jpg; its points are beside it, or in a folder of the same layout."""
    photo = Image.open(data / f"{key}.jpg").convert("RGB")
    points = read_pts((points_in or data) / f"{key}.pts")
    low, high = points.min(0), points.max(0)
    factor = CANVAS_FACE / (high - low).max()
    size = [max(1, round(n * factor)) for n in photo.size]
    scale = np.array(size) / np.array(photo.size)
    corner = np.round(CANVAS / 2 - (low + high) / 2 * scale).astype(int)
    canvas = Image.new("RGB", (CANVAS, CANVAS))
    canvas.paste(photo.resize(size, Image.BICUBIC), tuple(int(v) for v in corner))
    moved = points * scale + corner
    return Face(key, np.asarray(canvas), moved.astype(np.float32), float(factor), corner)


def photo_of(key: str) -> str:
    """Faces of one photo share this name: AFW numbers the faces of a photo after the last '_'."""
    return key.rsplit("_", 1)[0] if key.startswith("afw/") else key


def split(keys: list[str], hold_out: bool):
    """Training and validation keys, by photo.

    Validation is every eighth photo of HELEN and AFW; LFPW has near-duplicates and stays in training.
    With hold_out false every face trains, and the validation faces are among them.
    """
    photos = sorted({photo_of(k) for k in keys if not k.startswith("lfpw/")})
    held = set(photos[::8])
    validation = [k for k in keys if photo_of(k) in held]
    training = [k for k in keys if photo_of(k) not in held] if hold_out else list(keys)
    return training, validation
