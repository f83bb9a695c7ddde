// A Node program that uses the official library on a lab, with one setting changed. It prints what it saw as JSON.
const http = require("http");
const twilio = require("twilio");

const { LAB, APP, ACCOUNT, TOKEN } = process.env;
const client = twilio(ACCOUNT, TOKEN);
client.api.baseUrl = LAB;

// Resolves when the lab tells this program that a call has come to a status.
function listener() {
  const waiting = [];
  const server = http.createServer((request, response) => {
    let body = "";
    request.on("data", (piece) => (body += piece));
    request.on("end", () => {
      response.end();
      const form = new URLSearchParams(body);
      for (const wait of waiting) wait(form.get("CallSid"), form.get("CallStatus"));
    });
  });
  const told = (status) =>
    new Promise((resolve) => waiting.push((sid, now) => now === status && resolve(sid)));
  return new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () =>
      resolve({ url: `http://127.0.0.1:${server.address().port}/`, told, close: () => server.close() }),
    ),
  );
}

async function main() {
  const status = await listener();
  const number = await client.incomingPhoneNumbers.create({
    phoneNumber: "+15005550007",
    voiceUrl: `${APP}/number`,
  });
  const answered = status.told("in-progress");
  const over = status.told("completed");
  const call = await client.calls.create({
    to: number.phoneNumber,
    from: "+15005550001",
    url: `${APP}/call`,
    statusCallback: status.url,
    statusCallbackEvent: ["answered", "completed"],
  });
  await answered;
  const updated = await client.calls(call.sid).update({ twiml: "<Response><Pause length='60'/></Response>" });
  await client.calls(call.sid).update({ status: "completed" });
  await over;
  const late = await client
    .calls(call.sid)
    .update({ status: "completed" })
    .catch((error) => ({ status: error.status, code: error.code }));
  const refused = await client
    .messages(`SM${"0".repeat(32)}`)
    .fetch()
    .catch((error) => ({ status: error.status, code: error.code }));
  const names = ["a", "b", "c", "d", "e"];
  for (const friendlyName of names) await client.queues.create({ friendlyName });
  const pages = [];
  for (let page = await client.queues.page({ pageSize: 2 }); page; page = await page.nextPage()) {
    pages.push(page.instances.length);
  }
  const all = (await client.queues.list()).length;
  const participant = await client
    .conferences("room")
    .participants.create({ from: "+15005550001", to: number.phoneNumber, label: "desk" });
  const conference = await client.conferences(participant.conferenceSid).update({ status: "completed" });
  const deleted = await client.incomingPhoneNumbers(number.sid).remove();
  status.close();
  console.log(
    JSON.stringify({
      sid: call.sid,
      created: call.status,
      updated: updated.status,
      late,
      refused,
      pages,
      all,
      participant: participant.status,
      conference: conference.status,
      deleted,
    }),
  );
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
