/** Testbeds and what is predicted of them. */
import { type Check, type CheckResult, checkMatrix, insiders, judgePrediction } from '../lib/check';
import { Network, type Prediction, Predictor } from '../lib/datapath';
import type { Family } from '../lib/net';
import { parseSpec, type TestbedSpecInput } from '../lib/plan';
import { type Results, results } from '../lib/results';
import { type Testbed, testbed } from '../lib/testbed';

export const testbedOf = (input: TestbedSpecInput = {}): Testbed => testbed(parseSpec(input));

/** The textbook's two nodes without a CNI. */
export const conflict: TestbedSpecInput = {
  name: 'conflict',
  cni: 'none',
  workers: 1,
  podsPerNode: 1,
  firstNodeHost: 2,
};

/** The same two nodes with ranges of their own, and no routes between them. */
export const noRoutes: TestbedSpecInput = {
  ...conflict,
  name: 'no-routes',
  mode: 'no-routes',
  podsPerNode: 2,
};

export type Predict = (from: string, to: string, family?: Family, bytes?: number) => Prediction;

/** Predictions between endpoints by their ids. */
export function predictions({ datapath }: Testbed): Predict {
  const predictor = new Predictor(new Network(datapath));
  const endpoints = new Map(datapath.endpoints.map((endpoint) => [endpoint.id, endpoint]));
  return (from, to, family = 'ipv4', bytes) =>
    predictor.predict(endpoints.get(from)!, endpoints.get(to)!, family, 'tcp', bytes);
}

/** A run on the target `predicted`, at a fixed time on a fixed machine. */
export function predictedResults(
  wanted: Testbed,
  change: (checks: Check[]) => CheckResult[] = judged,
): Results {
  const checks = change(checkMatrix(wanted));
  const count = insiders(wanted.datapath.endpoints).length;
  const total = count * (count - 1);
  const made = results(
    wanted,
    {
      target: 'local',
      startedAt: new Date('2026-01-02T03:04:05Z'),
      timings: {},
      notes: [],
      checks,
      coverage: { pairs: { tried: total, total } },
    },
    'cni-testbed 0',
  );
  const provenance = { ...made.provenance, node: 'v20', kernel: '6.8', architecture: 'x64' };
  return { ...made, durationMs: 1234, provenance };
}

export const judged = (checks: Check[]): CheckResult[] => checks.map(judgePrediction);
