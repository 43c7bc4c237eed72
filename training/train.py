"""Trains one network of the cascade.

    python3 train.py configs/wing-stage1.toml --data DIR --out DIR

DIR of --data is 300W in ibug's layout with mediapipe-boxes.json. --out receives checkpoint.pt every
few minutes and final.pt at the end; the same command resumes from the checkpoint exactly: the data
of a step depend on the seed and the step's number alone.
"""
import argparse
import json
import math
import time
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch

from augment import Crops, change_pixels, cut, normalise, stage1_squares, stage2_squares, to_crop
from detections import detector_residuals
from face import FACE, face_square, inter_pupil, landmark_box, nme
from faces import list_keys, read_face, split
from losses import LOSSES
from model import Cnn


@dataclass
class Config:
    stage: int = 1
    loss: str = "wing"
    faces: int = 320_000  # training crops in all
    batch: int = 32
    rate: float = 1e-3  # highest learning rate of AdamW; cosine to zero after a short warm-up
    weight_decay: float = 5e-4
    seed: int = 1
    hold_out: bool = True  # keep the validation faces out of training
    clip: float = 0.0  # largest norm of the gradient; 0 = none


def read_config(path: Path, overrides: list[str]) -> Config:
    values = tomllib.loads(path.read_text())
    for item in overrides:
        values.update(tomllib.loads(item))
    unknown = set(values) - set(Config.__dataclass_fields__)
    if unknown:
        raise SystemExit(f"{path}: unknown settings {sorted(unknown)}")
    return Config(**values)


class Data:
    """All canvases in memory, on the device."""

    def __init__(self, folder: Path, hold_out: bool, device):
        keys = list_keys(folder)
        training, validation = split(keys, hold_out)
        faces = [read_face(folder, k) for k in keys]
        index = {k: i for i, k in enumerate(keys)}
        self.training = np.array([index[k] for k in training])
        self.validation = np.array([index[k] for k in validation])
        self.points = np.stack([f.points for f in faces]).astype(np.float64)
        self.canvases = torch.from_numpy(np.stack([f.canvas for f in faces])).to(device)
        scale = np.array([f.scale for f in faces])
        offset = np.stack([f.offset for f in faces])
        mean = np.array(FACE["meanShape"])
        centre, side, roll = face_square(mean, self.points)
        in_photo = ((centre - offset) / scale[:, None], side / scale, roll)
        chosen = self.training
        self.residuals, _, _ = detector_residuals(
            folder, [keys[i] for i in chosen], [part[chosen] for part in in_photo]
        )


def training_batch(data: Data, config: Config, step: int, model: Cnn):
    """Crops (n, 3, s, s) and truth (n, 68, 2) in pixels of the crop for one global step."""
    rng = np.random.default_rng([config.seed, step])
    count = len(data.training)
    # Sampling walks through one permutation of the faces after another.
    place = step * config.batch + np.arange(config.batch)
    chosen = np.empty(config.batch, int)
    for epoch in np.unique(place // count):
        order = np.random.default_rng([config.seed, 0, epoch]).permutation(count)
        here = place // count == epoch
        chosen[here] = data.training[order[place[here] % count]]
    points = data.points[chosen]
    if config.stage == 1:
        centre, side, roll = stage1_squares(points, data.residuals, rng)
    else:
        centre, side, roll = stage2_squares(points, rng)
    crops = Crops(centre, side * model.margin, roll, rng.random(config.batch) < 0.5)
    pixels = change_pixels(cut(data.canvases[chosen], crops, model.size), rng)
    truth = torch.as_tensor(to_crop(points, crops, model.size), dtype=torch.float32)
    return normalise(pixels), truth.to(pixels.device)


@torch.no_grad()
def validate(model: Cnn, data: Data, stage: int, device) -> float:
    """Mean NME, inter-pupil. Stage 1 starts from the annotated box without roll; stage 2 from
    squares with the errors it meets in training, the same ones each time."""
    points = data.points[data.validation]
    if stage == 1:
        centre, side = landmark_box(points)
        roll = np.zeros(len(points))
    else:
        centre, side, roll = stage2_squares(points, np.random.default_rng(0), spread=0.7)
    crops = Crops(centre, side * model.margin, roll, np.zeros(len(points), bool))
    truth = to_crop(points, crops, model.size)
    predicted = []
    for i in range(0, len(points), 64):
        part = slice(i, i + 64)
        some = Crops(crops.centre[part], crops.side[part], crops.roll[part], crops.flip[part])
        pixels = cut(data.canvases[data.validation[part]], some, model.size)
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=model.training):
            predicted.append(model(normalise(pixels).contiguous(memory_format=torch.channels_last)).float().cpu())
    return float(nme(torch.cat(predicted).double().numpy(), truth, inter_pupil).mean())


