"""The runs behind models/RESULTS.md: every loss alike, and what led to the recipe.

    python3 experiments.py --data DIR --runs DIR     trains what is not there yet, one after another
    python3 experiments.py --list                    prints all of it as JSON

Each run is train.py with configs/stage1.toml or stage2.toml and the settings below; its folder in
--runs is its name. Interrupted, the same command goes on where it was.
"""
import argparse
import json
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

LOSSES = ("l2", "l1", "smooth-l1", "wing")

# The highest learning rate, searched on CNN-6 for each loss on the validation faces (table "rate").
RATES = ("1e-3", "2e-3", "4e-3")
BEST = {"l2": "2e-3", "l1": "2e-3", "smooth-l1": "2e-3", "wing": "2e-3"}

# Of the shipped variants. Where 1e-3 and 2e-3 are within 0.12 points in the short search, less than
# another seed makes, the lower one, for a long run; the runs "long" would show for Wing what that makes.
CHOSEN = {"l2": "2e-3", "l1": "1e-3", "smooth-l1": "1e-3", "wing": "1e-3"}

# Bins of pose-based data balancing in the shipped variants; 0 = none (table "balancing").
BALANCE = 0

# A search does not need the shipped length: 35 and 86 passes instead of 160 (of 1,851 faces).
SHORT, MIDDLE, LONG = 64_000, 160_000, 320_000


# The best and the worst cell of w and epsilon, by their first seeds, which show what a seed makes (table "grid").
REPEATED = ((4.0, 3.0), (10.0, 0.5))


def run(group: str, name: str, stage: int, **settings) -> dict:
    return {"group": group, "name": f"{group}/{name}", "stage": stage, "settings": settings}


def experiments() -> list[dict]:
    runs = []
    for rate in RATES:
        runs += [run("rate", f"{loss}-{rate}", 1, loss=loss, rate=float(rate), crops=SHORT, hold_out=True)
                 for loss in LOSSES]
    runs += [run("long", f"wing-{rate}", 1, loss="wing", rate=float(rate), crops=LONG, hold_out=True)
             for rate in RATES[:2]]
    for bins in (0, 9):
        runs += [run("balancing", f"{loss}-{bins}", 1, loss=loss, rate=float(BEST[loss]), crops=MIDDLE,
                     balance=bins, hold_out=True) for loss in LOSSES]
    wing = {"loss": "wing", "rate": float(BEST["wing"]), "crops": SHORT, "hold_out": True}
    for w in (4.0, 10.0, 14.0):
        runs += [run("grid", f"w{w:g}-e{epsilon:g}-s1", 1, **wing, w=w, epsilon=epsilon, seed=1)
                 for epsilon in (0.5, 2.0, 3.0)]
    for seed in (2, 3):
        runs += [run("grid", f"w{w:g}-e{epsilon:g}-s{seed}", 1, **wing, w=w, epsilon=epsilon, seed=seed)
                 for w, epsilon in REPEATED]
    for loss in LOSSES:
        runs += [run("shipped", f"{loss}-{stage}", stage, loss=loss, rate=float(CHOSEN[loss]), balance=BALANCE)
                 for stage in (1, 2)]
    return runs


def train(one: dict, data: Path, runs: Path, more: list[str]):
    folder = Path(__file__).parent
    settings = [f"{key}={json.dumps(value)}" for key, value in one["settings"].items()]
    command = [sys.executable, folder / "train.py", folder / "configs" / f"stage{one['stage']}.toml",
               "--data", data, "--out", runs / one["name"], *more]
    for setting in settings:
        command += ["--set", setting]
    print(f"{one['name']}: {', '.join(settings)}", flush=True)
    subprocess.run(command, check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--runs", type=Path)
    parser.add_argument("--only", default="*", help="only runs whose name fits, like 'grid/*' or 'shipped/wing-2'")
    args, more = parser.parse_known_args()
    chosen = [one for one in experiments() if fnmatch(one["name"], args.only)]
    if args.list:
        print(json.dumps(chosen, indent=1))
        return
    if not args.data or not args.runs:
        parser.error("--data and --runs are needed")
    for one in chosen:
        if not (args.runs / one["name"] / "final.pt").exists():
            train(one, args.data, args.runs, more)


if __name__ == "__main__":
    main()
