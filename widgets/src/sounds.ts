/** The SDK's ringtones, from the lab and from nowhere else. */

const FILES: Record<string, string> = {
  incoming: "incoming",
  outgoing: "outgoing",
  disconnect: "disconnect",
  dtmfh: "dtmf-hash",
  dtmfs: "dtmf-star",
};
for (let digit = 0; digit <= 9; digit += 1) FILES[`dtmf${digit}`] = `dtmf-${digit}`;

/** The SDK's `sounds` option: every sound it knows, at the lab's own door. */
export function labSounds(base: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(FILES).map(([name, file]) => [name, `${base}js/client/sounds/releases/1.0.0/${file}.mp3`]),
  );
}
