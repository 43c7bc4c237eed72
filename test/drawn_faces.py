"""Draws faces from the mean shape into a folder in 300W's layout, with boxes as a detector gives them.

    python3 drawn_faces.py DIR COUNT
"""
import json
import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from face import FACE, landmark_box, rotate

folder, count = Path(sys.argv[1]), int(sys.argv[2])
rng = np.random.default_rng(3)
boxes = {}
for i in range(count):
    key = ("lfpw/trainset/image_{:04}", "helen/trainset/{:06}_1", "afw/{}_1")[i % 3].format(i)
    side, roll = rng.uniform(90, 130), rng.normal(0, 0.1)
    points = rotate(np.array(FACE["meanShape"]) * side, roll) + 120 + rng.normal(0, 1.5, (68, 2))
    photo = Image.fromarray(rng.integers(60, 200, (240, 240, 3), np.uint8))
    draw = ImageDraw.Draw(photo)
    for first, last in ((0, 17), (36, 42), (42, 48), (48, 60)):
        draw.line([tuple(p) for p in points[first:last]], fill=(20, 20, 20), width=3)
    file = folder / f"{key}.jpg"
    file.parent.mkdir(parents=True, exist_ok=True)
    photo.save(file)
    lines = "\n".join(f"{x + 0.5:.3f} {y + 0.5:.3f}" for x, y in points)
    file.with_suffix(".pts").write_text(f"version: 1\nn_points: 68\n{{\n{lines}\n}}\n")
    (x, y), size = landmark_box(points + rng.normal(0, 2, 2))
    eyes = [points[36:42].mean(0), points[42:48].mean(0)]
    others = [points[30], points[62], points[0], points[16]]
    boxes[key] = [{"box": [x, y, size, size], "keypoints": [list(p) for p in [*eyes, *others]]}]
(folder / "mediapipe-boxes.json").write_text(json.dumps(boxes))
