/** The queues as the lab tells them. */

import { nameOf } from "./board_parts.ts";
import { duration } from "./duration.ts";
import { timeOfDay } from "./room.ts";
import type { LabEvent } from "./story.ts";

export interface Waiting {
  callSid: string;
  address: string;
  position: number;
  /** When they came, on the page's clock, in seconds. */
  since: number;
}

/** How somebody left a queue, `result` as the action of its Enqueue is told. */
export interface Departure {
  address: string;
  waited: number;
  result: string;
  when: Date;
}

export interface QueueState {
  name: string;
  sid: string;
  averageWait: number;
  members: Waiting[];
  last: Departure | null;
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
    last: readDeparture(queue.last),
  }));
}

function readDeparture(value: unknown): Departure | null {
  if (typeof value !== "object" || value === null) return null;
  const { address, waited, result, when } = value as Record<string, unknown>;
  return {
    address: String(address),
    waited: Number(waited) || 0,
    result: String(result),
    when: new Date(String(when)),
  };
}

const LEFT: Record<string, string> = {
  bridged: "was connected",
  hangup: "hung up",
  leave: "left",
  redirected: "was sent elsewhere",
  "redirected-from-bridged": "was connected, then sent elsewhere",
};

/** Who left last, when, and how. */
export function departureWords({ address, waited, result, when }: Departure): string {
  return `${timeOfDay(when)}: ${nameOf(address)} ${LEFT[result] ?? "left"} after ${duration(waited)}`;
}

/** A queue's state in words. */
export function queueWords(queue: QueueState): string {
  const number = queue.members.length;
  if (!number) return "nobody waits";
  return `${number} waiting${queue.averageWait ? ` · average ${queue.averageWait} s` : ""}`;
}
