"""Trains one network of the cascade.

    python3 train.py configs/stage1.toml --data DIR --out DIR
    torchrun --nproc_per_node 2 train.py configs/stage1.toml --data DIR --out DIR

(Debian's torch 1.13 under Python 3.11: python3 -m torch.distributed.run -r 1 -t 1 ... instead.)

DIR of --data is 300W in ibug's layout with mediapipe-boxes.json. --out receives checkpoint.pt and a
line of progress.jsonl every few minutes and final.pt at the end; the same command resumes from the
checkpoint exactly: the data of a step depend on the seed and the step's number alone, and not on how
many processes there are.
"""
import argparse
import json
import math
import time
from dataclasses import asdict
from functools import partial
from pathlib import Path

import torch

from batches import Data, training_batch, validate
from checkpoints import keep, load_last, save
from config import Config, read_config
from losses import LOSSES
from model import Cnn
from parallel import Processes, has_bfloat16


def rate_at(step: int, steps: int, config: Config) -> float:
    warm = min(200, steps // 10 + 1)
    if step < warm:
        return config.rate * (step + 1) / warm
    return config.rate * 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, steps - warm)))


def loss_function(config: Config):
    if config.loss == "wing":
        return partial(LOSSES["wing"], w=config.w, epsilon=config.epsilon)
    return LOSSES[config.loss]


class Report:
    """The progress line: mean loss and speed since the last one, validation NME."""

    def __init__(self, first: int):
        self.since, self.sum, self.began = first, 0.0, time.monotonic()

    def line(self, done: int, steps: int, config: Config, score: float) -> str:
        count = done - self.since
        speed = count * config.batch / (time.monotonic() - self.began)
        return json.dumps({
            "step": done, "faces": done * config.batch, "of": steps * config.batch,
            "loss": round(self.sum / count, 4), "nmeInterPupil": round(100 * score, 3),
            "facesPerSecond": round(speed, 1), "rate": round(rate_at(done, steps, config), 7),
        })


def train(config: Config, args, processes: Processes):
    device, first_one = processes.device, processes.rank == 0
    torch.manual_seed(config.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    data = Data(args.data, config.hold_out, device, config.balance, args.taught)
    model = Cnn(config.stage, config.filters, config.hidden).to(device, memory_format=torch.channels_last)
    optimiser = torch.optim.AdamW(model.parameters(), lr=config.rate, weight_decay=config.weight_decay)
    steps, first = math.ceil(config.faces / config.batch), 0
    state = load_last(args.out, device)
    if state:
        if state["config"] != asdict(config):
            raise SystemExit(f"The checkpoint in {args.out} was made with other settings: {state['config']}")
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        first = state["step"]
    if first_one:
        print(f"{asdict(config)}\n{data.faces} faces to train on, {data.taught} of them taught, {len(data.validation)} to validate"
              f"{'' if config.hold_out else ' (these also train)'}; steps {first} to {steps}; "
              f"{processes.count} process{'es' if processes.count > 1 else ''}", flush=True)
    loss_of, shared, part = loss_function(config), processes.share(model), processes.part_of(config.batch)
    half = args.precision == "bf16" or (args.precision == "auto" and has_bfloat16(device))
    saved, report = time.monotonic(), Report(first)
    for step in range(first, steps):
        for group in optimiser.param_groups:
            group["lr"] = rate_at(step, steps, config)
        pixels, truth = training_batch(data, config, step, model, part)
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=half):
            predicted = shared(pixels.contiguous(memory_format=torch.channels_last))
        loss = loss_of(predicted.float() - truth).mean()
        value = loss.item()
        if not math.isfinite(value):
            raise SystemExit(
                f"The loss is {value} at step {step + 1}. Checkpoints stay as they are. "
                "Begin anew with a lower rate, a larger epsilon, or a largest gradient (--set clip=...)."
            )
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        if config.clip:
            torch.nn.utils.clip_grad_norm_(model.parameters(), config.clip)
        optimiser.step()
        report.sum += value
        done = step + 1
        if first_one and (done == steps or time.monotonic() - saved > args.save_every):
            keep(args.out, model=model.state_dict(), optimiser=optimiser.state_dict(), step=done,
                 config=asdict(config))
            line = report.line(done, steps, config, validate(model, data, config.stage, device))
            print(line, flush=True)
            with open(args.out / "progress.jsonl", "a") as progress:
                progress.write(line + "\n")
            saved, report = time.monotonic(), Report(done)
    if first_one:
        try:
            save(args.out / "final.pt", model=model.state_dict(), config=asdict(config), faces=data.faces,
                 taught=data.taught)
        except OSError as error:
            raise SystemExit(f"The trained network could not be written: {error}. "
                             "Make room and run the same command again: it goes on from the last checkpoint.") from error
    processes.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("config", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--taught", type=Path, nargs=2, metavar=("PHOTOS", "POINTS"),
                        help="more faces: photos, and points that a teacher gave them (npm run label)")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="override one setting, as TOML")
    parser.add_argument("--device", help="cpu or cuda; by default cuda if there is one")
    parser.add_argument("--precision", choices=["auto", "bf16", "fp32"], default="auto",
                        help="of the forward pass; auto is bf16 where the hardware has it")
    parser.add_argument("--threads", type=int, default=2, help="of the CPU; torch's own default was 1 here")
    parser.add_argument("--save-every", type=float, default=120, help="seconds between checkpoints")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    processes = Processes(args.device)
    with processes.together():
        train(read_config(args.config, args.set), args, processes)


if __name__ == "__main__":
    main()
