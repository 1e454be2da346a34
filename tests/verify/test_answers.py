"""The cache: fresh answers, old ones, and files that cannot be used."""

from pathlib import Path

import pytest

from medlint.verify.answers import FILE_NAME, AnswerCache, Kept

DAY = 86_400.0


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def test_how_long_answers_are_trusted(tmp_path: Path) -> None:
    clock = Clock()
    cache = AnswerCache(tmp_path, 7, clock)
    cache.put("known", '{"title": "Thé"}')
    cache.put("unknown", None)
    assert cache.get("known") == Kept('{"title": "Thé"}')
    assert cache.get("unknown") == Kept(None)
    assert cache.get("other") is None
    clock.now += 2 * DAY
    assert cache.get("known") is not None
    assert cache.get("unknown") is None
    clock.now += 6 * DAY
    assert cache.get("known") is None
    clock.now -= 30 * DAY
    assert cache.get("known") is None
    cache.close()


def test_old_answers_are_thrown_away(tmp_path: Path) -> None:
    clock = Clock()
    cache = AnswerCache(tmp_path, 7, clock)
    cache.put("key", "{}")
    cache.close()
    clock.now += 8 * DAY
    AnswerCache(tmp_path, 7, clock).close()
    again = AnswerCache(tmp_path, 30, clock)
    assert again.get("key") is None
    again.close()


@pytest.mark.parametrize("content", [b"no database" * 500, b""])
def test_a_damaged_file_is_replaced(content: bytes, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    cache = AnswerCache(tmp_path, 7)
    cache.put("key", "{}")
    assert cache.get("key") == Kept("{}")
    cache.close()


def test_no_place_to_keep_anything(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = AnswerCache(tmp_path / "file" / "folder", 7)
    cache.put("key", "{}")
    assert cache.get("key") is None
    cache.close()
    cache.close()
    assert cache.get("key") is None


def test_two_runs_at_once(tmp_path: Path) -> None:
    one, other = AnswerCache(tmp_path, 7), AnswerCache(tmp_path, 7)
    one.put("a", "1")
    other.put("b", "2")
    assert (one.get("b"), other.get("a")) == (Kept("2"), Kept("1"))
    one.close()
    other.close()
