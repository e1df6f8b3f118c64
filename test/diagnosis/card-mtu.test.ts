/** A node's card with a smaller MTU: on clusters, sizes are required by the cards as they really are. */
import { asksForSize, type Check, type CheckResult, checkMatrix, Explainer, judge } from '../../lib/check';
import type { Datapath } from '../../lib/datapath';
import { diagnose } from '../../lib/diagnosis';
import { nodeOf } from '../../lib/net';
import { parseSpec } from '../../lib/plan';
import { diff } from '../../lib/state';
import { testbed } from '../../lib/testbed';

const wanted = testbed(parseSpec({ name: 'cards', cni: 'flannel' }));
const { datapath } = wanted;
const victim = 'worker-2';
const [whole, small] = [1500, 1300];

const real: Datapath = {
  ...datapath,
  hosts: datapath.hosts.map((host) =>
    host.name === victim
      ? { ...host, links: host.links.map((link) => (link.name === 'ens5' ? { ...link, mtu: small } : link)) }
      : host,
  ),
};

/** The sizes that really arrive, as the walk over the real state has them. */
function answered(requiredOf: (check: Check) => Check['required']): CheckResult[] {
  const explainer = new Explainer(real);
  return checkMatrix(wanted)
    .filter((check) => asksForSize(check as CheckResult))
    .map((check) => {
      const asked = { ...check, required: requiredOf(check) };
      const { bytes, localLimit } = explainer.explain(asked as CheckResult) ?? {};
      return judge(asked, { bytes, localLimit });
    });
}

const lower = (size: number | undefined) => size && size - whole + small;

const byCards = (check: Check): Check['required'] =>
  [check.from, check.to].some((id) => nodeOf(id) === victim) && nodeOf(check.from) !== nodeOf(check.to)
    ? { ...check.required, bytes: lower(check.required.bytes), atMost: lower(check.required.atMost) }
    : check.required;

const { differences } = diff(datapath, real);

test.each([
  ['on a cluster, by the cards', byCards, { nodes: [] }],
  ['in a lab, by the plan', ({ required }: Check) => required, undefined],
])('%s: the card alone explains every size that fails', (_, requiredOf, evidence) => {
  const checks = answered(requiredOf);
  const failed = checks.filter(({ verdict }) => verdict === 'fail').length;
  expect(failed).toBeGreaterThan(12);
  const found = diagnose(checks, { datapath, state: { real, differences }, evidence });
  expect(found).toMatchObject([{ code: 'entry-other', at: [victim], explains: failed }]);
});
