import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { askKernel } from "../src/credentials.ts";
import type { AnyModel } from "../src/host.ts";

test("a kernel that ends with the request in its hands is found to be gone", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const said: string[] = [];
  let asked = 0;
  let closed = false;
  const model = {
    on: () => undefined,
    off: () => undefined,
    send: () => {
      if (closed) throw new Error("Cannot send");
      asked += 1;
    },
  };
  const asking = askKernel(
    model as unknown as AnyModel<Record<string, unknown>>,
    (words) => said.push(words),
    new AbortController().signal,
  );
  mock.timers.tick(2000);
  assert.deepEqual(said, ["waiting for the kernel"]);
  mock.timers.tick(14_000);
  assert.equal(asked, 2, "a kernel that only was busy may have lost nothing: it is asked again");
  closed = true; // the host has noticed meanwhile
  mock.timers.tick(15_000);
  await assert.rejects(asking, /The kernel that made this is gone/);
  mock.timers.tick(60_000);
  assert.equal(said.length, 3, "it goes on asking after its end");
  mock.timers.reset();
});
