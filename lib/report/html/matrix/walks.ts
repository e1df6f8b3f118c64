/** How a packet of a cell goes over the computed state: for the few words of its path, and hop by hop. */
import { asksForSize, type CheckResult, isDirect } from '../../../check';
import { type Datapath, type Endpoint, Network, type Prediction, Predictor } from '../../../datapath';
import { isPod } from '../../../net';
import type { Cell } from './grid';

/** A walk that was predicted for one check of a cell. */
export interface CellWalk {
  readonly check: CheckResult;
  readonly prediction: Prediction;
}

/** Says how a packet of a cell goes. Undefined where that is not known. */
export type WalkFinder = (cell: Cell) => CellWalk | undefined;

/** Walks over the computed state: a packet of a check that fails, else one between pods, whose way is the longest. */
export function walkFinder(datapath: Datapath | undefined): WalkFinder {
  if (!datapath) return () => undefined;
  const predictor = new Predictor(new Network(datapath));
  const endpoints = new Map(datapath.endpoints.map((endpoint) => [endpoint.id, endpoint]));
  return ({ checks }) => {
    const check =
      checks.find((one) => fails(one) && isDirect(one)) ??
      checks.find((one) => fails(one) && asksForSize(one)) ??
      checks.find(isBetweenPods) ??
      checks[0]!;
    const [from, to] = [endpoints.get(check.from), endpoints.get(check.to)];
    return from && to?.address[check.family] ? walkOf(predictor, check, from, to) : undefined;
  };
}

const fails = ({ verdict }: CheckResult) => verdict === 'fail';

const isBetweenPods = ({ from, to }: CheckResult) => isPod(from) && isPod(to);

/** Of the size that a check asks for, where it fails; else of a small packet, as what holds for a size holds for all. */
function walkOf(predictor: Predictor, check: CheckResult, from: Endpoint, to: Endpoint): CellWalk {
  const { family, protocol = 'tcp', required } = check;
  const bytes = fails(check) && asksForSize(check) ? required.bytes : undefined;
  return { check, prediction: predictor.predict(from, to, family, protocol, bytes) };
}
