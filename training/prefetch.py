"""Batches made ready in a second process while the first one computes."""
import torch
import torch.multiprocessing as multiprocessing

from sampler import Batch

# Batches that wait at most: each is 6 MB at 32 crops of 128 px.
AHEAD = 4


def _fill(make_sampler, first: int, last: int, part: slice, queue, validation):
    torch.set_num_threads(1)
    try:
        sampler, extra = make_sampler()
        validation.put(extra)
        for step in range(first, last):
            batch = sampler.batch(step, part)
            queue.put((batch.pixels, batch.truth, batch.weights))
    except BaseException as error:
        validation.put(error)
        queue.put(error)
        if not isinstance(error, (Exception, SystemExit)):
            raise
    # Tensors in shared memory live until both processes have let go of them: wait until all are taken.
    queue.join()


class Prefetcher:
    """Runs `make_sampler` and draws from it in a process of its own.

    make_sampler gives (sampler, anything): the second value is kept as `.extra`. The faces are in
    the memory of that process alone.
    """

    def __init__(self, make_sampler, first: int, last: int, part: slice):
        context = multiprocessing.get_context("fork")
        self._queue, validation = context.JoinableQueue(AHEAD), context.SimpleQueue()
        self._process = context.Process(
            target=_fill, args=(make_sampler, first, last, part, self._queue, validation), daemon=True)
        self._process.start()
        self.extra = self._checked(validation.get())

    @staticmethod
    def _checked(value):
        if isinstance(value, BaseException):
            raise value
        return value

    def next(self) -> Batch:
        batch = Batch(*self._checked(self._queue.get()))
        self._queue.task_done()
        return batch

    def close(self):
        self._process.terminate()
