"""Measures how far annotations lie from mirror-symmetric predictions, and writes it to models/face.json.

    python3 training/measure_mirror_offset.py models/precise --data DIR --taught DIR

A second stage sees each face that training held out, plain and mirrored. The mean of both answers has no
preference for a side, whatever the network learned. What remains of (annotation - answer) on average over
faces, as far as it changes sign under mirroring, is the annotators' habit (see mirroring.py). People's and
taught faces count the same: there are fewer of the first, and the second are labelled more evenly.

Also prints the same without any network: how far the axis of the points lies to the right of the axis of
the mean picture, for each set of people's training faces.
"""
import argparse
from pathlib import Path

import numpy as np
import torch

from augment import Crops, cut_crops, to_crop_points
from config import Config
from dataset import FaceDataset
from export import read_network
from face import FACE, FACE_FILE, compute_face_square, fit_similarity, rotate, write_constants
from label import to_canvas_points
from mirroring import FLIP, MEAN_SHAPE, mirror
from validation import predict


def cut_upright(canvases: torch.Tensor, crops: Crops, size: int) -> np.ndarray:
    """Cuts uint8 crops (n, 3, size, size) a few at a time: a canvas takes four times its bytes as floats."""
    parts = (slice(i, i + 64) for i in range(0, len(crops.roll), 64))
    cut = [cut_crops(canvases[part], crops.take(part), size).round().to(torch.uint8).numpy() for part in parts]
    return np.concatenate(cut)


def measure_offset(network: torch.nn.Module, canvases: torch.Tensor, points: np.ndarray) -> np.ndarray:
    """Measures the offset (68, 2) of points (n, 68, 2) on canvases (n, c, c, 3), in sides of the face square."""
    centre, side, roll = compute_face_square(MEAN_SHAPE, points)
    answers = []
    for mirrored in (False, True):
        crops = Crops(centre, side * network.margin, roll, np.full(len(points), mirrored))
        pixels = cut_upright(canvases, crops, network.size)
        answers.append(to_canvas_points(predict(network, pixels), crops, network.size))
    residual = rotate(points - np.mean(answers, 0), -roll[:, None]) / side[:, None, None]
    mean = residual.mean(0)
    return (mean - mirror(mean)) / 2


def measure_axis(canvases: torch.Tensor, points: np.ndarray) -> float:
    """Measures how far the points' axis of symmetry lies to the right of the mean picture's, in face squares."""
    a, b, tx, ty = fit_similarity(MEAN_SHAPE, points)
    size, margin = 128, 1.25
    crops = Crops(np.stack([tx, ty], -1), margin * np.hypot(a, b), np.arctan2(b, a), np.zeros(len(points), bool))
    picture = cut_upright(canvases, crops, size).mean((0, 1))
    right = np.arange(0.5, size * 0.4)

    def compute_asymmetry(axis: float) -> float:
        both = [[np.interp(axis + sign * right, np.arange(size) + 0.5, row) for row in picture] for sign in (-1, 1)]
        return float(np.square(np.subtract(*both)).mean())

    places = size / 2 + np.arange(-3, 3, 0.05)
    of_picture = places[np.argmin([compute_asymmetry(axis) for axis in places])]
    local = to_crop_points(points, crops, size).mean(0)
    of_points = (local[:, 0] + local[FLIP, 0]).mean() / 2
    return (of_points - of_picture) / size * margin


def print_offset(name: str, count: int, offset: float):
    """Prints an offset given in sides of the face square."""
    print(f"{name}: {count} faces, {100 * offset:.2f}% of the face square's side to the right on average")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("network", type=Path, help="final.pt of a second stage, or the folder of a variant")
    parser.add_argument("--data", type=Path, required=True, help="300W folder")
    parser.add_argument("--taught", type=Path, required=True, help="folder of the pseudo-labelled faces")
    parser.add_argument("--print-only", action="store_true", help="leaves models/face.json as it is")
    args = parser.parse_args()
    network = read_network(args.network).to(memory_format=torch.channels_last)
    data = FaceDataset(args.data, Config(stage=2), torch.device("cpu"), args.taught)
    sets = np.array([key.split("/")[0] for key in data.keys])
    groups = {"people": data.validation, "taught": data.taught_validation}
    of_people = sets[data.validation]
    groups |= {f"people, {name}": data.validation[of_people == name] for name in np.unique(of_people)}
    offsets = {}
    for name, faces in groups.items():
        offsets[name] = measure_offset(network, data.canvases[torch.as_tensor(faces)], data.points[faces])
        print_offset(name, len(faces), offsets[name][:, 0].mean())
    print("Without a network:")
    for name in np.unique(sets[data.groups.people]):
        faces = data.groups.people[sets[data.groups.people] == name]
        print_offset(name, len(faces), measure_axis(data.canvases[torch.as_tensor(faces)], data.points[faces]))
    if args.print_only:
        return
    offset = (offsets["people"] + offsets["taught"]) / 2
    write_constants(FACE_FILE, {**FACE, "annotationOffset": [[round(float(v), 5) for v in point] for point in offset]})


if __name__ == "__main__":
    main()
