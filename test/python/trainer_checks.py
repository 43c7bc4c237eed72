"""Checks of the trainer that need no training; fails with a sentence.

    python3 trainer_checks.py DIR    (DIR as drawn_faces.py makes it)
"""
import json
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch

from augment import Crops, cut_crops, draw_stage1_squares, draw_stage2_squares, normalise, to_crop_points
from averaging import average_networks
from config import Config
from dataset import FaceDataset, close_lids
from face import FACE, compute_face_square, rotate
from faces import list_keys, read_face, read_taught_index, split_keys
from label import CROP_SCALES, label_faces
from measures import compute_auc, compute_eye_aspect_ratios, compute_mouth_opening, measure_openings
from mirroring import mirror, read_offset, to_points_before_mirroring
from networks import Cnn, HeatMapNetwork
from sampler import CropSampler
from starting_weights import load_starting_weights
from tfjs import decode_weights, describe_shape, encode_weights
from validation import Validation


class KnowingNetwork(torch.nn.Module):
    """Gives a face's points, in sides of its square, whatever the crops of label_faces show."""

    size, margin = 128, 1.25

    def __init__(self, points: np.ndarray):
        super().__init__()
        self.points = torch.nn.Parameter(torch.as_tensor(points))
        self.crops = 0

    def forward(self, pixels):
        # Of each size there are two crops, one of them mirrored.
        side = self.margin * CROP_SCALES[self.crops // 2]
        self.crops += 1
        return ((self.points / side + 0.5) * self.size).detach().expand(len(pixels), -1, -1)


folder = Path(sys.argv[1])
keys = list_keys(folder)
faces = [read_face(folder, key) for key in keys]
points = np.stack([face.points for face in faces]).astype(float)
mean = np.array(FACE["meanShape"])
rng = np.random.default_rng(0)

# No photo is on both sides of the split, and none is lost.
training, validation = split_keys(keys, True)
assert not set(training) & set(validation) and sorted(training + validation) == sorted(keys)
assert validation and all(not key.startswith("lfpw/") for key in validation)
assert set(split_keys(keys, False)[0]) == set(keys)

# A crop on the true square holds every landmark; a mirrored one has the mirrored face's order:
# its left eye is still on the left.
centre, side, roll = compute_face_square(mean, points)
for flip in (False, True):
    crops = Crops(centre, side * 1.25, roll, np.full(len(keys), flip))
    truth = to_crop_points(points, crops, 128)
    assert (truth > 8).all() and (truth < 120).all(), "landmarks outside of the crop"
    assert (truth[:, 36:42, 0].mean(1) < truth[:, 42:48, 0].mean(1)).all(), "the eyes have changed places"
    # Upright: both eyes at one height, but for the noise of the drawn points.
    assert np.abs(truth[:, 36:42, 1].mean(1) - truth[:, 42:48, 1].mean(1)).max() < 6, "the crop is not upright"

# People place points a little to the right, on mirrored faces too: a face annotated before and after it is
# mirrored has the same points in its crop, whatever its roll.
offset = read_offset()
assert np.allclose(mirror(offset), -offset) and 0.002 < offset[:, 0].mean() < 0.01
symmetric = (mean + mirror(mean)) / 2
for angle in (0.0, 0.4):
    square = [np.array([[140.0, 130.0]]), np.array([125.0]), np.array([angle])]
    annotated = rotate((symmetric + offset) * 100, square[2][:, None]) + square[0]
    plain, mirrored = (
        to_crop_points(moved, Crops(*square, np.array([flip])), 128)
        for moved, flip in ((annotated, False), (to_points_before_mirroring(annotated, offset), True))
    )
    assert np.abs(plain - mirrored).max() < 0.05, "a mirrored face contradicts the annotators' offset"
# Labels follow the habit, whether the network that gives them was trained to follow it or not.
square = [np.array([[140.0, 130.0]]), np.array([100.0]), np.array([0.4])]
free, annotated = (rotate(one * 100, square[2][:, None]) + square[0] for one in (symmetric, symmetric + offset))
for known in (symmetric, symmetric + offset):
    found = label_faces(KnowingNetwork(known), np.zeros((1, 288, 288, 3), np.uint8), free)
    error = np.abs(found - annotated).max()
    assert error < 0.2, f"labels leave the annotators' habit: {error:.2f} px"
few = FaceDataset(folder, Config(stage=2), torch.device("cpu"))
with_offset, without = (
    CropSampler(few, Config(stage=2, mirror_offset=use), 128, 1.25).draw_batch(3).truth for use in (True, False)
)
changed = (with_offset != without).flatten(1).any(1).sum()
assert 8 < changed < 24, f"{changed} of 32 faces have other points: those of mirrored faces should"

# Pixels and points go the same way: a dot of the photo stands where its point is computed, to 0.6 px.
canvas = torch.zeros(1, 288, 288, 3, dtype=torch.uint8)
for dot in ([100, 120], [180, 90], [150, 200]):
    canvas.zero_()
    canvas[0, dot[1] : dot[1] + 3, dot[0] : dot[0] + 3] = 255
    for flip in (False, True):
        crops = Crops(np.array([[140.0, 130.0]]), np.array([230.0]), np.array([0.5]), np.array([flip]))
        seen = cut_crops(canvas, crops, 128)[0, 0]
        weight = seen / seen.sum()
        middle = (torch.arange(128) + 0.5)
        found = [(weight.sum(0) * middle).sum().item(), (weight.sum(1) * middle).sum().item()]
        face = np.zeros((1, 68, 2)) + np.array(dot) + 1.5
        wanted = to_crop_points(face, crops, 128)[0, 0]
        assert np.hypot(*(found - wanted)) < 0.6, f"a dot at {dot} is seen at {found}, computed at {wanted}"

# Starts are off by what a detector, or stage 1, is off by: not exact, not lost.
residuals = np.array([[0.02, -0.03, 0.05, 0.04], [-0.01, 0.02, -0.04, -0.03]])
for squares in (draw_stage1_squares(points, residuals, rng), draw_stage2_squares(points, rng)):
    shift = np.linalg.norm(squares[0] - centre, axis=1) / side
    assert 0 < shift.mean() < 0.15, f"starts are off by {shift.mean()} sides"

# Eyes and mouths: the shape's own ratios, a closed eye, an open mouth; lids that a teacher left apart.
shapes = np.stack([mean, mean])
shapes[1, [37, 38]] = shapes[1, [41, 40]]
shapes[1, [65, 66, 67], 1] += 0.1
assert (compute_eye_aspect_ratios(shapes)[0] > 0.2).all() and compute_eye_aspect_ratios(shapes)[1, 0] == 0
assert compute_mouth_opening(shapes)[1] > compute_mouth_opening(shapes)[0] + 0.2
nearly = shapes.copy()
nearly[0, [37, 38]] = nearly[0, [41, 40]] * 0.8 + nearly[0, [37, 38]] * 0.2
closed = close_lids(nearly)
assert np.allclose(compute_eye_aspect_ratios(closed)[0, 0], compute_eye_aspect_ratios(nearly)[0, 0] * 0.1)
assert np.array_equal(closed[0, 42:], nearly[0, 42:]), "an open eye was closed"
assert compute_auc(np.array([3.0, 2.0]), np.array([1.0, 2.0])) == 0.875
measured = measure_openings(shapes, shapes)
assert measured["closedEyes"] == 1 and measured["mouthsShare"] == 1 and measured["eyesAuc"] == 1

# A heat map with all of its weight in one cell has its landmark there, with hardly any spread.
network = HeatMapNetwork(2)
maps = torch.zeros(1, 68, 32, 32)
maps[:, :, 3, 20] = 1
place, spread = network.locate(maps)
scale = 128 * 1.2
wanted = torch.tensor([(20.5 / 32 - 0.5) * scale + 64, (3.5 / 32 - 0.5) * scale + 64])
assert torch.allclose(place[0, 0], wanted, atol=1e-3) and spread.max() < 0.5
# Two cells at equal weight: between them, and spread by half of their distance.
maps[:, :, 3, 20] = maps[:, :, 3, 24] = 0.5
place, spread = network.locate(maps)
assert torch.allclose(place[0, 0, 0], wanted[0] + 2 * scale / 32, atol=1e-3)
assert torch.allclose(spread[0, 0], torch.tensor(2 * scale / 32), atol=0.01)
for network in (Cnn(1), Cnn(2), HeatMapNetwork(1), HeatMapNetwork(2)):
    network.eval()
    assert network(torch.zeros(2, 3, network.size, network.size)).shape == (2, 68, 2)

# Taught faces: a tenth is held out by person, and takes no part in any batch.
taught = Path(sys.argv[2])
rows = read_taught_index(taught)
held = {row.key for row in rows if row.held_out}
config = Config(stage=2, batch=8, closed_eye_share=0.25, open_mouth_share=0.0)
data = FaceDataset(folder, config, torch.device("cpu"), taught)
assert data.counts["taughtHeldOut"] == len(held) > 0
drawn = np.concatenate([CropSampler(data, config, 128, 1.25).choose_faces(step) for step in range(200)])
assert not set(drawn) & set(data.validation) and not set(drawn) & set(data.taught_validation)
assert set(drawn) == set(range(len(data.points))) - set(data.validation) - set(data.taught_validation)
assert (data.weights[: len(keys)] == 1).all() and data.weights[len(keys) :].max() < 1
# Without hold-out the validation faces of 300W train too; the taught ones never.
everything = FaceDataset(folder, Config(stage=2, hold_out=False), torch.device("cpu"), taught)
assert everything.counts["people"] == len(keys)
drawn = np.concatenate([CropSampler(everything, config, 128, 1.25).choose_faces(step) for step in range(200)])
assert not set(drawn) & set(everything.taught_validation)

# A batch is the same whether one process draws it or two.
sampler = CropSampler(data, config, 128, 1.25)
whole, left, right = sampler.draw_batch(5), sampler.draw_batch(5, slice(0, 4)), sampler.draw_batch(5, slice(4, 8))
assert torch.equal(whole.truth, torch.cat([left.truth, right.truth]))

# A run that starts from a variant's files continues where the variant ended, normalisation included.
torch.manual_seed(1)
shape = {"filters": (8, 8, 16, 16, 16), "blocks": (0, 1, 1, 1, 1), "decoder": 8}
trained = HeatMapNetwork(2, **shape).train()
pixels = sampler.draw_batch(1).pixels
for _ in range(20):
    trained(pixels)
trained.eval()
with tempfile.TemporaryDirectory() as variant:
    entries, blob = encode_weights(trained)
    Path(variant, "stage2.bin").write_bytes(blob)
    stage = {**describe_shape(trained), "file": "stage2.bin", "weights": entries}
    Path(variant, "model.json").write_text(json.dumps({"stages": [{}, stage]}))
    started = HeatMapNetwork(2, **shape)
    crops = Validation(data, 2, 128, 1.25).people.pixels
    load_starting_weights(started, Path(variant), 2, crops)
    files = decode_weights(Path(variant), 2)
    with torch.no_grad():
        wanted, found = files(pixels), started.eval()(pixels)
        assert (found - wanted).abs().max() < 0.01, "the network that starts is not the variant's"
        batches = normalise(torch.from_numpy(crops).float())
        moved = (started.train()(batches) - files(batches)).abs().mean()
        assert moved < 1, f"in training mode the landmarks of the first batch move by {moved} px"
    other = HeatMapNetwork(2, filters=(8, 8, 16, 16, 32), blocks=(0, 1, 1, 1, 1), decoder=8)
    try:
        load_starting_weights(other, Path(variant), 2, crops)
    except SystemExit as error:
        assert "same shape" in str(error)
    else:
        raise AssertionError("a variant of another shape was taken")

# Networks of one shape have a mean, which leaves both as they are; others have none.
first, second, third = Cnn(1), Cnn(1), Cnn(1)
before = first.output.bias.clone()
mean = average_networks([first, second, third])
assert torch.allclose(mean.output.bias, (first.output.bias + second.output.bias + third.output.bias) / 3)
assert torch.equal(first.output.bias, before)
try:
    average_networks([first, Cnn(2)])
except ValueError as error:
    assert "different shapes" in str(error)
else:
    raise AssertionError("networks of different shapes were averaged")
print("trainer: all checks passed")
