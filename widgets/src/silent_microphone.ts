/** A microphone that is open and says nothing: muted in the system, by a switch on it, or the wrong one. */

import type { Call } from "@twilio/voice-sdk";
import { Trouble } from "./credentials.ts";
import type { Story } from "./story.ts";

/** The SDK's word for a microphone whose loudness does not change at all. */
const CONSTANT = "constant-audio-input-level";
/** How long that has to last: a pause in a quiet room is no fault. */
const PATIENCE_MS = 10_000;
/** Of the loudest that can be. Any room says more than that in so long. */
const NOTHING = 0.002;

const unheard = () =>
  new Trouble(
    "We hear nothing from your microphone.",
    "Is it muted in the system, or by a switch on it? Another one can be chosen in the settings.",
  );

/**
 * Call `tell` with what is wrong when the microphone of `call` says nothing, with null when it does again. It counts
 * where the lab has heard nothing at all so far, by the call's own story: who only listens is not told.
 */
export function followSilence(
  call: Call,
  story: () => Story | null,
  tell: (trouble: Trouble | null) => void,
): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listen = () => {
    const heard = story()?.inbound;
    if (heard && heard.end > 0 && heard.peak(0, heard.end) < NOTHING) tell(unheard());
  };
  call.on("warning", (name: string) => {
    if (name !== CONSTANT) return;
    clearTimeout(timer);
    timer = setTimeout(listen, PATIENCE_MS);
  });
  call.on("warning-cleared", (name: string) => {
    if (name !== CONSTANT) return;
    clearTimeout(timer);
    tell(null);
  });
  call.on("disconnect", () => clearTimeout(timer));
}
