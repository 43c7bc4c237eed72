"""Draws faces from the mean shape into a folder in 300W's layout, with boxes as a detector gives them.

    python3 drawn_faces.py DIR COUNT [TAUGHT COUNT]

With a second folder, draws as many faces into it as a teacher would have labelled them, with index.csv.
"""
import json
import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from face import FACE, compute_landmark_box, rotate

folder, count = Path(sys.argv[1]), int(sys.argv[2])
taught, taught_count = (Path(sys.argv[3]), int(sys.argv[4])) if len(sys.argv) > 3 else (None, 0)
rng = np.random.default_rng(3)
boxes = {}


def draw_face(file: Path, points: np.ndarray):
    """A photo of the points' outlines on noise, and its .pts beside it. Every third photo is a .png."""
    photo = Image.fromarray(rng.integers(60, 200, (240, 240, 3), np.uint8))
    draw = ImageDraw.Draw(photo)
    for first, last in ((0, 17), (36, 42), (42, 48), (48, 60)):
        draw.line([tuple(p) for p in points[first:last]], fill=(20, 20, 20), width=3)
    file.parent.mkdir(parents=True, exist_ok=True)
    photo.save(file)
    lines = "\n".join(f"{x + 0.5:.3f} {y + 0.5:.3f}" for x, y in points)
    file.with_suffix(".pts").write_text(f"version: 1\nn_points: 68\n{{\n{lines}\n}}\n")


def random_points(closed: bool = False) -> np.ndarray:
    shape = np.array(FACE["meanShape"])
    if closed:
        shape[[37, 38, 43, 44]] = shape[[41, 40, 47, 46]]
    return rotate(shape * rng.uniform(90, 130), rng.normal(0, 0.1)) + 120 + rng.normal(0, 1.5, (68, 2)) * (not closed)


for i in range(count):
    key = ("lfpw/trainset/image_{:04}", "helen/trainset/{:06}_1", "afw/{}_1")[i % 3].format(i)
    points = random_points()
    draw_face(folder / f"{key}.{'png' if i % 9 == 0 else 'jpg'}", points)
    (x, y), size = compute_landmark_box(points + rng.normal(0, 2, 2))
    eyes = [points[36:42].mean(0), points[42:48].mean(0)]
    others = [points[30], points[62], points[0], points[16]]
    boxes[key] = [{"box": [x, y, size, size], "keypoints": [list(p) for p in [*eyes, *others]]}]
(folder / "mediapipe-boxes.json").write_text(json.dumps(boxes))
if taught:
    rows = ["name,set,person,disagreement"]
    for i in range(taught_count):
        draw_face(taught / f"a-{i:04}.jpg", random_points(closed=i % 4 == 0))
        rows.append(f"a-{i:04},a,{f'person-{i // 2}' if i < taught_count // 2 else ''},0.0{30 + i % 20}")
    (taught / "index.csv").write_text("\n".join(rows) + "\n")
