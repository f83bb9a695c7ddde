/** What became of a click-to-call: the agent's call and the customer's, from their events. */

import type { LabEvent } from "./story.ts";

export class ClickedCall {
  agentStatus = "queued";
  customerStatus = "";
  over = false;
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
}

/** The two calls in words. */
export function clickWords(call: ClickedCall, agent: string, customer: string): string {
  if (call.over) {
    if (call.agentStatus !== "completed") return `${agent}: ${call.agentStatus}`;
    const unanswered = ["busy", "no-answer", "failed", "canceled"].includes(call.customerStatus);
    return unanswered ? `${customer}: ${call.customerStatus}` : "the call has ended";
  }
  if (call.agentStatus !== "in-progress") return `ringing ${agent}`;
  if (call.customerStatus === "in-progress") return `${agent} and ${customer} are talking`;
  return `${agent} answered, ringing ${customer}`;
}
