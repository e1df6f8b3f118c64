/** What plan and options must keep, so that the vendor's code takes what is written for what it is. */
import type { TestbedSpec } from '../../plan';
import type { OptionValues } from '../options';
import type { Rule } from '../rules';
import type { ccfOptions } from './options';

/** What is asked for, as the rules look at it. */
export interface CcfRequest {
  readonly tenant: string;
  readonly ipFamily: TestbedSpec['ipFamily'];
  readonly form: OptionValues<typeof ccfOptions>['form'];
  /** Nodes whose ports were given. */
  readonly ports: readonly string[];
  readonly nodes: readonly string[];
}

/** All of them. */
export const ccfRules: readonly Rule<CcfRequest>[] = [
  {
    code: 'ccf/tenant',
    of: ['tenant'],
    rule: 'it must be a name of letters, digits and the signs _ . -, and not system, which leads outside',
    remedy: 'Choose another name',
    holds: (tenant) => /^[A-Za-z0-9_.-]+$/.test(`${tenant}`) && tenant !== 'system',
  },
  {
    code: 'ccf/ansible-ipv6',
    of: ['ipFamily'],
    rule: 'tasks must have IPv4 alone: the module takes a destination apart at its colons, and one gateway a segment',
    remedy: 'Use --form rest, or ipv4',
    holds: (family, { form }) => family === 'ipv4' || form === 'rest',
  },
  {
    code: 'ccf/ports',
    of: ['ports'],
    rule: 'a port must be of a node of the plan',
    remedy: 'Use the names that testbed plan shows',
    holds: (node, { nodes }) => nodes.includes(`${node}`),
  },
];
