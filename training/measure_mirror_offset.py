"""Measures how far annotations lie from mirror-symmetric predictions, and writes it to models/face.json.

    python3 training/measure_mirror_offset.py models/precise --data DIR --taught DIR

A second stage sees each face that training held out, plain and mirrored. The mean of both answers has no
preference for a side, whatever the network learned. What remains of (annotation - answer) on average over
faces, as far as it changes sign under mirroring, is the annotators' habit (see mirroring.py). People's and
taught faces count the same: there are fewer of the first, and the second are labelled more evenly.
"""
import argparse
from pathlib import Path

import numpy as np
import torch

from augment import Crops, cut_crops
from config import Config
from dataset import FaceDataset
from face import FACE, FACE_FILE, compute_face_square, rotate, write_constants
from label import read_network, to_canvas_points
from mirroring import MEAN_SHAPE, mirror
from validation import predict


def measure_offset(network: torch.nn.Module, canvases: torch.Tensor, points: np.ndarray) -> np.ndarray:
    """Measures the offset (68, 2) of points (n, 68, 2) on canvases (n, c, c, 3), in sides of the face square."""
    centre, side, roll = compute_face_square(MEAN_SHAPE, points)
    answers = []
    for mirrored in (False, True):
        crops = Crops(centre, side * network.margin, roll, np.full(len(points), mirrored))
        pixels = np.concatenate([
            cut_crops(canvases[part], crops.take(part), network.size).round().to(torch.uint8).numpy()
            for part in (slice(i, i + 64) for i in range(0, len(points), 64))
        ])
        answers.append(to_canvas_points(predict(network, pixels), crops, network.size))
    residual = rotate(points - np.mean(answers, 0), -roll[:, None]) / side[:, None, None]
    mean = residual.mean(0)
    return (mean - mirror(mean)) / 2


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("network", type=Path, help="final.pt of a second stage, or the folder of a variant")
    parser.add_argument("--data", type=Path, required=True, help="300W folder")
    parser.add_argument("--taught", type=Path, required=True, help="folder of the pseudo-labelled faces")
    args = parser.parse_args()
    network = read_network(args.network)
    data = FaceDataset(args.data, Config(stage=2), torch.device("cpu"), args.taught)
    groups = {"people": data.validation, "taught": data.taught_validation}
    offsets = {}
    for name, faces in groups.items():
        offsets[name] = measure_offset(network, data.canvases[torch.as_tensor(faces)], data.points[faces])
        x = offsets[name][:, 0].mean() * 100
        print(f"{name}: {len(faces)} faces, {x:.3f}% of the face square's side to the right on average")
    offset = np.mean(list(offsets.values()), 0)
    write_constants(FACE_FILE, {**FACE, "annotationOffset": [[round(float(v), 5) for v in point] for point in offset]})


if __name__ == "__main__":
    main()
