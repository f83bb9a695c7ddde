// Drives the phone widget in Firefox: Call, the tone, keys, Hang up by its own buttons. Prints one JSON line.
// Usage: node firefox_phone.mjs '{"firefox": PATH, "page": URL, "credentials": {...}, "traits": {...}, "tone": 440}'

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
  await page.goto(task.page);
  const seen = await page.evaluate(async (task) => {
    const errors = [];
    addEventListener("error", (event) => errors.push(event.message));
    addEventListener("unhandledrejection", (event) => errors.push(String(event.reason)));
    const plain = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, "srcObject");
    let played = null;
    let heard = "";
    Object.defineProperty(HTMLMediaElement.prototype, "srcObject", {
      ...plain,
      set(stream) {
        played = stream ?? played;
        plain.set.call(this, stream);
      },
    });
    const until = async (what, is) => {
      const deadline = performance.now() + 60_000;
      for (let found = is(); ; found = is()) {
        if (found) return found;
        if (performance.now() > deadline) {
          throw new Error(`no ${what}: ${JSON.stringify(models.at(-1).saved)} ${errors} ${heard}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    await until("the harness", () => window.ready);
    window.credentials = task.credentials;
    await show("phone", task.traits, "300px");
    const is = (status) => () => models.at(-1).saved.status === status;
    await until("ready", is("ready"));
    const transport = models.at(-1).saved.transport;
    const reason = document.querySelector(".vl-status").title;
    const press = (name) => {
      const named = (button) => (button.getAttribute("aria-label") ?? button.textContent) === name;
      [...document.querySelectorAll("button")].find(named).click();
    };
    press("Call");
    await until("a call", is("in-call"));
    await until("sound", () => played);
    const context = new AudioContext();
    await context.resume();
    const analyser = context.createAnalyser();
    analyser.fftSize = 8192;
    analyser.smoothingTimeConstant = 0;
    context.createMediaStreamSource(played).connect(analyser);
    const bins = new Float32Array(analyser.frequencyBinCount);
    let steady = 0;
    let frequency = 0;
    await until("the tone", () => {
      analyser.getFloatFrequencyData(bins);
      let best = 2;
      for (let bin = 2; bin < bins.length; bin += 1) if (bins[bin] > bins[best]) best = bin;
      frequency = (best * context.sampleRate) / analyser.fftSize;
      heard = `${frequency} Hz, ${bins[best]} dB, ${context.state}, ${played.getTracks().map((t) => `${t.readyState} ${t.muted}`)}`;
      steady = bins[best] > -60 && Math.abs(frequency - task.tone) < 15 ? steady + 1 : 0;
      return steady >= 6;
    });
    for (const key of "12#") press(key);
    const sid = models.at(-1).saved.call_sid;
    await until("three keys", () => document.querySelector(".vl-keys").textContent.includes("12#"));
    await new Promise((resolve) => setTimeout(resolve, task.seconds * 1000));
    press("Hang up");
    await until("the end", is("ready"));
    return { transport, reason, frequency, sid, errors };
  }, task);
  console.log(JSON.stringify(seen));
} finally {
  await browser.close();
}
