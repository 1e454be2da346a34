from collections.abc import Iterator

import pytest

from tests.verify.server import Services, serving
from tests.verify.works import library


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def services() -> Iterator[Services]:
    known = library()
    with serving(known):
        yield known
