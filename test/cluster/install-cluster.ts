/** A cluster that exported files are installed on, by their own script, with a stand-in for every program it calls. */
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseSpec, type TestbedSpecInput } from '../../lib/plan';
import { kindExport } from '../../lib/provision/laptop/kind';
import { testbed } from '../../lib/testbed';

export type Files = Readonly<Record<string, string>>;

export interface RunOptions {
  /** Part of a call that fails. @default none */
  readonly fails?: string;
  /** @default 3 */
  readonly helm?: '3' | '4';
  /** Other files than those that the cluster was made with. */
  readonly files?: Files;
}

export interface Run {
  readonly status: number | null;
  readonly stderr: string;
  /** Every call of a program. */
  readonly calls: readonly string[];
  /** What the cluster holds then. */
  readonly state: Files;
}

/** The files of `testbed export kind`. */
export const filesOf = (input: TestbedSpecInput = {}): Files => kindExport(testbed(parseSpec(input))).files;

export class InstallCluster {
  readonly folder = mkdtempSync(join(tmpdir(), 'install-'));
  private readonly calls = join(this.folder, 'calls');
  private readonly stateFolder = join(this.folder, 'state');

  constructor(private readonly files: Files) {
    for (const name of ['kubectl', 'helm', 'docker', 'curl', 'sleep'])
      copyFileSync(join(__dirname, 'stand-ins', 'install-cluster'), join(this.folder, name));
    for (const line of files['nodes.tsv']!.trim().split('\n')) this.set(`nodes/${line.split('\t')[0]}`, '');
    this.set('releases', '');
  }

  get state(): Files {
    const names = readdirSync(this.stateFolder, { recursive: true, encoding: 'utf8' });
    const files = names.filter((name) => statSync(join(this.stateFolder, name)).isFile());
    return Object.fromEntries(
      files.map((name) => [name, readFileSync(join(this.stateFolder, name), 'utf8')]),
    );
  }

  set(name: string, text: string): void {
    const file = join(this.stateFolder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  install({ fails = '', helm = '3', files = this.files }: RunOptions = {}): Run {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(this.folder, name), text);
    writeFileSync(this.calls, '');
    const env = {
      ...process.env,
      ...{ PATH: `${this.folder}:${process.env.PATH}`, CALLS: this.calls, STATE: this.stateFolder },
      ...{ FAILS: fails, HELM: helm },
    };
    const { status, stderr } = spawnSync('bash', [join(this.folder, 'install.sh')], {
      encoding: 'utf8',
      env,
    });
    const calls = readFileSync(this.calls, 'utf8').trim().split('\n');
    return { status, stderr, calls, state: this.state };
  }

  text(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
