"""A folder and a name -> the path that they mean in the release."""

_MAX_LENGTH = 1_000  # characters of a file name


def join_path(folder: str, name: str) -> str:
    """Return a path below a folder; "" is the root."""
    return f"{folder}/{name}" if folder else name


def parent_folder(path: str) -> str:
    """Return the folder of a path, "" for the root."""
    return path.rpartition("/")[0]


def base_name(path: str) -> str:
    """Return the last part of a path."""
    return path.rpartition("/")[2]


def resolve_inside(folder: str, name: object) -> str | None:
    """Return the path of a plain relative name, None for one that leaves the folder or is not plain."""
    if not isinstance(name, str) or not name or len(name) > _MAX_LENGTH:
        return None
    parts = name.removeprefix("./").split("/")
    if "\\" in name or "\0" in name or ":" in parts[0] or {"", ".", ".."} & set(parts):
        return None
    return join_path(folder, "/".join(parts))
