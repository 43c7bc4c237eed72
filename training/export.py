"""Exports trained networks as quantised TensorFlow.js weights, with a model card.

    python3 export.py --variant wing --stage1 RUN/final.pt --stage2 RUN/final.pt --data DIR --out ../models/wing

Writes stage1.bin, stage2.bin, model.json (a TensorFlow.js weights manifest for each stage, see tfjs.py)
and card.json. With --float kernels stay float32, for comparison. With --data the increase of the error
by quantisation is measured on the validation faces; more than --limit is an error.
A stage may also be the folder of a variant, whose weights and entries are then copied unchanged:
    python3 export.py --variant precise --stage1 ../models/precise --stage2 RUN/final.pt --out DIR
With --average-with, a final.pt or the folder of a variant that the run of stage 2 started from, or several
of them, stage 2 has the mean of all these networks' weights.
"""
import argparse
import hashlib
import json
from pathlib import Path

import torch

from averaging import average_networks
from checkpoints import read_state
from config import Config
from history import describe_run, list_earlier_runs, name_start
from networks import build_network
from tfjs import decode_weights, describe_shape, encode_weights, fold_batch_norm, simulate_quantisation

ANNOTATED_FACES = "300W without IBUG and without part of HELEN: LFPW train 802, HELEN train 870, AFW 337"
TAUGHT_FACES_TEXT = ("{taught} pseudo-labelled photos: landmarks by the 68-point MobileFaceNet of "
                     "cunjian/pytorch_face_landmark, averaged over four views")


def load_network(path: Path):
    """Loads the network of a final.pt in evaluation mode; returns it with the file's state."""
    state = read_state(path)
    network = build_network(Config(**state["config"]))
    network.load_state_dict(state["model"])
    return network.eval(), state


def read_network(path: Path) -> torch.nn.Module:
    """Reads a second stage from a final.pt or the folder of a variant, without batch normalisation."""
    return (decode_weights(path, 2) if path.is_dir() else fold_batch_norm(load_network(path)[0])).eval()


def average_with(network: torch.nn.Module, others: list[Path]) -> torch.nn.Module:
    """Returns the mean of a second stage and of those at `others`; all without batch normalisation."""
    try:
        return average_networks([fold_batch_norm(network), *map(read_network, others)]).eval()
    except ValueError as error:
        raise SystemExit(f"--average-with {' '.join(map(str, others))}: {error}") from None


def measure_quantisation(network, config: Config, data: Path, taught: Path | None) -> dict:
    """Measures the NME of the validation faces, in percent, in float32 and quantised."""
    from dataset import FaceDataset
    from validation import Validation

    faces = FaceDataset(data, config, torch.device("cpu"), taught)
    validation = Validation(faces, config.stage, network.size, network.margin)
    before, after = (validation.measure(one) for one in (fold_batch_norm(network), simulate_quantisation(network)))
    return {"nmeFloat": before["nme"], "nmeQuantised": after["nme"], "faces": len(faces.validation), "validation": after}


def copy_stage(variant: Path, stage: int, out: Path) -> tuple[dict, dict]:
    """Copies a stage of a variant's folder; returns its entries of model.json and card.json."""
    try:
        manifest, card = (json.loads((variant / name).read_text()) for name in ("model.json", "card.json"))
    except OSError:
        raise SystemExit(f"{variant} has no model.json and card.json") from None
    if len(manifest["stages"]) < stage:
        raise SystemExit(f"{variant} has no stage {stage}")
    entry, line = manifest["stages"][stage - 1], card["stages"][stage - 1]
    blob = (variant / entry["file"]).read_bytes()
    if hashlib.sha256(blob).hexdigest() != entry["sha256"]:
        raise SystemExit(f"{variant / entry['file']} is not the file that model.json describes")
    (out / entry["file"]).write_bytes(blob)
    return entry, line


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--variant", required=True)
    parser.add_argument("--stage1", type=Path, required=True)
    parser.add_argument("--stage2", type=Path, help="without it the variant consists of stage 1 alone")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--data", type=Path, help="300W folder, to measure the effect of quantisation")
    parser.add_argument("--taught", type=Path, help="pseudo-labelled faces, to measure closed eyes and open mouths too")
    parser.add_argument("--average-with", type=Path, nargs="+", default=[],
                        help="folders of variants or final.pt files: stage 2 becomes the mean of theirs and the run's")
    parser.add_argument("--float", action="store_true", help="float32 weights")
    parser.add_argument("--limit", type=float, default=0.01, help="largest relative increase of NME by quantisation")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    manifest, stages, taught = {"variant": args.variant, "stages": []}, [], 0
    for stage, path in ((1, args.stage1), (2, args.stage2)):
        if path is None:
            continue
        if path.is_dir():
            entry, line = copy_stage(path, stage, args.out)
            manifest["stages"].append(entry)
            stages.append(line)
            taught = max(taught, (line.get("faces") or {}).get("taught", 0))
            continue
        network, state = load_network(path)
        config = Config(**state["config"])
        if config.stage != stage:
            raise SystemExit(f"{path} is a network for stage {config.stage}, not for stage {stage}")
        averaged = {}
        if stage == 2 and args.average_with:
            network = average_with(network, args.average_with)
            averaged = {"averagedWith": [name_start(path) for path in args.average_with]}
        entries, blob = encode_weights(network, args.float)
        file = f"stage{stage}.bin"
        (args.out / file).write_bytes(blob)
        digest = hashlib.sha256(blob).hexdigest()
        manifest["stages"].append(
            {**describe_shape(network), "file": file, "bytes": len(blob), "sha256": digest, "weights": entries})
        line = describe_run(state) | {"bytes": len(blob), "sha256": digest}
        line["recipe"] |= averaged
        if earlier_runs := list_earlier_runs(state):
            line["earlier"] = earlier_runs
        taught = max(taught, (state.get("faces") or {}).get("taught", 0))
        if args.data and not args.float:
            cost = line["quantisation"] = measure_quantisation(network, config, args.data, args.taught)
            before, after = cost["nmeFloat"], cost["nmeQuantised"]
            print(f"stage {stage}: NME {before:.4f}% in float32, {after:.4f}% quantised ({after / before - 1:+.3%})")
            if after > before * (1 + args.limit):
                raise SystemExit(f"quantisation increases the NME by more than {args.limit:.0%}")
        stages.append(line)
    card = {
        "variant": args.variant,
        "data": f"{ANNOTATED_FACES}; {TAUGHT_FACES_TEXT.format(taught=taught)}" if taught else ANNOTATED_FACES,
        "licence": f"Trained on 300W{' and other photos' if taught else ''}: for research only, not for commercial use. "
                   "The code's MIT licence does not lift this restriction.",
        "stages": stages,
    }
    earlier = args.out / "card.json"
    if earlier.exists():
        old = json.loads(earlier.read_text())
        # Scores stay valid as long as the weights are the same.
        if [s["sha256"] for s in old["stages"]] == [s["sha256"] for s in stages] and "scores" in old:
            card["scores"] = old["scores"]
    (args.out / "model.json").write_text(json.dumps(manifest) + "\n")
    earlier.write_text(json.dumps(card, indent=2) + "\n")


if __name__ == "__main__":
    main()
