import { Option } from 'commander';
import { UsageError } from '../exit-codes';
import { quoted } from '../io/quoted';

/** What a flag takes. */
export interface WholeNumber {
  /** @default 1 */
  readonly least?: number;
  /** @default 999,999,999 */
  readonly most?: number;
  /** Said after the numbers, such as `seconds`. @default nothing */
  readonly unit?: string;
}

/** A flag that takes a whole number, as a number. */
export function wholeNumberOption(
  flags: string,
  about: string,
  { least = 1, most = 999_999_999, unit }: WholeNumber = {},
): Option {
  const option = new Option(flags, about);
  const rule = `it must be a whole number${unit ? ` of ${unit}` : ''} from ${least} to ${most}`;
  return option.argParser((text) => {
    const number = Number(text);
    if (/^\d{1,9}$/.test(text) && number >= least && number <= most) return number;
    throw new UsageError(`${option.long} ${quoted(text)}: ${rule}`);
  });
}
