"""Batches made ready in a second process while the first one computes."""
import mmap
import multiprocessing

import numpy as np
import torch

from sampler import Batch

# Batches that wait at most: each is 6 MB at 32 crops of 128 px.
SLOTS = 3


class _Slot:
    """Memory that both processes see, for one batch of n crops of `size` pixels a side."""

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
        for own, new in zip(vars(self.batch).values(), vars(batch).values()):
            own.copy_(new)


def _draw(make_sampler, first: int, last: int, part: slice, slots: list[_Slot], pipe):
    torch.set_num_threads(1)
    free = list(range(len(slots)))
    try:
        sampler, extra = make_sampler()
        pipe.send(extra)
        for step in range(first, last):
            batch = sampler.batch(step, part)
            slot = free.pop() if free else pipe.recv()
            slots[slot].fill(batch)
            pipe.send(slot)
    except (EOFError, BrokenPipeError):
        pass  # The other process has ended.
    except BaseException as error:
        pipe.send(error)


class Prefetcher:
    """Runs `make_sampler` and draws from it in a process of its own.

    make_sampler gives (sampler, anything that can be pickled): the second value is kept as `.extra`.
    The faces are in the memory of that process alone. What goes wrong there is raised here.
    """

    def __init__(self, make_sampler, first: int, last: int, part: slice, size: int):
        slots = [_Slot(part.stop - part.start, size) for _ in range(SLOTS)]
        self._slots, self._taken = slots, None
        context = multiprocessing.get_context("fork")
        self._pipe, theirs = context.Pipe()
        own = self._pipe

        def run():
            own.close()
            _draw(make_sampler, first, last, part, slots, theirs)

        self._process = context.Process(target=run, daemon=True)
        self._process.start()
        theirs.close()
        self.extra = self._receive()

    def _receive(self):
        try:
            value = self._pipe.recv()
        except EOFError:
            self._process.join()
            raise RuntimeError(f"The process that draws crops has ended ({self._process.exitcode}).") from None
        if isinstance(value, BaseException):
            raise value
        return value

    def next(self) -> Batch:
        """The next batch, valid until the next call."""
        if self._taken is not None:
            try:
                self._pipe.send(self._taken)
            except BrokenPipeError:
                pass  # It has drawn its last batch.
        self._taken = self._receive()
        return self._slots[self._taken].batch

    def close(self):
        self._process.terminate()
