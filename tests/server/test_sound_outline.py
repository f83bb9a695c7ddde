"""The outline of a call's sound: every stretch's lowest and highest sample, whatever the length of file and stretch."""

import wave
from pathlib import Path

import numpy as np
import pytest

from voicelab.server.outline import outline_of


def write(path: Path, samples: np.ndarray) -> None:
    with wave.open(str(path), "wb") as file:
        file.setparams((samples.shape[1], 2, 8000, 0, "NONE", ""))
        file.writeframes(samples.astype("<i2").tobytes())


@pytest.mark.parametrize("length", [1, 159, 8000, (1 << 18) - 1, 1 << 18, 3 * (1 << 18) + 777])
@pytest.mark.parametrize("bins", [1, 7, 800, 20_000])
def test_it_is_what_the_samples_say(tmp_path: Path, length: int, bins: int) -> None:
    samples = np.random.default_rng(length).integers(-32768, 32768, (length, 2)).astype(np.int16)
    write(tmp_path / "call.wav", samples)
    outline = outline_of(tmp_path / "call.wav", bins)
    step = round(8000 / outline["rate"])
    assert len(outline["inbound"]) == len(outline["outbound"]) == -(-length // step) <= bins
    for column, name in enumerate(("inbound", "outbound")):
        parts = [samples[at : at + step, column] for at in range(0, length, step)]
        wanted = [(part.min() / 32768, part.max() / 32768) for part in parts]
        assert outline[name] == pytest.approx(np.array(wanted), abs=1e-4)


def test_what_is_not_there_or_not_two_tracks_has_no_pairs(tmp_path: Path) -> None:
    nothing = {"inbound": [], "outbound": []}
    assert outline_of(tmp_path / "none.wav", 100) | nothing == outline_of(tmp_path / "none.wav", 100)
    (tmp_path / "torn.wav").write_bytes(b"RIFF")
    assert outline_of(tmp_path / "torn.wav", 100)["inbound"] == []
    write(tmp_path / "mono.wav", np.ones((400, 1)))
    assert outline_of(tmp_path / "mono.wav", 100)["outbound"] == []


def test_half_a_sample_at_the_end_of_a_file_that_is_being_written_is_left_out(tmp_path: Path) -> None:
    write(tmp_path / "call.wav", np.full((100, 2), 3000))
    with (tmp_path / "call.wav").open("ab") as file:
        file.write(b"\xff\x7f\x00")
    assert outline_of(tmp_path / "call.wav", 1)["inbound"] == [[0.0916, 0.0916]]
