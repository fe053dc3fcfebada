"""Four releases as a comment and a summary show them, taken in Chromium: the pictures of the docs.

`python scripts/pictures.py FOLDER` takes both pictures of each release; without FOLDER those that the
documents show are taken anew, in docs/images. Needs chromium, chrome or what the variable CHROMIUM names.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Mapping
from html import unescape
from pathlib import Path

from markdown_it import MarkdownIt

from openrelease.compare.diff_settings import diff_settings
from openrelease.config import Flags, load_settings
from openrelease.reports.markdown import markdown_report
from openrelease.reports.shared.compare_reports import compare_reports
from openrelease.reports.shared.comparison import BaseOutcome, Comparison
from openrelease.repository import MemorySnapshot
from openrelease.run import run

ROOT = Path(__file__).resolve().parents[1]
WIDTH = 880  # pixels: the column of comments on GitHub
HEAD, BASE = "c" * 40, "b" * 40
SHOWN = ("regressing",)
SITE = markdown_report.SourceSite(server="https://github.com", repository="acme/names", revision=HEAD)

Files = Mapping[str, "bytes | None"]


def files(example: str) -> dict[str, bytes]:
    """The files of one of our examples."""
    folder = ROOT / "examples" / example
    places = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in places}


def with_(before: Mapping[str, bytes], after: Files) -> dict[str, bytes]:
    """Files as a change leaves them; None deletes one."""
    return {path: content for path, content in {**before, **after}.items() if content is not None}


def family(count: int) -> dict[str, bytes]:
    """A release of so many models, each in a folder of its own with its card and its weights."""
    one = files("complete")
    card = one["README.md"].replace(b"# Nibley", b"# Names")
    return {
        **one,
        **{f"models/names-{n}/README.md": card for n in range(1, count + 1)},
        **{f"models/names-{n}/model.safetensors": one["model.safetensors"] for n in range(1, count + 1)},
    }


def releases() -> Mapping[str, tuple[Mapping[str, bytes], Files]]:
    """The state before each change, and the change."""
    complete, incomplete = files("complete"), files("incomplete")
    restricted = complete["README.md"].replace(b"license: apache-2.0", b"license: cc-by-nc-4.0")
    checkpoints = dict.fromkeys(path for path in complete if path.startswith("checkpoints/"))
    return {
        "complete": (without(complete, "LICENSE", "TECHNICAL_REPORT.md"), complete),
        "incomplete": (incomplete, {"NOTES.md": b"Notes.\n"}),
        "regressing": (
            complete,
            {"README.md": restricted, **checkpoints, ".openrelease.yml": b"fail-on: never\n"},
        ),
        "many-models": (family(6), {**family(7), "models/names-7/README.md": restricted}),
    }


def without(given: Mapping[str, bytes], *paths: str) -> dict[str, bytes]:
    """Files but for some."""
    return {path: content for path, content in given.items() if path not in paths}


def comment(before: Mapping[str, bytes], after: Files) -> str:
    """The comment on a change, by both built-in policies and the settings of the base."""
    old = MemorySnapshot(before, name=SITE.repository, revision=BASE)
    new = MemorySnapshot(with_(before, after), name=SITE.repository, revision=HEAD)
    flags = Flags(policies=("aia-baseline",))
    settings, own = load_settings(old, flags), load_settings(new, flags)
    was, now = run(old, settings), run(new, settings)
    altered = diff_settings(settings, own, was.facts.subject.kind)
    comparison = Comparison(
        base=BASE,
        governed=True,
        changes=compare_reports(was, now),
        before=tuple(BaseOutcome(policy=each.policy.id, outcome=each.outcome) for each in was.verdicts),
        amendments=altered,
        amended=run(new, own).verdicts if altered else (),
    )
    return markdown_report.render(now, site=SITE, comparison=comparison)


def summary(before: Mapping[str, bytes], after: Files) -> str:
    """The comment on the release as the change leaves it, where there is nothing to compare it with."""
    new = MemorySnapshot(with_(before, after), name=SITE.repository, revision=HEAD)
    return markdown_report.render(run(new, load_settings(new, Flags(policies=("aia-baseline",)))), site=SITE)


TOLD = {"": comment, "-summary": summary}

STYLE = f"""
body {{ margin: 0; padding: 24px; width: {WIDTH}px; box-sizing: border-box; background: #fff;
  color: #1f2328;
  font: 14px/1.5 "DejaVu Sans", "Noto Sans", Helvetica, Arial, sans-serif, "Noto Color Emoji"}}
