"""Trains one network of the cascade.

    python3 train.py configs/stage1.toml --data DIR --out DIR
    torchrun --nproc_per_node 2 train.py configs/stage1.toml --data DIR --out DIR

(Debian's torch 1.13 under Python 3.11: python3 -m torch.distributed.run -r 1 -t 1 ... instead.)

DIR of --data is 300W in ibug's layout with mediapipe-boxes.json (npm run detect-boxes). --out receives
checkpoint.pt every few minutes, a line of progress.csv every epoch, final.pt at the end, and a copy of
this folder, which is what runs. The same command resumes from the checkpoint exactly, also without the
settings, which the checkpoint holds: the data of a step depend on the seed and the step's number alone.
"""
import argparse
import csv
import json
import math
import time
from dataclasses import asdict
from pathlib import Path

import torch

from averaging import AveragedNetwork
from checkpoints import keep, load_last, load_weights, save
from config import Config, read_config
from dataset import FaceDataset
from losses import choose_loss, landmark_loss, spread_loss
from networks import HeatMapNetwork, build_network
from own_code import run_own_copy
from parallel import Processes
from prefetch import Prefetcher
from sampler import Batch, CropSampler
from speed import Precision, choose_precision, processor
from validation import Validation

COLUMNS = ("crops", "loss", "nme", "nmeTaught", "closedEyesPredicted", "eyesAuc", "mouthsShare", "rate", "facesPerSecond")


def rate_at(step: int, steps: int, config: Config) -> float:
    """The learning rate of a step: a short rise, then a cosine to zero."""
    warm = min(200, steps // 10 + 1)
    if step < warm:
        return config.rate * (step + 1) / warm
    return config.rate * 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, steps - warm)))


class BatchSource:
    """Batches of this process: drawn in a second process on a CPU, on the device itself on a GPU."""

    def __init__(self, args, config: Config, size: int, margin: float, device, first: int, last: int, part: slice):
        self._step, self._part, self._prefetcher = first, part, None

        def make():
            data = FaceDataset(args.data, config, device, args.taught, args.taught_points)
            return CropSampler(data, config, size, margin), (Validation(data, config.stage, size, margin), data.counts)

        if device.type == "cpu":
            self._prefetcher = Prefetcher(make, first, last, part, size)
            self.validation, self.counts = self._prefetcher.extra
        else:
            self._sampler, (self.validation, self.counts) = make()

    def next(self) -> Batch:
        if self._prefetcher:
            return self._prefetcher.next()
        self._step += 1
        return self._sampler.batch(self._step - 1, self._part)

    def close(self):
        if self._prefetcher:
            self._prefetcher.close()


class Progress:
    """Lines of progress.csv, each also printed as JSON: mean loss and speed since the last, validation."""

    def __init__(self, out: Path, first: int):
        self.file, self.since, self.sum, self.began = out / "progress.csv", first, 0.0, time.monotonic()

    def write(self, done: int, steps: int, config: Config, measured: dict):
        count = done - self.since
        line = {"crops": done * config.batch, "loss": self.sum / max(1, count), "rate": rate_at(done, steps, config),
                "facesPerSecond": count * config.batch / (time.monotonic() - self.began), **measured}
        line = {name: float(f"{line[name]:.5g}") for name in COLUMNS if math.isfinite(line.get(name, math.nan))}
        print(json.dumps({"step": done, **line}), flush=True)
        fresh = not self.file.exists()
        try:
            with open(self.file, "a", newline="") as file:
                writer = csv.DictWriter(file, COLUMNS)
                if fresh:
                    writer.writeheader()
                writer.writerow(line)
        except OSError as error:
            print(f"No line in {self.file.name}: {error}. Training goes on.", flush=True)
        self.since, self.sum, self.began = done, 0.0, time.monotonic()


def compute_loss(network, shared, loss, batch: Batch, config: Config) -> torch.Tensor:
    """The mean loss of a batch; a face whose points are less certain counts less."""
    if not config.spread_weight:
        each = landmark_loss(loss, shared(batch.pixels).float(), batch.truth, config.opening_weight)
        return (each * batch.weights).mean()
    predicted, spread = network.locate(network.heat_maps(batch.pixels))
    each = landmark_loss(loss, predicted, batch.truth, config.opening_weight)
    each = each + config.spread_weight * spread_loss(network.expected_error(spread), predicted, batch.truth)
    return (each * batch.weights).mean()


def to_device(batch: Batch, precision: Precision, device) -> Batch:
    return Batch(precision.layout(batch.pixels.to(device)), batch.truth.to(device), batch.weights.to(device))


