"""CNN-6 and CNN-7 of the paper (section 5): 3x3 convolutions, each with ReLU and 2x2 max pooling."""
import torch
from torch import nn

from face import FACE

# CNN-7's widths are a choice: sources agree on six convolutions, not on their filters.
FILTERS = {1: (32, 64, 128, 256, 512), 2: (32, 64, 128, 256, 512, 512)}
HIDDEN = 1024


class Cnn(nn.Module):
    """(n, 3, size, size), pixels normalised as in face.json -> (n, 68, 2), pixels of the input.

    Pixels come in and go out as they are: the losses act on pixels of the input (section 4).
    """

    def __init__(self, stage: int, filters=None, hidden: int = HIDDEN):
        super().__init__()
        spec = FACE["stages"][stage - 1]
        self.size, self.margin = spec["input"], spec["margin"]
        filters = tuple(filters or FILTERS[stage])
        widths = (3, *filters)
        self.convs = nn.ModuleList(nn.Conv2d(i, o, 3, padding=1) for i, o in zip(widths, widths[1:]))
        cells = (self.size >> len(filters)) ** 2
        self.hidden = nn.Linear(cells * filters[-1], hidden)
        self.output = nn.Linear(hidden, 2 * FACE["landmarks"])
        for layer in [*self.convs, self.hidden]:
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            nn.init.zeros_(layer.bias)
        # Starts at the mean shape in the middle of the crop.
        mean = (torch.tensor(FACE["meanShape"]) / self.margin + 0.5) * self.size
        nn.init.normal_(self.output.weight, std=1e-3)
        with torch.no_grad():
            self.output.bias.copy_(mean.flatten())

    def features(self, x: torch.Tensor) -> torch.Tensor:
        """The hidden layer's values (n, hidden)."""
        for conv in self.convs:
            # The same as pooling after the ReLU, on a quarter of the values.
            x = torch.relu(torch.max_pool2d(conv(x), 2))
        return torch.relu(self.hidden(x.flatten(1)))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.output(self.features(x)).unflatten(1, (-1, 2))
