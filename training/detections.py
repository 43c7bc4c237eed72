"""What MediaPipe's short-range detector gives for the training faces, as residuals against the truth."""
import json
from pathlib import Path

import numpy as np

from face import rotate


def nearest(detections: list[dict], centre: np.ndarray) -> dict:
    return min(detections, key=lambda d: np.hypot(*(np.array(d["box"][:2]) - centre)))


def detector_residuals(data: Path, keys: list[str], squares):
    """Residuals (n, 4) of detector squares: x, y in sides along the face's axes, log side, roll.

    squares: centre (n, 2), side (n), roll (n) of the true faces in photo pixels.
    The means of x, y and log side are taken out and returned as offset (2) and scale:
    a detection of size z at c with eye line r is a face square of side z / scale
    centred on c - R(r) offset * side.
    """
    found = json.loads((data / "mediapipe-boxes.json").read_text())
    rows = []
    for key, centre, side, roll in zip(keys, *squares):
        if not found.get(key):
            continue
        detection = nearest(found[key], centre)
        eyes = np.array(detection["keypoints"][:2])
        line = eyes[1] - eyes[0]
        eye_roll = np.arctan2(line[1], line[0])
        shift = rotate(np.array(detection["box"][:2]) - centre, -eye_roll) / side
        if np.hypot(*shift) > 0.4:
            continue  # another face
        difference = np.angle(np.exp(1j * (eye_roll - roll)))
        rows.append([*shift, np.log(max(detection["box"][2:]) / side), difference])
    rows = np.array(rows)
    mean = rows[:, :3].mean(0)
    rows[:, :3] -= mean
    return rows, mean[:2], np.exp(mean[2])
