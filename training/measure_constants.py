"""Measures the constants that the trainer and the page share, and writes models/face.json.

    python3 training/measure_constants.py --data DIR

Mean shape: generalised Procrustes analysis of the training shapes without reflection, made symmetric.
Detector: mean offset and size of MediaPipe's box on a face, from mediapipe-boxes.json in the data folder.
"""
import argparse
from pathlib import Path

import numpy as np

from detections import measure_detector_residuals
from face import FACE, FACE_FILE, compute_face_square, fit_similarity, write_constants
from faces import list_keys, read_pts

FLIP = (
    list(range(16, -1, -1)) + list(range(26, 16, -1)) + [27, 28, 29, 30, 35, 34, 33, 32, 31]
    + [45, 44, 43, 42, 47, 46, 39, 38, 37, 36, 41, 40]
    + [54, 53, 52, 51, 50, 49, 48, 59, 58, 57, 56, 55, 64, 63, 62, 61, 60, 67, 66, 65]
)

# The full-range model, measured on 102 of the same photos at half size (medians; standard deviations
# 0.09, 0.04 and 0.08 sides). It detects small faces, and its eye line is more accurate for them.
FULL_RANGE = {"offset": [-0.017, -0.131], "size": 1.131}

# A heat map extends beyond the crop by a tenth of its side in each direction, for landmarks outside
# the crop. Variances are clamped to leastVariance, in square pixels.
HEAT_MAP = {"range": 1.2, "leastVariance": 1e-4}

# Landmark pairs: upper and lower lid (two pairs per eye, the eye on the left of the image first), eye
# corners, inner upper and lower lip, corners of the inner mouth. Then thresholds on the ratios: an eye
# below closedEye is closed, above openEye open; a mouth above openMouth is open.
OPENINGS = {
    "lids": [[37, 41], [38, 40], [43, 47], [44, 46]],
    "eyeCorners": [[36, 39], [42, 45]],
    "innerLips": [[61, 67], [62, 66], [63, 65]],
    "innerMouthCorners": [60, 64],
    "closedEye": 0.12,
    "openEye": 0.2,
    "openMouth": 0.15,
}


def normalise_to_box(shape: np.ndarray) -> np.ndarray:
    """Centres a shape (L, 2) on its bounding box and scales the longer side of the box to 1."""
    low, high = shape.min(0), shape.max(0)
    return (shape - (low + high) / 2) / (high - low).max()


def compute_mean_shape(shapes: np.ndarray) -> np.ndarray:
    """Computes the symmetric mean (L, 2) of shapes (n, L, 2), scaled to a bounding box with side 1."""
    mean = normalise_to_box(shapes[0])
    for _ in range(20):
        # The inverse of the fit of the mean to a shape aligns the shape to the mean.
        a, b, tx, ty = fit_similarity(mean, shapes)
        moved = shapes - np.stack([tx, ty], -1)[:, None]
        n = (a**2 + b**2)[:, None]
        x = (a[:, None] * moved[..., 0] + b[:, None] * moved[..., 1]) / n
        y = (a[:, None] * moved[..., 1] - b[:, None] * moved[..., 0]) / n
        new = np.stack([x, y], -1).mean(0)
        mirrored = new[FLIP] * [-1, 1]
        new = normalise_to_box((new + mirrored) / 2)
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
    # The mean is symmetric about x = 0: the roll of the first face does not tilt it.
    mean = compute_mean_shape(shapes)
    squares = compute_face_square(mean, shapes)
    residuals, offset, scale = measure_detector_residuals(data, keys, squares)
    face = {
        "about": "Constants read by the trainer and by the page. Written by training/measure_constants.py.",
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
        # Written by measure_mirror_offset.py, which needs a trained network.
        "annotationOffset": FACE["annotationOffset"] if FACE else [[0.0, 0.0]] * len(mean),
        "meanShape": [[round(float(v), 5) for v in p] for p in mean],
    }
    write_constants(FACE_FILE, face)
    print("detector residual standard deviations (x, y in sides; log side; roll in radians):",
          residuals.std(0).round(4))


if __name__ == "__main__":
    main()
