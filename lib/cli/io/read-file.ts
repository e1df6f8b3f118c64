import { readFileSync } from 'node:fs';
import { ResultsError } from '../../results';
import { UsageError } from '../exit-codes';
import { quoted } from './quoted';

/** What a file of results says. @throws UsageError that names the file and what is wrong with it */
export function readFileBy<T>(read: (data: Buffer) => T, file: string): T {
  try {
    return read(readFileSync(file));
  } catch (error) {
    if (error instanceof ResultsError)
      throw new UsageError(`${quoted(file)} cannot be used: ${error.message}`);
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== undefined) throw new UsageError(`${quoted(file)} cannot be read: ${message}`);
    throw error;
  }
}
