"""Self-training: labels the pseudo-labelled photos again with a trained second stage.

    python3 label.py RUN/final.pt --taught DIR --out DIR
    python3 label.py ../models/precise --taught DIR --out DIR

The network sees each face in four upright crops: two sizes, each also mirrored. Its mean answer is
averaged with the previous points. Writes a .pts file for each face and index.csv, for train.py's
--taught-points. The disagreement in index.csv is the mean distance between the network's points and the
previous ones, divided by the inter-pupil distance.
"""
import argparse
import csv
from pathlib import Path

import numpy as np
import torch

from augment import MEAN_SHAPE, Crops, cut_crops
from dataset import close_lids
from export import read_network
from face import compute_face_square, compute_inter_pupil, rotate
from faces import read_faces, read_taught_index
from mirroring import mirror, place_offset, read_offset
from validation import predict

# Sides of the crops relative to those of training.
CROP_SCALES = (1.0, 1.08)
# Weight of the network's points in the average.
NETWORK_SHARE = 0.5
FACES_AT_ONCE = 256


def to_canvas_points(points: np.ndarray, crops: Crops, size: int) -> np.ndarray:
    """Converts points (n, 68, 2) from pixels of the crop to pixels of the canvas; reverses to_crop_points."""
    local = points / size - 0.5
    local = np.where(crops.flip[:, None, None], mirror(local), local)
    return rotate(local * crops.side[:, None, None], crops.roll[:, None]) + crops.centre[:, None]


def label_faces(network: torch.nn.Module, canvases: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Predicts points (n, 68, 2) on canvases (n, c, c, 3), as the mean over four crops around `points`."""
    centre, side, roll = compute_face_square(MEAN_SHAPE, points)
    # In a mirrored crop the network follows the annotators' habit too: back on the canvas it is reversed. A
    # network trained without mirror_offset follows it in no crop; the mean of both has it once, here as there.
    habit = 2 * place_offset(points, read_offset())
    views = []
    for size in CROP_SCALES:
        for mirrored in (False, True):
            crops = Crops(centre, side * network.margin * size, roll, np.full(len(points), mirrored))
            pixels = cut_crops(torch.from_numpy(canvases), crops, network.size).round().to(torch.uint8).numpy()
            found = to_canvas_points(predict(network, pixels), crops, network.size)
            views.append(found + habit if mirrored else found)
    return np.mean(views, 0)


def write_pts(path: Path, points: np.ndarray):
    """Writes points (68, 2), with (0, 0) at the photo's corner, as ibug's .pts, whose first pixel is (1, 1)."""
    lines = "\n".join(f"{x + 0.5:.2f} {y + 0.5:.2f}" for x, y in points)
    path.write_text(f"version: 1\nn_points: 68\n{{\n{lines}\n}}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("network", type=Path, help="final.pt of a second stage, or the folder of a variant")
    parser.add_argument("--taught", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    network = read_network(args.network).to(memory_format=torch.channels_last)
    rows = read_taught_index(args.taught)
    with open(args.taught / "index.csv", newline="") as file:
        lines = list(csv.DictReader(file))
    args.out.mkdir(parents=True, exist_ok=True)
    for first in range(0, len(rows), FACES_AT_ONCE):
        faces = read_faces(args.taught, [row.key for row in rows[first : first + FACES_AT_ONCE]])
        had = close_lids(np.stack([face.points for face in faces]).astype(np.float64))
        found = label_faces(network, np.stack([face.canvas for face in faces]), had)
        distance = np.linalg.norm(found - had, axis=-1).mean(-1) / compute_inter_pupil(had)
        for i, face in enumerate(faces):
            mean = NETWORK_SHARE * found[i] + (1 - NETWORK_SHARE) * had[i]
            write_pts(args.out / f"{face.key}.pts", (mean - face.offset) / face.scale)
            lines[first + i]["disagreement"] = f"{distance[i]:.4f}"
        print(f"{first + len(faces)} of {len(rows)} faces, mean distance {distance.mean():.4f}", flush=True)
    with open(args.out / "index.csv", "w", newline="") as file:
        writer = csv.DictWriter(file, lines[0].keys())
        writer.writeheader()
        writer.writerows(lines)


if __name__ == "__main__":
    main()
