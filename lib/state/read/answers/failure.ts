import type { Output } from '../../capture/capture';
import { longestAnswer } from '../../capture/commands';
import type { Gap } from '../read-host';

const notPermitted = /not permitted|permission denied|must be root|\bEPERM\b|\bEACCES\b/i;
const notInstalled = /not found|no such file|\bENOENT\b/i;
const tooLong = /^longer than/;
const noJson = /(invalid|unrecognized|unknown|illegal) option|option "-j\S*" is unknown|usage:/i;

/** Why a command gave no answer; undefined where it did. */
export function failureOf({ stdout, stderr, exit }: Output, command: string): Gap['why'] | undefined {
  if (stdout.length > longestAnswer) return 'too-large';
  if (exit === 0) return undefined;
  if (exit === null && /^not asked/.test(stderr)) return 'not-captured';
  if (exit === null && tooLong.test(stderr)) return 'too-large';
  if (exit === 127) return 'not-installed';
  if (notPermitted.test(stderr)) return 'not-permitted';
  if (exit === null) return notInstalled.test(stderr) ? 'not-installed' : 'failed';
  return / -j /.test(command) && noJson.test(stderr) ? 'no-json' : 'failed';
}
