import type * as z from 'zod';
import { ExecError, type ExecResult, tryExec } from '../../../base/exec';
import { parsedJson } from '../../exchange/json';
import { AwsError, unanswered } from './aws-errors';

/** No single call takes longer, in milliseconds: it has its own, shorter limits for connections and answers. */
const timeoutMs = 120_000;

/** What the AWS CLI is called with. */
export type AwsWords = readonly [service: string, operation: string, ...args: string[]];

/**
 * Asks AWS by its own program, which sessions take anyway: with the credentials that the user gave it (environment,
 * profile, SSO). Such a call has its answer in JSON.
 * @throws AwsError with what to do about it
 */
export async function askAws<T>(region: string, words: AwsWords, answer: z.ZodType<T>): Promise<T> {
  const stdout = await answered(region, words);
  const { data } = answer.safeParse(parsedJson(stdout));
  if (data !== undefined) return data;
  throw new AwsError(
    `aws ${words.slice(0, 2).join(' ')} gave an answer of an unknown form`,
    'Update the AWS CLI: aws --version says which one this is',
  );
}

/** The same where AWS answers with nothing, or with nothing of interest. @throws AwsError likewise */
export async function tellAws(region: string, words: AwsWords): Promise<void> {
  await answered(region, words);
}

async function answered(region: string, words: AwsWords): Promise<string> {
  const { code, stdout, stderr } = await called([...words, '--region', region, '--output', 'json']);
  if (code !== 0) throw unanswered(words.slice(0, 2).join(' '), region, stderr || stdout);
  return stdout;
}

async function called(args: readonly string[]): Promise<ExecResult> {
  const env = { ...process.env, AWS_PAGER: '', AWS_CLI_AUTO_PROMPT: 'off' };
  try {
    return await tryExec('aws', args, { timeoutMs, env });
  } catch (error) {
    if (!(error instanceof ExecError)) throw error;
    throw new AwsError(
      `aws ${args.slice(0, 2).join(' ')} did not end by itself: ${error.output.trim()}`,
      'See whether the AWS CLI runs: aws --version',
    );
  }
}
