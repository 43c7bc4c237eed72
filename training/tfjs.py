"""Conversion to TensorFlow.js weights: names, layouts and quantisation of the files that the page reads.

Each stage has a binary file, and an entry in model.json with its TensorFlow.js weights manifest. Large
kernels are stored as uint8 with one scale per output channel: value = (byte - 128) * `<layer>/scale`.
Batch normalisation is folded into the convolution before it.
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

# Smaller kernels stay float32: they are few bytes, and rounding affects the first and last layers most.
MIN_QUANTISED_WEIGHTS = 8192


@dataclass
class Layer:
    """Convolution or dense layer, with the name that it has in the page."""

    name: str
    module: nn.Module
    # Dense layer after flattening: shape (channels, cells, cells) of its inputs in torch's order.
    flattened: tuple = ()

    def get_kernel(self) -> np.ndarray:
        """Returns the weights in TensorFlow.js's layout: (h, w, in, out), or (in, out) in height-width-channel order."""
        weight = self.module.weight.detach().float()
        if weight.ndim == 4:
            return weight.permute(2, 3, 1, 0).contiguous().numpy()
        if self.flattened:
            weight = weight.view(-1, *self.flattened).permute(0, 2, 3, 1).reshape(len(weight), -1)
        return weight.t().contiguous().numpy()

    @torch.no_grad()
    def set_kernel(self, kernel: np.ndarray):
        """Sets the weights from TensorFlow.js's layout; reverses get_kernel."""
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
    """Returns a copy in evaluation mode with each batch normalisation folded into the convolution before it."""
    network = copy.deepcopy(network).cpu().float().eval()
    for pair in list(network.modules()):
        if isinstance(pair, nn.Sequential) and len(pair) == 2 and isinstance(pair[1], nn.BatchNorm2d):
            pair[0] = nn.utils.fuse_conv_bn_eval(pair[0], pair[1])
            pair[1] = nn.Identity()
    return network


def list_layers(network: nn.Module) -> Iterator[Layer]:
    """Lists the layers of a network after fold_batch_norm, in the order of the file."""
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
    """Quantises a kernel symmetrically; returns bytes, and scales per output channel (the last axis)."""
    scale = np.abs(kernel).reshape(-1, kernel.shape[-1]).max(0) / 127
    scale[scale == 0] = 1
    return (np.round(kernel / scale) + 128).astype(np.uint8), scale.astype(np.float32)


def simulate_quantisation(network: nn.Module) -> nn.Module:
    """Returns the network as the page will run it: batch normalisation folded, kernels quantised."""
    network = fold_batch_norm(network)
    for layer in list_layers(network):
        kernel = layer.get_kernel()
        if kernel.size >= MIN_QUANTISED_WEIGHTS:
            data, scale = quantise(kernel)
            layer.set_kernel((data.astype(np.float32) - 128) * scale)
    return network


def describe_shape(network: nn.Module) -> dict:
    """Describes the shape of a network for model.json."""
    if isinstance(network, Cnn):
        return {"network": "cnn", "filters": [conv.out_channels for conv in network.convs],
                "hidden": network.hidden.out_features}
    return {"network": "heat-map", "filters": [pair[0].out_channels for pair in network.reductions],
            "blocks": [len(blocks) for blocks in network.blocks], "decoder": network.maps.in_channels}


def encode_weights(network: nn.Module, as_float: bool = False):
    """Encodes a network; returns the entries of the weights manifest and the bytes of the file."""
    entries, parts = [], []

    def add(name: str, array: np.ndarray, **more):
        entries.append({"name": name, "shape": list(array.shape), "dtype": "float32", **more})
        parts.append(np.ascontiguousarray(array).tobytes())

    network = fold_batch_norm(network)
    for layer in list_layers(network):
        kernel = layer.get_kernel()
        if as_float or kernel.size < MIN_QUANTISED_WEIGHTS:
            add(f"{layer.name}/kernel", kernel)
        else:
            data, scale = quantise(kernel)
            add(f"{layer.name}/kernel", data,
                quantization={"dtype": "uint8", "scale": 1, "min": -128, "original_dtype": "float32"})
            add(f"{layer.name}/scale", scale)
        if layer.module.bias is not None:
            add(f"{layer.name}/bias", layer.module.bias.detach().numpy())
    if isinstance(network, HeatMapNetwork):
        slope, floor = network.get_error_scale()
        add("error/slope", slope.detach().numpy())
        add("error/floor", floor.detach().numpy())
    return entries, b"".join(parts)


def decode_weights(folder: Path, stage: int) -> nn.Module:
    """Loads the network of a stage from the files that the page reads."""
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
        for layer in list_layers(network):
            layer.set_kernel(named[f"{layer.name}/kernel"] * named.get(f"{layer.name}/scale", np.float32(1)))
            if layer.module.bias is not None:
                layer.module.bias.copy_(torch.from_numpy(named[f"{layer.name}/bias"]))
        if isinstance(network, HeatMapNetwork):
            network.set_error_scale(torch.from_numpy(named["error/slope"]), torch.from_numpy(named["error/floor"]))
    return network
