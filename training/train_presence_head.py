"""Trains the presence head of a second stage: the probability that a crop shows a face.

    python3 train_presence_head.py ../models/wing --data DIR --backgrounds DIR

The head is a logistic regression on the network's features (the hidden layer of a CNN, the coarsest
features of a heat-map network); the network itself does not change. Tracking uses it to notice that a
face is lost. Positives: training faces in squares with the errors of tracking, and larger ones.
Negatives: squares that have slipped off a face, are far too large, too small or upside down; photos
without people (--backgrounds, searched for .jpg and .png); noise and flat colours.
Writes presence.bin beside the weights of export.py, its entry in model.json, and error rates on held-out
faces and backgrounds into card.json.
"""
import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from augment import Crops, MEAN_SHAPE, augment_pixels, cut_crops, normalise
from config import Config
from dataset import FaceDataset
from face import compute_face_square
from faces import CANVAS_PX
from precision import has_bfloat16
from tfjs import decode_weights

CPU = torch.device("cpu")
BATCH = 64


def draw_face_crops(points, rng, margin):
    """Draws squares that show a face: four in five with the errors of tracking, the rest with larger ones."""
    n = len(points)
    centre, side, roll = compute_face_square(MEAN_SHAPE, points)
    wide = np.where(rng.random(n) < 0.2, 3.0, 1.0)
    centre = centre + rng.normal(0, 0.03, (n, 2)) * (side * wide)[:, None]
    roll = roll + rng.normal(0, 0.1, n) * wide
    return Crops(centre, side * np.exp(rng.normal(0, 0.05, n) * wide) * margin, roll, rng.random(n) < 0.5)


def draw_slipped_crops(points, rng, margin):
    """Draws squares that miss the face: beside it, too large, too small, or upside down."""
    n = len(points)
    centre, side, roll = compute_face_square(MEAN_SHAPE, points)
    kind = rng.integers(4, size=n)
    angle = rng.uniform(0, 2 * np.pi, n)
    reach = np.where(kind == 0, rng.uniform(0.55, 1.1, n), rng.uniform(0, 0.3, n)) * side
    centre = centre + np.stack([np.cos(angle), np.sin(angle)], 1) * reach[:, None]
    scale = np.where(kind == 1, rng.uniform(0.25, 0.5, n), np.where(kind == 2, rng.uniform(2, 3.5, n), 1))
    roll = roll + np.where(kind == 3, rng.uniform(1.8, 4.5, n), rng.normal(0, 0.3, n))
    return Crops(centre, side * scale * margin, roll, rng.random(n) < 0.5)


