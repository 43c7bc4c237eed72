"""One process, or several under torchrun, on one machine or more."""
import os
from contextlib import contextmanager

import torch
import torch.distributed as distributed


class Processes:
    """Which one this is, of how many, and on which device it computes."""

    def __init__(self, device: str | None):
        self.rank = int(os.environ.get("RANK", 0))
        self.count = int(os.environ.get("WORLD_SIZE", 1))
        kind = device or ("cuda" if torch.cuda.is_available() else "cpu")
        if kind == "cuda" and self.count > 1:
            kind = f"cuda:{os.environ['LOCAL_RANK']}"
            torch.cuda.set_device(kind)
        self.device = torch.device(kind)

    @contextmanager
    def together(self):
        """Joins the processes for the time of the block; nothing to do for one alone."""
        if self.count == 1:
            yield
            return
        distributed.init_process_group("nccl" if self.device.type == "cuda" else "gloo")
        try:
            yield
        finally:
            distributed.destroy_process_group()

    def part_of(self, batch: int) -> slice:
        """This process's rows of a batch. The mean of equal parts' gradients is the batch's own."""
        if batch % self.count:
            raise SystemExit(f"a batch of {batch} cannot be shared alike by {self.count} processes")
        size = batch // self.count
        return slice(self.rank * size, (self.rank + 1) * size)

    def share(self, model: torch.nn.Module) -> torch.nn.Module:
        """The model with gradients averaged over the processes."""
        if self.count == 1:
            return model
        ids = [self.device.index] if self.device.type == "cuda" else None
        return torch.nn.parallel.DistributedDataParallel(model, device_ids=ids)

    def wait(self):
        if self.count > 1:
            distributed.barrier()
