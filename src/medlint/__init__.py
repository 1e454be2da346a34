"""medlint: a linter for medical content."""

__version__ = "0.1.0"
