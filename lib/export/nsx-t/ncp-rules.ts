/**
 * What the operator asks of ncp.ini (vmware/nsx-container-plugin-operator, pkg/controller/configmap/config.go of v9.2.0), and
 * what it does not see.
 */
import type { Problem } from '../../plan';
import type { Rule } from '../rules';
import type { Ini } from './ncp-ini';
import shippedKeys from './shipped-keys.json';

const filled = (value: unknown) => typeof value === 'string' && value !== '';

/** Rules of single entries. */
export const ncpRules: readonly Rule<Ini>[] = [
  {
    code: 'nsx-t/section',
    of: ['coe', 'ha', 'nsx_v3', 'nsx_node_agent'],
    always: true,
    rule: 'there must be such a section: the operator fills defaults into it, and fails without',
    remedy: 'Keep the section, empty or not',
    holds: (section) => section !== undefined,
  },
  {
    code: 'nsx-t/required',
    of: ['coe.cluster', 'nsx_v3.nsx_api_managers', 'nsx_v3.container_ip_blocks'],
    always: true,
    rule: 'it must have a value: the operator takes no configuration without',
    remedy: 'Give it a value',
    holds: filled,
  },
  {
    code: 'nsx-t/router',
    of: ['nsx_v3'],
    always: true,
    rule: 'there must be a top_tier_router, or the older tier0_gateway',
    remedy: 'Name a gateway',
    holds: (_, { nsx_v3 }) => filled(nsx_v3?.top_tier_router) || filled(nsx_v3?.tier0_gateway),
  },
  {
    code: 'nsx-t/snat',
    of: ['coe.enable_snat'],
    rule: 'it must be True or False: the operator compares words, so that true or yes would switch translation off',
    remedy: 'Write True or False',
    holds: (value) => value === 'True' || value === 'False',
  },
  {
    code: 'nsx-t/external-pool',
    of: ['nsx_v3.external_ip_pools'],
    always: true,
    rule: 'it must be there exactly where coe.enable_snat is True, which it is by default',
    remedy: 'Name a free range with source translation, and none without',
    holds: (pool, { coe }) => filled(pool) === ((coe?.enable_snat || 'True') === 'True'),
  },
  {
    code: 'nsx-t/mtu',
    of: ['nsx_node_agent.mtu'],
    rule: 'it must be a whole number, 576 or more, which every network of IPv4 carries',
    remedy: 'Use an underlayMtu of 676 or more',
    holds: (mtu) => /^\d+$/.test(`${mtu}`) && Number(mtu) >= 576,
  },
  {
    code: 'nsx-t/log-file',
    of: ['DEFAULT.log_file'],
    rule: 'it must not be there: the operator refuses it',
    remedy: 'Leave it out',
    holds: () => false,
  },
  {
    code: 'nsx-t/thumbprint',
    of: ['nsx_v3.thumbprint'],
    rule: 'it must be a SHA-256 thumbprint: 64 digits from 0 to f, in pairs with colons or without',
    remedy: 'Read it with: openssl s_client -connect MANAGER:443 | openssl x509 -noout -fingerprint -sha256',
    holds: (text) => /^[\da-f]{2}(:?[\da-f]{2}){31}$/i.test(`${text}`),
  },
];

const shipped: Readonly<Record<string, readonly string[]>> = shippedKeys;

/** Keys that the operator's shipped ConfigMap has not: it strips them, or hands them on to a plug-in that ignores them. */
export function unlistedKeys(sections: Ini): Problem[] {
  return Object.entries(sections).flatMap(([section, keys]) =>
    Object.entries(keys)
      .filter(([key]) => !shipped[section]?.includes(key))
      .map(([key, value]): Problem => {
        const rule = `the operator's shipped ConfigMap has no key ${key} in [${section}]`;
        return {
          code: 'nsx-t/unlisted-key',
          field: `${section}.${key}`,
          value: JSON.stringify(value),
          rule,
          remedy: 'Leave it out',
        };
      }),
  );
}
