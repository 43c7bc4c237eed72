"""Settings of a training run: a short TOML file of overrides, and more on the command line."""
import tomllib
from dataclasses import dataclass
from pathlib import Path

from losses import EPSILON, W
from networks import HIDDEN_UNITS


@dataclass
class Config:
    stage: int = 1  # 1 sees the detector's box, 2 the upright crop that stage 1 leads to
    network: str = "cnn"  # "cnn" is the paper's CNN-6 or CNN-7; "heat-map" is HeatMapNetwork
    # The network's shape; networks.py's own defaults where these are empty.
    filters: tuple = ()  # of each convolution of a CNN, of each resolution of a heat-map network
    hidden: int = HIDDEN_UNITS  # of a CNN: width of the dense layer before the output
    blocks: tuple = ()  # of a heat-map network: residual blocks at each resolution
    decoder: int = 64  # of a heat-map network: channels on the way back up

    loss: str = "wing"
    w: float = W  # of the Wing loss, in pixels of the input
    epsilon: float = EPSILON
    opening_weight: float = 0.5  # of the loss on the distances between lids and between lips
    spread_weight: float = 0.0  # of the likelihood that ties a heat map's spread to its error

    crops: int = 320_000  # the length of the schedule
    batch: int = 32  # crops a step, over all processes together
    rate: float = 1e-3  # highest learning rate of AdamW; cosine to zero after a short warm-up
    weight_decay: float = 5e-4
    average: float = 0.999  # decay of the moving average of the weights, which is what a run exports
    clip: float = 0.0  # largest norm of the gradient; 0 = none
    seed: int = 1
    start: str = ""  # a final.pt whose weights the run starts from

    hold_out: bool = True  # keep 300W's validation faces out of training
    taught_share: float = 0.6  # of the crops that are not drawn for their eyes or mouth
    closed_eye_share: float = 0.12  # of the crops come from faces with a closed eye
    open_mouth_share: float = 0.08  # of the crops come from faces with a wide open mouth
    balance: int = 0  # bins of pose-based data balancing; 0 = none
    epoch: int = 20_000  # crops between two validations, each a line of progress.csv


def read_config(path: Path, overrides: list[str]) -> Config:
    """The settings of a file, then those of `KEY=VALUE` overrides. SystemExit names unknown keys."""
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
