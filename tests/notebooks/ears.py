"""What a page hears and a recording holds, judged by analysis: spectra, and likeness to a synthesised prompt."""

from __future__ import annotations

import base64
import itertools
import wave
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Page

__all__ = [
    "HOOK",
    "PLAYED",
    "RATE",
    "Heard",
    "gaps",
    "likeness",
    "peak_frequency",
    "tone_seconds",
    "write_wav",
]

RATE = 16_000

HOOK = """
(() => {
  const Plain = window.RTCPeerConnection;
  const heard = window.voicelabHeard = {chunks: [], connections: [], kept: []};
  const module = `registerProcessor('ears', class extends AudioWorkletProcessor {
    constructor() { super(); this.chunk = new Float32Array(4096); this.filled = 0; }
    process(inputs) {
      const sound = inputs[0][0] ?? new Float32Array(128);
      this.chunk.set(sound, this.filled);
      this.filled += sound.length;
      if (this.filled === 4096) { this.port.postMessage(this.chunk.slice()); this.filled = 0; }
      return true;
    }
  })`;
  let context = null;
  const ready = () => {
    if (!context) {
      context = new AudioContext({sampleRate: 16000});
      heard.ready = context.audioWorklet.addModule(URL.createObjectURL(new Blob([module], {type: 'text/javascript'})));
    }
    return heard.ready;
  };
  window.RTCPeerConnection = class extends Plain {
    constructor(...given) {
      super(...given);
      heard.connections.push(this);
      void ready();
      this.addEventListener('track', async event => {
        const stream = event.streams[0] ?? new MediaStream([event.track]);
        await ready();
        void context.resume();
        const source = context.createMediaStreamSource(stream);
        const tap = new AudioWorkletNode(context, 'ears');
        tap.port.onmessage = ({data}) => heard.chunks.push(data);
        source.connect(tap);
        tap.connect(context.destination);
        heard.kept.push(source, tap, stream);
      });
    }
  };
})();
"""
"""Run in the page before anything else: keeps what every RTCPeerConnection of it receives, at 16 kHz."""

PLAYED = """
(() => {
  const heard = window.voicelabHeard = {chunks: [], connections: [], kept: []};
  const module = `registerProcessor('ears', class extends AudioWorkletProcessor {
    constructor() { super(); this.chunk = new Float32Array(4096); this.filled = 0; }
    process(inputs) {
      const sound = inputs[0][0] ?? new Float32Array(128);
      this.chunk.set(sound, this.filled);
      this.filled += sound.length;
      if (this.filled === 4096) { this.port.postMessage(this.chunk.slice()); this.filled = 0; }
      return true;
    }
  })`;
  const listen = async stream => {
    if (heard.kept.includes(stream)) return;
    heard.kept.push(stream);
    const context = new AudioContext({sampleRate: 16000});
    await context.audioWorklet.addModule(URL.createObjectURL(new Blob([module], {type: 'text/javascript'})));
    const source = context.createMediaStreamSource(stream);
    const tap = new AudioWorkletNode(context, 'ears');
    tap.port.onmessage = ({data}) => heard.chunks.push(data);
    source.connect(tap);
    tap.connect(context.destination);
    heard.kept.push(context, source, tap);
  };
  const plain = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject');
  Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {...plain, set(stream) {
    if (stream instanceof MediaStream) void listen(stream);
    plain.set.call(this, stream);
  }});
})();
"""
"""The same for whatever stream the page plays, however it came: what an ``<audio>`` element is given."""

Sound = NDArray[np.float32]


