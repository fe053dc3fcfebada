"""Facts -> the skeleton of a card: what is known is filled in, what is not is a placeholder that checks find.

The keys are those of the Hub (https://huggingface.co/docs/hub/model-cards), the headings those of its guides.
"""

import re
from collections.abc import Iterator

from openrelease.licenses import LicenseTable
from openrelease.model import Claim, Facts, Kind, Status
from openrelease.reports.shared.weights_summary import weight_lines

_PLAIN = re.compile(r"[A-Za-z0-9][\w.+/-]{0,199}")
_REPOSITORY = re.compile(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}")
_LIBRARY = "library-model-type"  # the evidence that a configuration names a well-known library


def render_card(facts: Facts, licenses: LicenseTable, template: str) -> str:
    """The text of a card: the template with what is known in the place of each %word%."""
    known = dict(_known_keys(facts, licenses))
    return re.sub(r"%(\w+)%", lambda match: known.get(match[1], ""), template)


def _known_keys(facts: Facts, licenses: LicenseTable) -> Iterator[tuple[str, str]]:
    part = "weights" if facts.subject.kind is Kind.MODEL else "datasets"
    name = (facts.subject.name or "").rpartition("/")[2]
    bases = (each.upstream for each in facts.lineage if each.relation == "base_model" and not each.hint)
    base = next((each for each in bases if _REPOSITORY.fullmatch(each)), "")
    license_ = facts.components[part].license
    yield "name", name or "[Insert the name]"
    yield "license_keys", "\n".join(_license_keys(facts, license_, licenses))
    named = license_.expression if license_ else None
    yield "license", f"- **License:** {named}\n" if named else ""
    yield (
        "library",
        _format_key("library_name", _find_library(facts), "the library that loads it, such as transformers"),
    )
    yield "base", f"base_model: {base}\n" if base else ""
    yield "made_from", f"- **Fine-tuned from:** {base}\n" if base else ""
    yield "weights", "".join(f"- **Weights:** {line}\n" for line in _describe_weights(facts))


def _format_key(name: str, value: str | None, hint: str) -> str:
    """A key with its value, or with a comment on what to write."""
    return f"{name}: {value}\n" if value else f"{name}: # TODO: {hint}\n"


def _license_keys(facts: Facts, license_: Claim | None, licenses: LicenseTable) -> Iterator[str]:
    """The license by its id on the Hub; one that is not on its list has a name and a link to its text."""
    expression = license_.expression if license_ else None
    row = licenses.facets(expression) if expression else None
    if row is not None and row.hub:
        yield f"license: {row.hub}"
    elif expression and _PLAIN.fullmatch(expression):
        yield "license: other"
        yield f"license_name: {expression.lower()}"
        yield _format_key("license_link", _find_license_text(facts), "LICENSE, or the address of the text").rstrip()
    else:
        yield "license: # TODO: an id of the Hub's list, such as apache-2.0"


def _find_license_text(facts: Facts) -> str | None:
    found = (each for each in facts.components["license"].evidence if each.status is Status.IN_REPO)
    return next((each.location.path for each in found if _PLAIN.fullmatch(each.location.path)), None)


def _find_library(facts: Facts) -> str | None:
    """The library that a configuration beside the weights names."""
    named = (
        (each.url or "").rpartition("/")[2].lower()
        for each in facts.components["inference_code"].evidence
        if each.how == _LIBRARY
    )
    return next((each for each in named if _PLAIN.fullmatch(each)), None)


def _describe_weights(facts: Facts) -> Iterator[str]:
    """A summary of the weight headers, without file names."""
    if facts.weights:
        yield from (line for line in weight_lines(facts) if line.partition(":")[0].isalnum() and ":" in line)
