"""Trains one network of the cascade.

    python3 train.py configs/stage1.toml --data DIR --out DIR
    torchrun --nproc_per_node 2 train.py configs/stage1.toml --data DIR --out DIR

(Debian's torch 1.13 under Python 3.11: python3 -m torch.distributed.run -r 1 -t 1 ... instead.)

DIR of --data is 300W in ibug's layout, with mediapipe-boxes.json (npm run detect-boxes). Written to --out:
checkpoint.pt every two minutes, a line of progress.csv every epoch, final.pt at the end, and a copy of
this folder, from which the run is executed. The same command resumes exactly from the checkpoint (the
file of settings may be omitted): the data of a step depend only on the seed and the number of the step.
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
from checkpoints import load_checkpoint, save_checkpoint, write_state
from code_snapshot import run_snapshot
from config import Config, read_config
from dataset import FaceDataset
from distributed import Processes
from losses import choose_loss, compute_landmark_loss, compute_spread_loss
from networks import HeatMapNetwork, build_network
from precision import Precision, choose_precision, describe_processor
from prefetch import Prefetcher
from sampler import Batch, CropSampler
from starting_weights import load_starting_weights
from validation import Validation

COLUMNS = ("crops", "loss", "nme", "nmeTaught", "closedEyesPredicted", "eyesAuc", "mouthsShare", "rate", "facesPerSecond")


def compute_rate(step: int, steps: int, config: Config) -> float:
    """Computes the learning rate of a step: linear warm-up, then a cosine to zero."""
    warm = min(200, steps // 10 + 1)
    if step < warm:
        return config.rate * (step + 1) / warm
    return config.rate * 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, steps - warm)))


class BatchSource:
    """Batches of this process. On a CPU a second process draws them; on a GPU they are drawn on the device."""

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
        """Returns the batch of the next step."""
        if self._prefetcher:
            return self._prefetcher.next()
        self._step += 1
        return self._sampler.draw_batch(self._step - 1, self._part)

    def close(self):
        if self._prefetcher:
            self._prefetcher.close()


class Progress:
    """Writes progress.csv and prints its lines as JSON: mean loss and speed since the last line, validation."""

    def __init__(self, out: Path, first: int):
        self.file, self.since, self.sum, self.began = out / "progress.csv", first, 0.0, time.monotonic()

    def write(self, done: int, steps: int, config: Config, measured: dict):
        count = done - self.since
        line = {"crops": done * config.batch, "loss": self.sum / max(1, count), "rate": compute_rate(done, steps, config),
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
            print(f"{self.file.name} cannot be written: {error}. Training continues.", flush=True)
        self.since, self.sum, self.began = done, 0.0, time.monotonic()


def compute_loss(network, wrapped, loss, batch: Batch, config: Config) -> torch.Tensor:
    """Computes the weighted mean loss of a batch."""
    if not config.spread_weight:
        each = compute_landmark_loss(loss, wrapped(batch.pixels).float(), batch.truth, config.opening_weight)
        return (each * batch.weights).mean()
    predicted, spread = network.locate(network.compute_heat_maps(batch.pixels))
    each = compute_landmark_loss(loss, predicted, batch.truth, config.opening_weight)
    each = each + config.spread_weight * compute_spread_loss(network.compute_expected_error(spread), predicted, batch.truth)
    return (each * batch.weights).mean()


def to_device(batch: Batch, precision: Precision, device) -> Batch:
    """Moves a batch to a device, with the memory layout of `precision`."""
    return Batch(precision.layout(batch.pixels.to(device)), batch.truth.to(device), batch.weights.to(device))


def train(config: Config | None, args, processes: Processes, commit: str):
    """Trains a network from the start or from its checkpoint. Without `config` the checkpoint's is used."""
    device, is_main = processes.device, processes.rank == 0
    args.out.mkdir(parents=True, exist_ok=True)
    state = load_checkpoint(args.out, "cpu")
    if state:
        # A checkpoint holds its settings; if they are given too, they must be equal.
        config = config or Config(**state["config"])
        if state["config"] != asdict(config):
            raise SystemExit(f"The checkpoint in {args.out} has other settings: {state['config']}")
    if config is None:
        raise SystemExit(f"There is no checkpoint in {args.out} to resume from. Give a file of settings.")
    torch.manual_seed(config.seed)
    network = build_network(config)
    if config.spread_weight and (processes.count > 1 or not isinstance(network, HeatMapNetwork)):
        raise SystemExit("spread_weight needs a heat-map network, trained in one process.")
    steps, first = math.ceil(config.crops / config.batch), state["step"] if state else 0
    part = processes.slice_batch(config.batch)
    # Before any computation: the second process is forked, and threads do not survive a fork.
    source = BatchSource(args, config, network.size, network.margin, device, first, steps, part)
    if config.start and not state:
        load_starting_weights(network, Path(config.start), config.stage, source.validation.people.pixels)
    network = network.to(device)
    if state and state["precision"]["processor"] == describe_processor(device):
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
    if is_main:
        print(f"{asdict(config)}\ncommit {commit}; {describe_processor(device)}; {asdict(precision)} of {measured}\n"
              f"{source.counts}; steps {first} to {steps}; "
              f"{processes.count} process{'es' if processes.count > 1 else ''}", flush=True)
    loss = choose_loss(config)
    with processes.join_group():
        wrapped = processes.wrap_model(network)
        saved, progress = time.monotonic(), Progress(args.out, first)
        choice = {"processor": describe_processor(device), "choice": asdict(precision)}
        for step in range(first, steps):
            for group in optimiser.param_groups:
                group["lr"] = compute_rate(step, steps, config)
            batch = to_device(source.next(), precision, device)
            network.train()
            with precision.autocast(device):
                value = compute_loss(network, wrapped, loss, batch, config)
            if not math.isfinite(value.item()):
                raise SystemExit(
                    f"The loss is {value.item()} at step {step + 1}. The checkpoints are kept. "
                    "Start again with a lower rate, a larger epsilon, or gradient clipping (--set clip=...)."
                )
            optimiser.zero_grad(set_to_none=True)
            value.backward()
            if config.clip:
                torch.nn.utils.clip_grad_norm_(network.parameters(), config.clip)
            optimiser.step()
            averaged.update(network, step)
            progress.sum += value.item()
            done = step + 1
            if is_main and (done == steps or time.monotonic() - saved > args.save_every):
                save_checkpoint(args.out, model=network.state_dict(), averaged=averaged.network.state_dict(),
                     optimiser=optimiser.state_dict(), step=done, config=asdict(config), precision=choice)
                saved = time.monotonic()
            if is_main and (done == steps or done * config.batch // config.epoch > step * config.batch // config.epoch):
                progress.write(done, steps, config, source.validation.measure(averaged.network))
        if is_main:
            try:
                write_state(args.out / "final.pt", model=averaged.network.state_dict(), config=asdict(config),
                     faces=source.counts, commit=commit, taught=str((args.taught_points or args.taught).name) if args.taught else None)
            except OSError as error:
                raise SystemExit(
                    f"The trained network could not be written: {error}. Free some space and run the same "
                    "command again: it resumes from the last checkpoint.") from error
        processes.wait()
    source.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("config", type=Path, nargs="?", help="file of settings; not needed to resume")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--taught", type=Path, metavar="DIR",
                        help="pseudo-labelled faces: photos, .pts files and index.csv")
    parser.add_argument("--taught-points", type=Path, metavar="DIR",
                        help="other .pts files and index.csv for the photos of --taught (see label.py)")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="override a setting, as TOML")
    parser.add_argument("--device", help="cpu or cuda; default: cuda if available")
    parser.add_argument("--precision", choices=["auto", "bf16", "fp32"], default="auto",
                        help="precision of the forward pass; auto measures which is faster")
    parser.add_argument("--threads", type=int, default=2, help="CPU threads")
    parser.add_argument("--save-every", type=float, default=120, help="seconds between checkpoints")
    args = parser.parse_args()
    if args.set and not args.config:
        parser.error("--set overrides settings of a file: give the file too")
    processes = Processes(args.device)
    commit = run_snapshot(args.out, processes.rank)
    torch.set_num_threads(args.threads)
    train(read_config(args.config, args.set) if args.config else None, args, processes, commit)


if __name__ == "__main__":
    main()
