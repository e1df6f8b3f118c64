import { spread } from '../../base/spread';
import {
  type Asked,
  type Datapath,
  type Endpoint,
  hopsOf,
  Network,
  type Prediction,
  Predictor,
} from '../../datapath';
import { allFamilies, type Family } from '../../net';
import type { Difference } from '../diff/difference';
import { isFeltFromAfar } from './felt-from-afar';
import { responsible } from './responsible';
import { type Unit, unitsOf } from './units';
import { withDifference } from './with-difference';

/** Which exchanges the differences change. */
export interface Matters {
  /** By difference: ordered pairs whose packets fare otherwise with it, of those that were tried. */
  readonly pairs: ReadonlyMap<Difference, number>;
  /** Ordered pairs that were tried, and how many there are. */
  readonly tried: number;
  readonly total: number;
}

/** Exchanges that are walked at most for all differences together, and for each: those of its host, and of all others. */
const mostInAll = 20_000;
const mostOwn = 2_000;
const mostOthers = 1_000;

interface Exchange {
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly family: Family;
  /** The Service that leads there, and the place of `to` among its endpoints. @default it is asked itself */
  readonly through?: { readonly asked: Asked; readonly place: number };
}

/** An exchange as it fares over the computed state. */
interface Walked {
  readonly prediction: Prediction;
  readonly hosts: ReadonlySet<string>;
}

/** Walks exchanges over the computed state, with and without the differences. */
export function matters(computed: Datapath, real: Datapath, differences: readonly Difference[]): Matters {
  if (differences.length === 0) return { pairs: new Map(), tried: 0, total: 0 };
  const all = [...exchangesOf(computed.endpoints), ...throughServices(computed)];
  const units = unitsOf(computed, real, differences);
  const room = Math.max(1, Math.floor(mostInAll / units.length));
  const others = sample(all, Math.min(mostOthers, Math.ceil(room / 3)));
  const walks = new Walks(computed, real);
  const pairs = new Map<Difference, Set<string>>();
  const tried = new Set(others);
  for (const unit of units) {
    const own = sample(all.filter(touches(unit.host)), Math.min(mostOwn, room));
    for (const exchange of own) tried.add(exchange);
    for (const exchange of new Set([...own, ...others]))
      for (const difference of walks.changedBy(unit, exchange)) {
        const { from, to } = exchange;
        pairs.set(difference, (pairs.get(difference) ?? new Set()).add(`${from.id} ${to.id}`));
      }
  }
  return {
    pairs: new Map([...pairs].map(([difference, some]) => [difference, some.size])),
    tried: pairsIn(tried),
    total: pairsIn(all),
  };
}

/** Spread evenly over the list. */
function sample<T>(list: readonly T[], most: number): readonly T[] {
  return list.length <= most ? list : spread(list).slice(0, most);
}

/** Whether an end of the exchange is the host, or a pod on it. */
const touches =
  (host: string) =>
  ({ from, to }: Exchange) =>
    [from, to].some((end) => end.host === host || end.node === host);

const pairsIn = (exchanges: Iterable<Exchange>) =>
  new Set([...exchanges].flatMap(({ from, to, through }) => (through ? [] : [`${from.id} ${to.id}`]))).size;

/** The walk of each exchange over the computed state, made once. */
class Walks {
  private readonly predictor: Predictor;
  private readonly known = new Map<Exchange, Walked>();
  private readonly others = new Map<object, Predictor>();

  constructor(
    private readonly computed: Datapath,
    private readonly real: Datapath,
  ) {
    this.predictor = new Predictor(new Network(computed));
  }

  /**
   * The differences of a unit that are responsible for the exchange faring otherwise. Of one that nobody can follow over
   * the real state nothing is said.
   */
  changedBy(unit: Unit, exchange: Exchange): readonly Difference[] {
    const { prediction: before, hosts } = this.walked(exchange);
    if (!hosts.has(unit.host) && !unit.differences.some(isFeltFromAfar)) return [];
    if (this.over(this.real, () => this.real, exchange).unknown) return [];
    const after = this.over(unit, () => unit.datapath, exchange);
    if (after.unknown || outcomeOf(after) === outcomeOf(before)) return [];
    return responsible(unit, { before, after }, (difference) => {
      const alone = this.over(
        difference,
        () => withDifference(this.computed, difference, this.real),
        exchange,
      );
      return outcomeOf(alone) !== outcomeOf(before);
    });
  }

  private walked(exchange: Exchange): Walked {
    const known = this.known.get(exchange);
    if (known) return known;
    const prediction = predicted(this.predictor, exchange);
    const walked = { prediction, hosts: new Set(hopsOf(prediction).map(({ host }) => host)) };
    this.known.set(exchange, walked);
    return walked;
  }

  private over(of: object, state: () => Datapath, exchange: Exchange): Prediction {
    const predictor = this.others.get(of) ?? new Predictor(new Network(state(), this.predictor.network));
    this.others.set(of, predictor);
    return predicted(predictor, exchange);
  }
}

function exchangesOf(endpoints: readonly Endpoint[]): Exchange[] {
  return endpoints
    .filter(({ kind }) => kind !== 'outside')
    .flatMap((from) =>
      endpoints
        .filter((to) => to !== from)
        .flatMap((to) =>
          allFamilies
            .filter((family) => from.address[family] && to.address[family])
            .map((family) => ({ from, to, family })),
        ),
    );
}

/** The same through the Services that there are, by each of their endpoints. */
function throughServices({ endpoints, services = [] }: Datapath): Exchange[] {
  const byId = new Map(endpoints.map((endpoint) => [endpoint.id, endpoint]));
  const clients = endpoints.filter(({ kind }) => kind !== 'outside');
  return services.flatMap(({ id, address, ports, endpoints: behind, local }) =>
    clients.flatMap((from) =>
      allFamilies.flatMap((family) => {
        const [asked, port] = [address[family], ports.udp?.port];
        const answering = behind.filter((one) => !local || byId.get(one)?.node === from.node);
        if (!asked || port === undefined || !from.address[family]) return [];
        return answering.flatMap((one, place) => {
          const to = byId.get(one);
          return to
            ? [{ from, to, family, through: { asked: { id, address: asked, port, answering }, place } }]
            : [];
        });
      }),
    ),
  );
}

const predicted = (walk: Predictor, { from, to, family, through }: Exchange) =>
  through
    ? walk.predictOne(from, through.asked, 'udp', through.place)
    : walk.predict(from, to, family, 'udp');

/** What one can feel of it, be it by chance. */
function outcomeOf({ reachable, answeredBy, source, mtu, unknown, forward, back }: Prediction): string {
  const chances = forward.chances.length + (back?.chances.length ?? 0);
  return JSON.stringify([reachable, answeredBy, source, mtu, unknown, chances]);
}
