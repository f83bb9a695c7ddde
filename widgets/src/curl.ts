/** A request as a command for a shell, so that it can be made again: the same bytes, the same signature. */

import type { ExchangeSpan } from "./story.ts";

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** The exchange's request as a curl command for a POSIX shell. */
export function curl(exchange: ExchangeSpan): string {
  const { method, url, signature, parameters } = exchange;
  const parts = ["curl"];
  const form = method !== "GET" && !isJson(exchange);
  // Else curl takes brackets and braces in an address for a pattern.
  if (/[[\]{}]/.test(url)) parts.push("--globoff");
  const sends = method === "POST" && Object.keys(parameters).length > 0;
  if (method !== "GET" && !sends) parts.push("-X", method);
  parts.push(quoted(url)); // a GET's has its parameters in it
  if (signature) parts.push("-H", quoted(`X-Twilio-Signature: ${signature}`));
  if (form) {
    // curl encodes what stands after the first `=`, and nothing before it.
    for (const [name, value] of Object.entries(parameters))
      parts.push("--data-urlencode", quoted(`${encodeURIComponent(name)}=${value}`));
  } else if (sends) {
    parts.push("-H", quoted("Content-Type: application/json"), "--data-raw", quoted(jsonOf(parameters)));
  }
  return parts.join(" ");
}

/** Whether the body was JSON: then the address carries its hash, and the signature covers the address alone. */
function isJson({ method, url }: ExchangeSpan): boolean {
  return method === "POST" && /[?&]bodySHA256=[0-9a-f]{64}$/.test(url);
}

/** JSON to the byte as the lab writes it, for the hash to be right: a blank after `,` and `:`, and ASCII only. */
function jsonOf(parameters: Record<string, string>): string {
  const text = (value: string) =>
    JSON.stringify(value).replace(
      /[\u0080-\uffff]/g,
      (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
  const pairs = Object.entries(parameters).map(([name, value]) => `${text(name)}: ${text(value)}`);
  return `{${pairs.join(", ")}}`;
}
