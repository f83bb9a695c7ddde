// A program that talks to Twilio, as its quickstart has it: nothing here knows of a lab.
const twilio = require("twilio");

const client = twilio(process.env.TWILIO_ACCOUNT_SID, process.env.TWILIO_AUTH_TOKEN);
const keyed = twilio(process.env.TWILIO_API_KEY, process.env.TWILIO_API_SECRET, {
  accountSid: process.env.TWILIO_ACCOUNT_SID,
});

async function main() {
  const call = await client.calls.create({
    to: "+15005550009",
    from: "+15005550001",
    twiml: "<Response><Pause length='60'/></Response>",
  });
  const queue = await client.queues.create({ friendlyName: `support ${process.pid}` });
  const larger = await client.queues(queue.sid).update({ maxSize: 7 });
  const deleted = await client.queues(queue.sid).remove();
  const seen = await keyed.calls(call.sid).fetch();
  const refused = await client.messages
    .create({ to: "+15005550009", from: "+15005550001", body: "hello" })
    .then(() => null, (error) => [error.status, error.code]);
  const said = { uri: call.uri, size: larger.maxSize, deleted, seen: seen.sid === call.sid };
  console.log(JSON.stringify({ ...said, refused }));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
