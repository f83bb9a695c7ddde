// Drives the phone widget in Firefox by WebDriver BiDi, with mouse and keyboard. Prints one JSON line.
// Usage: node firefox_widget.mjs '{"firefox": PATH, "page": URL, "credentials": {...}, "traits": {...}}'

import puppeteer from "puppeteer-core";

const task = JSON.parse(process.argv[2]);
const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: task.firefox,
  headless: true,
  extraPrefsFirefox: {
    "media.navigator.streams.fake": true,
    "media.navigator.permission.disabled": true,
    "media.autoplay.default": 0,
  },
});
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(120_000);
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  await page.goto(task.page);
  await page.waitForFunction("window.ready");
  await page.evaluate(
    async ({ credentials, traits }) => {
      window.credentials = credentials;
      await show("phone", traits, "300px");
    },
    task,
  );
  const status = (wanted) =>
    page.waitForFunction((wanted) => models[0].saved.status === wanted, {}, wanted);
  const button = (name) => page.waitForSelector(`::-p-aria([name="${name}"][role="button"])`);
  await status("ready");
  await (await button("Call")).click();
  await status("in-call");
  await page.waitForFunction(() => document.querySelector(".vl-timer")?.textContent === "0:03");
  await page.keyboard.press("1");
  await (await button("2")).click();
  await page.keyboard.press("#");
  await page.waitForFunction(() => document.querySelector(".vl-keys")?.textContent === "12#");
  await page.waitForFunction(() => document.querySelector(".vl-timer")?.textContent === "0:06");
  if (task.picture) await page.screenshot({ path: task.picture });
  const seen = await page.evaluate(() => ({ ...models[0].saved }));
  await (await button("Hang up")).click();
  await status("ready");
  console.log(JSON.stringify({ ...seen, version: await browser.version(), faults }));
} finally {
  await browser.close();
}
