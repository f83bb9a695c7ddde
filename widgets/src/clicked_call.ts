/** What became of a click-to-call: the agent's call and the customer's, from their events. */

import type { LabEvent } from "./story.ts";

export class ClickedCall {
  agentStatus = "queued";
  customerStatus = "";
  over = false;
  /** Who ended it and why, in the lab's words; empty when it does not say. */
  reason = "";
  #customerSid = "";

  constructor(readonly sid: string) {}

  /** Take an event in; true when it was about one of the two calls. */
  hear(event: LabEvent): boolean {
    if (event.event === "call-created" && event.parent_call_sid === this.sid) {
      this.#customerSid = String(event.call_sid);
      this.customerStatus = String(event.status);
      return true;
    }
    const agents = event.call_sid === this.sid;
    if (!agents && event.call_sid !== this.#customerSid) return false;
    if (event.event === "call-status-changed" || event.event === "call-ended") {
      if (agents) this.agentStatus = String(event.status);
      else this.customerStatus = String(event.status);
    }
    if (event.event === "call-ended" && agents) {
      this.over = true;
      this.reason = String(event.reason ?? "");
    }
    return true;
  }

  /** The lab was started anew: whatever became of the call, it is over. */
  lost(): void {
    if (this.over) return;
    this.over = true;
    this.reason = "the lab was started anew";
  }

  /** Whether both sides hear each other. */
  get talking(): boolean {
    return !this.over && this.agentStatus === "in-progress" && this.customerStatus === "in-progress";
  }
}

/** Why a side was not there, in words; null when it was. */
function missing(who: string, status: string): string | null {
  switch (status) {
    case "busy":
      return `${who} is busy`;
    case "no-answer":
      return `${who} did not answer`;
    case "failed":
      return `${who} could not be reached`;
    case "canceled":
      return `hung up before ${who} answered`;
    default:
      return null;
  }
}

/** The two calls in words. */
export function clickWords(call: ClickedCall, agent: string, customer: string): string {
  if (call.over) {
    const absent = missing(agent, call.agentStatus) ?? missing(customer, call.customerStatus);
    return absent ?? `the call has ended${call.reason ? ` · ${call.reason}` : ""}`;
  }
  if (call.agentStatus !== "in-progress") return `ringing ${agent}`;
  if (call.talking) return `${agent} and ${customer} are talking`;
  return missing(customer, call.customerStatus) ?? `${agent} answered, ringing ${customer}`;
}
