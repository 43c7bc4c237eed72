"""Writes trained networks as TF.js weights, quantised, with a card.

    python3 export.py --variant wing --stage1 RUN/final.pt --stage2 RUN/final.pt --data DIR --out ../models/wing

Writes stage1.bin, stage2.bin, model.json (a TF.js weights manifest a stage) and card.json. Kernels
are stored as uint8 in TF.js's own quantisation, one scale per output channel: a kernel's value is
(byte - 128) times the entry `<layer>/scale`. With --float they are float32, to compare with.
Measures what quantisation costs on the validation faces and refuses more than --limit.
"""
import argparse
import copy
import hashlib
import json
from pathlib import Path

import numpy as np
import torch

from model import HIDDEN, Cnn


def layers(model: Cnn):
    """(name, kernel in TF.js layout, bias) a layer.

    Convolutions (out, in, h, w) -> (h, w, in, out). The first dense layer's inputs go from
    channel-height-width order to height-width-channel order.
    """
    for i, conv in enumerate(model.convs, 1):
        yield f"conv{i}", conv.weight.permute(2, 3, 1, 0), conv.bias
    channels = model.convs[-1].out_channels
    cells = model.size >> len(model.convs)
    hidden = model.hidden.weight.view(-1, channels, cells, cells).permute(2, 3, 1, 0)
    yield "hidden", hidden.reshape(-1, model.hidden.out_features), model.hidden.bias
    yield "output", model.output.weight.t(), model.output.bias


def quantise(kernel: np.ndarray):
    """Symmetric, one scale per output channel (the last axis): kernel ~ (byte - 128) * scale."""
    scale = np.abs(kernel).reshape(-1, kernel.shape[-1]).max(0) / 127
    scale[scale == 0] = 1
    return (np.round(kernel / scale) + 128).astype(np.uint8), scale.astype(np.float32)


def weights(model: Cnn, as_float: bool):
    """The manifest's entries and their bytes."""
    entries, parts = [], []

    def add(name, array, **more):
        entries.append({"name": name, "shape": list(array.shape), "dtype": "float32", **more})
        parts.append(np.ascontiguousarray(array).tobytes())

    for name, kernel, bias in layers(model):
        kernel = kernel.detach().float().contiguous().numpy()
        if as_float:
            add(f"{name}/kernel", kernel)
        else:
            data, scale = quantise(kernel)
            add(f"{name}/kernel", data, quantization={"dtype": "uint8", "scale": 1, "min": -128, "original_dtype": "float32"})
            add(f"{name}/scale", scale)
        add(f"{name}/bias", bias.detach().float().numpy())
    return entries, b"".join(parts)


def rounded(model: Cnn) -> Cnn:
    """The model as the page will see it after quantisation."""
    model = copy.deepcopy(model)
    with torch.no_grad():
        for layer in [*model.convs, model.hidden, model.output]:
            kernel = layer.weight.detach().numpy()
            data, scale = quantise(np.moveaxis(kernel, 0, -1))
            layer.weight.copy_(torch.from_numpy(np.moveaxis((data.astype(np.float32) - 128) * scale, -1, 0).copy()))
    return model


def load(path: Path):
    state = torch.load(path, map_location="cpu")
    config = state["config"]
    model = Cnn(config["stage"], config.get("filters"), config.get("hidden", HIDDEN))
    model.load_state_dict(state["model"])
    return model.eval(), state


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--variant", required=True)
    parser.add_argument("--stage1", type=Path, required=True)
    parser.add_argument("--stage2", type=Path, help="without it the variant ends after CNN-6")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--data", type=Path, help="300W folder, to measure what quantisation costs")
    parser.add_argument("--also", default="", help="what else it learned from, for the card")
    parser.add_argument("--sets", default="300W, which is", help="whose licence binds, for the card: 'A and B, which are'")
    parser.add_argument("--float", action="store_true", help="float32 weights")
    parser.add_argument("--limit", type=float, default=0.01, help="largest relative loss of NME by quantisation")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    card = {
        "variant": args.variant,
        "data": "300W without IBUG and without part of HELEN: LFPW train 802, HELEN train 870, AFW 337" + (args.also and f"; {args.also}"),
        "licence": f"Trained on {args.sets} for research use only, not commercial use; the code's MIT licence does not widen that.",
        "stages": [],
    }
    manifest = {"variant": args.variant, "stages": []}
    data = None
    for stage, path in ((1, args.stage1), (2, args.stage2)):
        if path is None:
            continue
        model, state = load(path)
        if state["config"]["stage"] != stage:
            raise SystemExit(f"{path} holds stage {state['config']['stage']}, not {stage}")
        entries, blob = weights(model, args.float)
        file = f"stage{stage}.bin"
        (args.out / file).write_bytes(blob)
        digest = hashlib.sha256(blob).hexdigest()
        manifest["stages"].append(
            {"filters": [c.out_channels for c in model.convs], "hidden": model.hidden.out_features, "file": file,
             "bytes": len(blob), "sha256": digest, "weights": entries}
        )
        line = {
            "recipe": state["config"],
            "trainingFaces": state["faces"],
            "taughtFaces": state.get("taught", 0),
            "bytes": len(blob),
            "sha256": digest,
        }
        if args.data and not args.float:
            from batches import Data, validate

            data = data or Data(args.data, True, torch.device("cpu"))
            before = validate(model, data, stage, torch.device("cpu"))
            after = validate(rounded(model), data, stage, torch.device("cpu"))
            line["quantisation"] = {"nmeFloat": before, "nmeQuantised": after, "faces": len(data.validation)}
            print(f"stage {stage}: NME {before:.5f} in float32, {after:.5f} quantised ({after / before - 1:+.3%})")
            if after > before * (1 + args.limit):
                raise SystemExit(f"quantisation costs more than {args.limit:.0%} of NME")
        card["stages"].append(line)
    earlier = args.out / "card.json"
    if earlier.exists():
        old = json.loads(earlier.read_text())
        # Scores belong to the weights: the same bytes keep them.
        if [s["sha256"] for s in old["stages"]] == [s["sha256"] for s in card["stages"]] and "scores" in old:
            card["scores"] = old["scores"]
    (args.out / "model.json").write_text(json.dumps(manifest) + "\n")
    (args.out / "card.json").write_text(json.dumps(card, indent=2) + "\n")


if __name__ == "__main__":
    main()