class Heard:
    """The page's ears."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def seconds(self) -> float:
        """How much has been heard since the page was opened."""
        return float(self._page.evaluate("() => window.voicelabHeard.chunks.length * 4096 / 16000"))

    def since(self, start: float = 0.0) -> Sound:
        """What was heard after the first ``start`` seconds, at RATE."""
        text = self._page.evaluate(
            """first => {
                const chunks = window.voicelabHeard.chunks.slice(first);
                const bytes = new Uint8Array(chunks.length * 4096 * 2);
                const view = new DataView(bytes.buffer);
                chunks.forEach((chunk, at) => chunk.forEach((value, index) =>
                    view.setInt16((at * 4096 + index) * 2, Math.max(-1, Math.min(1, value)) * 32767, true)));
                let words = '';
                for (let at = 0; at < bytes.length; at += 32768)
                    words += String.fromCharCode(...bytes.subarray(at, at + 32768));
                return btoa(words);
            }""",
            int(start * RATE / 4096),
        )
        return np.frombuffer(base64.b64decode(text), "<i2").astype(np.float32) / 32768.0

    def wait_for(self, seconds: float, timeout: float = 120.0) -> None:
        """Wait until the page has heard so much."""
        self._page.wait_for_function(
            "seconds => window.voicelabHeard.chunks.length * 4096 / 16000 >= seconds",
            arg=seconds,
            timeout=timeout * 1000,
        )

    def reception(self) -> dict[str, float]:
        """Samples received and samples concealed, over every connection that is open."""
        counts: dict[str, float] = self._page.evaluate(
            """async () => {
                const sum = {received: 0, concealed: 0};
                for (const connection of window.voicelabHeard.connections) {
                    if (connection.connectionState !== 'connected') continue;
                    for (const report of (await connection.getStats()).values()) {
                        if (report.type !== 'inbound-rtp' || report.kind !== 'audio') continue;
                        sum.received += report.totalSamplesReceived ?? 0;
                        sum.concealed += (report.concealedSamples ?? 0) - (report.silentConcealedSamples ?? 0);
                    }
                }
                return sum;
            }"""
        )
        return counts


def peak_frequency(sound: NDArray[Any], rate: int) -> float:
    """The strongest frequency, in Hz."""
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
    return float(spectrum.argmax() * rate / len(sound))


def tone_seconds(sound: NDArray[Any], rate: int, frequency: float, *, width: float = 15.0) -> float:
    """For how many seconds a tone of ``frequency`` Hz stands out: it has four fifths of a frame's power."""
    size = rate // 20
    frames = sound[: len(sound) // size * size].reshape(-1, size)
    if not len(frames):
        return 0.0
    power = np.abs(np.fft.rfft(frames * np.hanning(size), n=4 * size, axis=1)) ** 2
    bins = np.fft.rfftfreq(4 * size, 1 / rate)
    near = power[:, np.abs(bins - frequency) <= max(width, 2 * rate / size)].sum(axis=1)
    loud = np.sqrt(np.mean(frames**2, axis=1)) > 0.005
    return float(np.sum(loud & (near > 0.8 * power.sum(axis=1))) * size / rate)


def gaps(sound: NDArray[Any], rate: int) -> list[tuple[float, float]]:
    """Where a steady tone is missing: begin and length in seconds of each stretch under a third of its usual level."""
    size = rate // 200  # 5 ms
    blocks = sound[: len(sound) // size * size].reshape(-1, size)
    level = np.sqrt(np.mean(blocks.astype(np.float64) ** 2, axis=1))
    missing = level < np.median(level) / 3
    edges = np.flatnonzero(np.diff(np.concatenate(([0], missing.astype(np.int8), [0]))))
    return [(begin / 200, (end - begin) / 200) for begin, end in edges.reshape(-1, 2)]


def likeness(sound: NDArray[Any], prompt: NDArray[Any], rate: int) -> float:
    """How well ``prompt`` is found in ``sound``, to 1.

    Half-second pieces of the prompt are looked for in their order, 0.3 to 1.2 seconds apart: a receiver on a busy
    machine stretches and skips a little between them. The result is the mean of their spectrograms' correlations.
    """
    heard, said = _spectrogram(sound, rate), _spectrogram(prompt, rate)
    piece, near, far = 30, 18, 72  # of 60 a second
    pieces = [said[start : start + piece] for start in range(0, len(said) - piece // 2, piece)]
    places = len(heard) - piece + 1
    if places < 1 or not pieces:
        return 0.0
    best: NDArray[Any] | None = None  # of the pieces so far, by where the last one lies
    for part in pieces:
        here = _correlations(heard, part)[:places]
        if best is not None:
            before = np.full(places, -np.inf)
            for gap in range(near, min(far, places)):
                np.maximum(before[gap:], best[: places - gap], out=before[gap:])
            here = here + before
        best = here
    assert best is not None
    return float(best.max()) / len(pieces)


def _correlations(heard: NDArray[Any], part: NDArray[Any]) -> NDArray[Any]:
    """How well ``part`` fits at each place of ``heard``."""
    part = part - part.mean()
    norm = float(np.linalg.norm(part)) or 1.0
    windows = np.lib.stride_tricks.sliding_window_view(heard, len(part), axis=0)  # (places, bands, frames)
    flat = windows.transpose(0, 2, 1).reshape(len(windows), -1)
    flat = flat - flat.mean(axis=1, keepdims=True)
    return (flat @ part.ravel()) / (np.linalg.norm(flat, axis=1) * norm + 1e-6)


def _spectrogram(sound: NDArray[Any], rate: int) -> NDArray[Any]:
    """Loudness in 24 bands of the telephone's range, 60 times a second, with 40 dB from silence to full."""
    size, hop = rate // 30, rate // 60
    count = max(0, (len(sound) - size) // hop + 1)
    if not count:
        return np.zeros((0, 24))
    frames = np.lib.stride_tricks.sliding_window_view(sound, size)[::hop][:count] * np.hanning(size)
    power = np.abs(np.fft.rfft(frames, axis=1)) ** 2
    frequencies = np.fft.rfftfreq(size, 1 / rate)
    edges = np.geomspace(250, 3300, 25)
    bands = np.stack(
        [
            power[:, (frequencies >= low) & (frequencies < high)].sum(axis=1)
            if np.any((frequencies >= low) & (frequencies < high))
            else power[:, np.abs(frequencies - low).argmin()]
            for low, high in itertools.pairwise(edges)
        ],
        axis=1,
    )
    level = 10 * np.log10(bands + 1e-12)
    return np.clip(level - level.max() + 40.0, 0.0, None)


def write_wav(path: Path, sound: NDArray[Any], rate: int) -> Path:
    """Write 16-bit mono."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())
    return path
