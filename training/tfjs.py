"""Networks as TF.js weights: names, layouts and quantisation of the files that the page reads.

A stage is one binary file and an entry of model.json with its TF.js weights manifest. Large kernels
are stored as uint8, one scale per output channel: a kernel's value is (byte - 128) times the entry
`<layer>/scale`. Batch normalisation is folded into the convolution before it.
"""
import copy
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

import numpy as np
import torch
from torch import nn

from config import Config
from networks import Cnn, HeatMapNetwork, build_network

# Smaller kernels stay float32: they are few bytes, and the first and last layers lose most by rounding.
LEAST_QUANTISED = 8192


@dataclass
class Layer:
    """A convolution or dense layer under the name that the page knows it by."""

    name: str
    module: nn.Module
    # Of the dense layer after the flatten: (channels, cells, cells) in torch's order of its inputs.
    flattened: tuple = ()

    def kernel(self) -> np.ndarray:
        """The weights in TF.js's layout: (h, w, in, out), or (in, out) in height-width-channel order."""
        weight = self.module.weight.detach().float()
        if weight.ndim == 4:
            return weight.permute(2, 3, 1, 0).contiguous().numpy()
        if self.flattened:
            weight = weight.view(-1, *self.flattened).permute(0, 2, 3, 1).reshape(len(weight), -1)
        return weight.t().contiguous().numpy()

    @torch.no_grad()
    def set_kernel(self, kernel: np.ndarray):
        """The inverse of `kernel`."""
        value = torch.from_numpy(np.ascontiguousarray(kernel))
        if value.ndim == 4:
            value = value.permute(3, 2, 0, 1)
        elif self.flattened:
            channels, cells, _ = self.flattened
            value = value.t().view(-1, cells, cells, channels).permute(0, 3, 1, 2).reshape(value.shape[1], -1)
        else:
            value = value.t()
        self.module.weight.copy_(value)


def fold_batch_norm(network: nn.Module) -> nn.Module:
    """A copy in evaluation mode whose batch normalisations are part of the convolutions before them."""
    network = copy.deepcopy(network).cpu().float().eval()
    for pair in list(network.modules()):
        if isinstance(pair, nn.Sequential) and len(pair) == 2 and isinstance(pair[1], nn.BatchNorm2d):
            pair[0] = nn.utils.fuse_conv_bn_eval(pair[0], pair[1])
            pair[1] = nn.Identity()
    return network


def layers(network: nn.Module) -> Iterator[Layer]:
    """The layers of a network after fold_batch_norm, in the order of the file."""
    if isinstance(network, Cnn):
        for i, conv in enumerate(network.convs, 1):
            yield Layer(f"conv{i}", conv)
        cells = network.size >> len(network.convs)
        yield Layer("hidden", network.hidden, (network.convs[-1].out_channels, cells, cells))
        yield Layer("output", network.output)
        return
    for i, (reduction, blocks) in enumerate(zip(network.reductions, network.blocks), 1):
        yield Layer(f"reduction{i}", reduction[0])
        for j, block in enumerate(blocks, 1):
            yield Layer(f"block{i}-{j}-first", block.first[0])
            yield Layer(f"block{i}-{j}-second", block.second[0])
    for i, lateral in enumerate(network.laterals, 2):
        yield Layer(f"lateral{i}", lateral)
    for i, merge in enumerate(network.merges, 2):
        yield Layer(f"merge{i}", merge[0])
    yield Layer("maps", network.maps)


def quantise(kernel: np.ndarray):
    """Bytes and scales, symmetric, one scale per output channel (the last axis)."""
    scale = np.abs(kernel).reshape(-1, kernel.shape[-1]).max(0) / 127
    scale[scale == 0] = 1
    return (np.round(kernel / scale) + 128).astype(np.uint8), scale.astype(np.float32)


def round_weights(network: nn.Module) -> nn.Module:
    """The network as the page will see it: batch normalisation folded, kernels quantised."""
    network = fold_batch_norm(network)
    for layer in layers(network):
        kernel = layer.kernel()
        if kernel.size >= LEAST_QUANTISED:
            data, scale = quantise(kernel)
            layer.set_kernel((data.astype(np.float32) - 128) * scale)
    return network


def describe(network: nn.Module) -> dict:
    """What the page needs to know of a network's shape, for model.json."""
    if isinstance(network, Cnn):
        return {"network": "cnn", "filters": [conv.out_channels for conv in network.convs],
                "hidden": network.hidden.out_features}
    return {"network": "heat-map", "filters": [pair[0].out_channels for pair in network.reductions],
            "blocks": [len(blocks) for blocks in network.blocks], "decoder": network.maps.in_channels}


def encode(network: nn.Module, as_float: bool = False):
    """The entries of the weights manifest and the bytes of the file."""
    entries, parts = [], []

    def add(name: str, array: np.ndarray, **more):
        entries.append({"name": name, "shape": list(array.shape), "dtype": "float32", **more})
        parts.append(np.ascontiguousarray(array).tobytes())

    network = fold_batch_norm(network)
    for layer in layers(network):
        kernel = layer.kernel()
        if as_float or kernel.size < LEAST_QUANTISED:
            add(f"{layer.name}/kernel", kernel)
        else:
            data, scale = quantise(kernel)
            add(f"{layer.name}/kernel", data,
                quantization={"dtype": "uint8", "scale": 1, "min": -128, "original_dtype": "float32"})
            add(f"{layer.name}/scale", scale)
        if layer.module.bias is not None:
            add(f"{layer.name}/bias", layer.module.bias.detach().numpy())
    if isinstance(network, HeatMapNetwork):
        slope, floor = network.error_scale()
        add("error/slope", slope.detach().numpy())
        add("error/floor", floor.detach().numpy())
    return entries, b"".join(parts)


def decode(folder: Path, stage: int) -> nn.Module:
    """The network of a stage with the weights that the page reads."""
    manifest = json.loads((folder / "model.json").read_text())["stages"][stage - 1]
    data, place, named = (folder / manifest["file"]).read_bytes(), 0, {}
    for entry in manifest["weights"]:
        kind = np.uint8 if "quantization" in entry else np.float32
        array = np.frombuffer(data, kind, int(np.prod(entry["shape"])), place).reshape(entry["shape"])
        place += array.nbytes
        offset = entry["quantization"]["min"] if "quantization" in entry else 0
        named[entry["name"]] = array.astype(np.float32) + offset
    shape = {key: manifest[key] for key in ("network", "filters", "hidden", "blocks", "decoder") if key in manifest}
    network = fold_batch_norm(build_network(Config(stage=stage, **shape)))
    with torch.no_grad():
        for layer in layers(network):
            layer.set_kernel(named[f"{layer.name}/kernel"] * named.get(f"{layer.name}/scale", np.float32(1)))
            if layer.module.bias is not None:
                layer.module.bias.copy_(torch.from_numpy(named[f"{layer.name}/bias"]))
        if isinstance(network, HeatMapNetwork):
            network.set_error_scale(torch.from_numpy(named["error/slope"]), torch.from_numpy(named["error/floor"]))
    return network
