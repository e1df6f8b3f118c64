import { foundCnis } from '../../lib/cluster/detect-cni';
import { type Cni, cnis } from '../../lib/cni';

const daemonSets = (...names: string[]) => names.map((name) => ({ metadata: { name } }));
const build = cnis.find(({ deployment }) => deployment)!;
/** A CNI with a folder of its own that the testbed only met before. */
const antrea = (agents: readonly string[]): Cni => ({
  ...build,
  name: 'antrea',
  deployment: { ...build.deployment!, agents, enforcesPolicies: true },
});

test.each(
  cnis.flatMap(({ name, deployment }) => (deployment?.agents ?? []).map((agent) => ({ name, agent }))),
)('$name is recognised by its agent $agent', ({ name, agent }) => {
  const found = foundCnis(daemonSets('kube-proxy', agent));
  expect(found.map(({ cni, ...rest }) => [cni?.name, rest.name, rest.agent])).toEqual([[name, name, agent]]);
});

test('a CNI without a folder is recognised, and nothing is known of its state', () =>
  expect(foundCnis(daemonSets('antrea-agent'))).toEqual([
    { name: 'antrea', agent: 'antrea-agent', enforcesPolicies: true },
  ]));

test.each([
  ['under the agent that it was met with', ['antrea-agent']],
  ['under another agent', ['antrea-daemon']],
])('a CNI that gets a folder is found once, %s', (_, agents) => {
  const cni = antrea(agents);
  const found = foundCnis(daemonSets('antrea-agent', ...agents), [...cnis, cni]);
  expect(found).toEqual([{ name: 'antrea', cni, agent: agents[0], enforcesPolicies: true }]);
});

test('several CNIs in one cluster are all named', () =>
  expect(
    foundCnis(daemonSets('kindnet', ...build.deployment!.agents.slice(0, 1))).map(({ name }) => name),
  ).toEqual([build.name, 'kindnet']));
