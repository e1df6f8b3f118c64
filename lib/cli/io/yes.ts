import { createInterface } from 'node:readline/promises';
import type { Output } from './streams';

/** Asks a person for a yes. Where nobody is there to answer, it is a no. */
export async function saidYes(question: string, output: Output): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const asking = createInterface({ input: process.stdin, terminal: false });
  try {
    output.write(`${question} [y/N] `);
    return /^y(es)?$/i.test((await asking[Symbol.asyncIterator]().next()).value?.trim() ?? '');
  } finally {
    asking.close();
  }
}
