/** The kinds of entries that are compared: what is first is what others hang on. */
import type { EntryKind } from '../difference';
import { addresses } from './addresses';
import { forwarding } from './forwarding';
import type { DiffKind } from './kind';
import { links } from './links';
import { neighbours } from './neighbours';
import { netfilter } from './netfilter';
import { policyRules } from './policy-rules';
import { routes } from './routes';
import { settings } from './settings';
import { sysctls } from './sysctls';

/** All of them, by their names. */
export const kindsByName: { readonly [Kind in EntryKind]: DiffKind<Kind> } = {
  link: links,
  setting: settings,
  address: addresses,
  route: routes,
  'policy-rule': policyRules,
  neighbour: neighbours,
  forwarding,
  netfilter,
  sysctl: sysctls,
};

/** All of them, in order. */
export const diffKinds = Object.values(kindsByName);
