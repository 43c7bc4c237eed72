"""Averages of weights: over the steps of a run, and of two networks."""
import copy

import torch


class AveragedNetwork:
    """Exponential moving average of a network's weights (Polyak and Juditsky 1992).

    It is the average that is validated and exported.
    """

    def __init__(self, network: torch.nn.Module, decay: float):
        self.network = copy.deepcopy(network).eval()
        self.decay = decay

    @torch.no_grad()
    def update(self, network: torch.nn.Module, step: int):
        """Moves the average towards the network's weights after a step; the first steps move it further."""
        decay = min(self.decay, (1 + step) / (10 + step))
        values = network.state_dict()
        for name, average in self.network.state_dict().items():
            if average.dtype.is_floating_point:
                average.lerp_(values[name], 1 - decay)
            else:
                average.copy_(values[name])


@torch.no_grad()
def average_networks(first: torch.nn.Module, second: torch.nn.Module) -> torch.nn.Module:
    """Returns a network with the mean weights of two of the same shape.

    Both must lie in one valley of the loss, as a network and one that was trained on from it do (Wortsman et
    al. 2022, "Model soups"). Raises ValueError if the shapes differ.
    """
    weights, others = first.state_dict(), second.state_dict()
    if {name: value.shape for name, value in weights.items()} != {name: value.shape for name, value in others.items()}:
        raise ValueError("networks of different shapes have no mean")
    mean = copy.deepcopy(first)
    mean.load_state_dict({name: torch.lerp(value, others[name], 0.5) if value.dtype.is_floating_point else value
                          for name, value in weights.items()})
    return mean
