/** What somebody types on the hosts of a lab: commands, and the remedies that a report prints. */
import { exec } from '../../base/exec';
import { whyNotRun } from '../../base/find-program';
import type { Command } from '../../diagnosis/mend';
import type { NewLab } from '../../lab/lab';
import { enterNamespace } from '../../lab/standing/exec-in-lab';
import type { Results } from '../../results';
import type { HostCommand } from '../../state';

/** Runs commands on hosts of a lab, in order. @throws ExecError where one fails */
export async function runCommands(lab: NewLab, commands: readonly HostCommand[]): Promise<void> {
  for (const { host, command } of commands) {
    const [program, ...args] = enterNamespace({ holder: { pid: lab.holderPid } }, host, runnable(command));
    await exec(program, args);
  }
}

/** The commands by which results say that what failed is mended. */
export function remediesOf({ diagnoses }: Pick<Results, 'diagnoses'>): Command[] {
  return diagnoses.flatMap(({ details }) => (details?.mend ?? []) as readonly Command[]);
}

/** Runs remedies, which name pods by their ids. @throws ExecError where one fails */
export async function runRemedies(lab: NewLab, remedies: readonly Command[]): Promise<void> {
  const hosts = new Map(lab.testbed.datapath.endpoints.map(({ id, host }) => [id, host]));
  await runCommands(
    lab,
    remedies.map(({ where, command }) => ({ host: hosts.get(where) ?? where, command })),
  );
}

/** A command as this machine can run it: sysctl(8) is not on every one. */
export function runnable(command: readonly string[]): readonly string[] {
  const [program, ...args] = command;
  if (program !== 'sysctl' || whyNotRun(program) === undefined) return command;
  const [path = '', value = ''] = `${args.at(-1)}`.split('=');
  const file = path.replace(/[./]/g, (sign) => (sign === '.' ? '/' : '.'));
  return ['sh', '-c', 'echo "$2" >"/proc/sys/$1"', 'sh', file, value];
}
