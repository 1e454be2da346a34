"""Lets requests to one service through at its pace, and not at all once it is down."""

import asyncio
from dataclasses import dataclass, field


@dataclass
class Gate:
    """The turnstile of one service; used inside one event loop."""

    rate: float
    parallel: int
    most_failures: int
    _next: float = 0.0
    _failures: int = 0
    _places: asyncio.Semaphore = field(init=False)
    given_up: str = ""

    def __post_init__(self) -> None:
        self._places = asyncio.Semaphore(self.parallel)

    async def __aenter__(self) -> None:
        await self._places.acquire()

    async def __aexit__(self, *error: object) -> None:
        self._places.release()

    async def turn(self) -> None:
        """Wait for the next turn; a wait that was asked for holds everyone up."""
        loop = asyncio.get_running_loop()
        # Others may be told to wait meanwhile, hence the loop and no event.
        while (wait := self._next - loop.time()) > 0:  # noqa: ASYNC110 - see above
            await asyncio.sleep(wait)
        self._next = loop.time() + 1 / self.rate

    def hold(self, seconds: float) -> None:
        """Let nobody through for some time."""
        until = asyncio.get_running_loop().time() + seconds
        self._next = max(self._next, until)

    def succeeded(self) -> None:
        """Note that the service works."""
        self._failures = 0

    def failed(self, reason: str) -> None:
        """Note a request that failed for good; after some in a row give up."""
        self._failures += 1
        if self._failures >= self.most_failures and not self.given_up:
            self.given_up = f"{reason} (given up after {self._failures} failures)"
