/** Asks a lab's agent what really happens, check by check, and judges the answers. */

import { spread } from '../../base/spread';
import {
  apiServerService,
  askedService,
  asksForSize,
  behindService,
  type Check,
  type CheckResult,
  dnsService,
  isOfName,
  judge,
  type Observed,
} from '../../check';
import type { Datapath } from '../../datapath';
import { mapFamilies } from '../../net';
import type { Names } from '../../prober';
import { agentEndpoint } from '../agent/agent-protocol';
import type { Lab } from '../lab';
import { addressObservations } from './address-observations';
import { askEveryEndpoint } from './every-endpoint';
import { isDoubtful, ProbeRun, type Probing } from './probe-run';

/** What probing a lab found out. */
export interface LabObservations {
  readonly checks: readonly CheckResult[];
  /** The probing alone. */
  readonly probing: Readonly<Record<'tcp' | 'udp' | 'mtu', Probing>>;
  /** The agent's largest resident set, in bytes. */
  readonly maxRssBytes: number;
  /** What was odd about the probing itself, in sentences. */
  readonly notes: readonly string[];
}

/** Called while a lab is probed. */
export interface ProbeWatcher {
  /** How many checks are done. @default none */
  readonly progress?: (done: number) => void;
  /** The exchanges that went wrong, before they are tried again. @default none */
  readonly failing?: (checks: readonly CheckResult[]) => Promise<void>;
}

/**
 * Runs the checks. Exchanges go with all kinds of pairs mixed, so that none has the first, slower moments for itself; sizes
 * in their own order, as what one teaches the kernel about a path counts for the next one on it.
 */
export async function probeLab(
  lab: Lab,
  checks: readonly Check[],
  { progress = () => {}, failing = async () => {} }: ProbeWatcher = {},
): Promise<LabObservations> {
  const { endpoints } = lab.testbed.datapath;
  const portsOf = controlPorts(lab.testbed.datapath);
  const namesOf = knownNames(lab.testbed.datapath);
  const { addresses, lacks } = await lab.agent.ask({
    do: 'listen',
    endpoints: endpoints.map((one) => ({
      ...agentEndpoint(one),
      ports: portsOf(one.id),
      names: namesOf(one.id),
    })),
  });
  const places = new Map(endpoints.map(({ id }, index) => [id, index]));
  const observed = new Map<Check, Observed>(addressObservations(checks, endpoints, addresses));
  const run = new ProbeRun(lab, places, observed, progress, undefined, lacks);
  const tried = checks.filter(({ skip }) => skip === undefined);
  const ofProtocol = (protocol: string) => tried.filter((check) => check.protocol === protocol);
  const exchanges = { tcp: ofProtocol('tcp'), udp: ofProtocol('udp') };
  const tcp = await run.all(spread(exchanges.tcp), 'tcp');
  const udp = await run.all(spread(exchanges.udp), 'udp');
  const asked = [...exchanges.tcp, ...exchanges.udp];
  if (asked.some((check) => isWrong(check, observed)))
    await askEveryEndpoint(
      run,
      asked.filter((check) => isChance(check) && observed.get(check)!.reachable),
      observed,
    );
  const wrong = asked
    .map((check) => judge(check, observed.get(check)!))
    .filter(({ verdict }) => verdict === 'fail');
  if (wrong.length > 0) await failing(wrong);
  await run.again(asked.filter((check) => isDoubtful(check.predicted, observed.get(check)!)));
  // NodePorts have the ids of nodes: whether these are reached by them says nothing of packets to the nodes themselves.
  const straight = exchanges.udp.filter((check) => !askedService(lab.testbed.datapath, check));
  const small = new Map(straight.map((check) => [pairKey(check), observed.get(check)!]));
  const mtu = await run.all(
    tried.filter((check) => asksForSize(check) && small.get(pairKey(check))!.reachable),
    'mtu',
  );
  return {
    checks: checks.map((check) => judge(check, observed.get(check) ?? unsized(small.get(pairKey(check))))),
    probing: { tcp, udp, mtu },
    maxRssBytes: run.maxRssBytes,
    notes: strayNotes(run.strays),
  };
}

/** The ports that Kubernetes' own programs have on an endpoint. */
function controlPorts({ control, services, endpoints }: Datapath): (id: string) => number[] {
  const nodes = new Set(endpoints.flatMap(({ kind, id }) => (kind === 'node' ? [id] : [])));
  const controlPlanes = services?.find(({ id }) => id === apiServerService)?.endpoints ?? [];
  return (id) =>
    control
      ? [
          ...(controlPlanes.includes(id) ? [control.apiServer] : []),
          ...(nodes.has(id) ? [control.kubelet] : []),
        ]
      : [];
}

/** What an endpoint knows that is one of the cluster's name servers. */
function knownNames(datapath: Datapath): (id: string) => Names | undefined {
  const { names, namesLateMs } = datapath;
  const servers = behindService(datapath, dnsService);
  const known = names?.map(({ name, addresses }): [string, Names['known'][string]] => [
    name,
    mapFamilies(addresses, (list) => list.map(String)),
  ]);
  return (id) =>
    known && servers.includes(id) ? { known: Object.fromEntries(known), lateMs: namesLateMs } : undefined;
}

/** Whether chance decides who answers; names are asked for so often that all are met. */
const isChance = (check: Check): boolean => check.predicted.answers !== undefined && !isOfName(check);

const isWrong = (check: Check, observed: ReadonlyMap<Check, Observed>): boolean =>
  judge(check, observed.get(check)!).verdict === 'fail';

/** Of a pair for which no size was looked for, as no small packet passed, or none was sent. */
function unsized(small?: Observed): Observed {
  return small?.notAsked === undefined ? { failure: { code: 'udp-lost' } } : { notAsked: small.notAsked };
}

function strayNotes(strays: number): string[] {
  return strays > 0
    ? [
        `${strays} UDP answers reached a socket that had not asked for them: something on this machine mixes up the probes' ports, and their silences may not be the network's`,
      ]
    : [];
}

const pairKey = ({ from, to, family }: Check) => `${from} ${to} ${family}`;
