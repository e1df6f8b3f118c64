/** `testbed export nsx-t`: objects for the operator of NSX Container Plug-in, and its rules. */
import { parse } from 'yaml';
import * as z from 'zod';
import { type Ini, ncpIni } from '../../lib/export/nsx-t/ncp-ini';
import { ncpRules, unlistedKeys } from '../../lib/export/nsx-t/ncp-rules';
import { nsxOptions } from '../../lib/export/nsx-t/options';
import shippedKeys from '../../lib/export/nsx-t/shipped-keys.json';
import { readOptions } from '../../lib/export/options';
import { brokenRules } from '../../lib/export/rules';
import { parseSpec, type TestbedSpecInput } from '../../lib/plan';
import { plannedTestbed } from '../../lib/testbed';
import { iniSections } from './ini';
import { changed, codesOf, plans, prepared } from './prepared';

const given = {
  managers: '10.1.1.5,10.1.1.6',
  thumbprint: 'ab'.repeat(32),
  topTierRouter: 'tier-0',
  overlayTz: 'overlay-tz',
  edgeCluster: 'edge-1',
  uplink: 'eth1',
};
const filesOf = (input: TestbedSpecInput = {}) => prepared('nsx-t', input, given).files();
const iniOf = (input: TestbedSpecInput = {}): Ini =>
  iniSections(parse(filesOf(input)['configmap.yaml']!).data['ncp.ini']);

describe('export nsx-t', () => {
  test.each(Object.entries(plans))('writes %s', (_, input) => expect(filesOf(input)).toMatchSnapshot());

  test('writes what it has computed', () => {
    const { values } = readOptions(nsxOptions, given);
    expect(iniOf()).toEqual(ncpIni(plannedTestbed(parseSpec({})), values));
  });

  test('cuts subnets as large as shares, of all of the pod network: namespaces take them, more than nodes', () => {
    expect(iniOf({ podPrefix: 25 }).nsx_v3).toMatchObject({
      container_ip_blocks: '10.244.0.0/16',
      subnet_prefix: '25',
    });
  });

  test('leaves room for Geneve in packets', () => {
    expect(iniOf({ underlayMtu: 9000 }).nsx_node_agent?.mtu).toBe('8900');
  });

  test('has an external pool only where addresses are translated', () => {
    const off = prepared('nsx-t', {}, { ...given, snat: 'off' }).files();
    const { coe, nsx_v3 } = iniSections(parse(off['configmap.yaml']!).data['ncp.ini']);
    expect([coe?.enable_snat, nsx_v3?.external_ip_pools]).toEqual(['False', undefined]);
  });

  test('names each node in the tags that NSX needs', () => {
    const text = filesOf({ workers: 4 })['README.txt'];
    for (const name of ['control-plane-1', 'worker-1', 'worker-4'])
      expect(text).toContain(`${name}: ncp/node_name = ${name}, ncp/cluster = testbed`);
  });

  test('has Secrets without content', () => {
    const data = ['nsx-secret.yaml', 'lb-secret.yaml'].map((name) => parse(filesOf()[name]!).data);
    expect(data).toEqual([
      { 'tls.crt': '', 'tls.key': '', 'tls.ca': '' },
      { 'tls.crt': '', 'tls.key': '' },
    ]);
  });

  test.each<[string, string, TestbedSpecInput, Record<string, string>]>([
    ['fewer subnets than there are namespaces', 'nsx-t/too-few-subnets', { podCidr: '10.244.0.0/22' }, {}],
    ['a thumbprint that is none', 'nsx-t/thumbprint', {}, { thumbprint: 'abcd' }],
    ['a pool that nodes have', 'export/overlap', {}, { externalPool: '192.168.1.128/25' }],
    ['a pool without translation', 'nsx-t/external-pool', {}, { snat: 'off', externalPool: '10.9.0.0/24' }],
    ['words that are no choice', 'export/option', {}, { snat: 'True' }],
    ['links without room for Geneve', 'nsx-t/mtu', { underlayMtu: 600 }, {}],
  ])('refuses %s', (_, code, input, more) => {
    expect(codesOf(prepared('nsx-t', input, { ...given, ...more }))).toContain(code);
  });
});

