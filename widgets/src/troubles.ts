/** The SDK's errors in plain words, each with what to do about it. */

import { Trouble } from "./credentials.ts";

/** No sound passes between page and lab. */
export const NO_MEDIA = 53405;

/** What the SDK says of a connection that was lost for a moment. */
const LOST = new Set([31003, 31005, 31009, 53000, NO_MEDIA]);

interface SdkError {
  code?: number;
  name?: string;
  message?: string;
  explanation?: string;
  solutions?: string[];
  originalError?: { code?: number; message?: string };
}

const WORDS: Record<number, [message: string, cure: string]> = {
  20101: ["The lab does not accept this phone's token.", "Run the phone's cell again to get a new one."],
  20104: ["The phone's token has expired.", "Run the phone's cell again to get a new one."],
  20151: ["The lab does not accept this phone's token.", "Run the phone's cell again to get a new one."],
  31003: ["The connection was lost.", "Call again. voicelab doctor says what stops it."],
  31005: [
    "The connection to the lab was lost.",
    "Is the kernel still running? The phone connects again by itself.",
  ],
  31009: ["The lab is not reachable at the moment.", "The phone connects again by itself."],
  31401: ["The microphone was refused.", "Allow it at the lock beside the page's address."],
  31402: ["The microphone cannot be opened.", "Choose another in the settings."],
  31404: ["Nobody answers to that name.", "Type a document's name, a number, app:NAME or client:NAME."],
  31480: ["The other side is not available at the moment.", "Try again later."],
  31486: ["The line is busy.", "Try again later."],
  31603: ["The call was declined.", "Ask the other side, or try again later."],
  53000: ["The lab reported an error on the signaling connection.", "Call again."],
  53400: ["Page and lab do not agree on how to send sound.", "Use a current browser."],
  [NO_MEDIA]: [
    "No sound could pass between the page and the lab.",
    "The phone looks for another way. If the call ends, call again; voicelab doctor says more.",
  ],
};

/** Somebody whom a call has dialled, and what became of that. */
export interface Dialled {
  sid: string;
  address: string;
  status: string;
  /** Why it ended, in the lab's words. */
  reason: string;
}

/** Why a call that was dialled came to nothing; null when it was answered, or given up here. `why` is what the lab says. */
export function unansweredTrouble(
  { address, status }: Dialled,
  why: { message: string; cure: string; code: number | null } | null,
): Trouble | null {
  const who = address.replace(/^client:/, "");
  if (why && (status === "failed" || status === "no-answer")) {
    return new Trouble(why.message, why.cure, why.code ?? 31404);
  }
  switch (status) {
    case "busy":
      return new Trouble(`${who} is busy, or rejected the call.`, "Try again later.", 31486);
    case "no-answer":
      return new Trouble(`${who} did not answer.`, "Try again later.", 31480);
    case "failed":
      return new Trouble(`${who} could not be reached.`, "Is it a number of this lab, or a phone?", 31404);
    default:
      return null;
  }
}

/** What the SDK threw or emitted, as words and a cure. */
export function callTrouble(error: unknown): Trouble {
  if (error instanceof Trouble) return error;
  const { code, message, explanation, solutions, originalError } = (error ?? {}) as SdkError;
  const known = code === undefined ? undefined : WORDS[code];
  const original = originalError?.message;
  if (known && code !== undefined) {
    // The lab's own words say more than ours, when it sent any. The SDK's speak of Twilio's servers.
    const own = original && original !== "undefined" && !/Twilio/.test(original) ? original : null;
    return new Trouble(own && own.length > 12 ? own : known[0], known[1], code);
  }
  return new Trouble(
    message || explanation || String(error),
    solutions?.[0] ?? "Call again. voicelab doctor says what commonly stops people.",
    code ?? null,
  );
}

/** What a phone shows while the SDK mends a call: the sound's way, if that is what was lost. It stays if the call ends. */
export function mediaLost(error: unknown): { trouble?: Trouble } {
  const trouble = callTrouble(error);
  return trouble.code === NO_MEDIA ? { trouble } : {};
}

/** The call is mended: what was wrong with its connection is over. */
export function connectionBack(trouble: Trouble | null): { trouble?: null } {
  return LOST.has(trouble?.code ?? 0) ? { trouble: null } : {};
}
