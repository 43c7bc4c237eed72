"""Exports CNN-6 and CNN-7 with seeded weights and writes what torch makes of a seeded input.

    python3 reference_networks.py DIR

In DIR: float/ and quantised/ as export.py writes them, and a stage's input<stage>.bin (n, s, s, 3) and
output<stage>.bin, rounded<stage>.bin (n, 68, 2) in float32.
"""
import subprocess
import sys
from pathlib import Path

import numpy as np
import torch

from export import rounded
from model import Cnn

folder = Path(sys.argv[1])
training = Path(sys.modules["export"].__file__).parent
for stage in (1, 2):
    torch.manual_seed(stage)
    model = Cnn(stage).eval()
    # Larger than at the start of training, so that the output is not the mean shape alone.
    torch.nn.init.normal_(model.output.weight, std=0.05)
    torch.save({"model": model.state_dict(), "config": {"stage": stage}, "faces": 0}, folder / f"stage{stage}.pt")
    pixels = torch.rand(2, 3, model.size, model.size) * 2 - 1
    with torch.no_grad():
        (folder / f"output{stage}.bin").write_bytes(model(pixels).numpy().tobytes())
        (folder / f"rounded{stage}.bin").write_bytes(rounded(model)(pixels).numpy().tobytes())
    (folder / f"input{stage}.bin").write_bytes(np.ascontiguousarray(pixels.permute(0, 2, 3, 1)).tobytes())
for name, more in (("float", ["--float"]), ("quantised", [])):
    command = [sys.executable, "export.py", "--variant", "test", "--out", folder / name, *more]
    subprocess.run([*command, "--stage1", folder / "stage1.pt", "--stage2", folder / "stage2.pt"], cwd=training, check=True)
