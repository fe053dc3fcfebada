#!/usr/bin/env python3
"""Measure the structure of the sources: names, folders, imports between rooms, and what a change touches.

    measure_structure.py                    print the figures
    measure_structure.py --check            exit 1 where a figure is worse than pyproject.toml records
    measure_structure.py --touched REV...   also count the source files that each of these commits changes

The largest folder is counted without plug-ins, which are printed beside it: a module with a `FORMAT` or a `RULE`
is found by that, and nobody looks through the folder for the room of a change.
A name is "one word" where it has no underscore inside. Arrows are distinct pairs (importer, imported) of the
direct children of `scan`, deferred imports included.
"""

from __future__ import annotations

import argparse
import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

try:
    import tomllib
except ModuleNotFoundError:  # Python 3.10
    import tomli as tomllib

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "openrelease"
ROOM = "openrelease.scan"
PLUGIN_CONSTANTS = {"FORMAT", "RULE"}


def parse_modules() -> dict[Path, ast.Module]:
    """The syntax tree of every module of the package."""
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(SOURCE.rglob("*.py"))}


def function_names(tree: ast.Module) -> Iterator[str]:
    """Names of all functions and methods of a module, without those that Python itself defines."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and not node.name.startswith("__"):
            yield node.name.strip("_")


def share_of_one_word_names(modules: Mapping[Path, ast.Module]) -> float:
    """Percent of function names that are a single word."""
    names = [name for tree in modules.values() for name in function_names(tree)]
    return 100 * sum("_" not in name for name in names) / len(names)


def shared_module_names(modules: Mapping[Path, ast.Module]) -> list[str]:
    """Base names that more than one module or package has."""
    stems = [path.stem for path in modules if not path.stem.startswith("__")]
    packages = [path.parent.name for path in modules if path.stem == "__init__"]
    return sorted(name for name, count in Counter(stems + packages).items() if count > 1)


def is_plugin(tree: ast.Module) -> bool:
    """Whether a module defines one entry of a table, such as a weight format."""
    targets = (target for node in tree.body if isinstance(node, ast.Assign) for target in node.targets)
    return any(isinstance(target, ast.Name) and target.id in PLUGIN_CONSTANTS for target in targets)


def largest_folder(modules: Mapping[Path, ast.Module], *, plugins: bool = False) -> tuple[int, str]:
    """The number of modules in the folder that holds most of them directly, and its name; or of plug-ins."""
    chosen = (path for path, tree in modules.items() if path.stem != "__init__" and is_plugin(tree) == plugins)
    counts = Counter(path.parent.relative_to(SOURCE).as_posix() for path in chosen)
    name, count = counts.most_common(1)[0]
    return count, name


def imported_modules(tree: ast.Module) -> Iterator[str]:
    """Dotted names that a module imports; `from a import b` gives `a.b`, since b may be a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def arrows_inside_room(modules: Mapping[Path, ast.Module]) -> set[tuple[str, str]]:
    """Distinct imports between the direct children of the room."""
    folder = SOURCE.joinpath(*ROOM.split(".")[1:])
    children = {path.stem if path.is_file() else path.name for path in folder.iterdir()}
    arrows = set()
    for path, tree in modules.items():
        if path.is_relative_to(folder):
            importer = path.relative_to(folder).parts[0].removesuffix(".py")
            for name in imported_modules(tree):
                imported = name.removeprefix(f"{ROOM}.").split(".")[0]
                if name.startswith(f"{ROOM}.") and imported in children and imported != importer:
                    arrows.add((importer, imported))
    return arrows


def find_circle(arrows: set[tuple[str, str]]) -> list[str]:
    """Names that are left when everything that imports nothing left is taken away, again and again."""
    left = {name for arrow in arrows for name in arrow}
    while leaves := {name for name in left if not any(a == name and b in left for a, b in arrows)}:
        left -= leaves
    return sorted(left)


def lines_by_room(modules: Mapping[Path, ast.Module]) -> Counter[str]:
    """Lines of Python by room."""
    counts: Counter[str] = Counter()
    for path in modules:
        room = path.relative_to(SOURCE).parts[0]
        counts[room] += len(path.read_text(encoding="utf-8").splitlines())
    return counts


def touched_sources(revision: str) -> list[str]:
    """Paths under src/ that a commit changes."""
    command = ["git", "-C", str(ROOT), "show", "--name-only", "--format=", revision, "--", "src"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


def find_excesses(limits: Mapping[str, float], modules: Mapping[Path, ast.Module]) -> Iterator[str]:
    """A line for each figure that is worse than recorded."""
    figures = {
        "one-word-names": share_of_one_word_names(modules),
        "modules-in-a-folder": largest_folder(modules)[0],
        "arrows-inside-scan": len(arrows_inside_room(modules)),
    }
    for name, figure in figures.items():
        if figure > limits[name]:
            yield f"{name}: {figure:.4g}, recorded {limits[name]:g} (pyproject.toml, tool.structure)"
    yield from (f"two modules are named {name}" for name in shared_module_names(modules))
    if circle := find_circle(arrows_inside_room(modules)):
        yield f"imports inside scan go in a circle: {', '.join(circle)}"


def print_figures(modules: Mapping[Path, ast.Module], revisions: list[str]) -> None:
    """Print all figures, one a line."""
    count, folder = largest_folder(modules)
    arrows = arrows_inside_room(modules)
    print(f"one-word function names    {share_of_one_word_names(modules):.1f} %")
    print(f"largest flat folder        {count} modules ({folder})")
    print("most plug-ins              {} modules ({})".format(*largest_folder(modules, plugins=True)))
    print(f"arrows inside scan         {len(arrows)}, in a circle: {', '.join(find_circle(arrows)) or 'none'}")
    print(f"modules that share a name  {', '.join(shared_module_names(modules)) or 'none'}")
    for revision in revisions:
        print(f"source files of {revision}  {', '.join(touched_sources(revision))}")
    lines = lines_by_room(modules)
    print(f"lines of src               {sum(lines.values())}")
    for room, number in lines.most_common():
        print(f"  {room:<24} {number}")


def main() -> int:
    """Print the figures, or check them against the recorded limits."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="exit 1 where a figure is worse than recorded")
    parser.add_argument("--touched", nargs="*", default=[], metavar="REV", help="commits to count the files of")
    args = parser.parse_args()
    modules = parse_modules()
    if not args.check:
        print_figures(modules, args.touched)
        return 0
    limits = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["structure"]
    excesses = list(find_excesses(limits, modules))
    print("\n".join(excesses), file=sys.stderr)
    return 1 if excesses else 0


if __name__ == "__main__":
    raise SystemExit(main())