describe("the operator's rules of ncp.ini", () => {
  const codes = (ini: Ini) =>
    [...brokenRules(ini, ncpRules, {}), ...unlistedKeys(ini)].map(({ code }) => code);

  test('hold for what is written', () => expect(codes(iniOf())).toEqual([]));

  test.each([
    ['coe', 'nsx-t/section'],
    ['ha', 'nsx-t/section'],
    ['nsx_v3', 'nsx-t/section'],
    ['nsx_node_agent', 'nsx-t/section'],
    ['coe.cluster', 'nsx-t/required'],
    ['nsx_v3.nsx_api_managers', 'nsx-t/required'],
    ['nsx_v3.container_ip_blocks', 'nsx-t/required'],
    ['nsx_v3.top_tier_router', 'nsx-t/router'],
    ['nsx_v3.external_ip_pools', 'nsx-t/external-pool'],
  ])('refuse a file without %s', (entry, code) => {
    expect(codes(changed(iniOf(), entry, undefined))).toContain(code);
  });

  test.each([
    ['coe.cluster', '', 'nsx-t/required'],
    ['coe.enable_snat', 'true', 'nsx-t/snat'],
    ['coe.enable_snat', 'False', 'nsx-t/external-pool'],
    ['nsx_node_agent.mtu', '1400 bytes', 'nsx-t/mtu'],
    ['DEFAULT.log_file', 'ncp.log', 'nsx-t/log-file'],
    ['nsx_v3.tier0_gateway', 'tier-0', 'nsx-t/unlisted-key'],
    ['nsx_v3.multi_t0', 'True', 'nsx-t/unlisted-key'],
    ['k8s.enable_vnet_crd', 'True', 'nsx-t/unlisted-key'],
    ['coe.node_type', 'HOSTVM', 'nsx-t/unlisted-key'],
  ])('refuse %s = %j', (entry, value, code) => {
    expect(codes(changed(iniOf(), entry, value))).toContain(code);
  });

  test('take the older gateway in place of the router, which the shipped file no longer lists', () => {
    const older = changed(
      changed(iniOf(), 'nsx_v3.top_tier_router', undefined),
      'nsx_v3.tier0_gateway',
      't0',
    );
    expect(codes(older)).toEqual(['nsx-t/unlisted-key']);
  });

  test('know the 99 keys of the shipped file', () => {
    const counts = Object.entries(shippedKeys).map(([section, keys]) => [section, new Set(keys).size]);
    expect(Object.fromEntries(counts)).toEqual({
      DEFAULT: 9,
      coe: 6,
      ha: 3,
      k8s: 18,
      nsx_kube_proxy: 0,
      nsx_node_agent: 9,
      nsx_v3: 54,
      vc: 0,
    });
  });
});

/** As operator.nsx.vmware.com_ncpinstalls_crd.yaml of the operator's v9.2.0 has it; what it does not know, the API drops. */
const toleration = z.strictObject({
  effect: z.string().optional(),
  key: z.string().optional(),
  operator: z.string().optional(),
  tolerationSeconds: z.int().optional(),
  value: z.string().optional(),
});
const ncpInstall = z.strictObject({
  apiVersion: z.literal('operator.nsx.vmware.com/v1'),
  kind: z.literal('NcpInstall'),
  metadata: z.looseObject({ name: z.string(), namespace: z.string() }),
  spec: z.strictObject({
    ncpReplicas: z.int32().min(0).optional(),
    addNodeTag: z.boolean().optional(),
    'nsx-ncp': z
      .strictObject({
        nodeSelector: z.record(z.string(), z.string()).optional(),
        tolerations: z.array(toleration).optional(),
      })
      .optional(),
    'nsx-node-agent': z.strictObject({ tolerations: z.array(toleration).optional() }).optional(),
  }),
});

describe('NcpInstall', () => {
  const object = () => parse(filesOf()['ncpinstall.yaml']!);

  test("is what the operator's schema takes", () =>
    expect(ncpInstall.safeParse(object()).error).toBeUndefined());

  test.each([
    ['spec.ncpReplicas', -1],
    ['spec.addNodeTag', 'false'],
    ['spec.replicas', 1],
    ['spec.nsx-ncp.tolerations', [{ effects: 'NoSchedule' }]],
  ])('would be found with %s = %j', (entry, value) => {
    expect(ncpInstall.safeParse(changed(object(), entry, value)).success).toBe(false);
  });
});
