"""Files in the user's cache directory: what takes long to make, kept for the next start.

A cache never speaks and never fails: a file that is missing, damaged, of another version or writable by others is as
none, and one that cannot be written is not. With `JDTOOL_NO_CACHE` set nothing is read or written.
"""

from __future__ import annotations

import os
import sys
from hashlib import sha256

MAX_BYTES = 64_000_000
MAX_FILES = 20


def cache_folder() -> str | None:
    """Where the files lie, by the customs of the system; None where the user wants none or has no home."""
    if os.environ.get("JDTOOL_NO_CACHE"):
        return None
    home = os.path.expanduser("~")  # noqa: PTH111 - pathlib costs a start two milliseconds
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        base = f"{home}/Library/Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME", "")
        base = base if os.path.isabs(base) else f"{home}/.cache"  # noqa: PTH117
    return os.path.join(base, "jdtool") if os.path.isabs(base) else None  # noqa: PTH117, PTH118


def load(name: str, key: bytes) -> memoryview | None:
    """The content stored under this name, None where it was not stored with this key."""
    folder = cache_folder()
    if folder is None:
        return None
    try:
        with open(os.path.join(folder, name), "rb") as stream:  # noqa: PTH118, PTH123
            state = os.fstat(stream.fileno())
            if hasattr(os, "getuid") and (state.st_uid != os.getuid() or state.st_mode & 0o022):
                return None
            return unsealed(stream.read(MAX_BYTES), key)
    except OSError:
        return None


def store(name: str, key: bytes, content: bytes) -> None:
    """Stores the content, whole or not at all, for the user's eyes only."""
    folder = cache_folder()
    if folder is None:
        return
    path = os.path.join(folder, name)  # noqa: PTH118
    part = f"{path}.{os.getpid()}"
    try:
        os.makedirs(folder, 0o700, exist_ok=True)  # noqa: PTH103
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(sealed(content, key))
            os.replace(part, path)  # noqa: PTH105
            _prune(folder)
        except BaseException:
            os.unlink(part)  # noqa: PTH108
            raise
    except OSError:
        return


def _prune(folder: str) -> None:
    """Removes the files that were stored longest ago, where there are many: each path of a taxonomy has its own."""
    with os.scandir(folder) as entries:
        files = sorted(((e.stat().st_mtime, e.path) for e in entries), reverse=True)
    for _, path in files[MAX_FILES:]:
        os.unlink(path)  # noqa: PTH108


def sealed(content: bytes, key: bytes) -> bytes:
    """The content behind a digest that only this content with this key has."""
    return _digest(content, key) + content


def unsealed(data: bytes, key: bytes) -> memoryview | None:
    """The content of what `sealed` gave for the same key, None for anything else."""
    content = memoryview(data)[32:]  # megabytes: each copy takes a while
    return content if _digest(content, key) == data[:32] else None


def _digest(content: bytes | memoryview, key: bytes) -> bytes:
    digest = sha256(key)
    digest.update(content)
    return digest.digest()
