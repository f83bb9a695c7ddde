/** The state of a phone in words. */

import type { PhoneState } from "./phone_state.ts";

/** The line beside the phone's name. */
export function statusWords(state: PhoneState): string {
  const by = state.transport ? ` · ${state.transport}` : "";
  switch (state.status) {
    case "closed":
      return "not connected";
    case "connecting":
      return "connecting";
    case "ready":
      return `ready${by}`;
    case "calling":
      return `calling${by}`;
    case "ringing":
      return `ringing${by}`;
    case "incoming":
      return `incoming call${by}`;
    case "in-call":
      return `in call${state.muted ? " · muted" : by}`;
    case "reconnecting":
      return "connecting again";
    case "failed":
      return "not connected";
  }
}

/** The line of the call, while there is no timer to show. */
export function callWords(state: PhoneState): string {
  switch (state.status) {
    case "calling":
      return `Calling ${state.party}`;
    case "ringing":
      return `Ringing ${state.party}`;
    case "incoming":
      return state.reason ? `${state.party} is calling: ${state.reason}` : `${state.party} is calling`;
    case "connecting":
      return state.waiting;
    default:
      return state.lastCall;
  }
}

/** Why sound does not go by WebRTC, for those who cannot point at the status; empty when it does. */
function byAnotherWay({ transport, transportReason }: PhoneState): string {
  return transport === "WebSocket" ? ` Sound goes by WebSocket: ${transportReason}.` : "";
}

/** What a screen reader says when the state changes. */
export function announcement(state: PhoneState): string {
  switch (state.status) {
    case "ready":
      return state.lastCall ? `${state.lastCall}. Ready.` : `Ready.${byAnotherWay(state)}`;
    case "in-call":
      return state.muted ? "In call, muted." : "In call.";
    case "reconnecting":
      return "Connection lost, connecting again.";
    case "calling":
    case "ringing":
    case "incoming":
      return `${callWords(state)}.`;
    default:
      return "";
  }
}
