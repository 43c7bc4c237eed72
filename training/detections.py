"""Residuals of MediaPipe's short-range detector: its squares compared with the true ones."""
import json
from pathlib import Path

import numpy as np

from face import rotate


def find_nearest(detections: list[dict], centre: np.ndarray) -> dict:
    """Finds the detection whose box is nearest to a centre (2), in pixels of the photo."""
    return min(detections, key=lambda d: np.hypot(*(np.array(d["box"][:2]) - centre)))


def measure_detector_residuals(data: Path, keys: list[str], squares):
    """Measures residuals (m, 4) of the detector: x, y in sides along the face's axes, log side, roll.

    squares: centre (n, 2), side (n), roll (n) of the true faces, in pixels of the photo.
    The means of x, y and log side are subtracted and returned as offset (2) and scale: a detection of
    size z at c with roll r of its eye line stands for a face square of side z / scale, centred on
    c - R(r) offset * side.
    """
    found = json.loads((data / "mediapipe-boxes.json").read_text())
    rows = []
    for key, centre, side, roll in zip(keys, *squares):
        if not found.get(key):
            continue
        detection = find_nearest(found[key], centre)
        eyes = np.array(detection["keypoints"][:2])
        line = eyes[1] - eyes[0]
        eye_roll = np.arctan2(line[1], line[0])
        shift = rotate(np.array(detection["box"][:2]) - centre, -eye_roll) / side
        if np.hypot(*shift) > 0.4:
            continue  # a detection of another face
        difference = np.angle(np.exp(1j * (eye_roll - roll)))
        rows.append([*shift, np.log(max(detection["box"][2:]) / side), difference])
    rows = np.array(rows)
    mean = rows[:, :3].mean(0)
    rows[:, :3] -= mean
    return rows, mean[:2], np.exp(mean[2])
