import { join } from 'node:path';
import { packageRoot } from '../../base/package-root';
import { podId } from '../../net';
import { nsenterArguments } from '../agent/nsenter';
import type { LabRecord, StandingLab } from './lab-record';
import { recordedTestbed } from './recorded-testbed';

/** Where in a lab a command can run. */
export interface LabPlaces {
  /** The namespace of a place; undefined where there is none of that name. */
  readonly host: (where: string) => string | undefined;
  /** Names to choose from. */
  readonly names: readonly string[];
}

/** The places of a lab. @throws TargetError where this version cannot read the lab's spec */
export function labPlaces(lab: LabRecord): LabPlaces {
  const { hosts, endpoints } = recordedTestbed(lab).datapath;
  const between = hosts.filter(({ role }) => role === 'switch' || role === 'router');
  return {
    host: (where) =>
      endpoints.find(({ id }) => id === where || id === podId(where))?.host ??
      hosts.find(({ name }) => name === where)?.name,
    names: [...endpoints.map(({ id }) => id), ...between.map(({ name }) => name)],
  };
}

/** The program and arguments that run a command in a namespace of a lab, in the caller's folder. */
export function enterNamespace(
  { holder }: { readonly holder: Pick<StandingLab['holder'], 'pid'> },
  host: string,
  command: readonly string[],
): [program: string, ...args: string[]] {
  const script = join(packageRoot, 'lib', 'lab', 'standing', 'exec.sh');
  const here = ['sh', script, process.cwd(), ...command];
  return ['nsenter', ...nsenterArguments(holder.pid), 'ip', 'netns', 'exec', host, ...here];
}