def train(config: Config | None, args, processes: Processes, commit: str):
    device, first_one = processes.device, processes.rank == 0
    args.out.mkdir(parents=True, exist_ok=True)
    state = load_last(args.out, "cpu")
    if state:
        # As TOML and the command line give them, or not at all: a checkpoint knows its settings.
        config = config or Config(**state["config"])
        if state["config"] != asdict(config):
            raise SystemExit(f"The checkpoint in {args.out} was made with other settings: {state['config']}")
    if config is None:
        raise SystemExit(f"There is no checkpoint in {args.out} to go on from: name a file of settings.")
    torch.manual_seed(config.seed)
    network = build_network(config)
    if config.spread_weight and (processes.count > 1 or not isinstance(network, HeatMapNetwork)):
        raise SystemExit("spread_weight is for a heat-map network in one process.")
    steps, first = math.ceil(config.crops / config.batch), state["step"] if state else 0
    part = processes.part_of(config.batch)
    # Before anything computes: the second process is forked, and threads do not survive that.
    source = BatchSource(args, config, network.size, network.margin, device, first, steps, part)
    if config.start and not state:
        network.load_state_dict(load_weights(Path(config.start)))
    network = network.to(device)
    if state and state["precision"]["processor"] == processor(device):
        precision, measured = Precision(**state["precision"]["choice"]), []
    else:
        precision, measured = choose_precision(network, config.batch // processes.count, device, args.precision)
    network = precision.prepare(network)
    averaged = AveragedNetwork(network, config.average)
    optimiser = torch.optim.AdamW(network.parameters(), lr=config.rate, weight_decay=config.weight_decay)
    if state:
        network.load_state_dict(state["model"])
        averaged.network.load_state_dict(state["averaged"])
        optimiser.load_state_dict(state["optimiser"])
    if first_one:
        print(f"{asdict(config)}\ncommit {commit}; {processor(device)}; {asdict(precision)} of {measured}\n"
              f"{source.counts}; steps {first} to {steps}; "
              f"{processes.count} process{'es' if processes.count > 1 else ''}", flush=True)
    loss = choose_loss(config)
    with processes.together():
        shared = processes.share(network)
        saved, progress = time.monotonic(), Progress(args.out, first)
        choice = {"processor": processor(device), "choice": asdict(precision)}
        for step in range(first, steps):
            for group in optimiser.param_groups:
                group["lr"] = rate_at(step, steps, config)
            batch = to_device(source.next(), precision, device)
            network.train()
            with precision.autocast(device):
                value = compute_loss(network, shared, loss, batch, config)
            if not math.isfinite(value.item()):
                raise SystemExit(
                    f"The loss is {value.item()} at step {step + 1}. Checkpoints stay as they are. "
                    "Begin anew with a lower rate, a larger epsilon, or a largest gradient (--set clip=...)."
                )
            optimiser.zero_grad(set_to_none=True)
            value.backward()
            if config.clip:
                torch.nn.utils.clip_grad_norm_(network.parameters(), config.clip)
            optimiser.step()
            averaged.update(network, step)
            progress.sum += value.item()
            done = step + 1
            if first_one and (done == steps or time.monotonic() - saved > args.save_every):
                keep(args.out, model=network.state_dict(), averaged=averaged.network.state_dict(),
                     optimiser=optimiser.state_dict(), step=done, config=asdict(config), precision=choice)
                saved = time.monotonic()
            if first_one and (done == steps or done * config.batch // config.epoch > step * config.batch // config.epoch):
                progress.write(done, steps, config, source.validation.measure(averaged.network))
        if first_one:
            try:
                save(args.out / "final.pt", model=averaged.network.state_dict(), config=asdict(config),
                     faces=source.counts, commit=commit, taught=str((args.taught_points or args.taught).name) if args.taught else None)
            except OSError as error:
                raise SystemExit(
                    f"The trained network could not be written: {error}. Make room and run the same command "
                    "again: it goes on from the last checkpoint.") from error
        processes.wait()
    source.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("config", type=Path, nargs="?", help="settings; not needed to go on")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--taught", type=Path, metavar="DIR",
                        help="more faces, whose points a teacher network gave: photos, .pts and index.csv")
    parser.add_argument("--taught-points", type=Path, metavar="DIR",
                        help="other points and index.csv for the photos of --taught (label.py)")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="override one setting, as TOML")
    parser.add_argument("--device", help="cpu or cuda; by default cuda if there is one")
    parser.add_argument("--precision", choices=["auto", "bf16", "fp32"], default="auto",
                        help="of the forward pass; auto measures which is faster")
    parser.add_argument("--threads", type=int, default=2, help="of the CPU; torch's own default was 1 here")
    parser.add_argument("--save-every", type=float, default=120, help="seconds between checkpoints")
    args = parser.parse_args()
    if args.set and not args.config:
        parser.error("--set changes settings of a file: name it")
    processes = Processes(args.device)
    commit = run_own_copy(args.out, processes.rank)
    torch.set_num_threads(args.threads)
    train(read_config(args.config, args.set) if args.config else None, args, processes, commit)


if __name__ == "__main__":
    main()
