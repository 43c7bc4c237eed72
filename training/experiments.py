"""Trains all networks behind the variants and models/RESULTS.md, the most useful ones first.

    python3 experiments.py --data DIR --taught DIR --runs DIR [--only 'wing/*']
    python3 experiments.py --list                prints all runs as JSON

Trains the runs that are not finished, one after another. A run is train.py with a file of configs/ and
the settings below; its name is its folder in --runs. After an interruption the same command resumes.
Unknown options are passed on to train.py (for example --threads 1).
"""
import argparse
import json
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

HERE = Path(__file__).parent
LOSSES = ("wing", "l1", "l2", "smooth-l1")


def describe_run(group: str, name: str, config: str, taught: bool = True, **settings) -> dict:
    """Describes a run as `--list` prints it."""
    return {"group": group, "name": f"{group}/{name}", "config": f"{config}.toml", "taught": taught,
            "settings": settings}


def list_variant_runs() -> list[dict]:
    """Runs for the bundled variants."""
    return [
        describe_run("precise", "2", "precise2"),
        describe_run("precise", "1", "precise1"),
        describe_run("lite", "1", "lite1"),
        describe_run("lite", "2", "lite2"),
        # Comparison of losses: one first stage for all; the second stages differ only in the loss.
        describe_run("compared", "1", "stage1"),
        *(describe_run("compared", f"{loss}-2", "stage2", loss=loss) for loss in LOSSES),
        # Another seed, to compare its effect with that of the loss.
        *(describe_run("seed", f"{loss}-2", "stage2", loss=loss, seed=2) for loss in ("wing", "l1")),
    ]


def list_study_runs() -> list[dict]:
    """Runs that vary what the paper varies, for the first stage, on 300W and taught faces."""
    make = lambda group, name, **settings: describe_run(group, name, "stage1", crops=160_000, loss="wing", seed=1,
                                                        **settings)
    return [
        # The run without balancing is also the cell w = 10, epsilon = 2 of the grid.
        *(make("balancing-taught", f"wing-{bins}", balance=bins, w=10.0, epsilon=2.0) for bins in (0, 9)),
        *(make("grid-long", f"w{w:g}-e{epsilon:g}", w=w, epsilon=epsilon) for w, epsilon in ((4.0, 3.0), (10.0, 0.5))),
    ]


def list_first_round_runs() -> list[dict]:
    """Runs of the first round, on 300W alone; their results are kept in models/results.json."""
    short, middle, long = 64_000, 160_000, 320_000
    losses = ("l2", "l1", "smooth-l1", "wing")
    make = lambda group, name, **settings: describe_run(group, name, "stage1", taught=False, mirror_offset=False,
                                                        **settings)
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
    """Trains a run, or resumes it from its checkpoint. `more` are options for train.py."""
    out = args.runs / one["name"]
    command = [sys.executable, HERE / "train.py", "--data", args.data, "--out", out, *more]
    if one["taught"]:
        command += ["--taught", args.taught]
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
    parser.add_argument("--only", default="*", help="only runs whose name matches, for example 'compared/*' or 'lite/2'")
    args, more = parser.parse_known_args()
    if args.list:
        print(json.dumps([*list_variant_runs(), *list_study_runs(), *list_first_round_runs()], indent=1))
        return
    if not args.data or not args.runs or not args.taught:
        parser.error("--data, --taught and --runs are required")
    for one in [*list_variant_runs(), *list_study_runs()]:
        if fnmatch(one["name"], args.only) and not (args.runs / one["name"] / "final.pt").exists():
            train(one, args, more)


if __name__ == "__main__":
    main()
