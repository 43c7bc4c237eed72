"""Data-parallel training in one process, or in several under torchrun."""
import os
from contextlib import contextmanager

import torch
import torch.distributed as distributed


class Processes:
    """Rank of this process, number of processes, and the device of this process."""

    def __init__(self, device: str | None):
        self.rank = int(os.environ.get("RANK", 0))
        self.count = int(os.environ.get("WORLD_SIZE", 1))
        kind = device or ("cuda" if torch.cuda.is_available() else "cpu")
        if kind == "cuda" and self.count > 1:
            kind = f"cuda:{os.environ['LOCAL_RANK']}"
            torch.cuda.set_device(kind)
        self.device = torch.device(kind)

    @contextmanager
    def join_group(self):
        """Context manager: connects the processes within the block. Does nothing for a single process."""
        if self.count == 1:
            yield
            return
        distributed.init_process_group("nccl" if self.device.type == "cuda" else "gloo")
        try:
            yield
        finally:
            distributed.destroy_process_group()

    def slice_batch(self, batch: int) -> slice:
        """Returns the rows of a batch for this process.

        Parts are equal, so that the mean of their gradients is the gradient of the batch. Raises SystemExit
        if the batch cannot be divided.
        """
        if batch % self.count:
            raise SystemExit(f"a batch of {batch} cannot be divided equally between {self.count} processes")
        size = batch // self.count
        return slice(self.rank * size, (self.rank + 1) * size)

    def wrap_model(self, model: torch.nn.Module) -> torch.nn.Module:
        """Wraps a model so that gradients are averaged over the processes."""
        if self.count == 1:
            return model
        ids = [self.device.index] if self.device.type == "cuda" else None
        return torch.nn.parallel.DistributedDataParallel(model, device_ids=ids)

    def wait(self):
        """Waits until all processes get here."""
        if self.count > 1:
            distributed.barrier()
