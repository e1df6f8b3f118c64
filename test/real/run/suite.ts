/** The product's whole suite on a cluster, and what came out of it. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitCode } from '../../../lib/cli/exit-codes';
import { type Results, readResults } from '../../../lib/results';
import { ownImages } from '../build';
import { outside } from '../cluster/fabric';
import type { RunSettings, Standing } from './standing';

/** The product did not come to test. */
export class RefusedError extends Error {
  constructor(
    code: number,
    /** What it said. */
    readonly said: string,
  ) {
    super(`testbed test: exit code ${code}\n${said}`);
  }
}

/** What the suite said. */
export interface SuiteRun {
  readonly results: Results;
  /** What a user would have seen. */
  readonly report: string;
  readonly seconds: number;
}

/** Words that say which cluster, and which images. */
export const onCluster = ({ context }: Pick<Standing, 'context'>): string[] => [
  '--target',
  'kubernetes',
  '--context',
  context,
];

/** Runs `testbed test` with captures of nodes and pods. @throws Error where it made no results */
export async function runSuite(
  standing: Standing,
  { out, say }: RunSettings,
  name = 'suite',
): Promise<SuiteRun> {
  const folder = join(out, name);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'results.json');
  say('running the suite');
  const start = Date.now();
  const { code, stdout, stderr } = await standing.testbed([
    ...['test', ...onCluster(standing), '--spec', join(standing.exported, 'testbed.yaml')],
    ...['--image', ownImages.node, '--capture-image', ownImages.netshoot, '--capture', 'pods'],
    ...['--state', join(folder, 'captures.json'), '--egress', outside.ipv4],
    ...['--json', file, '--html', join(folder, 'report.html'), '--bundle', join(folder, 'bundle')],
  ]);
  const seconds = (Date.now() - start) / 1000;
  if (code !== 0 && code !== exitCode.checkFailed) throw new RefusedError(code, stdout + stderr);
  return { results: readResults(readFileSync(file)), report: stdout, seconds };
}
