"""Chooses the precision and memory layout that are fastest on this machine, by timing a few steps."""
import copy
import platform
import re
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import torch


@dataclass
class Precision:
    """Precision of the forward pass and memory layout of activations and weights."""

    bf16: bool
    channels_last: bool

    def layout(self, x: torch.Tensor) -> torch.Tensor:
        layout = torch.channels_last if self.channels_last else torch.contiguous_format
        return x.contiguous(memory_format=layout)

    def prepare(self, network: torch.nn.Module) -> torch.nn.Module:
        return network.to(memory_format=torch.channels_last if self.channels_last else torch.contiguous_format)

    def autocast(self, device: torch.device):
        return torch.autocast(device.type, dtype=torch.bfloat16, enabled=self.bf16)


def describe_processor(device: torch.device) -> str:
    """Describes the processor or GPU by its name; a checkpoint keeps the choice for it."""
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    info = Path("/proc/cpuinfo")
    name = re.search(r"model name\s*:\s*(.*)", info.read_text()) if info.exists() else None
    return f"{name.group(1) if name else platform.processor()}{', bf16' if has_bfloat16() else ''}"


def has_bfloat16() -> bool:
    """Tests for bfloat16 instructions; emulated, bfloat16 is 15 times slower than float32."""
    flags = Path("/proc/cpuinfo")
    return flags.exists() and re.search(r"\b(avx512_bf16|amx_bf16|bf16)\b", flags.read_text()) is not None


def _time_step(network: torch.nn.Module, precision: Precision, batch: int, device, steps: int = 4) -> float:
    """Measures the shortest of a few training steps on noise, in seconds."""
    network = precision.prepare(copy.deepcopy(network))
    pixels = precision.layout(torch.randn(batch, 3, network.size, network.size, device=device))
    best = float("inf")
    for _ in range(steps):
        began = time.perf_counter()
        with precision.autocast(device):
            predicted = network(pixels)
        predicted.float().abs().mean().backward()
        if device.type == "cuda":
            torch.cuda.synchronize()
        best = min(best, time.perf_counter() - began)
    return best


def choose_precision(network: torch.nn.Module, batch: int, device: torch.device, wanted: str = "auto"):
    """Returns the fastest Precision and the measurements, in faces per second. wanted: auto, bf16 or fp32."""
    bf16 = {"bf16": [True], "fp32": [False]}.get(wanted)
    if bf16 is None:
        bf16 = [False, True] if device.type == "cuda" or has_bfloat16() else [False]
    choices = [Precision(half, last) for half in bf16 for last in (True, False)]
    if wanted != "auto":
        return choices[0], []
    measured = [(_time_step(network, choice, batch, device), choice) for choice in choices]
    figures = [{**asdict(choice), "facesPerSecond": round(batch / seconds, 1)} for seconds, choice in measured]
    return min(measured, key=lambda pair: pair[0])[1], figures
