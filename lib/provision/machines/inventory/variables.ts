/** What an inventory's variables say of a machine, and which of them are not taken. */
import { didYouMean } from '../../../base/did-you-mean';
import { shown } from '../../../base/shown';
import type { Refused, Said } from './ansible';

/** A variable in force, and the machine or group that it was said of. */
export interface InForce extends Said {
  readonly of: string;
}

/** A field of a machine in our list, with its value. */
export interface Field {
  readonly path: string;
  readonly value: unknown;
  readonly said: InForce;
}

/** Fields of our own list, with the variables that say them; `ip` and `ip6` are those of kubespray. */
const fields: Readonly<Record<string, readonly string[]>> = {
  'ssh.host': ['ansible_host', 'ansible_ssh_host'],
  'ssh.user': ['ansible_user', 'ansible_ssh_user'],
  'ssh.port': ['ansible_port', 'ansible_ssh_port'],
  'ssh.key': ['ansible_ssh_private_key_file', 'ansible_private_key_file'],
  'ssh.config': ['ansible_ssh_common_args'],
  nodeAddress: ['ip'],
  nodeAddressIPv6: ['ip6'],
};

/** Variables that may say what holds here anyway. */
const only: ReadonlyMap<string, readonly string[]> = new Map([
  ['ansible_connection', ['ssh', 'smart', 'ansible.builtin.ssh']],
  ['ansible_become_method', ['sudo', 'ansible.builtin.sudo']],
  ['ansible_become_user', ['root']],
  ['ansible_shell_type', ['sh']],
]);

/** Variables of kubespray's that may say what another one does. */
const same: ReadonlyMap<string, string> = new Map([
  ['access_ip', 'ip'],
  ['access_ip6', 'ip6'],
]);

/** Variables about Ansible's own programs on the machine. Whoever logs in becomes root here in any case. */
const ofNoMeaning = [
  'ansible_become',
  'ansible_python_interpreter',
  'ansible_pipelining',
  'ansible_ssh_pipelining',
];

const known = [...Object.values(fields).flat(), ...only.keys(), ...ofNoMeaning];

/** Whether a variable says how a machine is reached, or what it is. */
export const isOfMachines = (name: string): boolean =>
  !ofNoMeaning.includes(name) && (/^ansible_/.test(name) || known.includes(name) || same.has(name));

/** The fields that the variables in force say, with what is not taken of them. */
export function fieldsOf(vars: ReadonlyMap<string, InForce>): { fields: Field[]; refused: Refused[] } {
  const refused = [...vars.values()].flatMap((said) => {
    const why = whyRefused(said, vars);
    return why ? [refusal(said, why)] : [];
  });
  const found = Object.entries(fields).flatMap(([path, names]): Field[] => {
    const [said, ...others] = names.flatMap((name) => vars.get(name) ?? []);
    if (!said) return [];
    for (const other of others)
      if (textOf(other) !== textOf(said)) refused.push(refusal(other, saidTwice(said)));
    return [{ path, value: fieldValue(path, said), said }];
  });
  return { fields: found, refused };
}

/** A configuration of ssh's is an argument of it there, and a number may be a text. */
function fieldValue(path: string, said: Said): unknown {
  if (path === 'ssh.config') return configIn(said);
  return path === 'ssh.port' && /^\d{1,5}$/.test(textOf(said)) ? Number(said.value) : said.value;
}

const configIn = (said: Said) => /^-F *([^\s'"\\]+)$/.exec(textOf(said))?.[1];

/** Of what is no text, whatever shows it. */
const textOf = ({ value }: Said): string => (typeof value === 'string' ? value : shown(value));

type Why = readonly [rule: string, remedy: string, isSecret?: true];

/** Why a variable is not taken; undefined where it is, or is about other things than the machine. */
function whyRefused(said: InForce, vars: ReadonlyMap<string, InForce>): Why | undefined {
  const { name } = said;
  const [allowed, twin] = [only.get(name), same.get(name)];
  const isKnown = known.includes(name);
  if (!isKnown && /^ansible_/.test(name))
    return ['it says how Ansible gets at a machine, and is not taken', remedyFor(name), true];
  if ((isKnown || twin !== undefined) && textOf(said).includes('{{'))
    return ['templates are not filled in', 'Write the value itself'];
  if (allowed && !allowed.includes(textOf(said)))
    return [`the testbed knows ${allowed[0]} only`, 'Leave it out'];
  if (twin !== undefined && textOf(vars.get(twin) ?? { name, value: undefined }) !== textOf(said))
    return [`nodes reach one another at ${twin}`, `Leave it out, or let ${twin} say the same`];
  if (name === 'ansible_ssh_common_args' && configIn(said) === undefined)
    return ['of the arguments of ssh, -F FILE alone is taken', 'Write the others into that file', true];
  return undefined;
}

const saidTwice = (said: InForce): Why => [
  `${said.name} of ${said.of} says ${shown(said.value)}`,
  'Leave one of them out',
];

/** What is unknown may be a password, and is not shown. */
function refusal({ name, of, value, at }: InForce, [rule, remedy, isSecret]: Why): Refused {
  const said = isSecret ? 'given' : shown(value);
  return { code: 'inventory/variable', of: `${of}.${name}`, value: said, rule, remedy, at };
}

function remedyFor(name: string): string {
  if (/become|sudo/.test(name))
    return 'Let sudo ask for no password, as docs/machines.md shows, and leave it out';
  if (/pass/.test(name)) return 'Let a key or an agent log in, and leave it out';
  const withFile = "Leave it out, or put it into an ssh configuration: ansible_ssh_common_args='-F FILE'";
  return didYouMean(name, known) ?? withFile;
}
