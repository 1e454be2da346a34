"""Verify many references: side by side, within a deadline, losing nothing."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from medlint.verify.client import Client
from medlint.verify.judge import Notices, judge, not_asked
from medlint.verify.record import Located, Result
from medlint.verify.resolve import resolve
from medlint.verify.settings import Settings

INTERRUPTED = "the run was interrupted"

OnResult = Callable[[Result], None]
OnCrash = Callable[[Exception], str]


@dataclass(frozen=True)
class _Run:
    client: Client
    settings: Settings
    notices: Notices | None
    on_result: OnResult
    on_crash: OnCrash

    async def one(self, located: Located) -> Result:
        """Verify one reference; a fault of ours concerns this one only."""
        try:
            traces = await resolve(self.client, located)
            result = judge(located, traces, self.notices)
        except Exception as error:  # noqa: BLE001 - the other results must not be lost
            result = not_asked(located, self.on_crash(error), self.notices)
        self.on_result(result)
        return result

    async def all(self, references: Sequence[Located]) -> tuple[Result, ...]:
        """Verify all, in order; what is not done in time is told apart."""
        places = asyncio.Semaphore(self.settings.references)

        async def place(located: Located) -> Result:
            async with places:
                return await self.one(located)

        tasks = [asyncio.create_task(place(located)) for located in references]
        reason = f"the deadline of {self.settings.deadline:g} seconds passed"
        try:
            if tasks:
                await asyncio.wait(tasks, timeout=self.settings.deadline)
        except asyncio.CancelledError:
            reason = INTERRUPTED
        return await self._collect(references, tasks, reason)

    async def _collect(
        self,
        references: Sequence[Located],
        tasks: Sequence[asyncio.Task[Result]],
        reason: str,
    ) -> tuple[Result, ...]:
        for task in tasks:
            task.cancel()
        done = await asyncio.gather(*tasks, return_exceptions=True)
        for error in done:
            if isinstance(error, Exception):
                raise error
        return tuple(
            result
            if isinstance(result, Result)
            else not_asked(located, reason, self.notices)
            for located, result in zip(references, done, strict=True)
        )


def verify(
    references: Sequence[Located],
    settings: Settings,
    notices: Notices | None = None,
    *,
    on_result: OnResult = lambda _: None,
    on_crash: OnCrash = lambda error: f"medlint failed: {error!r}",
) -> tuple[Result, ...]:
    """Verify references and return a result for each, in their order.

    The deadline and an interruption (Ctrl-C) end the run early: what is known by then
    is returned, the rest is "not checked". `on_result` hears of results as they come.
    """

    async def run() -> tuple[Result, ...]:
        async with Client(settings) as client:
            work = _Run(client, settings, notices, on_result, on_crash)
            return await work.all(references)

    return asyncio.run(run())
