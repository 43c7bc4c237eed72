"""Pose-based data balancing (section 4.2): faces that look aside are repeated.

    python3 balance.py --data DIR    prints the bins, writes what the page needs into models/shapes.json
                                     and where each face lies among them into models/shape-faces.json

Shapes are aligned to their mean by Procrustes without reflection; principal component analysis; the
component that turns the head stands for yaw. The size of its coefficient falls into K bins of one
width, and every face of a bin is repeated round(largest bin / this bin) times.
"""
import argparse
import json
from pathlib import Path

import numpy as np

from face import FACE_FILE, fit_similarity

SHAPES_FILE = FACE_FILE.with_name("shapes.json")
FACES_FILE = FACE_FILE.with_name("shape-faces.json")
BINS = 9  # the author's example; the paper's own number is not known


def centred(shapes: np.ndarray) -> np.ndarray:
    """Shapes (..., L, 2) about their centroid, scaled to a Frobenius norm of 1."""
    moved = shapes - shapes.mean(-2, keepdims=True)
    return moved / np.sqrt((moved**2).sum((-2, -1), keepdims=True))


def align(shapes: np.ndarray, mean: np.ndarray) -> np.ndarray:
    """Shapes (n, L, 2) turned onto the mean shape, centred and of norm 1. No reflection."""
    shapes = centred(shapes)
    a, b, _, _ = fit_similarity(mean, shapes)
    angle = np.arctan2(b, a)
    cos, sin = np.cos(angle)[:, None], np.sin(angle)[:, None]
    x, y = shapes[..., 0], shapes[..., 1]
    return np.stack([cos * x + sin * y, cos * y - sin * x], -1)


def procrustes(shapes: np.ndarray, rounds: int = 100):
    """Generalised Procrustes: aligned shapes (n, L, 2) and their mean (L, 2), of norm 1.

    The mean starts at the first shape and ends turned as that one is.
    """
    mean = centred(shapes[0])
    for _ in range(rounds):
        aligned = align(shapes, mean)
        new = align(centred(aligned.mean(0))[None], centred(shapes[0]))[0]
        moved = np.abs(new - mean).max()
        mean = new
        if moved < 1e-12:
            break
    return align(shapes, mean), mean


def principal_components(aligned: np.ndarray, mean: np.ndarray):
    """Components (k, L, 2) of norm 1 and standard deviations (k), the largest first."""
    flat = (aligned - mean).reshape(len(aligned), -1)
    _, values, rows = np.linalg.svd(flat, full_matrices=False)
    return rows.reshape(len(rows), *mean.shape), values / np.sqrt(len(aligned))


def coefficients(aligned: np.ndarray, mean: np.ndarray, component: np.ndarray) -> np.ndarray:
    """Coefficient (n) of each shape along a component."""
    return ((aligned - mean) * component).sum((1, 2))


def asymmetry(aligned: np.ndarray) -> np.ndarray:
    """How far the tip of the nose (30) is from the middle of the jaw's ends (0, 16), to the right."""
    return aligned[:, 30, 0] - (aligned[:, 0, 0] + aligned[:, 16, 0]) / 2


def yaw_component(aligned: np.ndarray, mean: np.ndarray, components: np.ndarray, among: int = 10):
    """(index, sign, correlations) of the component whose coefficient goes best with the asymmetry.

    Times the sign, a positive coefficient has the nose to the right of the picture.
    """
    turn = asymmetry(aligned)
    found = np.array(
        [np.corrcoef(coefficients(aligned, mean, component), turn)[0, 1] for component in components[:among]]
    )
    index = int(np.abs(found).argmax())
    return index, float(np.sign(found[index])), found


def bins_of(yaw: np.ndarray, bins: int = BINS) -> np.ndarray:
    """The bin (n) of each face, 0 to bins - 1: equal widths of |yaw| from 0 to the largest."""
    size = np.abs(yaw)
    width = size.max() / bins
    return np.minimum((size / width).astype(int), bins - 1) if width > 0 else np.zeros(len(yaw), int)


def repeats_of(bin_of_face: np.ndarray, bins: int = BINS) -> np.ndarray:
    """How often each face is taken: round(largest bin / its bin). Empty bins repeat nothing."""
    counts = np.bincount(bin_of_face, minlength=bins)
    times = np.floor(counts.max() / np.maximum(counts, 1) + 0.5).astype(int)
    return times[bin_of_face]


def yaw_of(shapes: np.ndarray):
    """Yaw coefficient (n) of shapes among themselves, and what it was found with."""
    aligned, mean = procrustes(shapes)
    components, deviations = principal_components(aligned, mean)
    index, sign, correlations = yaw_component(aligned, mean, components)
    yaw = sign * coefficients(aligned, mean, components[index])
    return yaw, {"mean": mean, "components": components, "deviations": deviations,
                 "yaw": index, "sign": sign, "correlations": correlations}


def repeat_for_balance(indices: np.ndarray, points: np.ndarray, bins: int) -> np.ndarray:
    """Indices into points (n, L, 2), each as often as balancing takes its face."""
    yaw, _ = yaw_of(points[indices])
    return np.repeat(indices, repeats_of(bins_of(yaw, bins), bins))


def main():
    from faces import list_keys, read_pts

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--bins", type=int, default=BINS)
    args = parser.parse_args()
    shapes = np.stack([read_pts(args.data / f"{key}.pts") for key in list_keys(args.data)]).astype(float)
    yaw, found = yaw_of(shapes)
    place = bins_of(yaw, args.bins)
    repeats = repeats_of(place, args.bins)
    before = np.bincount(place, minlength=args.bins)
    after = np.bincount(place, weights=repeats, minlength=args.bins).astype(int)
    ratio = lambda counts: counts[counts > 0].max() / counts[counts > 0].min()
    print(f"component {found['yaw'] + 1}, correlation {found['correlations'][found['yaw']]:+.3f}")
    print(f"before {before.tolist()}, largest / smallest {ratio(before):.1f}")
    print(f"after  {after.tolist()}, largest / smallest {ratio(after):.2f}")
    digits = lambda values, n: np.round(values, n).tolist()
    kept = 10
    SHAPES_FILE.write_text(json.dumps({
        "comment": "Statistics of the training shapes, written by training/balance.py. Shapes are centred, of norm 1.",
        "faces": len(shapes),
        "mean": digits(found["mean"], 7),
        "components": digits(found["components"][:kept], 7),
        "deviations": digits(found["deviations"][:kept], 7),
        "yaw": {"component": found["yaw"], "sign": found["sign"],
                "correlation": round(float(abs(found["correlations"][found["yaw"]])), 4)},
        "balancing": {"bins": args.bins, "width": round(float(np.abs(yaw).max() / args.bins), 7),
                      "before": before.tolist(), "after": after.tolist()},
    }) + "\n")
    # Six directions are nearly all that shapes differ by, and hold the one of yaw; 7 digits keep faces in their bins.
    shown = max(6, found["yaw"] + 1)
    aligned = align(shapes, found["mean"])
    along = np.stack([coefficients(aligned, found["mean"], c) for c in found["components"][:shown]], 1)
    FACES_FILE.write_text(json.dumps({
        "comment": "Coefficients of each training shape along the first components of shapes.json, written by training/balance.py.",
        "coefficients": digits(along, 7),
    }, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
