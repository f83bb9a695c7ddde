/** Which hosts speak plain `ws://`: those the phone found by plain http. */

export const plainHosts = new Set<string>();

/** Remember how the lab at `base` is reached. */
export function learnScheme(base: string): void {
  const url = new URL(base);
  if (url.protocol === "http:") plainHosts.add(url.host);
  else plainHosts.delete(url.host);
}

/** `url`, with `wss` made `ws` when its host was found by plain http. Other addresses stay as they are. */
export function socketUrl(url: string, hosts: ReadonlySet<string>): string {
  const parsed = new URL(url);
  if (parsed.protocol === "wss:" && hosts.has(parsed.host)) parsed.protocol = "ws:";
  return parsed.href;
}
