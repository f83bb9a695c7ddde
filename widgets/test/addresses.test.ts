import assert from "node:assert/strict";
import { test } from "node:test";
import { chunderw, jupyterBase, labCandidates, socketAddress, whereTheLabIs } from "../src/addresses.ts";
import { learnScheme, plainHosts, socketUrl } from "../src/socket_scheme.ts";

const page = (more: object) => ({
  origin: "http://localhost:8888",
  config: null,
  bodyBaseUrl: null,
  ...more,
});

test("the base comes from Jupyter's configuration before the body's attribute", () => {
  const config = JSON.stringify({ baseUrl: "/user/abc/" });
  assert.equal(jupyterBase(page({ config, bodyBaseUrl: "/voila/" })), "http://localhost:8888/user/abc/");
  assert.equal(jupyterBase(page({ bodyBaseUrl: "/nb" })), "http://localhost:8888/nb/");
  assert.equal(jupyterBase(page({})), "http://localhost:8888/");
  assert.equal(jupyterBase(page({ config: "not json" })), "http://localhost:8888/");
});

test("a base address of another origin in the configuration is taken as it stands", () => {
  const config = JSON.stringify({ baseUrl: "https://hub.example/user/abc" });
  assert.equal(jupyterBase(page({ config })), "https://hub.example/user/abc/");
});

test("a loopback page tries the proxy, then the port; a public page the proxy only", () => {
  assert.deepEqual(labCandidates(page({}), { port: 9 }), [
    "http://localhost:8888/proxy/9/",
    "http://127.0.0.1:9/",
  ]);
  const hub = page({ origin: "https://hub.example", config: '{"baseUrl": "/user/x/"}' });
  assert.deepEqual(labCandidates(hub, { port: 9 }), ["https://hub.example/user/x/proxy/9/"]);
});

test("a lab elsewhere is its own address", () => {
  assert.deepEqual(labCandidates(page({}), { url: "https://lab.example/class" }), [
    "https://lab.example/class/",
  ]);
});

test("a webview of VS Code asks the lab's port, as it has no proxy", () => {
  const webview = page({ origin: "vscode-webview://0ab1c2d3" });
  assert.deepEqual(labCandidates(webview, { port: 9 }), ["http://127.0.0.1:9/"]);
});

test("who does not find the lab is told what helps on this page", () => {
  assert.match(whereTheLabIs(page({})), /%load_ext voicelab/);
  assert.match(whereTheLabIs(page({ origin: "https://hub.example", config: "{}" })), /%load_ext voicelab/);
  for (const origin of ["vscode-webview://0ab1c2d3", "https://x-colab.googleusercontent.com"]) {
    assert.match(whereTheLabIs(page({ origin })), /JupyterLab, in a browser; here lab\.caller/);
  }
});

test("chunderw keeps the port and the path", () => {
  assert.equal(chunderw("http://localhost:8888/user/x/proxy/9/"), "localhost:8888/user/x/proxy/9");
  assert.equal(chunderw("https://lab.example/"), "lab.example");
});

test("a socket has the page's own security", () => {
  assert.equal(socketAddress("http://a:1/proxy/9/", "observe"), "ws://a:1/proxy/9/observe");
  assert.equal(socketAddress("https://a/proxy/9/", "observe"), "wss://a/proxy/9/observe");
});

test("wss becomes ws only for hosts that were found by plain http", () => {
  const hosts = new Set(["localhost:8888"]);
  assert.equal(socketUrl("wss://localhost:8888/proxy/9/signal", hosts), "ws://localhost:8888/proxy/9/signal");
  assert.equal(socketUrl("wss://lab.example/signal", hosts), "wss://lab.example/signal");
  learnScheme("http://x:1/");
  assert.ok(plainHosts.has("x:1"));
  learnScheme("https://x:1/");
  assert.ok(!plainHosts.has("x:1"));
});
