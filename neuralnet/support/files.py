"""Write a file so that an interruption leaves the old file, not half a new one."""

import hashlib


def write_whole(path, content, private=False):
    """Write a text, as UTF-8, or bytes to `path`, and return the path.

    An interruption leaves the old file. Missing folders are made. Line ends stay as
    they are. Only the owner may read a private file.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # The hidden file has the same short name each time, so that the next write replaces
    # a file that an interruption has left.
    digest = hashlib.sha256(path.name.encode("utf-8", "surrogatepass")).hexdigest()
    new = path.with_name(f".{digest[:16]}.part")
    try:
        if private:
            new.touch()
            new.chmod(0o600)
        content = content.encode("utf-8") if isinstance(content, str) else content
        new.write_bytes(content)
        return new.replace(path)
    finally:
        new.unlink(missing_ok=True)  # a full disk, or a name that is too long
