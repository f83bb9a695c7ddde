/** What a person can do, on the phone itself, about what is wrong with it: only its voice can be changed there. */

import type { PhoneLine } from "./phone_line.ts";
import type { Remedy } from "./trouble_line.ts";

export function voiceRemedies(line: PhoneLine): Remedy[] {
  const { voice } = line;
  if (!line.state.trouble || line.state.trouble !== voice.trouble || voice.wanted !== "microphone") return [];
  const remedies = [{ words: "Use the microphone", run: () => void line.speakBy("microphone") }];
  if (voice.kind === "typed") remedies.push({ words: "Be silent", run: () => void line.speakBy("silence") });
  return remedies;
}
