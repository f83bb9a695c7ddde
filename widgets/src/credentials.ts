/** How a widget comes by its tokens and finds the lab. Tokens travel in custom messages, never in traits. */

import { labCandidates, type PageFacts, whereTheLabIs } from "./addresses.ts";
import { type AnyModel, readMessage } from "./host.ts";
import { learnScheme } from "./socket_scheme.ts";

export interface Credentials {
  /** The lab's port on the machine of the kernel, and its URL when it is a lab elsewhere. */
  port: number | null;
  url: string | null;
  account_sid: string | null;
  token: string | null;
  observe_token: string | null;
}

/** Something is wrong: what, and what to do about it. */
export class Trouble extends Error {
  constructor(
    message: string,
    readonly cure: string,
    readonly code: number | null = null,
  ) {
    super(message);
  }
}

const SLOW_MS = 1500;
const SILENT_MS = 15_000;

/**
 * Ask the kernel for credentials. `slow` is called, with words, when it has not answered after a moment, and again when
 * it seems that nobody will: a kernel that was started anew knows nothing of the widgets before.
 */
export function askKernel(
  // biome-ignore lint/suspicious/noExplicitAny: any widget's traits will do
  model: AnyModel<any>,
  slow: (words: string) => void,
  signal: AbortSignal,
): Promise<Credentials> {
  return new Promise((resolve, reject) => {
    const waits = setTimeout(() => slow("waiting for the kernel"), SLOW_MS);
    // A request that reached a kernel as it ended is answered by nobody; the next one finds the way closed.
    let again = setTimeout(anew, SILENT_MS);
    const finish = () => {
      clearTimeout(waits);
      clearTimeout(again);
      model.off("msg:custom", hear);
      signal.removeEventListener("abort", given);
    };
    const given = () => {
      finish();
      reject(signal.reason);
    };
    const hear = (content: unknown) => {
      const message = readMessage(content);
      if (message?.type !== "credentials") return;
      finish();
      if (typeof message.error === "string") {
        reject(new Trouble(message.error, String(message.cure ?? "")));
      } else {
        resolve(readCredentials(message));
      }
    };
    if (signal.aborted) {
      given();
      return;
    }
    signal.addEventListener("abort", given);
    model.on("msg:custom", hear);
    send();

    function anew(): void {
      slow("no answer from the kernel: was it started anew? Run this cell again");
      again = setTimeout(anew, SILENT_MS);
      send();
    }

    function send(): void {
      try {
        model.send({ type: "credentials" });
      } catch {
        // The host has closed the way to the kernel: it was started anew, or shut down.
        finish();
        reject(
          new Trouble(
            "The kernel that made this is gone, and its lab with it.",
            "Run the cell with %load_ext voicelab, then this cell again.",
          ),
        );
      }
    }
  });
}

export function readCredentials(message: Record<string, unknown>): Credentials {
  const words = (value: unknown) => (typeof value === "string" && value ? value : null);
  return {
    port: typeof message.port === "number" ? message.port : null,
    url: words(message.url),
    account_sid: words(message.account_sid),
    token: words(message.token),
    observe_token: words(message.observe_token),
  };
}

export function pageFacts(): PageFacts {
  return {
    origin: location.origin,
    config: document.getElementById("jupyter-config-data")?.textContent ?? null,
    bodyBaseUrl: document.body.dataset.baseUrl ?? null,
  };
}

/** The first address that answers as this lab; Trouble when none does. */
export async function findLab(credentials: Credentials): Promise<string> {
  const tried: string[] = [];
  for (const base of labCandidates(pageFacts(), credentials)) {
    tried.push(base);
    if (await answers(base, credentials)) {
      learnScheme(base);
      return base;
    }
  }
  throw new Trouble(
    `The lab does not answer${tried.length ? ` at ${tried.join(" or ")}` : ""}.`,
    whereTheLabIs(pageFacts()),
  );
}

async function answers(base: string, credentials: Credentials): Promise<boolean> {
  const accountSid = credentials.account_sid;
  const which = accountSid ? `?account_sid=${encodeURIComponent(accountSid)}` : "";
  const health = await askHealth(base, which, credentials.token ?? credentials.observe_token);
  return Boolean(health?.voicelab) && (!accountSid || health?.account_sid === accountSid);
}

/** What the lab at `base` says of itself; null when it does not answer. */
export async function askHealth(
  base: string,
  query: string,
  token: string | null,
): Promise<{ voicelab?: unknown; account_sid?: unknown; speaks?: unknown } | null> {
  // Behind a proxy with a public name the lab answers only who shows a token; elsewhere a header would cost a preflight
  const own = new URL(base, location.href).origin === location.origin;
  const headers: Record<string, string> = own && token ? { "X-Twilio-Token": token } : {};
  try {
    const signal = AbortSignal.timeout(4000);
    const response = await fetch(`${base}health${query}`, { headers, signal, cache: "no-store" });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

/** A fresh token for one that is still valid; null when the lab does not give one. */
export async function renewToken(base: string, token: string): Promise<string | null> {
  try {
    const response = await fetch(`${base}lab/v1/tokens/renew`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ token }),
      signal: AbortSignal.timeout(8000),
    });
    if (!response.ok) return null;
    const answer = (await response.json()) as { token?: unknown };
    return typeof answer.token === "string" ? answer.token : null;
  } catch {
    return null;
  }
}
