"""The networks of the cascade: CNN-6 and CNN-7 of the paper (section 5), and a heat-map network.

All take (n, 3, size, size), pixels normalised as in face.json, and give (n, 68, 2) in pixels of the
input: the losses act on pixels of the input (section 4).
"""
import torch
import torch.nn.functional as F
from torch import nn

from face import FACE

# CNN-7's widths are a choice: sources agree on six convolutions, not on their filters.
CNN_FILTERS = {1: (32, 64, 128, 256, 512), 2: (32, 64, 128, 256, 512, 512)}
HIDDEN_UNITS = 1024

# 354 million multiply-adds and 3.8 million parameters at 128 px.
HEAT_MAP_FILTERS = (32, 56, 128, 256, 256)
HEAT_MAP_BLOCKS = (0, 1, 1, 1, 1)


class Cnn(nn.Module):
    """CNN-6 or CNN-7: 3x3 convolutions, each with ReLU and 2x2 max pooling, then two dense layers."""

    def __init__(self, stage: int, filters=(), hidden: int = HIDDEN_UNITS):
        super().__init__()
        spec = FACE["stages"][stage - 1]
        self.size, self.margin = spec["input"], spec["margin"]
        filters = tuple(filters or CNN_FILTERS[stage])
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


def convolution(inputs: int, outputs: int, stride: int = 1) -> nn.Sequential:
    """A 3x3 convolution with batch normalisation, without a bias of its own."""
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False),
        nn.BatchNorm2d(outputs),
    )


class ResidualBlock(nn.Module):
    """Two 3x3 convolutions around which the input is added (He et al. 2016)."""

    def __init__(self, channels: int):
        super().__init__()
        self.first = convolution(channels, channels)
        self.second = convolution(channels, channels)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.relu(x + self.second(torch.relu(self.first(x))))


class HeatMapNetwork(nn.Module):
    """Convolutions down to a 32nd of the input, back up to a quarter, one map a landmark.

    Each resolution begins with a convolution of stride 2, residual blocks follow. On the way up the
    coarser features are doubled in size and added to a 1x1 convolution of the finer ones (Lin et al.
    2017). A softmax turns a map into probabilities; their expected place is the landmark (Sun et al.
    2018, "Integral human pose regression"). No loss acts on the maps themselves.
    """

    def __init__(self, stage: int, filters=(), blocks=(), decoder: int = 64):
        super().__init__()
        spec = FACE["stages"][stage - 1]
        self.size, self.margin = spec["input"], spec["margin"]
        filters = tuple(filters or HEAT_MAP_FILTERS)
        blocks = tuple(blocks or HEAT_MAP_BLOCKS)
        if len(filters) != len(blocks):
            raise ValueError(f"{len(filters)} filters and {len(blocks)} blocks: one of each a resolution")
        self.reductions, self.blocks = nn.ModuleList(), nn.ModuleList()
        for inputs, outputs, count in zip((3, *filters), filters, blocks):
            self.reductions.append(convolution(inputs, outputs, 2))
            self.blocks.append(nn.Sequential(*(ResidualBlock(outputs) for _ in range(count))))
        # The way up ends at a quarter of the input: the first resolution has no part in it.
        self.laterals = nn.ModuleList(nn.Conv2d(channels, decoder, 1, bias=False) for channels in filters[1:])
        self.merges = nn.ModuleList(convolution(decoder, decoder) for _ in filters[1:-1])
        self.maps = nn.Conv2d(decoder, FACE["landmarks"], 1)
        # What expected_error makes of a map's spread.
        self.slope = nn.Parameter(torch.zeros(FACE["landmarks"]))
        self.floor = nn.Parameter(torch.zeros(FACE["landmarks"]))
        cells = self.size // 4
        places = ((torch.arange(cells) + 0.5) / cells - 0.5) * FACE["heatMap"]["range"] + 0.5
        self.register_buffer("places", places * self.size, persistent=False)

    def pyramid(self, x: torch.Tensor) -> list[torch.Tensor]:
        """The features of each resolution, finest first."""
        features = []
        for reduction, blocks in zip(self.reductions, self.blocks):
            x = blocks(torch.relu(reduction(x)))
            features.append(x)
        return features

    def heat_maps(self, x: torch.Tensor) -> torch.Tensor:
        """Probabilities (n, 68, size / 4, size / 4) in float32."""
        _, *features = self.pyramid(x)
        y = self.laterals[-1](features[-1])
        for feature, lateral, merge in zip(features[-2::-1], self.laterals[-2::-1], self.merges[::-1]):
            y = torch.relu(merge(F.interpolate(y, scale_factor=2.0, mode="nearest") + lateral(feature)))
        maps = self.maps(y)
        return maps.float().flatten(2).softmax(-1).view(maps.shape)

    def features(self, x: torch.Tensor) -> torch.Tensor:
        """Means and maxima (n, 2 * channels) of the coarsest features, which tell faces from none."""
        coarsest = self.pyramid(x)[-1]
        return torch.cat([coarsest.mean((2, 3)), coarsest.amax((2, 3))], 1)

    def locate(self, maps: torch.Tensor):
        """Expected places (n, 68, 2) of the maps and their spreads (n, 68), in pixels of the input.

        The spread is the root of the sum of both variances.
        """
        columns, rows = maps.sum(2), maps.sum(3)
        x, y = columns @ self.places, rows @ self.places
        variance = columns @ self.places**2 - x * x + rows @ self.places**2 - y * y
        return torch.stack([x, y], -1), variance.clamp_min(FACE["heatMap"]["leastVariance"]).sqrt()

    def error_scale(self):
        """Slope and floor (68) of the expected error, both above zero."""
        return F.softplus(self.slope) * 0.3, F.softplus(self.floor) * 0.3

    @torch.no_grad()
    def set_error_scale(self, slope: torch.Tensor, floor: torch.Tensor):
        """The inverse of `error_scale`."""
        for parameter, value in ((self.slope, slope), (self.floor, floor)):
            parameter.copy_(torch.log(torch.expm1(value.double() / 0.3)))

    def expected_error(self, spread: torch.Tensor) -> torch.Tensor:
        """Expected distance (n, 68) from the true place in pixels, for spreads (n, 68) of the maps."""
        slope, floor = self.error_scale()
        return slope * spread + floor

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.locate(self.heat_maps(x))[0]


def build_network(config) -> nn.Module:
    """The network that a Config describes."""
    if config.network == "cnn":
        return Cnn(config.stage, config.filters, config.hidden)
    if config.network == "heat-map":
        return HeatMapNetwork(config.stage, config.filters, config.blocks, config.decoder)
    raise SystemExit(f'network "{config.network}": "cnn" and "heat-map" are known')
