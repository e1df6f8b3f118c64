import { oneLine } from '../../../base/plain-text';

/** Signs of a rule that are shown: an unnamed set may have thousands of elements. */
const longest = 2000;

/** A rule or a part of it in one line of signs that can be seen. */
export function ruleText(text: string): string {
  const short = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return oneLine(short).trim();
}
