"""Real text that lies beside the repository on some machines, never in it."""

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"


def shared(*parts: str) -> Path:
    """A file or folder beside the repository; the test is skipped without it."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"real text is not here: {'/'.join(('shared', *parts))}")
    return path
