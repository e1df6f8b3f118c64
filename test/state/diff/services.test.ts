/** Rules for Services, entry by entry: which one a node lacks is told, through maps of verdicts and jumps alike. */
import { type Chain, type Datapath, type Host, netfilterOf, type Rule } from '../../../lib/datapath';
import { diff, entryTexts, withDifference, withoutDifference } from '../../../lib/state';
import { testbedOf } from '../../testbeds';

const forms = { iptables: healthy('iptables'), nftables: healthy('nftables') } as const;

function healthy(dataPlane: 'iptables' | 'nftables'): Datapath {
  return testbedOf({ cni: 'flannel', dataPlane, services: true, ipFamily: 'dual' }).datapath;
}

/** The rules of one node's chains changed, where the name fits. */
function changed(datapath: Datapath, chain: RegExp, change: (rules: readonly Rule[]) => Rule[]): Datapath {
  const other = (one: Chain): Chain =>
    one.families.includes('ipv6') && chain.test(one.name) ? { ...one, rules: change(one.rules) } : one;
  const broken = (host: Host): Host => {
    if (host.name !== 'worker-1') return host;
    const { chains, sets } = netfilterOf(host)!;
    const { services: _, ...rest } = host;
    return { ...rest, nat: [], filters: [], netfilter: { sets, chains: chains.map(other) } };
  };
  return { ...datapath, hosts: datapath.hosts.map(broken) };
}

const without = (text: RegExp) => (rules: readonly Rule[]) => rules.filter((rule) => !text.test(rule.text));

/** Without the elements of maps that are for the protocol and the port. */
const withoutElements = (port: number) => (rules: readonly Rule[]) =>
  rules.map((rule): Rule => {
    const { action } = rule;
    if (action.do !== 'map') return rule;
    const entries = action.entries.filter(
      ({ element }) =>
        !element.some((value) => 'ports' in value && value.ports[0] === port) ||
        !element.some((value) => 'text' in value && value.text === 'tcp'),
    );
    return { ...rule, action: { ...action, entries } };
  });

const otherPort = (rules: readonly Rule[]) =>
  rules.map((rule): Rule => {
    const { action } = rule;
    if (action.do !== 'dnat') return rule;
    const to = action.to.map((target) => ({ ...target, port: 9 }));
    return { ...rule, action: { ...action, to }, text: 'dnat to port 9' };
  });

test.each(['iptables', 'nftables'] as const)('%s: equal rules differ in nothing', (form) => {
  expect(diff(forms[form], changed(forms[form], /^$/, without(/^$/))).differences).toEqual([]);
});

const mistakes = [
  ['nftables', 'a NodePort', /^services$/, withoutElements(30_420), 'ip6 kube-proxy services'],
  ['nftables', 'a Service', /^services$/, withoutElements(53), 'ip6 kube-proxy services'],
  [
    'nftables',
    'a port of an endpoint',
    /^endpoint-.*node-port.tcp.*/,
    otherPort,
    /^ip6 kube-proxy endpoint-/,
  ],
  ['iptables', 'a NodePort', /^KUBE-NODEPORTS$/, without(/30420/), /^ip6 ip6tables_nat KUBE-EXT-/],
  ['iptables', 'a Service', /^KUBE-SERVICES$/, without(/th dport 53\b/), /^ip6 ip6tables_nat KUBE-SVC-/],
] as const;

test.each(mistakes)(
  '%s: %s of IPv6 that one node has otherwise is told by its chain',
  (form, _what, chain, change, key) => {
    const computed = forms[form];
    const { differences } = diff(computed, changed(computed, chain, change));
    expect(differences.length).toBeGreaterThan(0);
    expect(new Set(differences.map(({ host, kind }) => `${host} ${kind}`))).toEqual(
      new Set(['worker-1 netfilter']),
    );
    expect(differences.map((one) => one.key)).toContainEqual(
      typeof key === 'string' ? key : expect.stringMatching(key),
    );
  },
);

test('an element of a map that is missing is told as nft prints it, taken away by itself, and put back', () => {
  const computed = forms.nftables;
  const real = changed(computed, /^services$/, withoutElements(30_420));
  const { differences } = diff(computed, real);
  const found = differences.find(({ key }) => key === 'ip6 kube-proxy services')!;
  expect(found.change).toBe('missing');
  const others = differences.filter((one) => one !== found);
  expect(new Set(others.map(({ key }) => key.replace(/-\w{8}-.*/, '')))).toEqual(
    new Set(['ip6 kube-proxy external']),
  );
  expect(entryTexts(found).computed).toMatch(/^tcp \. 30420 : goto external-/);
  const left = (datapath: Datapath) => diff(computed, datapath).differences.map(({ key }) => key);
  expect(left(withDifference(computed, found, real))).toEqual(left(real));
  expect(left(withoutDifference(real, found))).toEqual([]);
});
