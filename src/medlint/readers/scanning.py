"""What the scanners of metadata share: scalars with paths, and located mistakes."""

from medlint.text import Span

Path = tuple[str | int, ...]
Scalar = tuple[Path, str, Span]
"""Path, value as text, and place in the source without quotation marks."""

MAX_DEPTH = 32
MAX_SCALARS = 10_000


class ScanError(ValueError):
    """A mistake in metadata: what is wrong, and where."""

    def __init__(self, message: str, span: Span) -> None:
        super().__init__(message)
        self.message = message
        self.span = span
