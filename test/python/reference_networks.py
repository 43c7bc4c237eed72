"""Exports networks with seeded weights and writes what torch makes of a seeded input.

    python3 reference_networks.py DIR

In DIR: float/ and quantised/ with CNN-6 and CNN-7, maps-float/ and maps-quantised/ with heat-map
networks, as export.py writes them. For each kind, "cnn" and "maps", and each stage:
KIND-input<stage>.bin (n, s, s, 3), KIND-output<stage>.bin and KIND-rounded<stage>.bin in float32:
landmarks (n, 136), for heat maps followed by expected errors (n, 68).
"""
import subprocess
import sys
from pathlib import Path

import numpy as np
import torch

from checkpoints import write_state
from config import Config
from networks import build_network
from tfjs import simulate_quantisation

folder = Path(sys.argv[1])
training = Path(sys.modules["tfjs"].__file__).parent
SHAPES = {"cnn": {1: {}, 2: {}}, "maps": {1: {"filters": (8, 12, 16, 24), "blocks": (0, 1, 0, 2), "decoder": 16}, 2: {}}}


def outputs(network, pixels) -> bytes:
    with torch.no_grad():
        if not hasattr(network, "compute_heat_maps"):
            return network(pixels).flatten(1).numpy().tobytes()
        places, spread = network.locate(network.compute_heat_maps(pixels))
        return torch.cat([places.flatten(1), network.compute_expected_error(spread)], 1).numpy().tobytes()


for kind, stages in SHAPES.items():
    for stage, shape in stages.items():
        torch.manual_seed(stage)
        config = {"stage": stage, "network": "cnn" if kind == "cnn" else "heat-map", **shape}
        network = build_network(Config(**config))
        if kind == "cnn":
            # Larger than at the start of training, so that the output is not the mean shape alone.
            torch.nn.init.normal_(network.output.weight, std=0.05)
        for module in network.modules():
            # As after training, so that folding has something to fold.
            if isinstance(module, torch.nn.BatchNorm2d):
                for values, low, high in ((module.running_mean, -0.3, 0.3), (module.running_var, 0.5, 2),
                                          (module.weight.data, 0.5, 1.5), (module.bias.data, -0.3, 0.3)):
                    values.uniform_(low, high)
        if kind == "maps":
            torch.nn.init.normal_(network.maps.weight, std=0.5)
            network.slope.data.uniform_(-1, 1)
        network.eval()
        write_state(folder / f"{kind}{stage}.pt", model=network.state_dict(), config=config)
        pixels = torch.rand(2, 3, network.size, network.size) * 2 - 1
        (folder / f"{kind}-output{stage}.bin").write_bytes(outputs(network, pixels))
        (folder / f"{kind}-rounded{stage}.bin").write_bytes(outputs(simulate_quantisation(network), pixels))
        (folder / f"{kind}-input{stage}.bin").write_bytes(np.ascontiguousarray(pixels.permute(0, 2, 3, 1)).tobytes())
    for name, more in (("float", ["--float"]), ("quantised", [])):
        out = folder / (name if kind == "cnn" else f"maps-{name}")
        command = [sys.executable, "export.py", "--variant", "test", "--out", out, *more]
        files = ["--stage1", folder / f"{kind}1.pt", "--stage2", folder / f"{kind}2.pt"]
        subprocess.run([*command, *files], cwd=training, check=True)
