import { type Datapath, type Endpoint, hopsOf, type Prediction } from '../datapath';
import { worstOf } from './asked-service';
import type { CheckResult, Predicted } from './check';
import { asksForSize } from './kinds/kind-of';
import { predictedAmong, predictedReach } from './predicted-reach';
import { Predictions } from './predictions';
import { judgePrediction } from './verdict';

/** What the walk over another state than the computed one says of checks. */
export class Explainer {
  private readonly predictions: Predictions;
  private readonly endpoints: ReadonlyMap<string, Endpoint>;

  constructor(datapath: Datapath) {
    this.predictions = new Predictions({ datapath });
    this.endpoints = new Map(datapath.endpoints.map((endpoint) => [endpoint.id, endpoint]));
  }

  /** Undefined where the check is not about a packet between two endpoints of the datapath. */
  explain(check: CheckResult): Predicted | undefined {
    const { family, protocol } = check;
    const [from, to] = [this.endpoints.get(check.from), this.endpoints.get(check.to)];
    if (protocol) {
      const ways = this.predictions.waysOf(this.endpoints, check);
      return ways.length > 0 ? predictedAmong(ways) : undefined;
    }
    if (!from?.address[family] || !to?.address[family] || from === to) return undefined;
    if (!asksForSize(check)) return undefined;
    const small = this.predictions.of(from, to, family, 'udp');
    return small.unknown ? predictedReach(small) : this.predictions.size(from, to, family, small);
  }

  /** Whether the check fails in that state; undefined where that is not known. */
  fails(check: CheckResult): boolean | undefined {
    const predicted = this.explain(check);
    if (!predicted || predicted.none) return undefined;
    const { verdict } = judgePrediction({ ...check, predicted });
    return verdict === 'skip' ? undefined : verdict === 'fail';
  }

  /** Names of the hosts that see a packet of the check or its answer. */
  hostsOf(check: CheckResult): ReadonlySet<string> {
    return new Set(hopsOf(this.way(check)).map(({ host }) => host));
  }

  /** Whether a rule on the way drops a part of such packets. */
  mayFailByChance(check: CheckResult): boolean {
    const way = this.way(check);
    return [way?.forward, way?.back].some((walk) => (walk?.chances.length ?? 0) > 0);
  }

  /** A small packet of the check and its answer. */
  way(check: CheckResult): Prediction | undefined {
    return worstOf(this.predictions.waysOf(this.endpoints, check));
  }
}
