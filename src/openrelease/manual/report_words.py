"""report_words.yaml -> what the words of reports mean, and a page for each."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from openrelease.catalog.load_licenses import load_license_table
from openrelease.catalog.packaged_yaml import load_own_yaml
from openrelease.manual.manual_page import ManualPage


@cache
def load_report_words() -> Mapping[str, Mapping[str, str]]:
    """Return what each word means, by what it is a word for."""
    words = load_own_yaml(Path(__file__).with_name("report_words.yaml").read_bytes())
    license_evidence = {
        f"license-{source}".replace("_", "-"): f"Evidence of a license statement. {meaning}"
        for source, meaning in words["license source"].items()
    }
    return {
        **words,
        "evidence": {**words["evidence"], **license_evidence},
        "kind of license": load_license_table().kinds,
    }


def list_word_pages() -> Iterator[ManualPage]:
    """Yield a page for each word."""
    for sort, words in load_report_words().items():
        for name, meaning in words.items():
            yield ManualPage(sort=sort, name=name, title="a word of reports", parts=(("what", meaning),))
