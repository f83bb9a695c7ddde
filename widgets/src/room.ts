/** A conference as the lab tells it: its state, and who is in it. */

import { nameOf } from "./board_parts.ts";
import type { LabEvent } from "./story.ts";

export interface Person {
  callSid: string;
  address: string;
  /** `connected`, or the status of the call of somebody who is still being called. */
  status: string;
  muted: boolean;
  hold: boolean;
}

/** How a conference of this name ended, whose room is empty now. */
export interface Ending {
  when: Date;
  reason: string;
  /** The address of who ended it by leaving; empty when nobody did. */
  by: string;
  people: string[];
}

export interface Room {
  /** `none` while nobody is there, `init` until somebody starts it, `in-progress`. */
  status: string;
  people: Person[];
  last: Ending | null;
}

export const EMPTY: Room = { status: "none", people: [], last: null };

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
    last: readEnding(event.last),
  };
}

function readEnding(value: unknown): Ending | null {
  if (typeof value !== "object" || value === null) return null;
  const last = value as Record<string, unknown>;
  return {
    when: new Date(String(last.ended)),
    reason: String(last.reason),
    by: String(last.ended_by ?? ""),
    people: Array.isArray(last.participants) ? last.participants.map(String) : [],
  };
}

/** A time of day, as the reader writes it. */
export const timeOfDay = (when: Date): string =>
  when.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** Names as a sentence has them: ann, ben and cy. */
export const namesOf = (addresses: string[]): string => {
  const names = addresses.map(nameOf);
  const last = names.pop() ?? "nobody";
  return names.length ? `${names.join(", ")} and ${last}` : last;
};

/** How a conference ended, and who had been there. */
export function endingWords({ reason, by, people }: Ending): string {
  const who = by ? nameOf(by) : "the last one";
  const why =
    {
      "conference-ended-via-api": "It was ended from a board or by the API.",
      "last-participant-left": `It ended when ${who} left.`,
      "last-participant-kicked": `It ended when ${who} was kicked.`,
      "participant-with-end-conference-on-exit-left": `It ended with ${who}, who held it.`,
      "participant-with-end-conference-on-exit-kicked": `It ended when ${who}, who held it, was kicked.`,
    }[reason] ?? `It ended: ${reason.replace(/-/g, " ")}.`;
  const verb = people.length === 1 ? "was" : "were";
  return `${people.length ? `Here ${verb} ${namesOf(people)}. ` : ""}${why}`;
}

/** The room's state in words. */
export function roomWords(room: Room): string {
  const here = room.people.filter((one) => one.status === "connected").length;
  if (!room.people.length) return room.last ? `ended at ${timeOfDay(room.last.when)}` : "nobody is here yet";
  const people = `${here} ${here === 1 ? "person" : "people"}`;
  return room.status === "init" ? `${people} · waiting to begin` : `${people} · in progress`;
}

/** What there is to say of one person, besides that they talk. */
export function personWords(one: Person): string {
  if (one.status !== "connected") return one.status;
  return [one.muted && "muted", one.hold && "on hold"].filter(Boolean).join(", ");
}
