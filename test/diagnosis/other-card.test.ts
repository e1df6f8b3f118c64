/** Machines with a card that the plan does not know, as those of running clusters, and a route that leads by it. */
import { type CheckResult, checkMatrix, Explainer, isDirect, judge } from '../../lib/check';
import type { Datapath } from '../../lib/datapath';
import { diagnose } from '../../lib/diagnosis';
import { broken, faults } from '../../lib/faults';
import { diff } from '../../lib/state';
import { cardsOfRacks } from '../support/cards';
import { testbedOf } from '../testbeds';

const healthy = testbedOf({ ...cardsOfRacks, nodeCard: 'eth0' });
const otherCard = faults.find(({ name }) => name === 'answers-other-card')!;
const real = broken(healthy, otherCard, 1)!.datapath;

/** What is computed where the plan says nothing of eth1. */
const computed: Datapath = {
  ...healthy.datapath,
  hosts: healthy.datapath.hosts.map((host) => ({
    ...host,
    links: host.links.filter(({ name }) => host.role !== 'node' || name !== 'eth1'),
    routes: host.routes.filter(({ link }) => host.role !== 'node' || link !== 'eth1'),
  })),
};

test('the route is to go, and not the card', () => {
  const explainer = new Explainer(real);
  const checks = checkMatrix(healthy)
    .filter((check) => isDirect(check as CheckResult))
    .map((check) => {
      const { reachable, source, answeredBy } = explainer.explain(check as CheckResult) ?? {};
      return judge(check, { reachable, source, answeredBy });
    });
  expect(checks.some(({ verdict }) => verdict === 'fail')).toBe(true);
  const { differences } = diff(computed, real);
  expect(differences.map(({ kind, key }) => `${kind} ${key}`)).toContain('link eth1');
  const said = diagnose(checks, {
    datapath: computed,
    state: { real, differences },
    evidence: { nodes: [] },
  });
  expect(said.map(({ code, details }) => [code, details?.kind])).toEqual([
    ['entry-extra', 'route'],
    ['entry-other', 'sysctl'],
  ]);
});
