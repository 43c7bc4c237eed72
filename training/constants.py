"""Measures the constants that trainer and page share and writes models/face.json.

    python3 training/constants.py --data DIR

Mean shape: generalised Procrustes without reflection over the training shapes, made symmetric.
Detector: where MediaPipe's box lies on a face, from mediapipe-boxes.json in the data folder.
"""
import argparse
import json
import re
from pathlib import Path

import numpy as np

from detections import detector_residuals
from face import FACE_FILE, face_square, fit_similarity
from faces import list_keys, read_pts

FLIP = (
    list(range(16, -1, -1)) + list(range(26, 16, -1)) + [27, 28, 29, 30, 35, 34, 33, 32, 31]
    + [45, 44, 43, 42, 47, 46, 39, 38, 37, 36, 41, 40]
    + [54, 53, 52, 51, 50, 49, 48, 59, 58, 57, 56, 55, 64, 63, 62, 61, 60, 67, 66, 65]
)

# The full-range model, on a sample of 102 of the same photos shown at half size (median; standard
# deviation 0.09, 0.04 and 0.08 sides). It sees small faces, for which its eye line is the better one.
FULL_RANGE = {"offset": [-0.017, -0.131], "size": 1.131}


# A heat map covers a tenth more than the crop on each side, for points that lie outside. Below the
# variance, in square pixels, a map's spread has no meaning.
HEAT_MAP = {"range": 1.2, "leastVariance": 1e-4}

# Upper with lower lid (two pairs an eye, the eye on the left of the picture first), the corners of eyes and
# of the inner mouth, upper with lower inner lip; ratios below or above which they are closed or open.
OPENINGS = {
    "lids": [[37, 41], [38, 40], [43, 47], [44, 46]],
    "eyeCorners": [[36, 39], [42, 45]],
    "innerLips": [[61, 67], [62, 66], [63, 65]],
    "innerMouthCorners": [60, 64],
    "closedEye": 0.12,
    "openEye": 0.2,
    "openMouth": 0.15,
}


def unit(shape: np.ndarray) -> np.ndarray:
    """Centred on its box, the longer box side 1 long."""
    low, high = shape.min(0), shape.max(0)
    return (shape - (low + high) / 2) / (high - low).max()


def mean_shape(shapes: np.ndarray) -> np.ndarray:
    mean = unit(shapes[0])
    for _ in range(20):
        # Each shape is brought to the mean by the inverse of the fit of the mean to it.
        a, b, tx, ty = fit_similarity(mean, shapes)
        moved = shapes - np.stack([tx, ty], -1)[:, None]
        n = (a**2 + b**2)[:, None]
        x = (a[:, None] * moved[..., 0] + b[:, None] * moved[..., 1]) / n
        y = (a[:, None] * moved[..., 1] - b[:, None] * moved[..., 0]) / n
        new = np.stack([x, y], -1).mean(0)
        mirrored = new[FLIP] * [-1, 1]
        new = unit((new + mirrored) / 2)
        if np.abs(new - mean).max() < 1e-7:
            break
        mean = new
    return mean


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="300W folder")
    data = parser.parse_args().data
    keys = list_keys(data)
    shapes = np.stack([read_pts(data / f"{k}.pts") for k in keys]).astype(np.float64)
    # The first face's own roll must not tilt the result: symmetry about x = 0 removes it.
    mean = mean_shape(shapes)
    squares = face_square(mean, shapes)
    residuals, offset, scale = detector_residuals(data, keys, squares)
    face = {
        "about": "Constants read by the trainer and by the page. Written by training/constants.py.",
        "landmarks": 68,
        "flip": FLIP,
        "stages": [
            {"name": "CNN-6", "input": 64, "margin": 1.3},
            {"name": "CNN-7", "input": 128, "margin": 1.25},
        ],
        "pixel": {"offset": 127.5, "scale": 127.5},
        "heatMap": HEAT_MAP,
        "openings": OPENINGS,
        "detector": {
            "short": {"offset": [round(float(v), 4) for v in offset], "size": round(float(scale), 4)},
            "full": FULL_RANGE,
        },
        "meanShape": [[round(float(v), 5) for v in p] for p in mean],
    }
    # One line a list of numbers: the innermost brackets are folded.
    text = re.sub(r"\[[^\[\]{}]*\]", lambda m: " ".join(m.group().split()), json.dumps(face, indent=2))
    FACE_FILE.write_text(text + "\n")
    print("detector residual standard deviations (x, y in sides; log side; roll in radians):",
          residuals.std(0).round(4))


if __name__ == "__main__":
    main()
