"""An exponential moving average of a network's weights (Polyak and Juditsky 1992)."""
import copy

import torch


class AveragedNetwork:
    """Moving average of a network's weights. It is the average that is validated and exported."""

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
