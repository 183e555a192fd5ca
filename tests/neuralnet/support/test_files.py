import pytest

from neuralnet.support.files import write_whole


def test_write_whole_stores_the_text_unchanged_and_makes_folders(tmp_path):
    path = write_whole(tmp_path / "a" / "b" / "é.txt", "1\r\n2\n")
    assert path == tmp_path / "a" / "b" / "é.txt"
    assert path.read_bytes() == b"1\r\n2\n"


def test_only_its_owner_may_read_a_private_file(tmp_path):
    default = tmp_path / "default"
    default.touch()
    modes = [
        write_whole(tmp_path / "text", "1", **private).stat().st_mode & 0o777
        for private in ({}, {"private": False}, {"private": True})
    ]
    assert modes == [default.stat().st_mode & 0o777] * 2 + [0o600]


def test_an_interrupted_write_keeps_the_old_file_and_the_next_write_clears_up(
    tmp_path, monkeypatch
):
    path = write_whole(tmp_path / ("x" * 250), "old")

    def killed(path, target):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.replace", killed)
        with pytest.raises(KeyboardInterrupt):
            write_whole(path, "new")
    assert path.read_text() == "old"
    write_whole(path, "newer")
    assert path.read_text() == "newer"
    assert [*tmp_path.iterdir()] == [path]
