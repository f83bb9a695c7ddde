/** A conference as the lab tells it: its state, and who is in it. */

import type { LabEvent } from "./story.ts";

export interface Person {
  callSid: string;
  address: string;
  /** `connected`, or the status of the call of somebody who is still being called. */
  status: string;
  muted: boolean;
  hold: boolean;
}

export interface Room {
  /** `none` while nobody is there, `init` until somebody starts it, `in-progress`. */
  status: string;
  people: Person[];
}

export const EMPTY: Room = { status: "none", people: [] };

/** The room in a `conference` event of `/observe`. */
export function readRoom(event: LabEvent): Room {
  const people = Array.isArray(event.participants) ? (event.participants as Record<string, unknown>[]) : [];
  return {
    status: String(event.status),
    people: people.map((one) => ({
      callSid: String(one.call_sid),
      address: String(one.address),
      status: String(one.status),
      muted: one.muted === true,
      hold: one.hold === true,
    })),
  };
}

/** The room's state in words. */
export function roomWords(room: Room): string {
  const here = room.people.filter((one) => one.status === "connected").length;
  if (!room.people.length) return "nobody is here yet";
  const people = `${here} ${here === 1 ? "person" : "people"}`;
  return room.status === "init" ? `${people} · waiting to begin` : `${people} · in progress`;
}

/** What there is to say of one person, besides that they talk. */
export function personWords(one: Person): string {
  if (one.status !== "connected") return one.status;
  return [one.muted && "muted", one.hold && "on hold"].filter(Boolean).join(", ");
}
