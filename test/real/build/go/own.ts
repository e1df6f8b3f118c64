/** Programs of ours, which are needed where no module has one. */
import { join } from 'node:path';
import { exec } from '../../../../lib/base/exec';
import { ownSources } from '../cache';
import { contentOf } from '../content';
import type { Step } from '../step';
import { goEnv } from './module';

/** The work that compiles a program of our sources. */
export const ownStep = (name: string, into: string): Step => ({
  name,
  what: `${name} of our own source`,
  recipe: contentOf(join(ownSources, name)),
  outputs: [`${into}/${name}`],
  build: async (folder) => {
    const target = join(folder, into, name);
    const flags = ['-trimpath', '-ldflags', '-s -w'];
    await exec('go', ['build', ...flags, '-o', target], { env: goEnv(), cwd: join(ownSources, name) });
  },
});
