"""Repository -> Facts of the whole and, where it holds several models, of each of them.

A model is scanned with its own folder and everything that no other model has to itself, so that the nearest
license and card are its own. The facts of the whole then show where the models differ.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from openrelease.model import (
    NOTHING,
    Declarations,
    DeclaredRelease,
    Facts,
    Kind,
    Location,
    Problem,
    RecordForm,
    ReleaseFacts,
    Snapshot,
)
from openrelease.scan.components.repository_kind import RepositoryKind
from openrelease.scan.declarations.declared_evidence import HOW, select_declarations
from openrelease.scan.declarations.find_mot_records import find_mot_records
from openrelease.scan.declarations.missing_paths import find_missing_folders
from openrelease.scan.inputs.read_inputs import RepositoryInputs, read_inputs
from openrelease.scan.licensing.statement import Reader
from openrelease.scan.multi_model.merge_facts import merge_facts
from openrelease.scan.multi_model.model_folders import find_model_folders, find_nearest_folder
from openrelease.scan.multi_model.per_model_view import Model, row_applies, view_for_model
from openrelease.scan.release_facts import build_facts
from openrelease.values import dataclass, replace

MOST_RELEASES = 40
ALL_SHARED = 16_777_216
"""Bytes of shared documents that are scanned for all models together, counted once for each model."""

DECLARED = "declared in the settings"
NO_DECLARATIONS = Declarations()


MERGED = "beyond the number of models that are evaluated separately"


@dataclass(frozen=True, kw_only=True)
class _ScanContext:
    """Inputs that the scans of all models share."""

    gathered: RepositoryInputs
    reader: Reader
    declared: Declarations
    known: RepositoryKind


def scan_repository(
    snapshot: Snapshot,
    reader: Reader,
    kind: Kind | None = None,
    declared: Declarations = NO_DECLARATIONS,
    form: RecordForm | None = None,
) -> Facts:
    """Return the facts of a repository, and of each model where there are several.

    `kind` and `declared` come from the settings; `form` is that of Model Openness Tool records to be read. Views of
    several models read the same files: give `CachedReads` where that costs something.
    """
    reader = replace(reader, identify=cache(reader.identify))
    gathered = read_inputs(snapshot, reader.catalog)
    every = select_declarations(declared, declared.releases)
    whole = build_facts(gathered, reader, None if kind is None else RepositoryKind(kind=kind, how=HOW), every)
    subject = whole.subject
    known = RepositoryKind(kind=subject.kind, how=subject.kind_how, stated=subject.kind_stated)
    context = _ScanContext(gathered=gathered, reader=reader, declared=declared, known=known)
    models = _list_models(context)
    kept = _count_single_models(gathered, models)
    releases = tuple(_scan_model(model, others, context) for model, others in _pair_models(models, kept))
    joined = merge_facts(whole, releases)
    gone = find_missing_folders(declared.releases, gathered)
    records = () if form is None else tuple(find_mot_records(gathered, reader, form))
    unread = (each for each in records if isinstance(each, Problem))
    return replace(
        joined,
        disputed=(*gone, *joined.disputed),
        problems=(*joined.problems, *_report_merged_models(models[kept:], kept), *unread),
        records=tuple(each for each in records if isinstance(each, ReleaseFacts)),
    )


def _list_models(context: _ScanContext) -> tuple[Model, ...]:
    """Return the declared models, else those that are detected in a repository of models."""
    if context.declared.releases:
        return tuple(map(_model_from_declaration, context.declared.releases))
    of_models = context.known.kind is Kind.MODEL
    roots = find_model_folders(context.gathered, context.reader.catalog) if of_models else ()
    return tuple(Model(name=root.name, root=root.folder, how=root.how) for root in roots)


def _model_from_declaration(release: DeclaredRelease) -> Model:
    return Model(name=release.name, root=release.root, how=DECLARED, declared=(release,))


def _pair_models(models: tuple[Model, ...], kept: int) -> Iterator[tuple[Model, tuple[Model, ...]]]:
    """Yield each model with all others; models beyond the limit are merged into one."""
    yield from ((model, models) for model in models[:kept])
    rest = models[kept:]
    if rest:
        declared = tuple(release for model in rest for release in model.declared)
        last = Model(name=f"{len(rest)} more models", root="", how=MERGED, declared=declared)
        yield last, (*models[:kept], last)


def _scan_model(model: Model, models: tuple[Model, ...], context: _ScanContext) -> ReleaseFacts:
    part = view_for_model(context.gathered, model, models, context.declared, context.reader.catalog)
    kinds = {release.kind for release in model.declared if release.kind}
    reader = replace(context.reader, row_applies=lambda about, rows: row_applies(about, rows, model, models))
    known = RepositoryKind(kind=kinds.pop(), how=HOW) if len(kinds) == 1 else None
    facts = build_facts(part, reader, known or context.known, select_declarations(context.declared, model.declared))
    return ReleaseFacts(name=model.name, root=model.root, how=model.how, facts=facts)


def _count_single_models(gathered: RepositoryInputs, models: Sequence[Model]) -> int:
    """Return how many models are scanned separately: fewer where they share large documents."""
    folders = [model.root for model in models]
    read = {document.path for document in gathered.documents}
    shared = sum(
        entry.size or 0
        for entry in gathered.entries
        if entry.path in read and find_nearest_folder(entry.path, folders) in {None, ""}
    )
    most = max(2, min(MOST_RELEASES, ALL_SHARED // max(shared, 1)))
    return len(models) if len(models) <= most else most - 1


def _report_merged_models(models: Sequence[Model], kept: int) -> Iterator[Problem]:
    """Report the models that are not evaluated separately."""
    if models:
        message = f"{len(models)} more models are evaluated together: only the first {kept} are evaluated separately"
        yield Problem(location=Location(path=models[0].root), message=message, affects=NOTHING)
