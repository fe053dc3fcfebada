"""Lineage -> Lineage with the duties that were seen: a name, a phrase, a notice, the text of a license.

Only what stands in text can be looked for. A duty that is not seen may still be done elsewhere.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from openrelease.errors import UnreadableError, UntrustedInputError
from openrelease.licenses import LicenseFacets, LicenseTable
from openrelease.model import Claim, Lineage, Location
from openrelease.scan.inputs.owner_names import squash_name
from openrelease.scan.inputs.read_inputs import RepositoryInputs, read_entire_file
from openrelease.untrusted import decode_text
from openrelease.values import dataclass, replace

_NOTICE_BYTES = 65_536


@dataclass(frozen=True, kw_only=True)
class NoticeSources:
    """What is looked through: the documents, the Notice files and the license files of a release."""

    gathered: RepositoryInputs
    files: Sequence[Claim]
    name: str | None

    @cached_property
    def passages(self) -> Sequence[tuple[str, Location]]:
        """Every passage of a document or line of a Notice file in plain form, with its place."""
        return (*self._documents(), *self._notices())

    def _documents(self) -> Iterator[tuple[str, Location]]:
        for document in self.gathered.documents:
            texts = [(heading.text, heading.line) for heading in document.headings]
            texts += [(block.text, block.line) for block in document.blocks]
            texts += [(link.label, link.line) for link in document.links]
            for text, line in texts:
                yield normalize_spaces(text), Location(path=document.path, line=line)

    def _notices(self) -> Iterator[tuple[str, Location]]:
        for path in sorted(self.gathered.paths):
            if path.rpartition("/")[2].lower().partition(".")[0] in {"notice", "notices"}:
                try:
                    text = decode_text(read_entire_file(self.gathered.snapshot, path, _NOTICE_BYTES))
                except (UnreadableError, UntrustedInputError):
                    continue  # what was not read was not seen
                yield normalize_spaces(text), Location(path=path, line=1)


def attach_seen_duties(lineage: Lineage, texts: NoticeSources, table: LicenseTable) -> Lineage:
    """The same with what was seen of the duties of its license."""
    if lineage.license is None or lineage.relation not in {"base_model", "distilled"}:
        return lineage
    facets = table.explain(lineage.license)
    return lineage if facets is None else replace(lineage, seen=dict(_find_seen_duties(facets, texts)))


def normalize_spaces(text: str) -> str:
    """Words in small letters, with single spaces."""
    return " ".join(text.casefold().split())


def _find_seen_duties(facets: LicenseFacets, texts: NoticeSources) -> Iterator[tuple[str, Location]]:
    own = (texts.name or "").rpartition("/")[2]
    if facets.name_begins and squash_name(own).startswith(squash_name(facets.name_begins)):
        yield "name", Location(path="")
    for duty, phrases in _duty_phrases(facets).items():
        place = next(
            (at for text, at in texts.passages if any(normalize_spaces(each) in text for each in phrases)), None
        )
        if place:
            yield duty, place
    shipped = next((each.location for each in texts.files if each.expression == facets.id), None)
    if shipped:
        yield "text", shipped


def _duty_phrases(facets: LicenseFacets) -> Mapping[str, tuple[str, ...]]:
    return {"display": facets.display, "notice": (facets.notice,) if facets.notice else ()}
