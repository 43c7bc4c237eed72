"""Averages of weights: over the steps of a run, and of several networks."""
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
def average_networks(networks: list[torch.nn.Module]) -> torch.nn.Module:
    """Returns a network with the mean weights of several of the same shape.

    All must lie in one valley of the loss, as a network and those that were trained on from it do (Wortsman et
    al. 2022, "Model soups"). Raises ValueError if the shapes differ.
    """
    weights = [network.state_dict() for network in networks]
    shapes = [{name: value.shape for name, value in one.items()} for one in weights]
    if any(one != shapes[0] for one in shapes):
        raise ValueError("networks of different shapes have no mean")
    mean = copy.deepcopy(networks[0])
    mean.load_state_dict({name: torch.stack([one[name] for one in weights]).mean(0) if value.dtype.is_floating_point else value
                          for name, value in weights[0].items()})
    return mean
