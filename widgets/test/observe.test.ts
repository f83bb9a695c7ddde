import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Observer } from "../src/observe.ts";
import { lifeOf } from "../src/token_life.ts";

const NOW = 1_700_000_000;

function token(name: string, life: number): string {
  const part = (claims: object) => Buffer.from(JSON.stringify(claims)).toString("base64url");
  return `${part({ alg: "HS256" })}.${part({ nbf: NOW, exp: NOW + life, name, sign: "~~~???>>>" })}.x`;
}

class Socket {
  static readonly OPEN = 1;
  static all: Socket[] = [];
  readyState = 1;
  sent: Record<string, unknown>[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: string }) => void) | null = null;
  onclose: (() => Promise<void>) | null = null;

  constructor() {
    Socket.all.push(this);
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.readyState = 3;
  }

  say(event: object): void {
    this.onmessage?.({ data: JSON.stringify(event) });
  }
}

const settled = async () => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};

test("the life of a token is what its own dates say", () => {
  assert.equal(lifeOf(token("a", 600)), 600);
  for (const none of ["", "good", "a.b.c", "a.bm8.c"]) assert.equal(lifeOf(none), null);
});

test("an observer renews its token at the lab, says so on the open socket, and asks the kernel when it is refused", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const before = { fetch: globalThis.fetch, WebSocket: globalThis.WebSocket };
  const renewals = [token("second", 100), null];
  const asked: string[] = [];
  const answer = async (_url: unknown, init: RequestInit) => {
    asked.push(JSON.parse(String(init.body)).token);
    const fresh = renewals.shift();
    return { ok: Boolean(fresh), json: async () => ({ token: fresh }) };
  };
  Object.assign(globalThis, { fetch: answer, WebSocket: Socket });
  Socket.all = [];
  try {
    const known: string[] = [];
    const observer = new Observer("http://127.0.0.1:1/", token("first", 1000), {
      event: () => assert.fail("no event is for the widget"),
      refused: async () => token("third", 1000),
      renewed: (fresh) => known.push(fresh),
    });
    observer.watch({ calls: [], history: false, envelope: false });
    const [socket] = Socket.all;
    assert.ok(socket);
    socket.onopen?.();
    socket.say({ event: "hello", version: 1 });
    mock.timers.tick(499_000);
    await settled();
    assert.deepEqual(asked, []);
    mock.timers.tick(2000);
    await settled();
    assert.deepEqual(asked, [token("first", 1000)]);
    assert.deepEqual(socket.sent.slice(1), [{ renew: token("second", 100) }]);
    assert.deepEqual(known, [token("second", 100)]);
    socket.say({ event: "renewed" });
    mock.timers.tick(51_000); // half of a hundred seconds: the lab says no
    await settled();
    assert.equal(asked.length, 2);
    socket.say({ event: "refused", code: 31205, message: "The token has expired." });
    await socket.onclose?.();
    mock.timers.tick(8000);
    assert.equal(Socket.all.length, 2);
    Socket.all[1]?.onopen?.();
    assert.equal(Socket.all[1]?.sent[0]?.token, token("third", 1000));
    observer.close();
  } finally {
    Object.assign(globalThis, before);
    mock.timers.reset();
  }
});
