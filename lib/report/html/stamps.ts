import type { RunVerdict } from '../../results';
import { signs } from '../derived/standing';

/** A verdict's colour, sign and word. */
export const stamps: Readonly<Record<RunVerdict, { state: string; sign: string; word: string }>> = {
  pass: { state: 'good', sign: signs.pass, word: 'PASS' },
  fail: { state: 'bad', sign: signs.fail, word: 'FAIL' },
  incomplete: { state: 'warn', sign: signs.skip, word: 'INCOMPLETE' },
};
