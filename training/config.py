"""Settings of a training run: defaults, overridden by a short TOML file and by the command line."""
import tomllib
from dataclasses import dataclass
from pathlib import Path

from losses import EPSILON, W
from networks import HIDDEN_UNITS


@dataclass
class Config:
    stage: int = 1  # 1 works on the detector's square, 2 on the upright crop that stage 1 gives
    network: str = "cnn"  # "cnn" is the paper's CNN-6 or CNN-7; "heat-map" is HeatMapNetwork
    # Shape of the network; empty means the defaults of networks.py.
    filters: tuple = ()  # channels of each convolution (CNN) or of each resolution (heat-map network)
    hidden: int = HIDDEN_UNITS  # CNN: width of the dense layer before the output
    blocks: tuple = ()  # heat-map network: residual blocks at each resolution
    decoder: int = 64  # heat-map network: channels of the upsampling path

    loss: str = "wing"
    w: float = W  # Wing loss: width of the logarithmic part, in pixels of the input
    epsilon: float = EPSILON  # Wing loss: curvature, in pixels of the input
    opening_weight: float = 0.5  # weight of the loss on the distances between lids and between lips
    spread_weight: float = 0.0  # weight of the likelihood that relates a heat map's spread to its error

    crops: int = 320_000  # length of the run
    batch: int = 32  # crops per step, over all processes
    rate: float = 1e-3  # peak learning rate of AdamW: short warm-up, then cosine to zero
    weight_decay: float = 5e-4
    average: float = 0.999  # decay of the moving average of the weights; the average is exported
    clip: float = 0.0  # maximum norm of the gradient; 0 = no clipping
    seed: int = 1
    start: str = ""  # initial weights: a final.pt, or the folder of a variant

    hold_out: bool = True  # exclude the validation faces of 300W from training
    taught_share: float = 0.6  # share of taught faces among the crops that are not drawn for their eyes or mouth
    closed_eye_share: float = 0.12  # share of crops from faces with a closed eye
    open_mouth_share: float = 0.08  # share of crops from faces with a wide open mouth
    mirror_offset: bool = True  # correct the points of mirrored faces for the annotators' habit (mirroring.py)
    balance: int = 0  # number of bins for pose-based data balancing; 0 = no balancing
    epoch: int = 20_000  # crops between two validations; each adds a line to progress.csv


def read_config(path: Path, overrides: list[str]) -> Config:
    """Reads settings from a file, then applies `KEY=VALUE` overrides. Raises SystemExit for unknown keys."""
    values = tomllib.loads(path.read_text())
    for item in overrides:
        values.update(tomllib.loads(item))
    unknown = set(values) - set(Config.__dataclass_fields__)
    if unknown:
        raise SystemExit(f"{path}: unknown settings {sorted(unknown)}")
    for key in ("filters", "blocks"):
        if key in values:
            values[key] = tuple(values[key])
    return Config(**values)
