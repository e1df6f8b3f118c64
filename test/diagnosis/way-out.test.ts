/** The way out of the cluster, where a node forwards nothing: no cause of its own. */
import { type CheckResult, checkMatrix, Explainer, isDirect, judge } from '../../lib/check';
import type { Datapath } from '../../lib/datapath';
import { diagnose } from '../../lib/diagnosis';
import { parseSpec } from '../../lib/plan';
import { diff } from '../../lib/state';
import { testbed } from '../../lib/testbed';

const wanted = testbed(parseSpec({ name: 'way-out', cni: 'flannel' }));
const { datapath } = wanted;
const victim = 'worker-2';

const real: Datapath = {
  ...datapath,
  hosts: datapath.hosts.map((host) =>
    host.name === victim ? { ...host, sysctls: { ...host.sysctls, 'ipv4/ip_forward': '0' } } : host,
  ),
};

const explainer = new Explainer(real);
const direct = checkMatrix(wanted)
  .filter((check) => isDirect(check as CheckResult))
  .map((check) => {
    const { reachable, source, answeredBy } = explainer.explain(check as CheckResult) ?? {};
    return judge(check, { reachable, source, answeredBy });
  });

/** A pod's packet to the world outside, which is in no datapath. */
const out = (from: string, reachable: boolean): CheckResult =>
  judge(
    {
      ...{ id: 'egress/nat', from, to: 'outside:203.0.113.1', family: 'ipv4', protocol: 'tcp' },
      required: { reachable: true },
      predicted: { reachable: true },
    },
    { reachable, ...(!reachable && { failure: { code: 'no-answer', afterMs: 1500 } }) },
  );

/** A Service at a node's port, which leads to a pod of any node. */
const through = (from: string, node: string): CheckResult =>
  judge(
    {
      ...{ id: 'service/node-port', from, to: `node:${node}`, family: 'ipv4', protocol: 'tcp' },
      required: { reachable: true },
      predicted: { none: true },
    },
    { reachable: false, failure: { code: 'no-answer', afterMs: 1500 }, again: { tries: 5, passed: 0 } },
  );

const { differences } = diff(datapath, real);
const codes = (checks: readonly CheckResult[]) =>
  diagnose(checks, { datapath, state: { real, differences }, evidence: { nodes: [] } }).map(
    ({ code }) => code,
  );

test('it follows from what keeps all packets in the node', () => {
  expect(direct.some(({ verdict }) => verdict === 'fail')).toBe(true);
  expect(codes([...direct, out(`pod:${victim}/0`, false), out('pod:worker-1/0', true)])).toEqual([
    'entry-other',
  ]);
});

test('it has a cause of its own where other packets leave the node', () => {
  expect(codes([...direct, out('pod:worker-1/0', false)])).toEqual(['entry-other', 'egress-cut-off']);
});

test('Services that lead over the node follow too', () => {
  expect(codes([...direct, through('node:worker-1', victim)])).toEqual(['entry-other']);
});
