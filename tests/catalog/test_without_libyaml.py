"""Packaged YAML means the same without libyaml, as PyYAML is built from source and in the archive of the action."""

from pathlib import Path

import pytest
import yaml

import openrelease

pytestmark = pytest.mark.slow

FILES = sorted(Path(openrelease.__file__).parent.rglob("*.yaml"))


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="there is only one parser here")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_both_parsers_read_the_same(path: Path) -> None:
    data = path.read_bytes()
    assert yaml.load(data, Loader=yaml.SafeLoader) == yaml.load(data, Loader=yaml.CSafeLoader)
