"""Repository inputs -> the inputs of one of several models: its own files, and those that all share."""

import re
from collections.abc import Callable, Iterator, Sequence

from openrelease.catalog.catalog_entries import Catalog
from openrelease.model import Affects, Declarations, DeclaredParts, DeclaredRelease, Problem, is_inside
from openrelease.repository import SubsetSnapshot
from openrelease.scan.inputs.read_inputs import RepositoryInputs, find_affected
from openrelease.scan.multi_model.model_folders import find_nearest_folder
from openrelease.values import dataclass, replace


@dataclass(frozen=True, kw_only=True)
class Model:
    """One of several models: its name, its folder, why it is one, and its declarations.

    Models beyond the limit are merged into one, with the declarations of all of them.
    """

    name: str
    root: str
    how: str
    declared: tuple[DeclaredRelease, ...] = ()


def view_for_model(
    gathered: RepositoryInputs,
    model: Model,
    models: Sequence[Model],
    declared: Declarations,
    catalog: Catalog,
) -> RepositoryInputs:
    """Return the inputs without what is another model's: its folder, and what it alone declares.

    Nothing is left for a model whose folder is gone: what all models share would be taken for its own.
    """
    there = not model.root or gathered.holds(model.root)
    shows = _make_path_filter(model, models, declared) if there else _shows_nothing
    problems = (each for each in gathered.problems if shows(each.location.path))
    return replace(
        gathered,
        snapshot=SubsetSnapshot(snapshot=gathered.snapshot, shows=shows),
        entries=tuple(each for each in gathered.entries if shows(each.path)),
        weight_paths=frozenset(filter(shows, gathered.weight_paths)),
        documents=tuple(each for each in gathered.documents if shows(each.path)),
        programs={path: each for path, each in gathered.programs.items() if shows(path)},
        problems=tuple(_scope_problem(each, model.root, catalog) for each in problems),
        root=model.root,
    )


def _scope_problem(problem: Problem, root: str, catalog: Catalog) -> Problem:
    """Return the problem with what it affects where the model's folder takes the place of the root."""
    path = problem.location.path
    if Affects.COMPONENTS not in problem.affects or not is_inside(path, root):
        return problem
    affects = find_affected(path.removeprefix(root).removeprefix("/"), catalog)
    return replace(problem, affects=problem.affects | affects)


def row_applies(about: str, rows: Sequence[str], model: Model, models: Sequence[Model]) -> bool:
    """Return whether a row of a table, known by its label, is about a model.

    Where a row of the table names the model, only such rows are; else all that name no other model.
    """
    named = {row: _find_named_models(row, models) for row in {*rows, about}}
    if any(model.name in names for names in named.values()):
        return model.name in named[about]
    return not named[about]


def _find_named_models(row: str, models: Sequence[Model]) -> frozenset[str]:
    """Return the names of the models that a row names; of two names, the longer one counts."""
    found = {
        each.name: len(_normalize_name(each.name))
        for each in models
        if _normalize_name(each.name) in _normalize_name(row)
    }
    longest = max(found.values(), default=0)
    return frozenset(name for name, length in found.items() if length == longest > 0)


def _make_path_filter(model: Model, models: Sequence[Model], declared: Declarations) -> Callable[[str], bool]:
    """Return a filter that passes paths in the folder of a model or above it, and those of no other model."""
    roots = tuple(each.root for each in models)
    own = {path for path in _declared_paths(model) if path} | set(_paths_of_parts(declared.components))
    others = {path for each in models if each is not model for path in _declared_paths(each)} - own

    def shows(path: str) -> bool:
        nearest = find_nearest_folder(path, roots)
        if any(is_inside(path, claimed) for claimed in own):
            return True
        if any(is_inside(path, claimed) for claimed in others):
            return False
        return nearest is None or is_inside(model.root, nearest)

    return shows


def _shows_nothing(_: str) -> bool:
    return False


def _declared_paths(model: Model) -> Iterator[str]:
    """Yield the paths that a model declares, except the root, which no model has to itself."""
    for release in model.declared:
        named = (
            release.license.text if release.license else None,
            release.card.path if release.card else None,
        )
        yield from (path for path in named if path)
        yield from _paths_of_parts(release.components)


def _paths_of_parts(parts: DeclaredParts) -> Iterator[str]:
    for part in (each for places in parts.values() for each in places):
        text = part.license.text if part.license else None
        yield from (path for path in (part.path, text) if path)


def _normalize_name(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold())
