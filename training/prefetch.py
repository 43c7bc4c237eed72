"""Prepares batches in a second process while the first one trains."""
import mmap
import multiprocessing

import numpy as np
import torch

from sampler import Batch

# A batch of 32 crops of 128 px takes 6 MB.
MAX_WAITING_BATCHES = 3


class _Slot:
    """Shared memory for one batch of n crops with `size` pixels per side."""

    def __init__(self, n: int, size: int, landmarks: int = 68):
        shapes = ((n, 3, size, size), (n, landmarks, 2), (n,))
        memory = mmap.mmap(-1, 4 * sum(int(np.prod(shape)) for shape in shapes))
        tensors, place = [], 0
        for shape in shapes:
            count = int(np.prod(shape))
            tensors.append(torch.frombuffer(memory, dtype=torch.float32, count=count, offset=place).view(shape))
            place += 4 * count
        self.batch = Batch(*tensors)

    def fill(self, batch: Batch):
        """Copies a batch into the shared memory."""
        for own, new in zip(vars(self.batch).values(), vars(batch).values()):
            own.copy_(new)


def _run_sampler(make_sampler, first: int, last: int, part: slice, slots: list[_Slot], pipe):
    """Main function of the second process: fills free slots and sends their numbers through the pipe."""
    torch.set_num_threads(1)
    free = list(range(len(slots)))
    try:
        sampler, extra = make_sampler()
        pipe.send(extra)
        for step in range(first, last):
            batch = sampler.draw_batch(step, part)
            slot = free.pop() if free else pipe.recv()
            slots[slot].fill(batch)
            pipe.send(slot)
    except (EOFError, BrokenPipeError):
        pass  # The other process has ended.
    except BaseException as error:
        pipe.send(error)


class Prefetcher:
    """Draws batches from a sampler in a second process.

    make_sampler runs there and returns (sampler, extra); `extra` must be picklable and is available here.
    The faces are only in the memory of that process. Its exceptions are raised in this process.
    """

    def __init__(self, make_sampler, first: int, last: int, part: slice, size: int):
        slots = [_Slot(part.stop - part.start, size) for _ in range(MAX_WAITING_BATCHES)]
        self._slots, self._taken = slots, None
        context = multiprocessing.get_context("fork")
        self._pipe, theirs = context.Pipe()
        own = self._pipe

        def run():
            own.close()
            _run_sampler(make_sampler, first, last, part, slots, theirs)

        self._process = context.Process(target=run, daemon=True)
        self._process.start()
        theirs.close()
        self.extra = self._receive()

    def _receive(self):
        try:
            value = self._pipe.recv()
        except EOFError:
            self._process.join()
            raise RuntimeError(f"The process that draws crops has ended (exit code {self._process.exitcode}).") from None
        if isinstance(value, BaseException):
            raise value
        return value

    def next(self) -> Batch:
        """Returns the next batch, which is valid until the next call."""
        if self._taken is not None:
            try:
                self._pipe.send(self._taken)
            except BrokenPipeError:
                pass  # The other process has drawn its last batch.
        self._taken = self._receive()
        return self._slots[self._taken].batch

    def close(self):
        """Ends the second process."""
        self._process.terminate()
