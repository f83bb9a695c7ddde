// Call forwarding with screening, click-to-call, and a queue with agents: Express and the official library.
const express = require("express");
const twilio = require("twilio");

const client = twilio(process.env.TWILIO_ACCOUNT_SID, process.env.TWILIO_AUTH_TOKEN);
const { VoiceResponse } = twilio.twiml;
const OFFICE = process.env.OFFICE;
const app = express();
const statuses = {};
const left = [];

app.use(express.urlencoded({ extended: false }));
app.post("/api/click", (request, response, next) => click(request, response).catch(next));
app.get("/api/statuses", (request, response) => response.json(statuses));
app.get("/api/left", (request, response) => response.json(left));
app.use(twilio.webhook()); // 403 for what is not Twilio's

const twiml = (response, document) => response.type("text/xml").send(document.toString());

// Forwarding: the one who is called hears who it is, and takes the call with 1.
app.post("/forward", (request, response) => {
  const document = new VoiceResponse();
  const dial = document.dial({ action: "/forward/after", timeout: 30 });
  dial.number({ url: "/forward/screen" }, OFFICE);
  twiml(response, document);
});

app.post("/forward/screen", (request, response) => {
  const document = new VoiceResponse();
  const gather = document.gather({ numDigits: 1, timeout: 20, action: "/forward/decide" });
  gather.say("A call. Press 1 to take it.");
  document.hangup();
  twiml(response, document);
});

app.post("/forward/decide", (request, response) => {
  const document = new VoiceResponse();
  if (request.body.Digits === "1") document.say("Connecting.");
  else document.hangup();
  twiml(response, document);
});

app.post("/forward/after", (request, response) => {
  const document = new VoiceResponse();
  const bridged = request.body.DialBridged === "true";
  document.say(bridged ? "That was the office." : "Nobody took your call.");
  twiml(response, document);
});

// Click-to-call: the agent is rung, then the customer.
async function click(request, response) {
  const here = `http://${request.headers.host}`;
  const call = await client.calls.create({
    to: OFFICE,
    from: "+15005550040",
    url: `${here}/click/bridge?customer=${encodeURIComponent(request.body.customer)}`,
    statusCallback: `${here}/click/status`,
    statusCallbackEvent: ["initiated", "ringing", "answered", "completed"],
  });
  response.json({ sid: call.sid, status: call.status });
}

app.post("/click/bridge", (request, response) => {
  const document = new VoiceResponse();
  document.say("Your customer.");
  document.dial({ callerId: "+15005550040" }).number(request.query.customer);
  twiml(response, document);
});

app.post("/click/status", (request, response) => {
  (statuses[request.body.CallSid] ??= []).push(request.body.CallStatus);
  response.sendStatus(204);
});

// A queue: callers hear their place, agents take the next one.
app.post("/queue", (request, response) => {
  const document = new VoiceResponse();
  document.enqueue({ waitUrl: "/queue/wait", action: "/queue/left" }, "support");
  twiml(response, document);
});

app.post("/queue/wait", (request, response) => {
  const document = new VoiceResponse();
  document.say(`You are number ${request.body.QueuePosition}.`);
  document.pause({ length: 120 });
  twiml(response, document);
});

app.post("/queue/left", (request, response) => {
  left.push({ caller: request.body.From, result: request.body.QueueResult });
  twiml(response, new VoiceResponse());
});

app.post("/queue/agent", (request, response) => {
  const document = new VoiceResponse();
  document.dial().queue({ url: "/queue/about-to-connect" }, "support");
  twiml(response, document);
});

app.post("/queue/about-to-connect", (request, response) => {
  const document = new VoiceResponse();
  document.say("An agent is here.");
  twiml(response, document);
});

const server = app.listen(0, "127.0.0.1", () => console.log(server.address().port));
