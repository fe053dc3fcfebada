"""Gathered -> Lineage: the models, data, packages and folders that went into a release, as it says itself.

Front matter: https://huggingface.co/docs/hub/model-cards (base_model, base_model_relation, datasets)
and https://huggingface.co/docs/hub/datasets-cards (source_datasets);
adapter_config.json: https://huggingface.co/docs/peft; GGUF keys general.base_model.*:
https://github.com/ggml-org/ggml/blob/master/docs/gguf.md; packages: pyproject.toml, [project] dependencies.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from openrelease.catalog.patterns import Pattern
from openrelease.errors import UnreadableError, UntrustedInputError
from openrelease.licenses import Families, Family
from openrelease.model import Lineage, Location, Permissive, WeightFile
from openrelease.scan.inputs.parsed_document import ParsedDocument
from openrelease.scan.inputs.read_inputs import MOST_BYTES, RepositoryInputs, read_entire_file
from openrelease.scan.licensing.statement import Reader
from openrelease.scan.lineage.base_models_in_prose import find_base_models_in_prose
from openrelease.scan.lineage.distillation import KEYS, find_teachers
from openrelease.scan.lineage.stated_license import find_stated_license
from openrelease.untrusted import decode_text, load_json, load_toml
from openrelease.values import replace

_MOST = 40  # upstreams of one place; a longer list is no list of parents
_LONGEST = 200  # characters of a name
_HUB = re.compile(r"(?:extended\||https?://)?(?:huggingface\.co|hf\.co)/(?:datasets/)?", re.IGNORECASE)
_NAME = re.compile(r"[\w.-]+/[\w.-]+")
_LOCAL_PATH = re.compile(r"\.{0,2}(?:/[\w.-]{1,80}){1,12}/?")
_MERGED = re.compile(r"^[\s-]{0,20}(?:model|base_model):\s{0,4}([\w.-]{1,96}/[\w.-]{1,96})\s*$", re.MULTILINE)
_GGUF = re.compile(
    r"general\.base_model\.\d+\.(?:repo_url|name)|general\.source\.huggingface\.repository|ss_sd_model_name|ss_base_model\w*"
)
_KEYS = {
    **dict.fromkeys(("base_model", "base_models"), "base_model"),
    "datasets": "training_data",
    "source_datasets": "source_data",
}
_OWN = re.compile(r"^(?!(?:original|extended)$)")  # words of `source_datasets` that name no data set
_PACKAGE = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)")
_RECIPES = frozenset({"mergekit_config.yml", "mergekit_config.yaml", "axolotl.yml", "axolotl.yaml"})
_DATA = frozenset({"training_data", "source_data"})
_CONFIGS = {"adapter_config.json": "base_model_name_or_path", "config.json": "_name_or_path"}


def find_lineage(gathered: RepositoryInputs, weights: Sequence[WeightFile], reader: Reader) -> tuple[Lineage, ...]:
    """What the release says it was made from, each once.

    A hint counts only where nothing declares a base model.
    """
    families, own = reader.table.origins, gathered.snapshot.name
    found = (
        *_read_front_matter(gathered.documents),
        *_read_config_files(gathered, reader.catalog.aside),
        *_read_merge_recipes(gathered),
        *_read_weight_metadata(weights),
    )
    found += tuple(_find_prose_teachers(gathered.documents, reader))
    named = [each for each in found if each.upstream.casefold() != (own or "").casefold()]
    sure = [each for each in named if not each.hint or each.relation == "distilled"]
    if not any(each.relation == "base_model" for each in sure):
        sure += [
            each
            for each in named
            if each.hint
            and each.relation == "base_model"
            and (families.model(each.upstream) or families.restricted.search(each.upstream))
        ] or [
            _with_family_license(*each)
            for each in find_base_models_in_prose(gathered.documents, (own or "").partition("/")[0], reader)
        ]
    known = (each if each.note else _with_family_license(each, families.model(each.upstream)) for each in sure)
    models = (_prefer_stated_license(each, gathered.documents, reader) for each in known)
    first = {(each.relation, each.upstream.casefold()): each for each in reversed(tuple(models))}
    return (*reversed(first.values()), *_read_dependencies(gathered, families))


def _with_family_license(lineage: Lineage, family: Family | None) -> Lineage:
    """The same with its license; one that was not read at its source is reported, and only raises a doubt."""
    if family is None or lineage.relation in _DATA:
        return lineage
    if family.secondary:
        note = f"probably {family.license}: {family.source} ({family.date})"
        return replace(lineage, note=note, probable=family.license)
    note = f"stated in {family.source}, looked over on {family.date}"
    return replace(lineage, license=family.license, note=note)


def _prefer_stated_license(lineage: Lineage, documents: Sequence[ParsedDocument], reader: Reader) -> Lineage:
    """The same under the license that a sentence of the release states for it, which counts before the family's.

    It does not lift terms that the family's maker states.
    """
    found = None if lineage.relation in _DATA else find_stated_license(lineage.upstream, documents, reader)
    if found is None:
        return lineage
    name, place = found
    if name.permissive is Permissive.YES and reader.table.permissive(lineage.license) is Permissive.NO:
        return lineage
    note = f"as {place.path}:{place.line} says"
    return replace(lineage, license=name.expression, probable=None, note=note)


def _find_prose_teachers(documents: Sequence[ParsedDocument], reader: Reader) -> Iterator[Lineage]:
    """The teachers that sentences name."""
    for lineage, family in find_teachers(documents, reader):
        yield _with_family_license(lineage, family)


def _read_front_matter(documents: Iterable[ParsedDocument]) -> Iterator[Lineage]:
    """What the front matter of cards names; of the values of `base_model_relation`, one changes a duty."""
    for document in documents:
        metadata = document.metadata or {}
        if not document.is_card:
            continue
        taught = str(metadata.get("base_model_relation", "")).casefold().startswith("distill")
        relations = {
            **_KEYS,
            **dict.fromkeys(KEYS, "distilled"),
            **({"base_model": "distilled"} if taught else {}),
        }
        for key, relation in relations.items():
            place = Location(path=document.path, line=document.lines.get(key))
            for name in filter(_OWN.search, _upstream_names(metadata.get(key))):
                yield Lineage(relation=relation, upstream=name, license=None, location=place)
        place = Location(path=document.path, line=document.lines.get("tags"))
        for name in _read_base_tags(metadata.get("tags")):
            yield Lineage(relation="base_model", upstream=name, license=None, location=place)


def _read_base_tags(tags: object) -> Iterator[str]:
    """Yield OWNER/NAME of tags such as `base_model:OWNER/NAME` and `base_model:finetune:OWNER/NAME`."""
    for tag in (tags if isinstance(tags, list) else [])[:_MOST]:
        if isinstance(tag, str) and tag.startswith("base_model:"):
            yield from _upstream_names(tag.rpartition(":")[2])


def _read_config_files(gathered: RepositoryInputs, aside: Pattern) -> Iterator[Lineage]:
    for entry in gathered.entries:
        file = entry.path.rpartition("/")[2]
        if file not in _CONFIGS or aside.search(entry.path):
            continue
        key = _CONFIGS[file]
        for name, line in _read_json_name(gathered, entry.path, key):
            yield Lineage(
                relation="base_model",
                upstream=name,
                license=None,
                location=Location(path=entry.path, line=line),
                hint=file == "config.json",
            )


def _read_json_name(gathered: RepositoryInputs, path: str, key: str) -> Iterator[tuple[str, int | None]]:
    """The OWNER/NAME under a key; a file that is no JSON is a finding of the configuration rules."""
    try:
        data = read_entire_file(gathered.snapshot, path, MOST_BYTES)
        value = load_json(data)
    except (UnreadableError, UntrustedInputError):
        return
    name = value.get(key) if isinstance(value, dict) else None
    if isinstance(name, str) and (_NAME.fullmatch(name) or _LOCAL_PATH.fullmatch(name)):
        yield (
            name.rstrip("/").rpartition("/")[2] if _LOCAL_PATH.fullmatch(name) else name,
            _line_of_word(data, f'"{key}"'),
        )


def _read_merge_recipes(gathered: RepositoryInputs) -> Iterator[Lineage]:
    """Yield the models of recipes; https://github.com/arcee-ai/mergekit, https://docs.axolotl.ai/docs/config-reference.html."""
    for path in sorted(each for each in gathered.paths if each.rpartition("/")[2] in _RECIPES):
        try:
            text = decode_text(read_entire_file(gathered.snapshot, path, MOST_BYTES))
        except (UnreadableError, UntrustedInputError):
            continue  # what cannot be read names nothing
        for name in dict.fromkeys(_MERGED.findall(text)):
            yield Lineage(relation="base_model", upstream=name, license=None, location=Location(path=path))


