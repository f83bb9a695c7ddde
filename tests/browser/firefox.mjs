// Drives Firefox by WebDriver BiDi: register, call (or be called: "incoming"), hear the tone, press keys, hang up.
// Prints one JSON line.
// Usage: node firefox.mjs '{"firefox": PATH, "page": URL, "lab": URL, "token": T, "kind": "2.x", "options": {}, "to": NAME, "tone": 440}'

import puppeteer from "puppeteer-core";

const task = JSON.parse(process.argv[2]);
const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: task.firefox,
  headless: true,
  acceptInsecureCerts: true,
  extraPrefsFirefox: {
    "media.navigator.streams.fake": true,
    "media.navigator.permission.disabled": true,
    "media.autoplay.default": 0,
  },
});
try {
  const page = await browser.newPage();
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(task.page);
  const seen = await page.evaluate(async (task) => {
    await open(task.kind, task.lab, task.options);
    await phone.register(task.token);
    if (task.incoming) {
      await notes.take("incoming");
      phone.call.accept();
    } else {
      await phone.connect({ To: task.to });
    }
    const sid = await phone.accepted();
    const heard = await phone.heard(task.tone);
    phone.call.sendDigits("12#");
    await notes.take("sample");
    await notes.take("sample");
    await notes.take("sample");
    phone.call.disconnect();
    await notes.take("disconnect");
    phone.device.destroy();
    return { sid, heard, notes: notes.names() };
  }, task);
  console.log(JSON.stringify({ ...seen, version: await browser.version(), asked }));
} finally {
  await browser.close();
}
