import os
import threading
from pathlib import Path

import pytest

from medlint.errors import UnreadableError
from medlint.source import MAX_BYTES, read_source


def test_a_named_pipe_is_read(tmp_path: Path) -> None:
    path = tmp_path / "pipe.md"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_text, args=("words",))
    writer.start()
    assert read_source(str(path)).text == "words"
    writer.join()


def test_a_device_without_end_is_over_the_limit() -> None:
    with pytest.raises(UnreadableError, match=f"{MAX_BYTES:,} bytes"):
        read_source("/dev/zero")


def test_the_size_of_a_file_over_the_limit_is_named(tmp_path: Path) -> None:
    path = tmp_path / "big.md"
    path.write_bytes(b"x" * (MAX_BYTES + 1))
    with pytest.raises(UnreadableError, match="10,000,001 bytes is over the limit"):
        read_source(str(path))
