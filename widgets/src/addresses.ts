/** Where the lab is, as the page sees it. Pure functions: no request is made here. */

export interface PageFacts {
  /** `location.origin` of the page. */
  origin: string;
  /** The text of Jupyter's `#jupyter-config-data`, when the page has one. */
  config: string | null;
  /** `data-base-url` of the body, when it has one. */
  bodyBaseUrl: string | null;
}

/**
 * Jupyter's base URL on the page's own origin, ending in a slash.
 *
 * The configuration comes first: the attribute that Voila writes on its body is not the server's base.
 */
export function jupyterBase(page: PageFacts): string {
  let path = "/";
  const config = parseConfig(page.config);
  if (typeof config.baseUrl === "string") path = config.baseUrl;
  else if (page.bodyBaseUrl) path = page.bodyBaseUrl;
  const url = new URL(path, `${page.origin}/`);
  return url.href.endsWith("/") ? url.href : `${url.href}/`;
}

function parseConfig(text: string | null): { baseUrl?: unknown } {
  if (!text) return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}

/**
 * The addresses to try, in order: a lab that names its own URL, then Jupyter's proxy, then (on a page that
 * itself came from this machine, or is a webview of VS Code, which mostly does) the port directly. Each ends in a
 * slash.
 */
export function labCandidates(page: PageFacts, lab: { port?: number | null; url?: string | null }): string[] {
  const found: string[] = [];
  if (lab.url && !isLoopback(new URL(lab.url).hostname)) found.push(withSlash(lab.url));
  if (lab.port) {
    if (page.origin.startsWith("http")) found.push(`${jupyterBase(page)}proxy/${lab.port}/`);
    if (page.origin === "null" || isWebview(page) || isLoopback(hostnameOf(page.origin))) {
      found.push(`http://127.0.0.1:${lab.port}/`);
    }
  }
  return found;
}

/** Whether this is an output of VS Code: a webview, whose origin VS Code makes up. */
function isWebview(page: PageFacts): boolean {
  return page.origin.startsWith("vscode-webview:");
}

/** What to do when no address answers. A page that is no Jupyter's has no proxy to the lab. */
export function whereTheLabIs(page: PageFacts): string {
  if (page.config !== null || page.bodyBaseUrl !== null || isLoopback(hostnameOf(page.origin))) {
    return "Run the cell with %load_ext voicelab again. If that does not help, voicelab doctor says what stops it.";
  }
  return (
    "This page is no Jupyter's, and the lab is on the kernel's machine. Open the notebook in JupyterLab, in a browser; " +
    "here lab.caller(...) places calls, and call.plot() and call.audio() show them."
  );
}

function hostnameOf(origin: string): string {
  try {
    return new URL(origin).hostname;
  } catch {
    return "";
  }
}

function withSlash(url: string): string {
  return url.endsWith("/") ? url : `${url}/`;
}

/** The SDK's `chunderw` option for a lab at `base`: host, port and path, with no scheme and no last slash. */
export function chunderw(base: string): string {
  const url = new URL(base);
  return url.host + url.pathname.replace(/\/+$/, "");
}

/** The WebSocket address of a path below `base`. */
export function socketAddress(base: string, path: string): string {
  const url = new URL(path, base);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}
