// Every operation of the lab's REST API, asked by the official Node library. What there is comes as JSON in WORLD.
const twilio = require("twilio");

const { LAB, ACCOUNT, TOKEN, WORLD } = process.env;
const client = twilio(ACCOUNT, TOKEN);
client.api.baseUrl = LAB;
const at = JSON.parse(WORLD);
const url = "http://app.test/x";

// A resource is made, listed, fetched, changed and removed.
async function life(list, one, made, changes) {
  const { sid } = await list.create(made);
  await list.list({ limit: 5 });
  await one(sid).fetch();
  await one(sid).update(changes);
  await one(sid).remove();
}

async function main() {
  const account = client.api.v2010.accounts(ACCOUNT);
  await account.fetch();
  await account.update({ friendlyName: "lab" });
  await account.balance.fetch();
  const sub = await client.api.v2010.accounts.create({ friendlyName: "student" });
  await client.api.v2010.accounts.list();
  await client.api.v2010.accounts(sub.sid).update({ status: "closed" });

  const live = client.calls(at.live);
  await client.calls.create({ to: "client:alice", from: "+15005550001", twiml: "<Response/>" });
  await client.calls.list({ limit: 3 });
  await live.fetch();
  await live.update({ timeLimit: 600 });
  await live.events.list();
  const notifications = await live.notifications.list();
  await live.notifications(notifications[0].sid).fetch();
  await client.notifications.list({ limit: 3 });
  await client.notifications(notifications[0].sid).fetch();
  await client.calls(at.over).remove();

  const recording = await live.recordings.create({ recordingChannels: "dual" });
  await live.recordings.list();
  await live.recordings(recording.sid).fetch();
  await live.recordings(recording.sid).update({ status: "stopped" });
  await live.recordings(recording.sid).remove();
  await client.recordings.list({ limit: 3 });
  await client.recordings(at.recording).fetch();
  const texts = client.recordings(at.recording).transcriptions;
  await texts.list();
  await client.recordings(at.recording).transcriptions(at.text).fetch();
  await client.transcriptions.list();
  await client.transcriptions(at.text).fetch();
  await client.recordings(at.recording).transcriptions(at.text).remove();
  await client.transcriptions(at.otherText).remove();
  await client.recordings(at.recording).remove();

  const room = client.conferences(at.room);
  await client.conferences.list();
  await room.fetch();
  await room.recordings.list();
  await room.recordings(at.roomRecording).fetch();
  await room.recordings(at.roomRecording).update({ status: "stopped" });
  await room.recordings(at.roomRecording).remove();
  await room.participants.create({ from: "+15005550001", to: "client:alice" });
  await room.participants.list();
  await room.participants(at.participant).fetch();
  await room.participants(at.participant).update({ muted: true });
  await room.participants(at.participant).remove();
  await room.update({ status: "completed" });

  await life(client.queues, client.queues, { friendlyName: "made by node" }, { maxSize: 5 });
  const queue = client.queues(at.queue);
  await queue.members.list();
  await queue.members("Front").fetch();
  await queue.members("Front").update({ url });

  await life(client.applications, client.applications, { friendlyName: "a" }, { voiceUrl: url });
  const numbers = client.incomingPhoneNumbers;
  await life(numbers, numbers, { phoneNumber: "+15005550123" }, { voiceUrl: url });
  const kinds = [
    [numbers.local, "+14155550123"],
    [numbers.mobile, "+447700900123"],
    [numbers.tollFree, "+18005550123"],
  ];
  for (const [kind, phoneNumber] of kinds) {
    await kind.create({ phoneNumber });
    await kind.list();
  }
  await client.availablePhoneNumbers.list();
  await client.availablePhoneNumbers("US").fetch();
  await client.availablePhoneNumbers("US").local.list({ limit: 2 });
  await client.validationRequests.create({ phoneNumber: "+14155550199" });
  await client.outgoingCallerIds.list();
  await client.outgoingCallerIds(at.callerId).fetch();
  await client.outgoingCallerIds(at.callerId).update({ friendlyName: "desk" });
  await client.outgoingCallerIds(at.callerId).remove();

  for (const [news, keys] of [
    [client.newKeys, client.keys],
    [client.newSigningKeys, client.signingKeys],
  ]) {
    const { sid } = await news.create({ friendlyName: "ci" });
    await keys.list();
    await keys(sid).fetch();
    await keys(sid).update({ friendlyName: "other" });
    await keys(sid).remove();
  }
  await client.tokens.create();

  const stream = await live.streams.create({ url: "wss://bot.test/stream" });
  await live.streams(stream.sid).update({ status: "stopped" });
  const heard = await live.transcriptions.create({ statusCallbackUrl: url });
  await live.transcriptions(heard.sid).update({ status: "stopped" });
  const siprec = await live.siprec.create({ name: "mine" });
  await live.siprec(siprec.sid).update({ status: "stopped" });
  await live.userDefinedMessages.create({ content: "{}" });
  const told = await live.userDefinedMessageSubscriptions.create({ callback: url });
  await live.userDefinedMessageSubscriptions(told.sid).remove();
  const payment = await live.payments.create({ idempotencyKey: "1", statusCallback: url });
  await live.payments(payment.sid).update({ idempotencyKey: "2", statusCallback: url, status: "cancel" });
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
