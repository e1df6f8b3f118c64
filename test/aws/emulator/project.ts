import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ExecResult, exec, tryExec } from '../../../lib/exec';
import { packageRoot } from '../../../lib/package-root';

/** A folder as users have it: the built command line in `dist`, a folder for each stack in `cdktf.out`. */
export class Project {
  readonly folder = mkdtempSync(join(tmpdir(), 'testbed-project-'));

  /** Builds the command line as the package does, from the sources as they are. */
  async build(): Promise<void> {
    copyFileSync(join(packageRoot, 'package.json'), join(this.folder, 'package.json'));
    symlinkSync(join(packageRoot, 'node_modules'), join(this.folder, 'node_modules'));
    const { scripts } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
    const [esbuild, ...args] = (scripts.build as string).split(' && ')[0]!.split(' ');
    const options = args.filter((word) => !word.includes('=lib/') || word.startsWith('testbed='));
    await exec(join(packageRoot, 'node_modules/.bin', esbuild!), intoFolder(options, this.folder), {
      cwd: packageRoot,
    });
  }

  /** Where CDKTF would put the stack. */
  stackFolder(name: string): string {
    const folder = join(this.folder, 'cdktf.out', 'stacks', name);
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  /** Runs `testbed ARGUMENTS` in a process of its own, where a user would. */
  testbed(args: readonly string[], env: NodeJS.ProcessEnv): Promise<ExecResult> {
    return tryExec(process.execPath, [join('dist', 'testbed.js'), ...args], { cwd: this.folder, env });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

function intoFolder(options: readonly string[], folder: string): string[] {
  return options.map((word) => (word.startsWith('--outdir=') ? `--outdir=${join(folder, 'dist')}` : word));
}