def read_background_canvases(folders, rng, count):
    """Reads random parts of photos without faces, and adds noise images: (m, CANVAS_PX, CANVAS_PX, 3) uint8.

    The second value (m) is the number of the source photo, -1 for noise. Raises SystemExit without photos.
    """
    paths = sorted(p for f in folders for p in Path(f).rglob("*") if p.suffix.lower() in (".jpg", ".jpeg", ".png"))
    if not paths:
        raise SystemExit(f"no .jpg or .png in {[str(f) for f in folders]}")
    canvases, sources = [], []
    for number, path in enumerate(paths):
        try:
            photo = Image.open(path).convert("RGB")
        except OSError as error:
            print(f"{path} is skipped: {error}")
            continue
        if min(photo.size) < 128:
            continue
        photo.thumbnail((1920, 1920))
        for _ in range(count // len(paths) + 1):
            part = int(min(photo.size) * np.exp(rng.uniform(np.log(0.12), 0)))
            left, top = (int(rng.uniform(0, v - part + 1)) for v in photo.size)
            square = photo.crop((left, top, left + part, top + part)).resize((CANVAS_PX, CANVAS_PX), Image.BILINEAR)
            canvases.append(np.asarray(square))
            sources.append(number)
    for _ in range(count // 10):
        coarse = rng.integers(1, 48)
        noise = rng.uniform(0, 255, (coarse, coarse, 3)) * rng.uniform(0, 1) + rng.uniform(0, 128)
        picture = Image.fromarray(noise.clip(0, 255).astype(np.uint8)).resize((CANVAS_PX, CANVAS_PX), Image.BILINEAR)
        canvases.append(np.asarray(picture))
        sources.append(-1)
    return np.stack(canvases), np.array(sources)


def draw_whole_crops(n, rng):
    """Draws squares that cover nearly the whole canvas."""
    return Crops(np.full((n, 2), CANVAS_PX / 2), np.full(n, CANVAS_PX * 0.98), rng.uniform(-0.5, 0.5, n), rng.random(n) < 0.5)


@torch.no_grad()
def compute_features(model, canvases, crops, rng):
    """Computes features (n, k) of augmented crops."""
    found = []
    for i in range(0, len(crops.side), BATCH):
        part = slice(i, i + BATCH)
        pixels = cut_crops(canvases[part], crops.take(part), model.size)
        pixels = normalise(augment_pixels(pixels, rng, len(pixels), slice(0, len(pixels))))
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=has_bfloat16()):
            found.append(model.compute_features(pixels.contiguous(memory_format=torch.channels_last)).float())
    return torch.cat(found)


def fit_logistic_regression(x, y, decay=1e-3):
    """Fits a logistic regression by L-BFGS on standardised features; returns (kernel, bias) for raw ones."""
    mean, std = x.mean(0), x.std(0) + 0.05
    z = (x - mean) / std
    kernel = torch.zeros(x.shape[1], requires_grad=True)
    bias = torch.zeros(1, requires_grad=True)
    # Both classes have the same total weight.
    weight = torch.where(y > 0, 0.5 / y.mean(), 0.5 / (1 - y.mean()))
    optimiser = torch.optim.LBFGS([kernel, bias], max_iter=200, line_search_fn="strong_wolfe")

    def closure():
        optimiser.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(z @ kernel + bias, y, weight)
        loss = loss + decay * kernel.square().sum()
        loss.backward()
        return loss

    optimiser.step(closure)
    kernel, bias = kernel.detach() / std, bias.detach() - (kernel.detach() * mean / std).sum()
    return kernel, bias


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("variant", type=Path, help="folder written by export.py")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--backgrounds", type=Path, nargs="+", required=True)
    parser.add_argument("--hands", type=Path, nargs="*", default=[], help="photos of hands, to measure on")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    rng = np.random.default_rng(1)
    model = decode_weights(args.variant, 2).to(memory_format=torch.channels_last)
    data = FaceDataset(args.data, Config(stage=2, hold_out=True), CPU)
    training = data.groups.people

    def compute_face_features(make, which, rounds):
        which = np.tile(which, rounds)
        return compute_features(model, data.canvases[which], make(data.points[which], rng, model.margin), rng)

    backgrounds, sources = read_background_canvases(args.backgrounds, rng, 8000)
    backgrounds = torch.from_numpy(backgrounds)
    # Every fourth photo is held out.
    kept = (sources >= 0) & (sources % 4 == 0)

    def compute_background_features(which):
        return compute_features(model, backgrounds[which], draw_whole_crops(int(which.sum()), rng), rng)

    faces = compute_face_features(draw_face_crops, training, 3)
    slipped = compute_face_features(draw_slipped_crops, training, 2)
    nothing = torch.cat([slipped, compute_background_features(torch.from_numpy(~kept))])
    x, y = torch.cat([faces, nothing]), torch.cat([torch.ones(len(faces)), torch.zeros(len(nothing))])
    kernel, bias = fit_logistic_regression(x, y)

    def compute_face_percent(x):
        """Computes the percentage of crops that are classified as faces."""
        return round(100 * float((x @ kernel + bias > 0).float().mean()), 2)

    measured = {
        "missedFaces": round(100 - compute_face_percent(compute_face_features(draw_face_crops, data.validation, 8)), 2),
        "slippedTakenForFaces": compute_face_percent(compute_face_features(draw_slipped_crops, data.validation, 8)),
        "backgroundsTakenForFaces": compute_face_percent(compute_background_features(torch.from_numpy(kept))),
        "of": {"faces": 8 * len(data.validation), "backgrounds": int(kept.sum())},
    }
    if args.hands:
        hands, _ = read_background_canvases(args.hands, rng, 400)
        hands = torch.from_numpy(hands)
        hand_features = compute_features(model, hands, draw_whole_crops(len(hands), rng), rng)
        measured["handsTakenForFaces"] = compute_face_percent(hand_features)
        measured["of"]["hands"] = len(hands)
    print(json.dumps(measured))

    parts = [("presence/kernel", kernel[:, None].numpy()), ("presence/bias", bias.numpy())]
    blob = b"".join(np.ascontiguousarray(array, dtype=np.float32).tobytes() for _, array in parts)
    (args.variant / "presence.bin").write_bytes(blob)
    manifest = json.loads((args.variant / "model.json").read_text())
    manifest["stages"][1]["presence"] = {
        "file": "presence.bin",
        "bytes": len(blob),
        "sha256": hashlib.sha256(blob).hexdigest(),
        "weights": [{"name": name, "shape": list(array.shape), "dtype": "float32"} for name, array in parts],
    }
    (args.variant / "model.json").write_text(json.dumps(manifest) + "\n")
    card = json.loads((args.variant / "card.json").read_text())
    card["presence"] = {"about": "Error rates on augmented crops, in percent. Logistic regression on features of the second stage.", **measured}
    (args.variant / "card.json").write_text(json.dumps(card, indent=2) + "\n")


if __name__ == "__main__":
    main()
