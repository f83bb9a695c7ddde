/** The way a call takes through the flow, followed from its events. Pure: it knows the picture only by its places. */

import type { LabEvent } from "./story.ts";

/** A step of a box: a verb of one of its documents. */
export interface FlowStep {
  id: number;
  box: number;
  section: number;
  line: number;
  column: number;
  verb: string;
}

/** A way from a step (null: from a box itself) to a box. */
export interface FlowWay {
  id: number;
  from: number | null;
  to: number;
  label: string;
}

export interface FlowBox {
  id: number;
  /** Its address; for TwiML without one the mark of the text. */
  key: string;
  kind: string;
  /** The marks of its documents' texts, in order. */
  sections: string[];
}

export interface FlowPlaces {
  boxes: FlowBox[];
  steps: FlowStep[];
  ways: FlowWay[];
}

/** What of the picture is lit for one call. */
export interface Lit {
  boxes: Set<number>;
  /** The turns at which each step ran, from 1. */
  steps: Map<number, number[]>;
  ways: Set<number>;
  /** The step that runs now, the innermost one. */
  now: number | null;
  /** It, in words, also where the picture has no such step. */
  words: string;
  /** The call came to something that the picture does not have. */
  strange: boolean;
  over: boolean;
}

const VAGUE = ["on input", "always", "when recorded", "afterwards", ""];

/** The FNV-1a hash of a text, by which the picture marks documents. */
export function markOf(source: string): string {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(source)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value.toString(16).padStart(8, "0");
}

/** The key of an address: without its query, its letters unescaped. */
export function keyOf(url: string): string {
  const bare = url.split("#")[0]?.split("?")[0] ?? "";
  try {
    return decodeURIComponent(bare);
  } catch {
    return bare;
  }
}

/** Follow a call through the picture. */
export function follow(places: FlowPlaces, events: readonly LabEvent[]): Lit {
  const lit: Lit = {
    boxes: new Set(),
    steps: new Map(),
    ways: new Set(),
    now: null,
    words: "",
    strange: false,
    over: false,
  };
  const documents = new Map<unknown, { box: FlowBox; section: number }>();
  const running = new Map<unknown, { step: FlowStep | null; words: string }>();
  let left: FlowStep | null = null;
  let why = "";
  let turn = 0;
  for (const event of events) {
    switch (event.event) {
      case "webhook-started":
        why = reason(event.parameters);
        break;
      case "document-started": {
        const found = place(places, event);
        if (!found) {
          lit.strange = true;
          break;
        }
        documents.set(event.document, found);
        lit.boxes.add(found.box.id);
        if (found.section < 0) lit.strange = true;
        const way = left && taken(places, left, found.box.id, why);
        if (way) lit.ways.add(way.id);
        left = null;
        why = "";
        break;
      }
      case "verb-started": {
        const step = stepOf(places, documents.get(event.document), event);
        running.set(event.verb_id, { step, words: String(event.verb) });
        if (!step) break;
        turn += 1;
        lit.steps.set(step.id, [...(lit.steps.get(step.id) ?? []), turn]);
        for (const way of places.ways) {
          const end = places.boxes[way.to];
          if (way.from !== step.id || end?.kind !== "party") continue;
          lit.ways.add(way.id);
          lit.boxes.add(end.id);
        }
        break;
      }
      case "verb-ended":
        if (String(event.outcome).startsWith("go to")) left = running.get(event.verb_id)?.step ?? left;
        running.delete(event.verb_id);
        break;
      case "call-ended":
        lit.over = true;
        running.clear();
        break;
    }
  }
  const inner = [...running.values()].at(-1);
  lit.now = inner?.step?.id ?? null;
  lit.words = inner?.words ?? "";
  return lit;
}

/** Why a request was made: what was pressed or said. */
function reason(parameters: unknown): string {
  if (typeof parameters !== "object" || parameters === null) return "";
  const { Digits, SpeechResult } = parameters as Record<string, unknown>;
  return String(Digits || SpeechResult || "").slice(0, 24);
}

function place(places: FlowPlaces, event: LabEvent): { box: FlowBox; section: number } | null {
  const mark = markOf(String(event.source ?? ""));
  const key = event.url ? keyOf(String(event.url)) : mark;
  const box = places.boxes.find((each) => each.key === key);
  if (!box) return null;
  // A document with fields in it runs as another text each time; it is the same document.
  const section = box.kind === "document" ? 0 : box.sections.indexOf(mark);
  return { box, section };
}

/** The step that ran: values filled into a document may have moved it along its line. */
function stepOf(
  places: FlowPlaces,
  at: { box: FlowBox; section: number } | undefined,
  event: LabEvent,
): FlowStep | null {
  if (!at) return null;
  const here = places.steps.filter(
    (step) =>
      step.box === at.box.id &&
      step.section === at.section &&
      step.line === event.line &&
      step.verb === event.verb,
  );
  const column = Number(event.column);
  const far = (step: FlowStep) => Math.abs(step.column - column);
  return here.sort((a, b) => far(a) - far(b))[0] ?? null;
}

function taken(places: FlowPlaces, step: FlowStep, to: number, why: string): FlowWay | null {
  const ways = places.ways.filter((way) => way.from === step.id && way.to === to);
  const named = why ? ways.find((way) => way.label.split(", ").includes(why)) : undefined;
  return named ?? ways.find((way) => VAGUE.includes(way.label)) ?? ways[0] ?? null;
}
