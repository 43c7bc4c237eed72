"""The runs behind the variants and models/RESULTS.md, in the order in which they are worth their time.

    python3 experiments.py --data DIR --taught DIR --runs DIR [--only 'wing/*']
    python3 experiments.py --list                prints all of it as JSON

Trains what is not there yet, one after another. Each run is train.py with a file of configs/ and the
settings below; its folder in --runs is its name. Interrupted, the same command goes on where it was.
Options that it does not know go on to train.py (--threads 1).
"""
import argparse
import json
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

HERE = Path(__file__).parent
LOSSES = ("wing", "l1", "l2", "smooth-l1")

# Where the second stage of lite and the last run of precise find their points: label.py's folder in --runs.
LABELS = "labels"


def run(group: str, name: str, config: str, taught: bool = True, labels: bool = False, **settings) -> dict:
    return {"group": group, "name": f"{group}/{name}", "config": f"{config}.toml", "taught": taught,
            "labels": labels, "settings": settings}


def variants() -> list[dict]:
    """What is shipped."""
    return [
        run("precise", "2", "precise2"),
        run("precise", "1", "precise1"),
        run("lite", "1", "lite1"),
        run("lite", "2", "lite2", labels=True),
        # The compared losses: one first stage for all, alike but for the loss.
        run("compared", "1", "stage1"),
        *(run("compared", f"{loss}-2", "stage2", loss=loss) for loss in LOSSES),
        # What another seed makes, beside what another loss makes.
        *(run("seed", f"{loss}-2", "stage2", loss=loss, seed=2) for loss in ("wing", "l1")),
    ]


def studies() -> list[dict]:
    """What the paper varies, with the first stage on 300W and taught faces."""
    return [
        *(run("balancing-taught", f"wing-{bins}", "stage1", balance=bins) for bins in (0, 9)),
        *(run("grid-long", f"w{w:g}-e{epsilon:g}", "stage1", w=w, epsilon=epsilon)
          for w, epsilon in ((10.0, 2.0), (4.0, 3.0), (10.0, 0.5))),
    ]


def first_round() -> list[dict]:
    """Runs of the first round, on 300W's faces alone, whose figures models/results.json keeps."""
    short, middle, long = 64_000, 160_000, 320_000
    losses = ("l2", "l1", "smooth-l1", "wing")
    make = lambda group, name, **settings: run(group, name, "stage1", taught=False, **settings)
    runs = [make("rate", f"{loss}-{rate}", loss=loss, rate=float(rate), crops=short, hold_out=True)
            for rate in ("1e-3", "2e-3", "4e-3") for loss in losses]
    runs += [make("long", f"wing-{rate}", loss="wing", rate=float(rate), crops=long, hold_out=True)
             for rate in ("1e-3", "2e-3")]
    runs += [make("balancing", f"{loss}-{bins}", loss=loss, rate=2e-3, crops=middle, balance=bins, hold_out=True)
             for bins in (0, 9) for loss in losses]
    wing = {"loss": "wing", "rate": 2e-3, "crops": short, "hold_out": True}
    cells = [(w, epsilon) for w in (4.0, 10.0, 14.0) for epsilon in (0.5, 2.0, 3.0)]
    runs += [make("grid", f"w{w:g}-e{epsilon:g}-s1", **wing, w=w, epsilon=epsilon, seed=1) for w, epsilon in cells]
    runs += [make("grid", f"w{w:g}-e{epsilon:g}-s{seed}", **wing, w=w, epsilon=epsilon, seed=seed)
             for seed in (2, 3) for w, epsilon in ((4.0, 3.0), (10.0, 0.5))]
    return runs


def train(one: dict, args, more: list[str]):
    out = args.runs / one["name"]
    command = [sys.executable, HERE / "train.py", "--data", args.data, "--out", out, *more]
    if one["taught"]:
        command += ["--taught", args.taught]
    if one["labels"]:
        command += ["--taught-points", args.runs / LABELS]
    if not (out / "checkpoint.pt").exists():
        command.insert(2, HERE / "configs" / one["config"])
        for key, value in one["settings"].items():
            command += ["--set", f"{key}={json.dumps(value)}"]
    print(f"{one['name']}: {one['config']}, {one['settings']}", flush=True)
    subprocess.run(command, check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--taught", type=Path)
    parser.add_argument("--runs", type=Path)
    parser.add_argument("--only", default="*", help="only runs whose name fits, like 'compared/*' or 'lite/2'")
    args, more = parser.parse_known_args()
    if args.list:
        print(json.dumps([*variants(), *studies(), *first_round()], indent=1))
        return
    if not args.data or not args.runs or not args.taught:
        parser.error("--data, --taught and --runs are needed")
    for one in [*variants(), *studies()]:
        if fnmatch(one["name"], args.only) and not (args.runs / one["name"] / "final.pt").exists():
            train(one, args, more)


if __name__ == "__main__":
    main()
