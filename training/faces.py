"""Reads photos with 68 landmarks: 300W in ibug's folder layout, and pseudo-labelled ("taught") faces."""
import csv
import re
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

TRAIN_SETS = ("lfpw/trainset", "helen/trainset", "afw")
PHOTO_SUFFIXES = (".jpg", ".png", ".jpeg")

# A canvas holds one face in its middle, scaled so that the landmarks' box has this side: the canvas has
# 2.25 face sides, enough for a crop of 1.3 sides at any roll and some shift.
CANVAS_PX = 288
CANVAS_FACE_PX = 128


@dataclass
class Face:
    key: str  # path below the data folder, without extension
    canvas: np.ndarray  # uint8 (CANVAS_PX, CANVAS_PX, 3), black outside the photo
    points: np.ndarray  # float32 (68, 2), pixels of the canvas
    scale: float  # canvas pixels per photo pixel
    offset: np.ndarray  # canvas = photo * scale + offset


def read_pts(path: Path) -> np.ndarray:
    """Reads the points (68, 2) of an ibug .pts file, where the centre of the first pixel is (1, 1).

    Returned points have (0, 0) at the corner of the image. Raises OSError, or ValueError with the file's name.
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
            raise ValueError("the points are not those of a face")
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from error
    return points


def list_keys(data: Path, sets=TRAIN_SETS) -> list[str]:
    """Lists the keys of all faces: paths below `data` without extension. Raises FileNotFoundError if none."""
    keys = [f"{name}/{p.stem}" for name in sets for p in sorted((data / name).glob("*.pts"))]
    if not keys:
        raise FileNotFoundError(f"no .pts files in {', '.join(sets)} below {data}")
    return keys


def find_photo(data: Path, key: str) -> Path:
    """Finds the photo of a key with any known suffix; data/key.jpg if there is none."""
    files = [data / f"{key}{suffix}" for suffix in PHOTO_SUFFIXES]
    return next((file for file in files if file.exists()), files[0])


def read_face(data: Path, key: str, points_in: Path | None = None) -> Face:
    """Reads a photo and its points onto a canvas. The points are beside the photo, or in `points_in`.

    Raises OSError, or ValueError with the file's name, if one of the files is not valid.
    """
    photo_file = find_photo(data, key)
    try:
        photo = Image.open(photo_file).convert("RGB")
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValueError(f"{photo_file}: {error}") from error
    points = read_pts((points_in or data) / f"{key}.pts")
    low, high = points.min(0), points.max(0)
    factor = CANVAS_FACE_PX / (high - low).max()
    size = [max(1, round(n * factor)) for n in photo.size]
    scale = np.array(size) / np.array(photo.size)
    corner = np.round(CANVAS_PX / 2 - (low + high) / 2 * scale).astype(int)
    canvas = Image.new("RGB", (CANVAS_PX, CANVAS_PX))
    canvas.paste(photo.resize(size, Image.BICUBIC), tuple(int(v) for v in corner))
    moved = points * scale + corner
    return Face(key, np.asarray(canvas), moved.astype(np.float32), float(factor), corner)


def create_canvases(n: int) -> np.ndarray:
    """Creates n canvases (n, CANVAS_PX, CANVAS_PX, 3) to be filled; 249 kB each."""
    return np.empty((n, CANVAS_PX, CANVAS_PX, 3), np.uint8)


def read_faces(data: Path, keys: list[str], points_in: Path | None = None, canvases: np.ndarray | None = None) -> list[Face]:
    """Reads the faces of all keys. Raises SystemExit with the names of all files that are not valid.

    canvases (len(keys), CANVAS_PX, CANVAS_PX, 3): is filled, and the faces' canvases are parts of it, so
    that a whole set of faces is in memory once.
    """
    faces, wrong = [], []
    for i, key in enumerate(keys):
        try:
            face = read_face(data, key, points_in)
            if canvases is not None:
                canvases[i] = face.canvas
                face.canvas = canvases[i]
            faces.append(face)
        except (OSError, ValueError) as error:
            wrong.append(str(error))
    if wrong:
        files = "\n".join(wrong)
        raise SystemExit(f"{files}\n{len(wrong)} of {len(keys)} faces cannot be read. Repair or remove them and start again.")
    return faces


def get_photo_key(key: str) -> str:
    """Returns the key without the face's number: AFW numbers the faces of one photo after the last '_'."""
    return key.rsplit("_", 1)[0] if key.startswith("afw/") else key


def split_keys(keys: list[str], hold_out: bool):
    """Splits keys into training and validation keys, by photo.

    Every eighth photo of HELEN and AFW is for validation; LFPW has near-duplicates and stays in training.
    Without hold_out all faces are for training, the validation faces included.
    """
    photos = sorted({get_photo_key(k) for k in keys if not k.startswith("lfpw/")})
    held = set(photos[::8])
    validation = [k for k in keys if get_photo_key(k) in held]
    training = [k for k in keys if get_photo_key(k) not in held] if hold_out else list(keys)
    return training, validation


@dataclass
class TaughtFace:
    """Row of index.csv: a photo that a teacher network has labelled."""

    key: str
    set: str
    disagreement: float  # mean distance of the teacher's answers from their mean / inter-pupil distance
    held_out: bool  # never used for training


def read_taught_index(folder: Path) -> list[TaughtFace]:
    """Reads folder/index.csv, with the columns name, set, person, disagreement.

    A tenth of the persons is held out; which ones does not depend on the rest of the file. A missing
    disagreement counts as 0.
    """
    faces = []
    with open(folder / "index.csv", newline="") as file:
        for row in csv.DictReader(file):
            person = f"{row['set']}/{row['person'] or row['name']}"
            held_out = zlib.crc32(person.encode()) % 10 == 0
            faces.append(TaughtFace(row["name"], row["set"], float(row["disagreement"] or 0), held_out))
    return faces
