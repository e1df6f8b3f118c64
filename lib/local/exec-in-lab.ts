import { parseSpec } from '../plan';
import { TargetError } from '../target-error';
import { testbed } from '../testbed';
import type { LabRecord, ProcessId } from './lab-store';
import { nsenterArguments } from './nsenter';

/**
 * The program and arguments that run a command inside a host of a lab.
 * @throws TargetError that names the places there are
 */
export function enterNamespace(
  lab: LabRecord & { readonly holder: ProcessId },
  where: string,
  command: readonly string[],
): string[] {
  const { hosts, endpoints } = testbed(parseSpec(lab.spec)).datapath;
  const endpoint = endpoints.find(({ id }) => id === where || id === `pod:${where}`);
  const host = endpoint?.host ?? hosts.find(({ name }) => name === where)?.name;
  if (!host) {
    const places = [
      ...endpoints.map(({ id }) => id),
      ...hosts.filter(({ role }) => role === 'switch' || role === 'router').map(({ name }) => name),
    ];
    throw new TargetError(
      `there is no ${where} in lab ${lab.name}`,
      `Choose one of ${places.slice(0, 30).join(', ')}${places.length > 30 ? ', …' : ''}`,
    );
  }
  return ['nsenter', ...nsenterArguments(lab.holder.pid), 'ip', 'netns', 'exec', host, ...command];
}
