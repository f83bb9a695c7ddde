/** A page that goes away in mid-call hangs up, and tells the page that comes after it in the same tab. */

const KEY = "voicelab-call-of-";

/** Run `leave` when this page goes away, `back` when it was kept and is shown again; the answer ends both. */
export function onPageGone(leave: () => void, back: () => void): () => void {
  const returned = (event: PageTransitionEvent) => {
    if (event.persisted) back();
  };
  addEventListener("pagehide", leave);
  addEventListener("pageshow", returned);
  return () => {
    removeEventListener("pagehide", leave);
    removeEventListener("pageshow", returned);
  };
}

/** Hang up for a page that goes away: what it still says on a socket may be lost, such a request is not. */
export function hangUpForGood(base: string, token: string, callSid: string): void {
  fetch(`${base}lab/v1/calls/${encodeURIComponent(callSid)}/hang-up`, {
    method: "POST",
    headers: { "X-Twilio-Token": token },
    keepalive: true,
  }).catch(() => undefined);
}

/**
 * Leave word of the call that this page takes with it, or that it takes none: null. Whom it was with stays in this
 * tab, and only the page that comes next finds it.
 */
export function leaveWord(identity: string, party: string | null): void {
  try {
    if (party === null) sessionStorage.removeItem(KEY + identity);
    else sessionStorage.setItem(KEY + identity, party);
  } catch {
    // a page without storage: the next one says nothing of it
  }
}

/** What the page before this one left word of, in words; empty when it left none. */
export function wordLeft(identity: string): string {
  try {
    const party = sessionStorage.getItem(KEY + identity);
    return party === null ? "" : `call with ${party || "the lab"} ended · the page was reloaded`;
  } catch {
    return "";
  }
}
