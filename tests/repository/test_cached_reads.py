from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import pytest
from support.looking import APACHE
from support.weight_bytes import gguf

from openrelease.catalog.load_catalog import load_catalog
from openrelease.catalog.load_licenses import load_identifier, load_license_table
from openrelease.catalog.load_mot_form import load_record_form
from openrelease.errors import UnreadableError
from openrelease.repository import CachedReads, MemorySnapshot
from openrelease.repository.wrapped_snapshot import WrappedSnapshot
from openrelease.scan.licensing.statement import Reader
from openrelease.scan.scan_models import scan_repository


@dataclass(frozen=True, kw_only=True)
class CountingSnapshot(WrappedSnapshot):
    """A repository that counts how often each file is read, by limit and offset."""

    snapshot: MemorySnapshot
    reads: Counter[tuple[str, int, int]] = field(default_factory=Counter)

    def read(self, path: str, limit: int, offset: int = 0) -> bytes:
        self.reads[path, limit, offset] += 1
        return self.snapshot.read(path, limit, offset)


def counting(files: dict[str, bytes | str]) -> CountingSnapshot:
    data = {path: each.encode() if isinstance(each, str) else each for path, each in files.items()}
    return CountingSnapshot(snapshot=MemorySnapshot(data, name="acme/tiny-lm"))


@pytest.mark.slow
def test_no_file_is_read_twice_however_many_models_there_are() -> None:
    files: dict[str, bytes | str] = {
        "README.md": "# Models\n",
        "LICENSE": APACHE,
        "NOTICE": "Built with care.\n",
        "CITATION.cff": "license: Apache-2.0\n",
        "REUSE.toml": "version = 1\n",
        "requirements.txt": "torch\n",
        "pyproject.toml": '[project]\nname = "tiny"\nlicense = "Apache-2.0"\n',
    }
    for number in range(20):
        files[f"models/m{number}/README.md"] = "---\nlicense: apache-2.0\npipeline_tag: text-generation\n---\n# M\n"
        files[f"models/m{number}/model.gguf"] = gguf()
        files[f"models/m{number}/config.json"] = '{"model_type": "llama"}'
    snapshot = counting(files)
    reader = Reader(catalog=load_catalog(), table=load_license_table(), identify=load_identifier().identify)
    facts = scan_repository(CachedReads(snapshot=snapshot), reader, form=load_record_form())
    assert len(facts.releases) == 20
    assert snapshot.reads["pyproject.toml", 512_001, 0] == 1
    assert {key: count for key, count in snapshot.reads.items() if count > 1} == {}


def test_what_was_read_whole_answers_every_later_read() -> None:
    snapshot = counting({"a": "0123456789"})
    cached = CachedReads(snapshot=snapshot)
    assert [cached.read("a", 4), cached.read("a", 99), cached.read("a", 4), cached.read("a", 3, 8)] == [
        b"0123",
        b"0123456789",
        b"0123",
        b"89",
    ]
    assert sum(snapshot.reads.values()) == 2


def test_what_cannot_be_read_is_asked_for_once() -> None:
    snapshot = counting({})
    cached = CachedReads(snapshot=snapshot)
    for _ in range(3):
        with pytest.raises(UnreadableError, match="no such file"):
            cached.read("a", 4)
    assert sum(snapshot.reads.values()) == 1


def test_no_more_is_remembered_than_there_is_room_for() -> None:
    snapshot = counting({"a": "a" * 60, "b": "b" * 60, "big": b"x" * 1_100_000})
    cached = CachedReads(snapshot=snapshot, most_bytes=100)
    for path in ("a", "b", "b", "a", "big", "big"):
        cached.read(path, 2_000_000)
    assert Counter(path for path, _, _ in snapshot.reads.elements()) == {"a": 2, "b": 1, "big": 2}
