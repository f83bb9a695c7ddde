/** The queues as the lab tells them. */

import type { LabEvent } from "./story.ts";

export interface Waiting {
  callSid: string;
  address: string;
  position: number;
  /** When they came, on the page's clock, in seconds. */
  since: number;
}

export interface QueueState {
  name: string;
  sid: string;
  averageWait: number;
  members: Waiting[];
}

/** The queues in a `queues` event of `/observe`, which came at `now`. */
export function readQueues(event: LabEvent, now: number): QueueState[] {
  const queues = Array.isArray(event.queues) ? (event.queues as Record<string, unknown>[]) : [];
  return queues.map((queue) => ({
    name: String(queue.queue),
    sid: String(queue.queue_sid),
    averageWait: Number(queue.average_wait) || 0,
    members: ((queue.members ?? []) as Record<string, unknown>[]).map((one) => ({
      callSid: String(one.call_sid),
      address: String(one.address),
      position: Number(one.position),
      since: now - (Number(one.waited) || 0),
    })),
  }));
}

/** A queue's state in words. */
export function queueWords(queue: QueueState): string {
  const number = queue.members.length;
  if (!number) return "nobody waits";
  return `${number} waiting${queue.averageWait ? ` · average ${queue.averageWait} s` : ""}`;
}
