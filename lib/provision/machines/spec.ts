import * as z from 'zod';
import { mostNodes, specAddress, specName, specRole, type TestbedSpec } from '../../plan';
import { sourcesSchema } from '../sources/spec';

/** One line that no program takes for an option. */
const word = (what: string) =>
  z.string().regex(/^[^-\s\p{Cc}][^\s\p{Cc}]*$/u, `${what}: no spaces, and no hyphen in front`);

/** The path of a file; whoever pastes a key's text is told so. */
const file = z
  .string()
  .min(1)
  .regex(/^[^-\p{Cc}][^\p{Cc}]*$/u, 'it is the path of a file, never what is in it');

const ssh = z.strictObject({
  /** Name or address of the machine, or an alias of your ssh configuration. */
  host: word('a name or an address').meta({ examples: ['192.168.1.10'] }),
  /** User to log in as. @default what your ssh configuration says */
  user: word('a user name')
    .optional()
    .meta({ examples: ['deploy'] }),
  /** Port of its SSH server. @default what your ssh configuration says */
  port: z
    .int()
    .min(1)
    .max(65_535)
    .optional()
    .meta({ examples: [2222] }),
  /** File of the private key. @default what agent and ssh configuration offer */
  key: file.optional().meta({ examples: ['~/.ssh/id_ed25519'] }),
  /** File of an ssh configuration in place of your own, such as what `vagrant ssh-config` prints. @default your own */
  config: file.optional().meta({ examples: ['vagrant.conf'] }),
});

/** A machine of the list. */
export const hostSchema = z.strictObject({
  /** Name of the node that the machine becomes: control-plane-1, worker-1, …, or any, where its address is given. */
  name: specName.meta({ examples: ['control-plane-1'] }),
  /** The address that the machine has as a node. @default ssh.host, where it is in a zone's network; else the plan's */
  nodeAddress: specAddress('ipv4').optional(),
  /** Its IPv6 twin. @default likewise */
  nodeAddressIPv6: specAddress('ipv6').optional(),
  /** What it does. @default as names such as control-plane-1 and worker-1 say it */
  role: specRole.meta({ examples: ['worker'] }).optional(),
  /** Name of its zone. @default the one whose network has its address */
  zone: specName.meta({ examples: ['a'] }).optional(),
  /** How ssh gets at it. */
  ssh,
});

/** The part of a spec that is about machines that one has, under `machines`. There is no field for a password. */
export const machinesSpecSchema = z.strictObject({
  /** The machines, one for each node of the plan. @default none */
  hosts: z.array(hostSchema).max(mostNodes).default([]),
  /** File that lists them in place of hosts: such a list, or an inventory of Ansible's. @default none */
  inventory: file.optional().meta({ examples: ['hosts.ini'] }),
  /** Where they fetch packages, images and charts. @default where their makers have them */
  sources: sourcesSchema.optional(),
});

/** That part with every default filled in. */
export type MachinesSpec = Readonly<z.output<typeof machinesSpecSchema>>;

/** A spec with that part. */
export type MachinesTestbedSpec = TestbedSpec & { readonly machines: MachinesSpec };
