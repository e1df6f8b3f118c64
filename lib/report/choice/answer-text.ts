import type { Answer } from './choice';

const words = { yes: 'yes', partly: 'in part', no: 'no', unverified: 'not verified' } as const;

/** An answer in words: `in part, with netpol.enabled=true, since v0.25.5 (a second agent …)`. */
export function answerText({ standing, least, setting, since, note }: Answer): string {
  const verdict = least === undefined ? words[standing] : `it asks for ${least}`;
  const more = [setting && `with ${setting}`, since && `since ${since}`].filter(Boolean);
  return `${[verdict, ...more].join(', ')}${note ? ` (${note})` : ''}`;
}
