"""Integrity rules -> a page for each: what it checks, why, an example that fails, how to mend it."""

from collections.abc import Iterator, Mapping
from functools import cache

from openrelease.manual.manual_page import ManualPage, format_files
from openrelease.manual.policy_pages import list_requirements_with
from openrelease.model import Rule, Severity
from openrelease.scan.hub_pair import load_pair_rules
from openrelease.scan.integrity.rule_table import load_rule_modules
from openrelease.scan.weight_files.file_checks import load_file_rules
from openrelease.weights import WeightFormat, load_formats
from openrelease.weights.header_rules import make_header_rules


@cache
def load_rules() -> Mapping[str, Rule]:
    """Return every integrity rule by its id: on one file, between files, on links to the Hub, and of readers."""
    on_files = (module.RULE for module in load_file_rules().values())
    between_files = (module.RULE for module in load_rule_modules().values())
    on_pairs = (module.RULE for module in load_pair_rules().values())
    return {rule.id: rule for rule in (*on_files, *between_files, *on_pairs, *_load_header_rules())}


def _load_header_rules() -> Iterator[Rule]:
    """Yield the rules of readers; formats that share their ids are named together."""
    by_prefix: dict[str, list[WeightFormat]] = {}
    for form in load_formats().values():
        if form.reader:
            by_prefix.setdefault(form.rule_prefix, []).append(form)
    for prefix, forms in by_prefix.items():
        rare = tuple(kind for form in forms for kind in form.rare_rules)
        title = " or ".join(form.title for form in forms)
        yield from make_header_rules(prefix, title, forms[-1].example_path, rare).values()


def list_rule_pages() -> Iterator[ManualPage]:
    """Yield a page for each integrity rule."""
    return map(_rule_page, load_rules().values())


def describe_effect(severity: Severity) -> str:
    """Return which requirements a finding of this severity fails."""
    if severity is Severity.UNKNOWN:
        return f"leaves open: {list_requirements_with('severity', Severity.ERROR)}"
    asking = list_requirements_with("severity", severity)
    return f"fails: {asking}" if asking else "is reported and fails no requirement"


def _rule_page(rule: Rule) -> ManualPage:
    example = rule.example
    return ManualPage(
        sort="integrity rule",
        name=rule.id,
        title=rule.title,
        parts=(
            ("severity", f"{rule.severity.value}; {describe_effect(rule.severity)}"),
            ("checks", rule.manual),
            ("why", rule.why),
            ("fails", format_files(example.files) if example else ""),
            ("mended", format_files(example.mended) if example else ""),
            ("remedy", rule.remedy),
            ("source", "\n".join(rule.sources)),
        ),
    )