def _read_weight_metadata(weights: Sequence[WeightFile]) -> Iterator[Lineage]:
    for file in weights:
        for key in sorted(filter(_GGUF.fullmatch, file.metadata)):
            for name in _upstream_names(file.metadata[key]):
                place = Location(path=file.path)
                yield Lineage(relation="base_model", upstream=name, license=None, location=place)


def _read_dependencies(gathered: RepositoryInputs, families: Families) -> Iterator[Lineage]:
    """Packages that are known to ask more than notices, each once; of the others there is nothing to say."""
    path = "pyproject.toml"
    if path not in gathered.paths:
        return
    try:
        data = read_entire_file(gathered.snapshot, path, MOST_BYTES)
        project = _as_mapping(_as_mapping(load_toml(data)).get("project"))
    except (UnreadableError, UntrustedInputError):
        return  # reported where its license key is read
    listed = project.get("dependencies")
    items = [item for item in listed if isinstance(item, str)] if isinstance(listed, list) else []
    first: dict[str, str] = {}
    for item in items:
        if named := _PACKAGE.match(item):
            first.setdefault(named[1], item)
    for name, item in first.items():
        if family := families.package(name):
            place = Location(path=path, line=_line_of_word(data, item))
            found = Lineage(relation="dependency", upstream=name, license=None, location=place)
            yield _with_family_license(found, family)


def _upstream_names(value: object) -> Iterator[str]:
    for given in (value if isinstance(value, list) else [value])[:_MOST]:
        name = given.get("name") if isinstance(given, dict) else given
        plain = _HUB.sub("", name).strip().strip("/") if isinstance(name, str) else ""
        if plain and len(plain) <= _LONGEST:
            yield plain


def _line_of_word(data: bytes, word: str) -> int | None:
    rows = enumerate(decode_text(data).split("\n"), start=1)
    return next((number for number, row in rows if word in row), None)


def _as_mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}
