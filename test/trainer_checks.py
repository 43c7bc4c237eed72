"""Checks of the trainer that need no training; fails with a sentence.

    python3 trainer_checks.py DIR    (DIR as drawn_faces.py makes it)
"""
import sys
from pathlib import Path

import numpy as np
import torch

from augment import Crops, cut, stage1_squares, stage2_squares, to_crop
from face import FACE, face_square
from faces import list_keys, read_face, split

folder = Path(sys.argv[1])
keys = list_keys(folder)
faces = [read_face(folder, key) for key in keys]
points = np.stack([face.points for face in faces]).astype(float)
mean = np.array(FACE["meanShape"])
rng = np.random.default_rng(0)

# No photo is on both sides of the split, and none is lost.
training, validation = split(keys, True)
assert not set(training) & set(validation) and sorted(training + validation) == sorted(keys)
assert validation and all(not key.startswith("lfpw/") for key in validation)
assert set(split(keys, False)[0]) == set(keys)

# A crop on the true square holds every landmark; a mirrored one has the mirrored face's order:
# its left eye is still on the left.
centre, side, roll = face_square(mean, points)
for flip in (False, True):
    crops = Crops(centre, side * 1.25, roll, np.full(len(keys), flip))
    truth = to_crop(points, crops, 128)
    assert (truth > 8).all() and (truth < 120).all(), "landmarks outside of the crop"
    assert (truth[:, 36:42, 0].mean(1) < truth[:, 42:48, 0].mean(1)).all(), "the eyes have changed places"
    # Upright: both eyes at one height, but for the noise of the drawn points.
    assert np.abs(truth[:, 36:42, 1].mean(1) - truth[:, 42:48, 1].mean(1)).max() < 6, "the crop is not upright"

# Pixels and points go the same way: a dot of the photo stands where its point is computed, to 0.6 px.
canvas = torch.zeros(1, 288, 288, 3, dtype=torch.uint8)
for dot in ([100, 120], [180, 90], [150, 200]):
    canvas.zero_()
    canvas[0, dot[1] : dot[1] + 3, dot[0] : dot[0] + 3] = 255
    for flip in (False, True):
        crops = Crops(np.array([[140.0, 130.0]]), np.array([230.0]), np.array([0.5]), np.array([flip]))
        seen = cut(canvas, crops, 128)[0, 0]
        weight = seen / seen.sum()
        middle = (torch.arange(128) + 0.5)
        found = [(weight.sum(0) * middle).sum().item(), (weight.sum(1) * middle).sum().item()]
        face = np.zeros((1, 68, 2)) + np.array(dot) + 1.5
        wanted = to_crop(face, crops, 128)[0, 0]
        assert np.hypot(*(found - wanted)) < 0.6, f"a dot at {dot} is seen at {found}, computed at {wanted}"

# Starts are off by what a detector, or stage 1, is off by: not exact, not lost.
residuals = np.array([[0.02, -0.03, 0.05, 0.04], [-0.01, 0.02, -0.04, -0.03]])
for squares in (stage1_squares(points, residuals, rng), stage2_squares(points, rng)):
    shift = np.linalg.norm(squares[0] - centre, axis=1) / side
    assert 0 < shift.mean() < 0.15, f"starts are off by {shift.mean()} sides"
print("trainer: all checks passed")
