import pytest

from neuralnet.support.files import write_whole


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
