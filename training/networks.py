"""Networks of the cascade: CNN-6 and CNN-7 of the paper (section 5), and a heat-map network.

Input: (n, 3, size, size), pixels normalised as in face.json. Output: (n, 68, 2) in pixels of the
input, on which the losses are computed (section 4).
"""
import torch
import torch.nn.functional as F
from torch import nn

from face import FACE

# The filters of CNN-7 are a choice: sources agree on six convolutions, not on their widths.
CNN_FILTERS = {1: (32, 64, 128, 256, 512), 2: (32, 64, 128, 256, 512, 512)}
HIDDEN_UNITS = 1024

# 354 million multiply-adds and 3.8 million parameters at 128 px.
HEAT_MAP_FILTERS = (32, 56, 128, 256, 256)
HEAT_MAP_BLOCKS = (0, 1, 1, 1, 1)


class Cnn(nn.Module):
    """CNN-6 or CNN-7: 3x3 convolutions, each followed by ReLU and 2x2 max pooling, then two dense layers."""

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
        # Initial output: the mean shape in the middle of the crop.
        mean = (torch.tensor(FACE["meanShape"]) / self.margin + 0.5) * self.size
        nn.init.normal_(self.output.weight, std=1e-3)
        with torch.no_grad():
            self.output.bias.copy_(mean.flatten())

    def compute_features(self, x: torch.Tensor) -> torch.Tensor:
        """Computes the activations (n, hidden) of the hidden layer."""
        for conv in self.convs:
            # Pooling before the ReLU gives the same result on a quarter of the values.
            x = torch.relu(torch.max_pool2d(conv(x), 2))
        return torch.relu(self.hidden(x.flatten(1)))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.output(self.compute_features(x)).unflatten(1, (-1, 2))


def build_convolution(inputs: int, outputs: int, stride: int = 1) -> nn.Sequential:
    """Builds a 3x3 convolution without bias, followed by batch normalisation."""
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False),
        nn.BatchNorm2d(outputs),
    )


class ResidualBlock(nn.Module):
    """Residual block of two 3x3 convolutions (He et al. 2016)."""

    def __init__(self, channels: int):
        super().__init__()
        self.first = build_convolution(channels, channels)
        self.second = build_convolution(channels, channels)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.relu(x + self.second(torch.relu(self.first(x))))


class HeatMapNetwork(nn.Module):
    """Network with one heat map per landmark, at a quarter of the input's resolution.

    Each resolution, down to a 32nd of the input, starts with a convolution of stride 2, followed by
    residual blocks. In the upsampling path the coarser features are doubled in size and added to a 1x1
    convolution of the finer ones (Lin et al. 2017). A softmax turns a map into probabilities; the
    landmark is their expected position (Sun et al. 2018, "Integral human pose regression"). No loss
    acts on the maps themselves.
    """

    def __init__(self, stage: int, filters=(), blocks=(), decoder: int = 64):
        super().__init__()
        spec = FACE["stages"][stage - 1]
        self.size, self.margin = spec["input"], spec["margin"]
        filters = tuple(filters or HEAT_MAP_FILTERS)
        blocks = tuple(blocks or HEAT_MAP_BLOCKS)
        if len(filters) != len(blocks):
            raise ValueError(f"{len(filters)} filters and {len(blocks)} blocks: each resolution needs one of both")
        self.reductions, self.blocks = nn.ModuleList(), nn.ModuleList()
        for inputs, outputs, count in zip((3, *filters), filters, blocks):
            self.reductions.append(build_convolution(inputs, outputs, 2))
            self.blocks.append(nn.Sequential(*(ResidualBlock(outputs) for _ in range(count))))
        # Upsampling ends at a quarter of the input: the first resolution is not used there.
        self.laterals = nn.ModuleList(nn.Conv2d(channels, decoder, 1, bias=False) for channels in filters[1:])
        self.merges = nn.ModuleList(build_convolution(decoder, decoder) for _ in filters[1:-1])
        self.maps = nn.Conv2d(decoder, FACE["landmarks"], 1)
        # Parameters of compute_expected_error.
        self.slope = nn.Parameter(torch.zeros(FACE["landmarks"]))
        self.floor = nn.Parameter(torch.zeros(FACE["landmarks"]))
        cells = self.size // 4
        places = ((torch.arange(cells) + 0.5) / cells - 0.5) * FACE["heatMap"]["range"] + 0.5
        self.register_buffer("places", places * self.size, persistent=False)

    def compute_pyramid(self, x: torch.Tensor) -> list[torch.Tensor]:
        """Computes the features of each resolution, finest first."""
        features = []
        for reduction, blocks in zip(self.reductions, self.blocks):
            x = blocks(torch.relu(reduction(x)))
            features.append(x)
        return features

    def compute_heat_maps(self, x: torch.Tensor) -> torch.Tensor:
        """Computes probabilities (n, 68, size / 4, size / 4) in float32."""
        _, *features = self.compute_pyramid(x)
        y = self.laterals[-1](features[-1])
        for feature, lateral, merge in zip(features[-2::-1], self.laterals[-2::-1], self.merges[::-1]):
            y = torch.relu(merge(F.interpolate(y, scale_factor=2.0, mode="nearest") + lateral(feature)))
        maps = self.maps(y)
        return maps.float().flatten(2).softmax(-1).view(maps.shape)

    def compute_features(self, x: torch.Tensor) -> torch.Tensor:
        """Computes means and maxima (n, 2 * channels) of the coarsest features, for the presence head."""
        coarsest = self.compute_pyramid(x)[-1]
        return torch.cat([coarsest.mean((2, 3)), coarsest.amax((2, 3))], 1)

    def locate(self, maps: torch.Tensor):
        """Computes landmarks (n, 68, 2) and spreads (n, 68) from heat maps, in pixels of the input.

        The spread is the square root of the sum of the variances in x and y.
        """
        columns, rows = maps.sum(2), maps.sum(3)
        x, y = columns @ self.places, rows @ self.places
        variance = columns @ self.places**2 - x * x + rows @ self.places**2 - y * y
        return torch.stack([x, y], -1), variance.clamp_min(FACE["heatMap"]["leastVariance"]).sqrt()

    def get_error_scale(self):
        """Returns slope (68) and floor (68) of the expected error, both positive."""
        return F.softplus(self.slope) * 0.3, F.softplus(self.floor) * 0.3

    @torch.no_grad()
    def set_error_scale(self, slope: torch.Tensor, floor: torch.Tensor):
        """Sets the parameters so that get_error_scale returns these values."""
        for parameter, value in ((self.slope, slope), (self.floor, floor)):
            parameter.copy_(torch.log(torch.expm1(value.double() / 0.3)))

    def compute_expected_error(self, spread: torch.Tensor) -> torch.Tensor:
        """Computes the expected error (n, 68), in pixels of the input, from spreads (n, 68): slope * spread + floor."""
        slope, floor = self.get_error_scale()
        return slope * spread + floor

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.locate(self.compute_heat_maps(x))[0]


def build_network(config) -> nn.Module:
    """Builds the network that a Config describes. Raises SystemExit if its type is unknown."""
    if config.network == "cnn":
        return Cnn(config.stage, config.filters, config.hidden)
    if config.network == "heat-map":
        return HeatMapNetwork(config.stage, config.filters, config.blocks, config.decoder)
    raise SystemExit(f'network "{config.network}": "cnn" and "heat-map" are known')
