/** Taking out and putting in whole pitch periods, unheard: the twin of `voicelab/media/splice.py`. */

const SHORTEST_LAG = 20; // 400 Hz
/** The longest: 20 ms, 50 Hz, and a whole frame. */
export const LAG = 160;
const WINDOW = 160;
/** Samples needed to find a lag. */
export const SPAN = WINDOW + LAG;
const NEARLY = 0.97; // of the best likeness: then a whole frame is taken, which keeps packets and time in step

export function join(...parts: Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The lag at which the last 20 ms of `sound` are most like what came before. */
export function pitchLag(sound: Float32Array, frame = false): number {
  const end = sound.length - WINDOW;
  const likeness = (lag: number) => {
    let energy = 1e-9;
    let product = 0;
    for (let at = end; at < sound.length; at += 1) {
      const earlier = sound[at - lag] as number;
      energy += earlier * earlier;
      product += earlier * (sound[at] as number);
    }
    return product / Math.sqrt(energy);
  };
  let best = LAG;
  const whole = likeness(LAG);
  let most = whole;
  for (let lag = LAG - 1; lag >= SHORTEST_LAG; lag -= 1) {
    const here = likeness(lag);
    if (here > most) {
      most = here;
      best = lag;
    }
  }
  return frame && whole >= NEARLY * most ? LAG : best;
}

/** From one sound into another of the same length. */
export function crossfade(out: Float32Array, into: Float32Array): Float32Array {
  return out.map((sample, at) => sample + ((into[at] as number) - sample) * (at / out.length));
}

/** The sound with one pitch period less near its beginning; it must have SPAN samples or more. */
export function shorter(sound: Float32Array): Float32Array {
  const lag = pitchLag(sound.subarray(0, SPAN), true);
  return join(crossfade(sound.subarray(0, lag), sound.subarray(lag, 2 * lag)), sound.subarray(2 * lag));
}

/** `sound`, which goes on where `before` (SPAN samples or more) ends, with one pitch period put in between. */
export function longer(before: Float32Array, sound: Float32Array): Float32Array {
  const lag = pitchLag(before, true);
  return join(crossfade(sound.subarray(0, lag), before.subarray(before.length - lag)), sound);
}