article {{ border: 1px solid #d1d9e0; border-radius: 6px}}
header {{ background: #f6f8fa; border-bottom: 1px solid #d1d9e0; border-radius: 6px 6px 0 0;
  padding: 8px 16px; color: #59636e}}
header b {{ color: #1f2328}}
main {{ padding: 16px; overflow-wrap: break-word}}
main > :first-child {{ margin-top: 0}}
main > :last-child {{ margin-bottom: 0}}
h3 {{ font-size: 1.25em; line-height: 1.25; margin: 24px 0 16px}}
h4 {{ font-size: 1em; margin: 24px 0 16px}}
p, ul, table, details {{ margin: 0 0 16px}}
ul {{ padding-left: 2em}}
li + li {{ margin-top: 4px}}
table {{ border-collapse: collapse; display: block; max-width: 100%; overflow: auto}}
th, td {{ border: 1px solid #d1d9e0; padding: 6px 13px; text-align: left}}
tr:nth-child(2n) {{ background: #f6f8fa}}
code {{ background: #818b981f; border-radius: 6px; padding: .2em .4em;
  font: 85% "DejaVu Sans Mono", monospace; white-space: break-spaces}}
a {{ color: #0969da}}
hr {{ height: 4px; border: 0; background: #d1d9e0; margin: 24px 0}}
blockquote {{ border-left: 4px solid #d1d9e0; color: #59636e; margin: 0 0 16px; padding: 0 1em}}
summary {{ cursor: pointer}}
"""
MEASURE = """
const wide = [...document.querySelectorAll("main *")].filter(each => each.scrollWidth > each.clientWidth + 1
  && getComputedStyle(each).display !== "inline").map(each => each.tagName);
document.body.dataset.measured = JSON.stringify({height: document.documentElement.scrollHeight, wide,
  width: document.documentElement.scrollWidth, rows: document.querySelectorAll("tr").length});
"""


def page(text: str) -> str:
    """A comment on a page of its own, about as GitHub shows it."""
    body = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>openrelease</title>'
        f"<style>{STYLE}</style>"
        f"<article><header><b>github-actions</b> commented</header><main>{body}</main></article>"
        f"<script>{MEASURE}</script>"
    )


def browser() -> str | None:
    """The path of a Chromium, None where there is none."""
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome", "chrome")
    return next((found for name in names if name and (found := shutil.which(name))), None)


def shown(program: str, file: Path, *options: str) -> str:
    """Let the browser open a page; what it prints."""
    with tempfile.TemporaryDirectory() as profile:
        command = [
            *(program, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run"),
            *("--disable-dev-shm-usage", "--disable-background-networking", f"--user-data-dir={profile}"),
            *(*options, file.as_uri()),
        ]
        done = subprocess.run(command, check=True, capture_output=True, timeout=120)
    return done.stdout.decode("utf-8", "replace")


def measured(program: str, file: Path) -> dict[str, object]:
    """The size of a page in pixels, its table rows, and the elements that are wider than their place."""
    dom = shown(program, file, f"--window-size={WIDTH},600", "--dump-dom")
    found = re.search(r'data-measured="([^"]*)"', dom)
    if found is None:
        raise SystemExit(f"{program} did not measure {file}")
    values: dict[str, object] = json.loads(unescape(found[1]))
    return values


def main(folder: Path, names: Collection[str]) -> None:
    """Take the pictures of these releases."""
    program = browser()
    if program is None:
        raise SystemExit("no Chromium is installed: apt-get install chromium, or set CHROMIUM")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as room:
        for name, (before, after) in releases().items():
            for kind, told in TOLD.items():
                if f"{name}{kind}" in names:
                    take(program, folder / f"{name}{kind}.png", told(before, after), Path(room))


def take(program: str, picture: Path, text: str, room: Path) -> None:
    """Take one picture, and print its measures."""
    file = room / f"{picture.stem}.html"
    file.write_text(page(text), encoding="utf-8")
    size = measured(program, file)
    shown(program, file, f"--window-size={WIDTH},{size['height']}", f"--screenshot={picture}")
    print(f"{picture}: {json.dumps(size, sort_keys=True)}")


if __name__ == "__main__":
    if sys.argv[1:]:
        main(Path(sys.argv[1]), [f"{name}{kind}" for name in releases() for kind in TOLD])
    else:
        main(ROOT / "docs" / "images", SHOWN)
