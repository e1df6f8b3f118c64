/** What a pulse says: moments since the program began, and silences. */
import type { Pulse } from './pulse';

/** The answers of one way. @throws Error where it was not asked */
function answersOf({ places }: Pulse, name: string) {
  const place = places.find((one) => one.name === name);
  if (!place) throw new Error(`no way is called ${name}`);
  return place.answered;
}

/** From the program's beginning to the first answer, in milliseconds; undefined where there was none. */
export function firstAnswerMs(pulse: Pulse, name: string): number | undefined {
  const [first] = answersOf(pulse, name);
  return first && first[0] - pulse.startedMs;
}

/** From the program's beginning to the last answer, in milliseconds; 0 where there was none. */
export function lastAnswerMs(pulse: Pulse, name: string): number {
  const last = answersOf(pulse, name).at(-1);
  return last ? last[1] - pulse.startedMs : 0;
}

/** Whether the way answered until time was over. */
export function isOpenAtEnd(pulse: Pulse, name: string): boolean {
  const last = answersOf(pulse, name).at(-1);
  return last !== undefined && pulse.endedMs - last[1] <= endMs;
}

/** The longest time between two answers, in milliseconds; undefined where there were not two, or it was silent at an end. */
export function longestSilenceMs(pulse: Pulse, name: string): number | undefined {
  const answered = answersOf(pulse, name);
  if (!isOpenAtEnd(pulse, name)) return undefined;
  return answered.slice(1).reduce((most, [from], i) => Math.max(most, from - answered[i]![1]), 0);
}

/** A way that has said nothing for so long when time is over has not come back, in milliseconds. */
const endMs = 1000;
