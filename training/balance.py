"""Pose-based data balancing (section 4.2): repeats faces that are turned to a side.

    python3 balance.py --data DIR    prints the bins and writes models/shapes.json (shape statistics for
                                     the page) and models/shape-faces.json (coefficients of each face)

Shapes are aligned to their mean by Procrustes analysis without reflection. Of their principal
components the one that turns the head is used as yaw. The absolute values of its coefficient are
divided into K bins of equal width, and each face is repeated round(largest bin / its bin) times.
"""
import argparse
import json
from pathlib import Path

import numpy as np

from face import FACE_FILE, fit_similarity

SHAPES_FILE = FACE_FILE.with_name("shapes.json")
FACES_FILE = FACE_FILE.with_name("shape-faces.json")
BINS = 9  # an example of the author's; the paper does not state its number


def normalise_shapes(shapes: np.ndarray) -> np.ndarray:
    """Centres shapes (..., L, 2) on their centroid and scales them to a Frobenius norm of 1."""
    moved = shapes - shapes.mean(-2, keepdims=True)
    return moved / np.sqrt((moved**2).sum((-2, -1), keepdims=True))


def align(shapes: np.ndarray, mean: np.ndarray) -> np.ndarray:
    """Normalises shapes (n, L, 2) and rotates each onto the mean shape, without reflection."""
    shapes = normalise_shapes(shapes)
    a, b, _, _ = fit_similarity(mean, shapes)
    angle = np.arctan2(b, a)
    cos, sin = np.cos(angle)[:, None], np.sin(angle)[:, None]
    x, y = shapes[..., 0], shapes[..., 1]
    return np.stack([cos * x + sin * y, cos * y - sin * x], -1)


def align_procrustes(shapes: np.ndarray, rounds: int = 100):
    """Generalised Procrustes analysis: returns aligned shapes (n, L, 2) and their mean (L, 2), of norm 1.

    The mean starts at the first shape and keeps its rotation.
    """
    mean = normalise_shapes(shapes[0])
    for _ in range(rounds):
        aligned = align(shapes, mean)
        new = align(normalise_shapes(aligned.mean(0))[None], normalise_shapes(shapes[0]))[0]
        moved = np.abs(new - mean).max()
        mean = new
        if moved < 1e-12:
            break
    return align(shapes, mean), mean


def compute_components(aligned: np.ndarray, mean: np.ndarray):
    """Computes principal components (k, L, 2) of norm 1 and standard deviations (k), largest first."""
    flat = (aligned - mean).reshape(len(aligned), -1)
    _, values, rows = np.linalg.svd(flat, full_matrices=False)
    return rows.reshape(len(rows), *mean.shape), values / np.sqrt(len(aligned))


def project(aligned: np.ndarray, mean: np.ndarray, component: np.ndarray) -> np.ndarray:
    """Computes the coefficient (n) of each shape along a component."""
    return ((aligned - mean) * component).sum((1, 2))


def compute_asymmetry(aligned: np.ndarray) -> np.ndarray:
    """Computes the x distance (n) of the nose tip (30) from the middle between the jaw's ends (0, 16)."""
    return aligned[:, 30, 0] - (aligned[:, 0, 0] + aligned[:, 16, 0]) / 2


def find_yaw_component(aligned: np.ndarray, mean: np.ndarray, components: np.ndarray, among: int = 10):
    """Finds the component that correlates best with the asymmetry: (index, sign, correlations).

    Multiplied by the sign, a positive coefficient means a nose to the right in the image.
    """
    turn = compute_asymmetry(aligned)
    found = np.array(
        [np.corrcoef(project(aligned, mean, component), turn)[0, 1] for component in components[:among]]
    )
    index = int(np.abs(found).argmax())
    return index, float(np.sign(found[index])), found


def assign_bins(yaw: np.ndarray, bins: int = BINS) -> np.ndarray:
    """Assigns each face a bin (n), 0 to bins - 1, of equal width in |yaw| from 0 to the largest."""
    size = np.abs(yaw)
    width = size.max() / bins
    return np.minimum((size / width).astype(int), bins - 1) if width > 0 else np.zeros(len(yaw), int)


def count_repeats(bin_of_face: np.ndarray, bins: int = BINS) -> np.ndarray:
    """Computes how often each face is repeated (n): round(largest bin / its bin)."""
    counts = np.bincount(bin_of_face, minlength=bins)
    times = np.floor(counts.max() / np.maximum(counts, 1) + 0.5).astype(int)
    return times[bin_of_face]


def compute_yaw(shapes: np.ndarray):
    """Computes the yaw coefficient (n) of shapes (n, L, 2), and the statistics it comes from."""
    aligned, mean = align_procrustes(shapes)
    components, deviations = compute_components(aligned, mean)
    index, sign, correlations = find_yaw_component(aligned, mean, components)
    yaw = sign * project(aligned, mean, components[index])
    return yaw, {"mean": mean, "components": components, "deviations": deviations,
                 "yaw": index, "sign": sign, "correlations": correlations}


def repeat_for_balance(indices: np.ndarray, points: np.ndarray, bins: int) -> np.ndarray:
    """Repeats indices into points (n, L, 2) as often as balancing repeats their faces."""
    yaw, _ = compute_yaw(points[indices])
    return np.repeat(indices, count_repeats(assign_bins(yaw, bins), bins))


def main():
    from faces import list_keys, read_pts

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--bins", type=int, default=BINS)
    args = parser.parse_args()
    shapes = np.stack([read_pts(args.data / f"{key}.pts") for key in list_keys(args.data)]).astype(float)
    yaw, found = compute_yaw(shapes)
    place = assign_bins(yaw, args.bins)
    repeats = count_repeats(place, args.bins)
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
    # Six components explain nearly all variance and include yaw; 7 digits keep each face in its bin.
    shown = max(6, found["yaw"] + 1)
    aligned = align(shapes, found["mean"])
    along = np.stack([project(aligned, found["mean"], c) for c in found["components"][:shown]], 1)
    FACES_FILE.write_text(json.dumps({
        "comment": "Coefficients of each training shape along the first components of shapes.json, written by training/balance.py.",
        "coefficients": digits(along, 7),
    }, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
