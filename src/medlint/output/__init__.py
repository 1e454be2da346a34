"""Renderers: one module per format."""

from collections.abc import Callable

from medlint.output.concise import Concise
from medlint.output.full import Full
from medlint.output.json_v1 import JsonV1
from medlint.output.renderer import Renderer, Target

RENDERERS: dict[str, Callable[[Target], Renderer]] = {
    "full": Full,
    "concise": Concise,
    "json": JsonV1,
}
"""Every value of `--format`."""
