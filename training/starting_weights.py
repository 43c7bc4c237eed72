"""Initial weights of a run: from the final.pt of another run, or from the folder of a variant.

The files of a variant hold networks whose batch normalisation is folded into the convolutions. To train
on, the normalisation is put back: from the mean and variance that each convolution has on real crops.
"""
from pathlib import Path

import numpy as np
import torch
from torch import nn

from augment import normalise
from checkpoints import load_weights
from tfjs import decode_weights

CROPS_AT_ONCE = 64


def list_normalised(network: nn.Module) -> dict[str, nn.Sequential]:
    """Lists the pairs of a convolution and its batch normalisation, by name."""
    return {name: pair for name, pair in network.named_modules()
            if isinstance(pair, nn.Sequential) and len(pair) == 2 and isinstance(pair[1], nn.BatchNorm2d)}


@torch.no_grad()
def measure_outputs(convolutions: dict[str, nn.Module], network: nn.Module, pixels: np.ndarray) -> dict:
    """Measures mean and variance per channel of the outputs of some convolutions; pixels uint8 (n, 3, s, s)."""
    sums = {name: [0, 0, 0] for name in convolutions}

    def add(name):
        def hook(_, __, output):
            values = output.double().transpose(0, 1).flatten(1)
            count, total, squares = sums[name]
            sums[name] = [count + values.shape[1], total + values.sum(1), squares + (values**2).sum(1)]
        return hook

    handles = [one.register_forward_hook(add(name)) for name, one in convolutions.items()]
    for i in range(0, len(pixels), CROPS_AT_ONCE):
        network(normalise(torch.from_numpy(pixels[i : i + CROPS_AT_ONCE]).float()))
    for handle in handles:
        handle.remove()
    return {name: (total / count, squares / count - (total / count) ** 2) for name, (count, total, squares) in sums.items()}


@torch.no_grad()
def unfold_batch_norm(network: nn.Module, folded: nn.Module, pixels: np.ndarray):
    """Copies the weights of `folded`, an output of fold_batch_norm, into `network`, which normalises batches.

    Both then give the same landmarks in evaluation mode. The statistics are those on `pixels`, so that the
    network changes little when training mode normalises by those of a batch.
    """
    pairs = list_normalised(network)
    bias = {name: folded.get_submodule(name)[0].bias for name in pairs}
    state = {name: value for name, value in folded.state_dict().items() if name in network.state_dict()}
    network.load_state_dict(state, strict=False)
    measured = measure_outputs({name: folded.get_submodule(name)[0] for name in pairs}, folded, pixels)
    for name, (_, normalisation) in pairs.items():
        mean, variance = measured[name]
        normalisation.running_mean.copy_(mean - bias[name])
        normalisation.running_var.copy_(variance)
        normalisation.weight.copy_((variance + normalisation.eps).sqrt())
        normalisation.bias.copy_(mean)


def load_starting_weights(network: nn.Module, path: Path, stage: int, pixels: np.ndarray):
    """Sets the initial weights of a network from a final.pt, or from the folder of a variant.

    `pixels`, uint8 (n, 3, s, s), are crops for the statistics of batch normalisation. Raises SystemExit
    if the networks differ in shape.
    """
    try:
        if path.is_dir():
            unfold_batch_norm(network, decode_weights(path, stage), pixels)
        else:
            network.load_state_dict(load_weights(path))
    except (RuntimeError, AttributeError, OSError, KeyError, IndexError) as error:
        raise SystemExit(f"The run cannot start from {path}: it holds no network of the same shape for stage {stage} ({error}).") from error
