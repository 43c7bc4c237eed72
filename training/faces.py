"""Reads photos with 68 points: 300W in ibug's folder layout, and faces that a teacher network labelled."""
import csv
import re
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

TRAIN_SETS = ("lfpw/trainset", "helen/trainset", "afw")
PHOTO_SUFFIXES = (".jpg", ".png", ".jpeg")

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
    """Points of an ibug .pts file, (68, 2), moved from its (1, 1) pixel centre to corner (0, 0).

    OSError, or ValueError with the file's name, if it does not hold that.
    """
    body = re.search(r"\{(.*)\}", path.read_text(errors="replace"), re.S)
    try:
        if not body:
            raise ValueError("no points between braces")
        numbers = np.array(body.group(1).split(), dtype=np.float32)
        if numbers.size != 2 * 68:
            raise ValueError(f"{numbers.size / 2:g} points instead of 68")
        points = numbers.reshape(68, 2) - 0.5
        if not np.isfinite(points).all() or np.ptp(points, axis=0).max() < 1:
            raise ValueError("its points are not those of a face")
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from error
    return points


def list_keys(data: Path, sets=TRAIN_SETS) -> list[str]:
    keys = [f"{name}/{p.stem}" for name in sets for p in sorted((data / name).glob("*.pts"))]
    if not keys:
        raise FileNotFoundError(f"no .pts files in {', '.join(sets)} below {data}")
    return keys


def find_photo(data: Path, key: str) -> Path:
    """The photo of a key, whatever its suffix; data/key.jpg where there is none."""
    files = [data / f"{key}{suffix}" for suffix in PHOTO_SUFFIXES]
    return next((file for file in files if file.exists()), files[0])


def read_face(data: Path, key: str, points_in: Path | None = None) -> Face:
    """The face of data/key.jpg or .png; its points are beside it, or in a folder of the same layout.

    OSError, or ValueError with the file's name, if one of them is wrong.
    """
    photo_file = find_photo(data, key)
    try:
        photo = Image.open(photo_file).convert("RGB")
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValueError(f"{photo_file}: {error}") from error
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


def read_all(data: Path, keys: list[str], points_in: Path | None = None) -> list[Face]:
    """The faces of all keys. SystemExit that names every file that is wrong."""
    faces, wrong = [], []
    for key in keys:
        try:
            faces.append(read_face(data, key, points_in))
        except (OSError, ValueError) as error:
            wrong.append(str(error))
    if wrong:
        files = "\n".join(wrong)
        raise SystemExit(f"{files}\n{len(wrong)} of {len(keys)} faces cannot be read; mend or remove them and start again.")
    return faces


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


@dataclass
class TaughtFace:
    """A row of index.csv: a photo whose points a teacher network gave."""

    key: str
    set: str
    disagreement: float  # mean distance of the teacher's answers from their mean, over the inter-pupil distance
    held_out: bool  # takes no part in any training


def read_taught_index(folder: Path) -> list[TaughtFace]:
    """The faces of folder/index.csv, columns name, set, person, disagreement. A tenth is held out, by person.

    The same persons are held out always, whatever else is in the file. A disagreement that is not given
    counts as none.
    """
    faces = []
    with open(folder / "index.csv", newline="") as file:
        for row in csv.DictReader(file):
            person = f"{row['set']}/{row['person'] or row['name']}"
            held_out = zlib.crc32(person.encode()) % 10 == 0
            faces.append(TaughtFace(row["name"], row["set"], float(row["disagreement"] or 0), held_out))
    return faces
