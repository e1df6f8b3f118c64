import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type ExecResult, exec, tryExec } from '../../../../lib/base/exec';
import { packageName, packageRoot } from '../../../../lib/base/package-root';

/** An app's folder as users have it: the package in `node_modules`, a folder for each stack in `cdktf.out`. */
export class Project {
  readonly folder = mkdtempSync(join(tmpdir(), 'testbed-project-'));
  private readonly installed = join(this.folder, 'node_modules', packageName);

  /** Builds the command line as the package does, from the sources as they are, with what it loads beside it. */
  async build(): Promise<void> {
    mkdirSync(this.installed, { recursive: true });
    copyFileSync(join(packageRoot, 'package.json'), join(this.installed, 'package.json'));
    const { dependencies } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
    for (const name of Object.keys(dependencies)) this.link(name);
    const args = [join(packageRoot, 'build.mjs'), 'programs', '--out', join(this.installed, 'dist')];
    await exec(process.execPath, args);
  }

  /** Where CDKTF would put the stack. */
  stackFolder(name: string): string {
    const folder = join(this.folder, 'cdktf.out', 'stacks', name);
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  /** Runs `testbed ARGUMENTS` in a process of its own, where a user would. */
  testbed(args: readonly string[], env: NodeJS.ProcessEnv): Promise<ExecResult> {
    const program = join(this.installed, 'dist', 'testbed.js');
    return tryExec(process.execPath, [program, ...args], { cwd: this.folder, env });
  }

  private link(name: string): void {
    const place = join(this.folder, 'node_modules', name);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(join(packageRoot, 'node_modules', name), place);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
