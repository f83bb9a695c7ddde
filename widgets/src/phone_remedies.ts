/** What a person can do, on the phone itself, about what is wrong with it: only its voice can be changed there. */

import type { PhoneLine } from "./phone_line.ts";
import { complaint } from "./phone_state.ts";
import type { Remedy } from "./trouble_line.ts";

export function voiceRemedies(line: PhoneLine): Remedy[] {
  const { voice } = line;
  const shown = complaint(line.state);
  if (!shown || shown !== voice.trouble || voice.wanted !== "microphone" || voice.kind === "microphone")
    return [];
  const remedies = [{ words: "Use the microphone", run: () => void line.speakBy("microphone") }];
  if (voice.kind === "typed") remedies.push({ words: "Be silent", run: () => void line.speakBy("silence") });
  return remedies;
}
