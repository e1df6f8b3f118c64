/** Runs on real clusters that were broken on purpose, diagnosed again from what was recorded. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { diagnosedAgain } from './recorded/diagnosed-again';

const place = (file: string) => join(__dirname, 'recorded', file);

/** The later ones are compressed. */
const read = (name: string) =>
  existsSync(place(`${name}.json`))
    ? readFileSync(place(`${name}.json`), 'utf8')
    : brotliDecompressSync(readFileSync(place(`${name}.json.br`))).toString();

interface Case {
  readonly name: string;
  readonly done: string;
  readonly code: string;
  /** Who must not have been excluded. */
  readonly culprit: string;
  readonly at: readonly string[];
}

const cases: readonly Case[] = [
  {
    name: 'flannel-route-deleted',
    done: "a node's route to another node's pods was deleted",
    code: 'narrowed',
    culprit: 'route',
    at: ['testbed-worker', 'testbed-worker2'],
  },
  {
    name: 'flannel-route-under-services',
    done: "a node's route to another node's pods was deleted, and Services led there now and then",
    code: 'narrowed',
    culprit: 'route',
    at: ['testbed-worker', 'testbed-worker2'],
  },
  {
    name: 'flannel-forwarding-entry-under-services',
    done: "a tunnel's forwarding entry for another node was deleted, and Services led there now and then",
    code: 'narrowed',
    culprit: 'forwarding-entry',
    at: ['testbed-worker', 'testbed-worker2'],
  },
  {
    name: 'flannel-forwarding-off',
    done: 'forwarding was off on every device of a node, the way out of the cluster included',
    code: 'narrowed',
    culprit: 'forwarding',
    at: ['testbed-worker2'],
  },
  ...['flannel', 'calico', 'cilium'].map((cni) => ({
    name: `${cni}-port-closed`,
    done: `the port of ${cni}'s tunnel was closed on a node`,
    code: 'narrowed',
    culprit: 'firewall',
    at: ['testbed-worker2'],
  })),
  {
    name: 'cilium-dns-policy',
    done: 'a policy cut off the DNS pods',
    code: 'cluster-dns',
    culprit: 'policy',
    at: [],
  },
  {
    name: 'flannel-host-gw-old-pods',
    done: 'the mode was changed below pods that kept the MTU of a tunnel',
    code: 'mtu-wasteful',
    culprit: 'mtu',
    at: [],
  },
];

describe('of a real cluster that was broken on purpose one cause is said, and it is not a false one', () => {
  test.each(cases.map((one) => [one.done, one] as const))('%s', (_, { name, code, culprit, at }) => {
    const found = diagnosedAgain(read(name));
    expect(found.map((one) => one.code)).toEqual([code]);
    expect(found[0]!.suspects!.map((suspect) => suspect.code)).toContain(culprit);
    expect([...found[0]!.at!].sort()).toEqual(at);
  });
});
