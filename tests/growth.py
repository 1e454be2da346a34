import gc
import time
from collections.abc import Callable

_TIMES = 8
_LIMIT = 3 * _TIMES
_TRIES = 5
_LEAST_SECONDS = 0.004


def assert_linear(work: Callable[[int], object], size: int) -> None:
    """Fail if `work(size)` costs over three times its linear share of `work(size / 8)`.

    Quadratic work costs eight times that share. A ratio taken in one process does not
    depend on the machine; noise only ever adds, so the best of several tries counts.
    """
    ratios = []
    for _ in range(_TRIES):
        small = _seconds(work, size // _TIMES)
        ratios.append(_seconds(work, size) / max(small, _LEAST_SECONDS))
        if ratios[-1] < _LIMIT:
            return
    raise AssertionError(
        f"{_TIMES} times the input took {min(ratios):.0f} times as long"
    )


def _seconds(work: Callable[[int], object], size: int) -> float:
    """Processor time, without the collector, which walks what other tests left."""
    gc.disable()
    try:
        start = time.process_time()
        work(size)
        return time.process_time() - start
    finally:
        gc.enable()
