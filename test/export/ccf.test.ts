/** `testbed export ccf`: the fabric's side of a plan, as calls and as tasks. */
import { parse } from 'yaml';
import { cnis } from '../../lib/cni';
import type { RestCall } from '../../lib/export/ccf/rest-calls';
import { inFamily, valuesOf } from '../../lib/net';
import { parseSpec, sharesOf, type TestbedSpecInput } from '../../lib/plan';
import { plannedTestbed } from '../../lib/testbed';
import { codesOf, plans, prepared } from './prepared';

/** A mode of some CNI without encapsulation. */
const bare: TestbedSpecInput = { cni: 'calico', mode: 'bgp', podRoutes: true };
const given = { controller: 'ccf.example.com', tenant: 'k8s' };
const restOf = (input: TestbedSpecInput): RestCall[] =>
  JSON.parse(prepared('ccf', input, { ...given, form: 'rest' }).files()['rest-calls.json']!).calls;

/** From shares to nodes' addresses, in any form. */
type RouteTable = Record<string, string[]>;

const planned = (input: TestbedSpecInput): RouteTable => {
  const { nodes } = plannedTestbed(parseSpec(input)).plan;
  const routes = nodes.flatMap((node) =>
    valuesOf(sharesOf(node)).map((share) => [`${share}`, [`${inFamily(node.address, share.family)}`]]),
  );
  return Object.fromEntries(routes);
};

/** Takes paths apart as the controller does: names with keys behind, `/` only outside of brackets. */
function keysOf(path: string): { steps: string[]; keys: Record<string, string> } {
  const parts = path.match(/\/[a-z-]+(?:\[[a-z-]+=(?:"[^"]*"|-?\d+)\])*/g) ?? [];
  expect(parts.join('')).toBe(path);
  const keys = Array.from(path.matchAll(/([a-z-]+)\[([a-z-]+)=(?:"([^"]*)"|-?\d+)/g), ([, step, , value]) => [
    step,
    value,
  ]);
  return { steps: parts.map((part) => /^\/([a-z-]+)/.exec(part)![1]!), keys: Object.fromEntries(keys) };
}

function routesIn(calls: readonly RestCall[]): RouteTable {
  const found: RouteTable = {};
  const read = calls.map(({ path, body }) => ({ ...keysOf(path), body }));
  for (const { steps, keys, body } of read.filter((call) => call.steps.at(-1) === 'static-route')) {
    expect(body['dst-ip-subnet']).toBe(keys['static-route']);
    expect(found).not.toHaveProperty([`${keys['static-route']}`]);
    const group = (body['next-hop'] as Record<string, string>)['next-hop-group'];
    found[`${keys['static-route']}`] = read
      .filter((hop) => hop.steps.at(-1) === 'ip-address' && hop.keys['next-hop-group'] === group)
      .map((hop) => `${hop.keys['ip-address']}`);
    expect(steps).toEqual(['tenant', 'logical-router', 'static-route']);
  }
  return found;
}

const withBare = Object.entries(plans).map(([name, input]) => [name, { ...input, ...bare }] as const);

describe('export ccf', () => {
  test.each(withBare)('writes %s as calls', (_, input) => {
    expect(prepared('ccf', input, { form: 'rest' }).files()).toMatchSnapshot();
  });

  test.each(withBare.slice(0, 2))('writes %s as tasks', (_, input) => {
    expect(prepared('ccf', input, { ...given, form: 'ansible' }).files()).toMatchSnapshot();
  });

  test.each(withBare)('has one route to each share of %s, none twice', (_, input) => {
    expect(routesIn(restOf(input))).toEqual(planned(input));
  });

  test.each(withBare.slice(0, 2))('has the same routes to %s in tasks', (_, input) => {
    const [{ tasks }] = parse(prepared('ccf', input, given).files()['ansible.yaml']!);
    const { routes, next_hop_groups: groups } = tasks[0].bcf_tenant;
    const { '0.0.0.0/0': outside, ...shares } = routes as Record<string, string>;
    const table = Object.entries(shares).map(([share, hop]) => [share, groups[hop.split(':')[1]!]]);
    expect(Object.fromEntries(table)).toEqual(planned(input));
    expect(outside).toBe('tenant:system');
  });

  test('makes nothing that rests on what is not made yet', () => {
    const paths = restOf({ ...plans['four nodes in two zones'], ...bare }).map(({ path }) => path);
    const place = (start: string) => paths.findIndex((path) => path.startsWith(start));
    const late = paths.filter((path, i) => {
      const { keys } = keysOf(path);
      const group = keys['interface-group-membership-rule'];
      return group !== undefined && place(`/interface-group[name="${group}"]`) > i;
    });
    expect(late).toEqual([]);
    expect(new Set(paths).size).toBe(paths.length);
  });

  const modes = cnis
    .filter(({ deployment }) => deployment)
    .flatMap(({ name, modes }) => modes.map((mode) => ({ name, mode })));
  test.each(modes.map(({ name, mode }) => [`${name} ${mode.name}`, name, mode] as const))(
    'has routes to pods for %s where their addresses are on the wire, and else segments alone',
    (_, cni, { name, barePods }) => {
      const calls = restOf({ cni, mode: name });
      expect(Object.keys(routesIn(calls))).toHaveLength(barePods === 'always' ? 3 : 0);
      expect(calls.some(({ path }) => path.endsWith('/segment[name="nodes-a"]'))).toBe(true);
      expect(calls.some(({ path }) => path.includes('next-hop-group'))).toBe(barePods === 'always');
    },
  );

  test('names ports that were given, and leaves the others open', () => {
    const calls = JSON.stringify(
      JSON.parse(
        prepared('ccf', {}, { ports: 'worker-1=leaf-1:ethernet3,worker-1=leaf-2:ethernet3' }).files()[
          'rest-calls.json'
        ]!,
      ).calls,
    );
    expect(calls).toContain('leaf-2');
    expect(calls).not.toContain('<switch of worker-1>');
    expect(calls).toContain('<switch of worker-2>');
  });

  test.each<[string, string, TestbedSpecInput, Record<string, string>]>([
    ['IPv6 in tasks', 'ccf/ansible-ipv6', { ipFamily: 'dual' }, { form: 'ansible' }],
    ['IPv6 in both forms', 'ccf/ansible-ipv6', { ipFamily: 'dual' }, {}],
    ['the tenant that leads outside', 'ccf/tenant', {}, { tenant: 'system' }],
    ['a tenant with a colon, which tasks take apart', 'ccf/tenant', {}, { tenant: 'a:b' }],
    ['a port of nobody', 'ccf/ports', {}, { ports: 'worker-9=leaf-1:ethernet3' }],
    ['a port without a switch', 'export/option', {}, { ports: 'worker-1=ethernet3' }],
    ['a port for the controller', 'export/option', {}, { controller: 'ccf:443' }],
    ['nodes with one share for all', 'export/no-shares', { cni: 'none' }, {}],
  ])('refuses %s', (_, code, input, more) => {
    expect(codesOf(prepared('ccf', input, more))).toContain(code);
  });
});
