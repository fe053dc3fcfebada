"""Record of the Model Openness Tool -> Facts: what it declares of a release; nothing of it is verified.

The license of a component is its own; else that of its kind (code, data, document); else that of the whole
distribution; else it has none. https://github.com/lfai/model_openness_tool
"""

from collections.abc import Iterable, Iterator, Mapping

from openrelease.errors import UntrustedInputError
from openrelease.model import (
    NOTHING,
    Claim,
    ComponentFacts,
    EffectiveLicense,
    Evidence,
    Facts,
    Kind,
    Location,
    Problem,
    RecordComponent,
    RecordForm,
    Status,
    Subject,
)
from openrelease.scan.licensing.statement import Reader
from openrelease.untrusted import YamlDocument, load_yaml
from openrelease.values import dataclass

DECLARED = "record"
"""How a component is known that a record declares."""

_Entry = Mapping[str, object]
_NO_LICENSE_NAMES = frozenset({"", "unlicensed", "none", "null"})
_LONGEST_TEXT = 300  # characters of a text that is kept


def read_record(data: bytes, path: str, reader: Reader, form: RecordForm) -> Facts:
    """Read a record; raises UntrustedInputError with its line for what is none, or lacks its main parts."""
    loaded = load_yaml(data)
    release = _get_mapping(loaded, "release")
    if _get_mapping(loaded, "framework").get("name") != form.framework:
        raise UntrustedInputError(f"names no {form.framework} in framework.name", loaded.lines.get(("framework",)))
    if not isinstance(release.get("components"), list):
        raise UntrustedInputError("has no list of components in release", loaded.lines.get(("release",)))
    record = _Record(path=path, loaded=loaded, release=release, reader=reader, form=form)
    components = {each: ComponentFacts(status=Status.ABSENT) for each in reader.catalog.components}
    found = dict(record.components())
    return Facts(
        subject=Subject(
            name=_clean_text(release.get("name")) or None,
            revision=None,
            kind=Kind.MODEL,
            kind_how="a record of the Model Openness Framework is of a model",
        ),
        components={**components, **found, "license": _summarize_licenses(found.values())},
        catalog=reader.catalog.components,
        problems=tuple(record.problems()),
    )


def _get_mapping(loaded: YamlDocument, key: str) -> _Entry:
    value = loaded.value.get(key) if isinstance(loaded.value, dict) else None
    if not isinstance(value, dict):
        raise UntrustedInputError(f"has no mapping {key}", loaded.lines.get((key,), 1))
    return value


@dataclass(frozen=True, kw_only=True)
class _Record:
    """A record that was read, and what reading its parts needs."""

    path: str
    loaded: YamlDocument
    release: _Entry
    reader: Reader
    form: RecordForm

    def components(self) -> Iterator[tuple[str, ComponentFacts]]:
        """Yield each known component that is listed; of one that is listed twice the first counts."""
        named = {each.name: each for each in self.form.components}
        seen: set[str] = set()
        for number, entry in self._entries():
            known = named.get(_clean_text(entry.get("name")))
            if known is not None and known.id not in seen:
                seen.add(known.id)
                yield known.id, self._component(number, entry, known)

    def problems(self) -> Iterator[Problem]:
        """Yield what is listed under a name that the framework does not have."""
        named = {each.name for each in self.form.components}
        for number, entry in self._entries():
            if (name := _clean_text(entry.get("name"))) not in named:
                message = f"{name!r} is no component of the {self.form.framework}"
                yield Problem(location=self._place("components", number), message=message, affects=NOTHING)

    def _entries(self) -> Iterator[tuple[int, _Entry]]:
        listed = self.release["components"]
        for number, entry in enumerate(listed if isinstance(listed, list) else ()):
            yield number, entry if isinstance(entry, dict) else {}

    def _component(self, number: int, entry: _Entry, known: RecordComponent) -> ComponentFacts:
        place = self._place("components", number)
        url = _clean_text(entry.get("component_path")) or None
        license_ = self._license(number, entry, known)
        return ComponentFacts(
            status=Status.LINKED,
            evidence=(Evidence(location=place, how=DECLARED, status=Status.LINKED, url=url),),
            license=EffectiveLicense.of(license_) if license_ else None,
            claims=(license_,) if license_ else (),
        )

    def _license(self, number: int, entry: _Entry, known: RecordComponent) -> Claim | None:
        """The component's own license, else that of its kind, else that of the distribution."""
        licenses = self.release.get("license")
        given = licenses if isinstance(licenses, dict) else {}
        if own := _clean_text(entry.get("license")):
            return self._stated(own, self._place("components", number, "license"))
        for part in (known.kind, "distribution"):
            of_part = given.get(part)
            if isinstance(of_part, dict) and (name := _clean_text(of_part.get("name"))):
                return self._stated(name, self._place("license", part, "name"))
        return None

    def _stated(self, name: str, place: Location) -> Claim | None:
        if name.casefold() in _NO_LICENSE_NAMES:
            return None
        return self.reader.parse_claim(name, "declared", place)

    def _place(self, *steps: str | int) -> Location:
        return Location(path=self.path, line=self.loaded.lines.get(("release", *steps)))


def _summarize_licenses(found: Iterable[ComponentFacts]) -> ComponentFacts:
    """Return the component `license` of a record: the licenses that it names, without their texts."""
    stated = (each.license for each in found if each.license is not None)
    evidence = (Evidence(location=each.location, how=DECLARED, status=Status.UNCLEAR) for each in dict.fromkeys(stated))
    first = next(evidence, None)
    if first is None:
        return ComponentFacts(status=Status.ABSENT)
    return ComponentFacts(status=Status.UNCLEAR, evidence=(first,))


def _clean_text(value: object) -> str:
    return value.strip()[:_LONGEST_TEXT] if isinstance(value, str) else ""
