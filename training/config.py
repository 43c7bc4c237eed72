"""Settings of a training run: a short TOML file of overrides, and more on the command line."""
import tomllib
from dataclasses import dataclass
from pathlib import Path

from losses import EPSILON, W
from model import HIDDEN


@dataclass
class Config:
    stage: int = 1
    loss: str = "wing"
    w: float = W  # of the Wing loss, in pixels of the input
    epsilon: float = EPSILON
    faces: int = 320_000  # training crops in all
    batch: int = 32  # crops a step, over all processes together
    rate: float = 1e-3  # highest learning rate of AdamW; cosine to zero after a short warm-up
    weight_decay: float = 5e-4
    seed: int = 1
    hold_out: bool = True  # keep the validation faces out of training
    balance: int = 0  # bins of pose-based data balancing; 0 = none
    clip: float = 0.0  # largest norm of the gradient; 0 = none
    filters: tuple = ()  # of each convolution; model.py's own if empty
    hidden: int = HIDDEN  # width of the layer before the output


def read_config(path: Path, overrides: list[str]) -> Config:
    values = tomllib.loads(path.read_text())
    for item in overrides:
        values.update(tomllib.loads(item))
    unknown = set(values) - set(Config.__dataclass_fields__)
    if unknown:
        raise SystemExit(f"{path}: unknown settings {sorted(unknown)}")
    if "filters" in values:
        values["filters"] = tuple(values["filters"])
    return Config(**values)
