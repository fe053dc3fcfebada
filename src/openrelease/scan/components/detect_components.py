"""Repository inputs -> evidence: applies the rules of a component to files, links, tables and text."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from openrelease.catalog.catalog_entries import Catalog
from openrelease.catalog.component_rules import ComponentRules, EvidenceRule, FileRule, LinkRule, TableRule, TextRule
from openrelease.model import Entry, EntryKind, Evidence, Kind, Location, Status
from openrelease.scan.components.link_targets import (
    FOREIGN,
    NO_OWNER,
    OPEN,
    OWN,
    Target,
    find_hub_ids,
    find_targets,
    is_owned,
    resolve_owners,
)
from openrelease.scan.components.pattern_search import LONGEST_TEXT, is_found, join_below_title
from openrelease.scan.components.score_tables import match_tables
from openrelease.scan.inputs.parsed_document import Link, ParsedDocument
from openrelease.scan.inputs.path_groups import PathGroups
from openrelease.scan.inputs.read_inputs import RepositoryInputs, sort_key_by_depth
from openrelease.scan.inputs.source_reader import looks_like_source
from openrelease.scan.weight_files.candidates import WeightCandidate, find_candidates
from openrelease.values import dataclass, replace

# evidence that is listed last: notebooks, examples, READMEs in a further language
_SECONDARY = re.compile(
    r"\.ipynb$|(^|/)(examples?|tutorials?|demos?|notebooks?|scripts?|bin|tools?)/|(^|/)readme[-_.][a-z]{2}([-_][a-z]{2,4})?\.\w+$",
    re.IGNORECASE,
)
# modules beside the network: parts that are trained, adapted or measured with it
_BESIDE_NETWORK = re.compile(
    r"(^|[/_])(lora|augment\w{0,10}|train(er|ing)?|fine_?tun\w{0,4}|prob(e|ing)|head|classifiers?|discriminator|denoiser|utils?)"
    r"(_[^/]{0,40})?\.py$|(^|/)(utils?|training)/",
    re.IGNORECASE,
)
_NETWORKS = frozenset({"model-definition", "model-function"})  # rules that find a network by its code
MOST_EVIDENCE = 20  # of one component; the best are kept

_ADMITTED_OWNERS = {  # the owners that each value of `whose` admits
    "own": frozenset({OWN}),
    "untold": frozenset({NO_OWNER}),
    "not_foreign": frozenset({OWN, OPEN, NO_OWNER}),
    "any": frozenset({OWN, OPEN, NO_OWNER, FOREIGN}),
}

STRENGTH = {Status.ABSENT: 0, Status.UNCLEAR: 1, Status.LINKED: 2, Status.IN_REPO: 3}


@dataclass(frozen=True, kw_only=True)
class ComponentInputs:
    """The input of all rules: the documents and source that were read, and the resolved links.

    `files` are the files that may belong to the release: none of tests, of tooling, and of other projects, whose
    copies are `vendored`.
    """

    gathered: RepositoryInputs
    catalog: Catalog
    targets: tuple[Target, ...]
    files: tuple[Entry, ...]
    vendored: tuple[Entry, ...]
    sightings: tuple[WeightCandidate, ...]

    @cached_property
    def sources(self) -> PathGroups:
        """The files that may be source code; most rules need source, and most files are none."""
        return PathGroups([entry for entry in self.files if looks_like_source(entry.path)])

    @cached_property
    def grouped(self) -> PathGroups:
        """All files."""
        return PathGroups(self.files)

    @cached_property
    def of_files(self) -> Mapping[FileRule, tuple[Evidence, ...]]:
        """The files that each rule finds; cached, as they do not depend on the kind of the repository."""
        rules = (rule for each in self.catalog.rules.values() for rule in each.files)
        return {rule: tuple(apply_rule(rule, self)) for rule in rules}

    @cached_property
    def targets_by_kinds(self) -> Mapping[frozenset[str], tuple[Target, ...]]:
        """The targets of the kinds that each link rule names: most rules are about few links."""
        kinds = {rule.targets for each in self.catalog.rules.values() for rule in each.links}
        return {named: tuple(target for target in self.targets if target.kind in named) for named in kinds}

    @property
    def released(self) -> tuple[WeightCandidate, ...]:
        """The weight files of the release, by content or by name, without samples and outputs."""
        rules = [rule for rule in self.catalog.rules["weights"].files if rule.weights]
        return tuple(
            seen
            for seen in self.sightings
            if any(rule.path.search(seen.path) and not is_found(rule.not_path, seen.path) for rule in rules)
        )


def collect_component_inputs(gathered: RepositoryInputs, catalog: Catalog, subject: str | None) -> ComponentInputs:
    """Resolve all links and find the weight files, which the rules of several components need."""
    found: list[Target] = []
    for document in gathered.documents:
        links = (*document.links, *_find_hub_ids(document, catalog))
        found.extend(find_targets(document.path, links, catalog, subject))
    for program in gathered.programs.values():
        if gathered.is_vendored(program.path):
            continue
        found.extend(find_targets(program.path, program.links, catalog, subject))
    aside = frozenset(entry.path for entry in gathered.grouped.find(catalog.aside))
    listed = tuple(entry for entry in gathered.entries if entry.path not in aside)
    near = tuple(entry for entry in listed if not gathered.is_vendored(entry.path))
    return ComponentInputs(
        gathered=gathered,
        catalog=catalog,
        targets=resolve_owners(found, catalog, subject),
        files=tuple(entry for entry in near if entry.kind is EntryKind.FILE),
        vendored=tuple(each for each in listed if each.kind is EntryKind.FILE and gathered.is_vendored(each.path)),
        sightings=tuple(find_candidates(gathered.snapshot, near, gathered.weight_paths)),
    )


def find_evidence(rules: ComponentRules, inputs: ComponentInputs, kind: Kind) -> tuple[Evidence, ...]:
    """Collect the evidence for one component, each location once.

    The strongest comes first, then that of the first rule of the component, then the nearest to the root.
    """
    if kind not in rules.component.kinds:
        return ()
    listed = tuple(_apply_rules(rules, inputs, kind))
    if rules.vendored and not any(STRENGTH[each.status] >= STRENGTH[Status.LINKED] for each in listed):
        files_only = replace(rules, links=(), text=())
        listed = (*listed, *_apply_rules(files_only, replace(inputs, files=inputs.vendored), kind))
    found: dict[tuple[object, ...], Evidence] = {}
    for evidence in listed:
        found.setdefault((evidence.location.path, evidence.location.line, evidence.url), evidence)
    order = {rule.how: number for number, rule in enumerate(rules.every)}
    best = sorted(found.values(), key=lambda evidence: _sort_key(evidence, order))
    return tuple(best[:MOST_EVIDENCE])


def _sort_key(evidence: Evidence, order: Mapping[str, int]) -> tuple[object, ...]:
    place = evidence.location
    scripted = evidence.status is Status.LINKED and looks_like_source(place.path)  # a document says it to people
    beside = evidence.how in _NETWORKS and _BESIDE_NETWORK.search(place.path) is not None
    last = scripted or beside or _SECONDARY.search(place.path) is not None
    return -STRENGTH[evidence.status], last, order[evidence.how], *sort_key_by_depth(place.path), place.line or 0


def _apply_rules(rules: ComponentRules, inputs: ComponentInputs, kind: Kind) -> Iterator[Evidence]:
    for rule in rules.every:
        if kind in rule.kinds:
            yield from inputs.of_files[rule] if isinstance(rule, FileRule) else apply_rule(rule, inputs)


def apply_rule(rule: EvidenceRule, inputs: ComponentInputs) -> Iterator[Evidence]:
    """Yield what one rule finds, whatever the kind of the repository."""
    match rule:
        case FileRule():
            yield from _match_files(rule, inputs)
        case LinkRule():
            yield from _match_links(rule, inputs)
        case TableRule():
            for document in inputs.gathered.documents:
                yield from match_tables(rule, document)
        case TextRule():
            for document in inputs.gathered.documents:
                yield from _match_text(rule, document)


def _find_hub_ids(document: ParsedDocument, catalog: Catalog) -> Iterator[Link]:
    for block in document.blocks:
        if block.code:
            yield from find_hub_ids(block, catalog)


# -- files


def _match_files(rule: FileRule, inputs: ComponentInputs) -> Iterator[Evidence]:
    if rule.weights:
        paths: Iterable[tuple[str, str]] = ((seen.path, seen.place) for seen in inputs.sightings if seen.found)
    else:
        groups = inputs.sources if rule.features else inputs.grouped
        large = (entry.path for entry in groups.find(rule.path) if _is_large_enough(entry, rule))
        paths = ((path, path) for path in large)
    for path, place in paths:
        line = _match_file(rule, path, inputs)
        if line is not None:
            yield Evidence(location=Location(path=place, line=line or None), how=rule.how, status=rule.status)


def _is_large_enough(entry: Entry, rule: FileRule) -> bool:
    return not rule.least or entry.size is None or entry.size >= rule.least


def _match_file(rule: FileRule, path: str, inputs: ComponentInputs) -> int | None:
    """Return the line that matches, 0 for the file as a whole, None where the rule does not match."""
    if not rule.path.search(path) or is_found(rule.not_path, path):
        return None
    if not rule.features:
        return 0
    program = inputs.gathered.programs.get(path)
    if program is None or program.unread:
        return 0 if rule.by_name and rule.by_name.search(path) else None
    shown = [_first_line(program.features, group) for group in rule.features]
    return None if None in shown else shown[0]


def _first_line(features: Mapping[str, int], group: frozenset[str]) -> int | None:
    return min((features[name] for name in group if name in features), default=None)


# -- links


def _match_links(rule: LinkRule, inputs: ComponentInputs) -> Iterator[Evidence]:
    for target in inputs.targets_by_kinds[rule.targets]:
        if _link_matches(rule, target) and _target_exists(target, inputs):
            yield Evidence(
                location=Location(path=target.path, line=target.link.line),
                how=rule.how,
                status=rule.status,
                url=target.link.url,
                owned=is_owned(target, inputs.gathered.snapshot.name),
            )


def _link_matches(rule: LinkRule, target: Target) -> bool:
    """Return whether a link has what a rule wants, and nothing that it excludes; of a kind that the rule names."""
    link = target.link
    if (rule.where and link.where not in rule.where) or target.whose not in _ADMITTED_OWNERS[rule.whose]:
        return False
    wanted = (
        (rule.url is None or is_found(rule.url, link.url))
        and (rule.label is None or is_found(rule.label, link.label))
        and (rule.section is None or is_found(rule.section, " / ".join(link.section)))
        and (rule.context is None or is_found(rule.context, link.context))
        and (rule.path is None or is_found(rule.path, target.path))
    )
    return wanted and not (
        (rule.not_url and is_found(rule.not_url, link.url))
        or (rule.not_section and is_found(rule.not_section, join_below_title(link.section)))
        or (rule.not_context and is_found(rule.not_context, link.context))
        or (rule.not_path and is_found(rule.not_path, target.path))
    )


def _target_exists(target: Target, inputs: ComponentInputs) -> bool:
    """Return whether a relative link resolves to a file of the tree; a Hub id must not be a path of the tree."""
    if target.kind == "hub-id":
        return not inputs.gathered.holds(target.owner)
    return target.kind != "local" or _is_in_tree(target, inputs)


def _is_in_tree(target: Target, inputs: ComponentInputs) -> bool:
    folder = "" if target.name.startswith("/") else target.path.rpartition("/")[0]
    path = _normalize_path(f"{folder}/{target.name}")
    return bool(path) and inputs.gathered.holds(path)


def _normalize_path(path: str) -> str:
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)


# -- text


def _match_text(rule: TextRule, document: ParsedDocument) -> Iterator[Evidence]:
    if rule.path and not rule.path.search(document.path):
        return
    for text, line, section, url in _list_passages(rule, document):
        if is_found(rule.not_section, section) or (rule.section and not rule.section.search(section)):
            continue
        if rule.pattern.search(text) and not is_found(rule.not_pattern, text):
            place = Location(path=document.path, line=line)
            yield Evidence(location=place, how=rule.how, status=rule.status, url=url)


def _list_passages(rule: TextRule, document: ParsedDocument) -> Iterator[tuple[str, int, str, str | None]]:
    """Yield text, line, section trail and, of a picture, the URL of each passage that a text rule is matched against.

    Headings, pictures and the title come as `#heading …`, `#image …` and `#title …`.
    """
    for block in document.blocks:
        if block.code == rule.code:
            yield block.text[:LONGEST_TEXT], block.line, " / ".join(block.section), None
    if rule.code:
        return
    for number, heading in enumerate(document.headings):
        yield f"#heading {heading.text}", heading.line, heading.text, None
        if number == 0:
            yield f"#title {heading.text}", heading.line, heading.text, None
    for link in document.links:
        if link.where == "image":
            yield f"#image {link.label} {link.url}", link.line, " / ".join(link.section), link.url