def rate_at(step: int, steps: int, config: Config) -> float:
    warm = min(200, steps // 10 + 1)
    if step < warm:
        return config.rate * (step + 1) / warm
    return config.rate * 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, steps - warm)))


def save(path: Path, **state):
    temporary = path.with_suffix(".tmp")
    torch.save(state, temporary)
    temporary.replace(path)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("config", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="override one setting, as TOML")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--threads", type=int, default=2, help="of the CPU; torch's own default was 1 here")
    parser.add_argument("--save-every", type=float, default=120, help="seconds between checkpoints")
    args = parser.parse_args()
    config = read_config(args.config, args.set)
    torch.set_num_threads(args.threads)
    torch.manual_seed(config.seed)
    device = torch.device(args.device)
    args.out.mkdir(parents=True, exist_ok=True)
    data = Data(args.data, config.hold_out, device)
    model = Cnn(config.stage).to(device, memory_format=torch.channels_last)
    optimiser = torch.optim.AdamW(model.parameters(), lr=config.rate, weight_decay=config.weight_decay)
    loss_of = LOSSES[config.loss]
    steps = math.ceil(config.faces / config.batch)
    first = 0
    checkpoint = args.out / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=device)
        if state["config"] != asdict(config):
            raise SystemExit(f"{checkpoint} was made with other settings: {state['config']}")
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        first = state["step"]
    print(f"{asdict(config)}\n{len(data.training)} faces to train on, {len(data.validation)} to validate"
          f"{'' if config.hold_out else ' (these also train)'}; steps {first} to {steps}", flush=True)
    saved = reported = time.monotonic()
    running, since = 0.0, first
    for step in range(first, steps):
        for group in optimiser.param_groups:
            group["lr"] = rate_at(step, steps, config)
        pixels, truth = training_batch(data, config, step, model)
        with torch.autocast(device.type, dtype=torch.bfloat16):
            predicted = model(pixels.contiguous(memory_format=torch.channels_last))
        loss = loss_of(predicted.float() - truth).mean()
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        if config.clip:
            torch.nn.utils.clip_grad_norm_(model.parameters(), config.clip)
        optimiser.step()
        running += loss.item()
        done, now = step + 1, time.monotonic()
        last = done == steps
        if last or now - saved > args.save_every:
            save(checkpoint, model=model.state_dict(), optimiser=optimiser.state_dict(), step=done, config=asdict(config))
            speed = (done - since) * config.batch / (now - reported)
            score = validate(model, data, config.stage, device)
            line = {"step": done, "faces": done * config.batch, "of": steps * config.batch,
                    "loss": round(running / (done - since), 4), "nmeInterPupil": round(100 * score, 3),
                    "facesPerSecond": round(speed, 1), "rate": round(rate_at(step, steps, config), 7)}
            print(json.dumps(line), flush=True)
            saved = reported = time.monotonic()
            running, since = 0.0, done
    save(args.out / "final.pt", model=model.state_dict(), config=asdict(config), faces=len(data.training))


if __name__ == "__main__":
    main()
