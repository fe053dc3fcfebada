from collections.abc import Iterator

import pytest
from support.github_double import GitHubDouble, github_double


@pytest.fixture
def github() -> Iterator[GitHubDouble]:
    with github_double() as double:
        yield double
        assert double.violations == []
