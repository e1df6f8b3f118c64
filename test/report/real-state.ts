/** Runs of which the real state was read: a lab in which somebody deleted a route, set an MTU, and more. */
import { type Check, checkMatrix, Explainer, insiders, judge, judgePrediction } from '../../lib/check';
import type { Datapath, Host } from '../../lib/datapath';
import { type Results, results } from '../../lib/results';
import type { Reading } from '../../lib/state';
import { diff } from '../../lib/state/diff/diff';
import { matters } from '../../lib/state/effect/matters';
import { testbedOf } from '../testbeds';
import { asPredicted } from './as-predicted';

type Gaps = Reading['hosts'][number]['gaps'];

/** How the machines differ from the plan. */
export interface Edits {
  readonly real?: (host: Host) => Host;
  /** Links whose differences are to be expected. */
  readonly expected?: string;
  readonly changed?: readonly string[];
  readonly gaps?: (host: Host) => Gaps;
  /** Checks that fail without the state saying why. @default none */
  readonly lost?: (check: Check) => boolean;
}

/** worker-1 has no route to worker-2's pods; the bridge of worker-2 has another MTU. */
export const broken: Edits = {
  real: (host) => {
    if (host.name === 'worker-1')
      return {
        ...host,
        routes: host.routes.filter(({ destination }) => `${destination}` !== '10.244.2.0/24'),
      };
    if (host.name !== 'worker-2') return host;
    return {
      ...host,
      links: host.links.map((link) => (link.name === 'cni0' ? { ...link, mtu: 1300 } : link)),
    };
  },
};

/** The results of such a run: what fails in the real state fails, all else is as the plan says. */
export function stateRun(edits: Edits = broken, input = {}): Results {
  const testbed = testbedOf(input);
  const { datapath } = testbed;
  const state = readingOf(datapath, edits);
  const explainer = new Explainer(state.real);
  const checks = checkMatrix(testbed).map((check) => {
    const met = explainer.explain(judgePrediction(check)) ?? check.predicted;
    const silence = { reachable: false, failure: { code: 'no-answer', afterMs: 1500 } } as const;
    return judge(check, edits.lost?.(check) ? silence : asPredicted({ ...check, predicted: met }));
  });
  const count = insiders(datapath.endpoints).length;
  const made = results(
    testbed,
    {
      target: 'local',
      startedAt: new Date('2026-01-02T03:04:05Z'),
      timings: {},
      notes: [],
      checks,
      coverage: { pairs: { tried: count * (count - 1), total: count * (count - 1) } },
      state,
      changed: edits.changed,
    },
    'cni-testbed 0',
  );
  const provenance = { ...made.provenance, node: 'v20', kernel: '6.8', architecture: 'x64' };
  return { ...made, durationMs: 1234, provenance };
}

function readingOf(
  computed: Datapath,
  { real: edit = (host) => host, expected, gaps = () => [] }: Edits,
): Reading {
  const real = { ...computed, hosts: computed.hosts.map(edit) };
  const { differences, equal } = diff(computed, real);
  const isExpected = ({ key }: { key: string }) => expected !== undefined && key.startsWith(expected);
  const left = differences.filter((one) => !isExpected(one));
  return {
    source: 'lab testbed',
    takenAt: '2026-01-02T03:04:06Z',
    real,
    hosts: computed.hosts.map((host) => ({ name: host.name, gaps: gaps(host) })),
    equal,
    expected: differences
      .filter(isExpected)
      .map((difference) => ({ difference, reason: 'the machine sets it by itself' })),
    differences: left,
    matters: matters(computed, real, left),
    findings: [],
  };
}
