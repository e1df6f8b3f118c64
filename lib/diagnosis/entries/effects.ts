import type { Datapath, Endpoint } from '../../datapath';
import {
  type Difference,
  isFeltFromAfar,
  responsible,
  type Unit,
  unitsOf,
  withDifference,
  withoutDifference,
} from '../../state';
import type { Failure } from '../failure';
import { JudgedState } from './judged-state';

/** Which differences a failure comes from: put into the computed state, they make the walk fail too. */
export class Effects {
  private readonly computed: JudgedState;
  private readonly units: readonly Unit[];
  private readonly endpoints: ReadonlyMap<string, Endpoint>;
  private readonly explainers = new Map<object, JudgedState>();
  private readonly withoutOne = new Map<object, JudgedState>();

  constructor(
    private readonly datapath: Datapath,
    private readonly real: Datapath,
    private readonly differences: readonly Difference[],
    /** Whether sizes were required by the nodes' cards as they really are, as on clusters (lib/check/kinds/path-mtu.ts). */
    private readonly byCards: boolean,
  ) {
    this.computed = this.judged(datapath);
    this.units = unitsOf(datapath, real, differences);
    this.endpoints = new Map(datapath.endpoints.map((endpoint) => [endpoint.id, endpoint]));
  }

  /** The differences that each make the check fail by themselves; where none does, those without any of which it passes. */
  causesOf(check: Failure): readonly Difference[] {
    const causes = this.allCausesOf(check);
    return causes.filter((one) => !isBeneath(one, causes));
  }

  private allCausesOf(check: Failure): readonly Difference[] {
    if (check.from === check.to) return this.ofOwnAddress(check);
    if (this.computed.fails(check) === true) return []; // it would fail without any
    const candidates = this.candidates(check);
    const sufficient = candidates.filter((unit) => this.having(unit).feels(check));
    if (sufficient.length > 0) return sufficient.flatMap((unit) => this.responsibleOf(unit, check));
    return candidates
      .flatMap((unit) => unit.differences)
      .filter((one) => this.mended(one).fails(check) === false);
  }

  /** Hosts and nodes at the ends of a check. */
  endsOf({ from, to }: Failure): string[] {
    const ends = [from, to].flatMap((id) => this.endpoints.get(id) ?? []);
    return [...new Set(ends.flatMap(({ host, node }) => [host, node]))];
  }

  private responsibleOf(unit: Unit, check: Failure): readonly Difference[] {
    const ways = { before: this.computed.way(check), after: this.having(unit).way(check) };
    return responsible(unit, ways, (difference) => this.alone(difference).feels(check));
  }

  /** Of a check about the addresses of one endpoint: who has them, or does not. */
  private ofOwnAddress({ from, family }: Failure): Difference[] {
    const endpoint = this.endpoints.get(from);
    const own = endpoint?.address[family];
    const cables = this.datapath.hosts
      .find(({ name }) => name === endpoint?.host)
      ?.links.flatMap((link) => (link.type === 'veth' ? [link.peer] : []));
    return this.differences.filter((one) => {
      if (one.kind === 'address' && own && one.real?.address.equals(own)) return true;
      if (cables?.some(({ host, link }) => host === one.host && isDown(one, link))) return true;
      return one.host === endpoint?.host && ['address', 'link', 'setting'].includes(one.kind);
    });
  }

  private candidates(check: Failure): readonly Unit[] {
    const hosts = this.computed.hostsOf(check);
    return this.units.filter(({ host, differences }) => hosts.has(host) || differences.some(isFeltFromAfar));
  }

  private having(unit: Unit): JudgedState {
    return this.remembered(this.explainers, unit, () => unit.datapath);
  }

  private alone(difference: Difference): JudgedState {
    return this.remembered(this.explainers, difference, () =>
      withDifference(this.datapath, difference, this.real),
    );
  }

  private mended(difference: Difference): JudgedState {
    return this.remembered(this.withoutOne, difference, () => withoutDifference(this.real, difference));
  }

  private remembered(known: Map<object, JudgedState>, of: object, state: () => Datapath): JudgedState {
    const found = known.get(of) ?? this.judged(state());
    known.set(of, found);
    return found;
  }

  private judged(state: Datapath): JudgedState {
    return new JudgedState(state, this.byCards ? this.real : undefined);
  }
}

/** Whether it is a link that does nothing but carry a route which is a cause too: the route is to go, and not the card. */
const isBeneath = ({ kind, key, host, change }: Difference, causes: readonly Difference[]): boolean =>
  kind === 'link' &&
  change === 'extra' &&
  causes.some(
    (other) =>
      other.kind === 'route' && other.change === 'extra' && other.host === host && other.real?.link === key,
  );

/** Whether the other end of a cable is down or gone. */
function isDown({ kind, key, change }: Difference, link: string): boolean {
  return kind === 'link' ? key === link && change === 'missing' : kind === 'setting' && key === `${link} up`;
}
