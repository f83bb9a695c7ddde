/** A voice without a microphone: lines of text that the lab says in the call, at its `say` door. */

import { askHealth, Trouble } from "./credentials.ts";

/** Longer than any line takes to be said. */
const SAID_MS = 300_000;

/** Whether the lab has a voice for what is typed. One that does not answer now is given the benefit of the doubt. */
export async function labSpeaks(base: string, token: string): Promise<boolean> {
  const health = base ? await askHealth(base, "", token) : null;
  return health?.speaks !== false;
}

/** Let the lab say `text` for this phone; done when it is said. Trouble, in the lab's words, when it is not. */
export async function sayInCall(base: string, token: string, callSid: string, text: string): Promise<void> {
  let response: Response;
  try {
    response = await fetch(`${base}lab/v1/calls/${encodeURIComponent(callSid)}/say`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Twilio-Token": token },
      body: JSON.stringify({ text }),
      signal: AbortSignal.timeout(SAID_MS),
    });
  } catch {
    throw new Trouble("What you typed did not reach the lab.", "Type it again.");
  }
  if (response.ok) return;
  const body = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  const code = typeof body.code === "number" ? body.code : null;
  throw new Trouble(String(body.message ?? "The lab did not say it."), String(body.cure ?? ""), code);
}
