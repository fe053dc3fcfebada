"""Settings of the base and of a change -> what it alters of its exceptions and declarations."""

from collections.abc import Iterable, Iterator

from openrelease.config import Settings
from openrelease.model import Declarations, DeclaredLicense, DeclaredPart, Kind, Waiver, format_location
from openrelease.reports.shared.comparison import RuleChange


def diff_exceptions(base: Settings, own: Settings, _: Kind | None) -> Iterable[RuleChange]:
    """Compare exceptions: a new or longer one loosens the rules, one that is gone or ends sooner does not."""
    old, new = ({_describe_exception(each): each for each in settings.exceptions} for settings in (base, own))
    for what in dict.fromkeys((*old, *new)):
        before, after = (_describe_terms(exceptions.get(what)) for exceptions in (old, new))
        if before != after:
            shorter = what in old and (what not in new or _is_only_shorter(old[what], new[what]))
            yield RuleChange(what=what, before=before, after=after, loosens=not shorter)


def _is_only_shorter(old: Waiver, new: Waiver) -> bool:
    return new.expires < old.expires and (old.reason, old.owner) == (new.reason, new.owner)


def _describe_exception(waiver: Waiver) -> str:
    limits = (("release", waiver.release), ("path", waiver.path))
    scope = "".join(f", {name} {value or '.'}" for name, value in limits if value is not None)
    return f"exception from {waiver.requirement}{scope}"


def _describe_terms(waiver: Waiver | None) -> str:
    return "none" if waiver is None else f"until {waiver.expires}, {waiver.owner}: {waiver.reason}"


def diff_declarations(base: Settings, own: Settings, _: Kind | None) -> Iterable[RuleChange]:
    """Compare what is declared of each model and component; every difference counts as looser."""
    old, new = (dict(_list_declarations(settings.declared)) for settings in (base, own))
    for what in dict.fromkeys((*old, *new)):
        if old.get(what) != new.get(what):
            yield RuleChange(what=what, before=old.get(what, "not declared"), after=new.get(what, "not declared"))


def _list_declarations(said: Declarations) -> Iterator[tuple[str, str]]:
    for id_, parts in said.components.items():
        yield f"declared {id_}", "; ".join(map(_describe_part, parts))
    for release in said.releases:
        own = [f"{id_}: {'; '.join(map(_describe_part, parts))}" for id_, parts in release.components.items()]
        details = (
            f"root {release.root or '.'}",
            f"kind {release.kind.value}" if release.kind else "",
            f"card {release.card.path}" if release.card else "",
            f"license {_describe_license(release.license)}" if release.license else "",
            *own,
        )
        yield f"declared model {release.name}", ", ".join(each for each in details if each)
    for each in said.misread:
        yield f"passage {format_location(each.passage)} set aside", f'{each.owner}: {each.reason} ("{each.words}")'


def _describe_part(part: DeclaredPart) -> str:
    place = part.url or part.path or "."
    revision = f"@{part.revision}" if part.revision else ""
    return f"{place}{revision}{f' under {_describe_license(part.license)}' if part.license else ''}"


def _describe_license(license_: DeclaredLicense) -> str:
    return license_.expression or license_.text or "no license"
