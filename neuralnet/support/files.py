"""Files that are written whole or not at all."""

import hashlib


def write_whole(path, text, private=False):
    """Write `text` to `path`, as UTF-8, and return the path.

    An interruption leaves the old file. Folders on the way are made, ends of lines stay
    as they are, and what is private may be read by its owner alone.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # Hidden, short, and the same each time: the next write removes what one that was
    # interrupted has left.
    digest = hashlib.sha256(path.name.encode("utf-8", "surrogatepass")).hexdigest()
    new = path.with_name(f".{digest[:16]}.part")
    if private:
        new.touch()
        new.chmod(0o600)
    new.write_bytes(text.encode("utf-8"))
    return new.replace(path)
