/** What a person needs to know of a phone. */

import type { Trouble } from "./credentials.ts";

export type PhoneStatus =
  | "closed" // not shown on any page
  | "connecting" // looking for the lab, or registering
  | "ready"
  | "calling" // the call was sent; nothing came back yet
  | "ringing" // it rings at the far end
  | "incoming" // somebody calls this phone
  | "in-call"
  | "reconnecting" // in a call whose signaling or media was cut
  | "failed"; // cannot be used; `trouble` says why

export interface PhoneState {
  status: PhoneStatus;
  transport: string;
  /** Why it is this transport, in words. */
  transportReason: string;
  /** What the phone waits for while it connects. */
  waiting: string;
  /** The other side of the call: whom it calls, or who calls. */
  party: string;
  /** Why it calls, when a Dial said so. */
  reason: string;
  callSid: string;
  muted: boolean;
  /** The page's clock when the call was answered, in seconds. */
  answeredAt: number | null;
  /** How the last call ended, in words. */
  lastCall: string;
  /** Keys pressed in this call. */
  keys: string;
  trouble: Trouble | null;
  /** What keeps the call from being heard in this page; it goes before everything else. */
  unheard: Trouble | null;
}

/** What is shown of what is wrong. */
export const complaint = (state: PhoneState): Trouble | null => state.unheard ?? state.trouble;

export const IDLE: PhoneState = {
  status: "closed",
  transport: "",
  transportReason: "",
  waiting: "",
  party: "",
  reason: "",
  callSid: "",
  muted: false,
  answeredAt: null,
  lastCall: "",
  keys: "",
  trouble: null,
  unheard: null,
};

/** Whether there is a call that can be hung up. */
export const isLive = (state: PhoneState): boolean =>
  state.status === "calling" ||
  state.status === "ringing" ||
  state.status === "in-call" ||
  state.status === "reconnecting";
