import { kindOf } from '../../check';
import { egressNat } from '../../check/kinds/egress';
import { nodeOf, placeOf } from '../../net';
import { exampleOf } from '../causes/example';
import type { Pattern, Run } from '../diagnosis';
import { type Failure, numbered } from '../failure';
import { nodesApart } from '../scope/traffic';

/**
 * Packets that leave a node with their pods' own addresses, by the walk: nobody outside knows a way back. WireGuard lets no
 * answer through either that another machine sends to such an address by its own.
 */
export const unmasqueraded: Pattern = (run) => {
  const { failures, checks } = run;
  const lost = failures.filter((failure) => isEgress(failure) && returnsToPod(failure, run));
  const [first] = lost;
  if (!first) return [];
  const nodes = nodesApart(lost, numbered(checks, isEgress));
  const refused = failures.filter((failure) => isRefused(failure, run));
  return [
    {
      cause: { code: 'egress-not-masqueraded', seen: exampleOf(first), nodes },
      failures: [...lost, ...refused, ...failures.filter((failure) => isAnsweredPastNat(failure, lost, run))],
    },
  ];
};

const isEgress = (check: Parameters<typeof kindOf>[0]) => kindOf(check) === egressNat;

/** Whether the answer is lost outside, on its way to the pod's own address. */
function returnsToPod(failure: Failure, { walks }: Run): boolean {
  const trace = walks.trace(failure);
  const pod = trace?.from;
  return (
    trace?.target === pod &&
    pod?.kind === 'pod' &&
    trace?.destination.equals(pod.address[failure.family]!) === true &&
    ['router', 'outside'].includes(trace.host.role)
  );
}

/**
 * Whether a pod of these nodes asked a node behind a NAT, which saw the pod's own address: the tunnel takes its answer past
 * the NAT, and it comes from an address that was not asked.
 */
function isAnsweredPastNat(failure: Failure, lost: readonly Failure[], { walks }: Run): boolean {
  if (failure.predicted.why?.code !== 'answer-untranslated') return false;
  if (!lost.some(({ from }) => nodeOf(from) === nodeOf(failure.from))) return false;
  const sent = walks.of(failure)?.forward;
  return (
    placeOf(failure.from)?.kind === 'pod' && sent?.hops[0]?.packet.source.equals(sent.packet.source) === true
  );
}

/** Whether a node's answer by WireGuard comes from an address that is not the peer's to send from. */
function isRefused(failure: Failure, { walks }: Run): boolean {
  const trace = walks.trace(failure);
  if (trace?.drop.code !== 'no-tunnel' || trace.from.kind !== 'pod' || trace.target !== trace.from)
    return false;
  const wrapped = trace.hops.findLast(({ decision }) => decision.step === 'encapsulate');
  const sender = wrapped && walks.host(wrapped.host);
  return (
    trace.destination.equals(trace.from.address[failure.family]!) &&
    sender?.links.some(({ name, type }) => name === wrapped?.link && type === 'wireguard') === true
  );
}
