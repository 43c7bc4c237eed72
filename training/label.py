"""Labels taught faces again by a trained second stage, averaged with the points that they have (self-training).

    python3 label.py RUN/final.pt --taught DIR --out DIR

Each face is seen in four crops, upright around the points it has: at two sizes, each also mirrored.
Writes a .pts a face and index.csv, for train.py's --taught-points. The disagreement there is the mean
distance between the network's points and those that the face had, over the inter-pupil distance.
"""
import argparse
import csv
from pathlib import Path

import numpy as np
import torch

from augment import FLIP, MEAN_SHAPE, Crops, cut
from dataset import close_lids
from export import load
from face import face_square, inter_pupil, rotate
from faces import read_all, read_taught_index
from tfjs import fold_batch_norm
from validation import predict

# Sides of the crops against the one of training.
SIZES = (1.0, 1.08)
# The network's share of the average.
SHARE = 0.5
AT_ONCE = 256


def to_canvas(points: np.ndarray, crops: Crops, size: int) -> np.ndarray:
    """The inverse of augment.to_crop: points (n, 68, 2) of crops to pixels of the canvas."""
    local = points / size - 0.5
    mirrored = (local * [-1, 1])[:, FLIP]
    local = np.where(crops.flip[:, None, None], mirrored, local)
    return rotate(local * crops.side[:, None, None], crops.roll[:, None]) + crops.centre[:, None]


def label(network: torch.nn.Module, canvases: np.ndarray, points: np.ndarray) -> np.ndarray:
    """The network's points (n, 68, 2) on canvases (n, c, c, 3), mean over the views."""
    centre, side, roll = face_square(MEAN_SHAPE, points)
    views = []
    for size in SIZES:
        for mirrored in (False, True):
            crops = Crops(centre, side * network.margin * size, roll, np.full(len(points), mirrored))
            pixels = cut(torch.from_numpy(canvases), crops, network.size).round().to(torch.uint8).numpy()
            views.append(to_canvas(predict(network, pixels), crops, network.size))
    return np.mean(views, 0)


def write_pts(path: Path, points: np.ndarray):
    """Points (68, 2) with the corner of the photo at (0, 0) as ibug's .pts, whose first pixel is (1, 1)."""
    lines = "\n".join(f"{x + 0.5:.2f} {y + 0.5:.2f}" for x, y in points)
    path.write_text(f"version: 1\nn_points: 68\n{{\n{lines}\n}}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("network", type=Path, help="final.pt of a second stage")
    parser.add_argument("--taught", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    network = fold_batch_norm(load(args.network)[0]).to(memory_format=torch.channels_last)
    rows = read_taught_index(args.taught)
    with open(args.taught / "index.csv", newline="") as file:
        lines = list(csv.DictReader(file))
    args.out.mkdir(parents=True, exist_ok=True)
    for first in range(0, len(rows), AT_ONCE):
        faces = read_all(args.taught, [row.key for row in rows[first : first + AT_ONCE]])
        had = close_lids(np.stack([face.points for face in faces]).astype(np.float64))
        found = label(network, np.stack([face.canvas for face in faces]), had)
        distance = np.linalg.norm(found - had, axis=-1).mean(-1) / inter_pupil(had)
        for i, face in enumerate(faces):
            mean = SHARE * found[i] + (1 - SHARE) * had[i]
            write_pts(args.out / f"{face.key}.pts", (mean - face.offset) / face.scale)
            lines[first + i]["disagreement"] = f"{distance[i]:.4f}"
        print(f"{first + len(faces)} of {len(rows)} faces, mean distance {distance.mean():.4f}", flush=True)
    with open(args.out / "index.csv", "w", newline="") as file:
        writer = csv.DictWriter(file, lines[0].keys())
        writer.writeheader()
        writer.writerows(lines)


if __name__ == "__main__":
    main()
