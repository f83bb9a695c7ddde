// Drives the phone widget in Firefox by WebDriver BiDi, with mouse and keyboard. Prints one JSON line.
// Usage: node firefox_widget.mjs '{"firefox": PATH, "page": URL, "credentials": {...}, "traits": {...}, "tone": HZ}'
// With a tone it waits until what the page sounds is that tone.

import puppeteer from "puppeteer-core";

const task = JSON.parse(process.argv[2]);

/**
 * In the page, before anything else: keeps every element that is given a stream. The SDK gives several, one after the
 * other (a ringing tone's, the far end's, one for each speaker), and which comes last is chance.
 */
function listen() {
  window.given = [];
  const plain = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, "srcObject");
  Object.defineProperty(HTMLMediaElement.prototype, "srcObject", {
    ...plain,
    set(stream) {
      plain.set.call(this, stream);
      if (stream && !given.some((one) => one.element === this && one.stream === stream)) {
        given.push({ element: this, stream });
      }
    },
  });
}

/** In the page: once an element that plays is given the tone, six times in a row, what was seen of it. */
function heard(tone) {
  window.ears ??= new AudioContext();
  for (const one of given) {
    if (!one.analyser && one.stream.getAudioTracks().length) {
      one.analyser = new AnalyserNode(ears, { fftSize: 8192, smoothingTimeConstant: 0 });
      one.source = ears.createMediaStreamSource(one.stream);
      one.source.connect(one.analyser);
      one.steady = 0;
    }
    if (!one.analyser || one.element.srcObject !== one.stream || one.element.paused || one.element.muted) continue;
    const bins = new Float32Array(one.analyser.frequencyBinCount);
    one.analyser.getFloatFrequencyData(bins);
    let best = 2;
    for (let bin = 2; bin < bins.length; bin += 1) if (bins[bin] > bins[best]) best = bin;
    one.frequency = (best * ears.sampleRate) / one.analyser.fftSize;
    one.steady = bins[best] > -60 && Math.abs(one.frequency - tone) < 15 ? one.steady + 1 : 0;
    if (one.steady >= 6) return { frequency: one.frequency, streams: given.length };
  }
  return null;
}

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
  await page.evaluateOnNewDocument(listen);
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
  let sound = null;
  if (task.tone) {
    try {
      sound = await (await page.waitForFunction(heard, { polling: 100 }, task.tone)).jsonValue();
    } catch (error) {
      const what = await page.evaluate(() =>
        JSON.stringify([
          ears.state,
          models[0].saved,
          given.map(({ element, stream, frequency }) => [
            element.paused,
            element.muted,
            element.srcObject === stream,
            stream.active,
            stream.getTracks().map((track) => [track.readyState, track.muted, track.enabled]),
            frequency,
          ]),
        ]),
      );
      throw new Error(`${error}; ${what}`);
    }
  }
  await page.waitForFunction(() => /^0:0[3-9]|^0:[1-9]/.test(document.querySelector(".vl-timer")?.textContent));
  await page.keyboard.press("1");
  await (await button("2")).click();
  await page.keyboard.press("#");
  await page.waitForFunction(() => document.querySelector(".vl-keys")?.textContent === "12#");
  await page.waitForFunction(() => /^0:0[6-9]|^0:[1-9]/.test(document.querySelector(".vl-timer")?.textContent));
  if (task.picture) await page.screenshot({ path: task.picture });
  const seen = await page.evaluate(() => ({ ...models[0].saved }));
  await (await button("Hang up")).click();
  await status("ready");
  console.log(JSON.stringify({ ...seen, sound, version: await browser.version(), faults }));
} finally {
  await browser.close();
}
