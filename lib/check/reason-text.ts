/** Why a check failed or was skipped, in words. The only place where these sentences are made. */
import { named } from '../base/lists';
import { unknownText, unreachedText } from '../datapath';
import type { Lack, LocalErrorCode, ProbeFailure } from '../prober';
import type { WithoutClusterPolicies } from '../prober/questions/settings';
import type { Predicted } from './check';
import type { Overlap, Reason } from './reason';

/** Half a sentence without a full stop. */
export function reasonText(why: Reason): string {
  switch (why.code) {
    case 'no-answer':
      return `${silence(why)}${why.again?.passed ? `; tried again, ${why.again.passed} of ${why.again.tries} pass` : ''}`;
    case 'other-answers':
      return `${why.answeredBy} answered in place of ${why.meant}`;
    case 'source-not-allowed':
      return `${sourceText(why)}: the source address was translated`;
    case 'egress-source':
      return `${sourceText(why)}: it must be the node's own`;
    case 'not-denied':
      return `${why.answeredBy} answered, and nobody may`;
    case 'other-addresses':
      return why.failure
        ? failureText(why.failure)
        : `it has ${why.has.join(', ') || 'none'}, not ${why.wanted.join(', ') || 'none'}`;
    case 'slow-answers':
      return `half of the answers take ${Math.round(why.medianMs)} ms and more; ${why.mostMs} ms are enough for names of the cluster's own`;
    case 'no-size':
      return why.failure ? failureText(why.failure) : 'no size was found';
    case 'black-hole':
      return `black hole: packets of ${why.from} to ${why.to} bytes leave the sender and never arrive`;
    case 'wasteful':
      return `wasteful: ${why.bytes} bytes is the most that passes, ${why.possible} would fit the underlay`;
    case 'outer-fragmented':
      return `${why.bytes} bytes pass, but more than ${why.atMost} cannot cross the underlay in one piece inside of a tunnel: outer packets are fragmented, or these go past the tunnel`;
    case 'address-missing':
      return `it does not have its planned address ${why.planned}${why.within ? ` in ${why.within}` : ''}, but ${why.has.join(', ') || 'none'}`;
    case 'address-outside':
      return `its address ${why.address} lies outside its node's range ${why.within}`;
    case 'address-shared':
      return `its address ${why.address} is also the address of ${named(why.with)}`;
    case 'range-missing':
      return `Services get their addresses from ${named(why.has) || 'none'}, not from the planned ${why.planned}`;
    case 'range-overlaps':
      return `Services get their addresses from ${why.range}, which overlaps ${why.with} (${owners[why.of]})`;
    case 'not-reported':
      return 'the Job that was to ask did not report on it';
    default:
      return skipText(why);
  }
}

type Failing =
  | 'no-answer'
  | 'other-answers'
  | 'source-not-allowed'
  | 'egress-source'
  | 'not-denied'
  | 'other-addresses'
  | 'slow-answers'
  | 'no-size'
  | 'black-hole'
  | 'wasteful'
  | 'outer-fragmented'
  | 'address-missing'
  | 'address-outside'
  | 'address-shared'
  | 'range-missing'
  | 'range-overlaps'
  | 'not-reported';

const owners: Readonly<Record<Overlap['of'], string>> = {
  pods: "pods'",
  nodes: "nodes'",
  reserved: 'reserved',
};

function skipText(why: Exclude<Reason, { code: Failing }>): string {
  switch (why.code) {
    case 'pair-unreachable':
      return `the pair is not reachable: ${why.predicted || why.failure ? silence(why) : 'see its check'}`;
    case 'not-predicted':
      return `nothing is predicted of it${why.unknown ? `: ${unknownText(why.unknown)}` : ''}`;
    case 'not-asked':
      return `not asked: ${lackText(why.lack)}`;
    case 'no-service-rules':
      return 'Services are not realised here: nft is missing';
    case 'no-bridge-netfilter':
      return 'br_netfilter is not in this kernel, so that answers from pods of the same bridge are not translated back (as root: modprobe br_netfilter)';
    case 'no-translation':
      return `nothing translates what leaves the cluster (${why.cni}, as realised here)`;
    case 'no-outside-server':
      return 'no probe server outside the cluster was named (--egress ADDRESS)';
    case 'no-node-address':
      return `${why.node} has no ${why.family} address to leave the cluster with`;
    case 'no-api-server-address':
      return 'where the API servers are is not known (kubectl --namespace default get endpointslices kubernetes)';
    case 'no-control-plane':
      return 'no node that is tested is a control plane, so that nobody can ask from there';
    case 'no-metadata-service':
      return 'the service does not answer the node itself, so the silence towards the pod proves nothing';
    case 'no-control':
      return 'what policies let in does not get there either, so the silence proves nothing';
    case 'no-policies':
      return why.known
        ? `${why.cni} enforces no network policies`
        : `no network policy is enforced, and whether ${why.cni} should enforce them is not known`;
    case 'no-cluster-policies':
      return `no policies of the whole cluster: ${withoutThem[why.because](why.cni)}`;
    case 'uncounted':
      return failureText(why);
    case 'no-plan':
      return 'no plan was given to compare with (--spec)';
    case 'not-in-plan':
      return `the plan has no node ${why.node}`;
    case 'out-of-time':
      return `the time for sizes, ${why.seconds} s a Job, was used up`;
    case 'unknown':
      return why.text;
  }
}

const withoutThem: Readonly<Record<WithoutClusterPolicies, (cni: string) => string>> = {
  'no-api': () => 'the API has no ClusterNetworkPolicy (policy.networking.k8s.io)',
  'not-enforced': (cni) => `whether ${cni} enforces ClusterNetworkPolicy is not known here`,
  'not-said': (cni) => `nothing in the cluster says that ${cni} enforces ClusterNetworkPolicy`,
  'not-permitted': () => 'you may not make and delete clusternetworkpolicies.policy.networking.k8s.io',
  refused: () => 'the API server refused those of the probes',
  'by-hand': () => 'manifests that are applied by hand hold nothing that stays outside of their namespace',
};

function sourceText({ source, allowed }: { source?: string; allowed: readonly string[] }): string {
  return `the receiver saw ${source ?? 'no source address'}, not ${allowed.join(' or ')}`;
}

function silence({ failure, predicted }: { failure?: ProbeFailure; predicted?: Predicted['why'] }): string {
  if (predicted) return predictedText(predicted);
  return failure ? failureText(failure) : 'no answer';
}

/** Why nothing is reachable, as the walk says. */
export function predictedText(why: NonNullable<Predicted['why']>): string {
  return why.code === 'unknown' ? why.text : unreachedText(why);
}

/** What a probe met in place of an answer. */
export function failureText(failure: ProbeFailure): string {
  switch (failure.code) {
    case 'no-answer':
      return `no answer within ${failure.afterMs} ms`;
    case 'system':
      return failure.errno;
    case 'too-big':
      return "the sender's own kernel takes no packet of that size (EMSGSIZE)";
    case 'not-a-prober':
      return `not a prober's answer: ${JSON.stringify(failure.said)}`;
    case 'udp-lost':
      return 'UDP does not pass at all';
    case 'no-size':
      return 'not even the smallest datagram arrived';
    case 'uncounted':
      return 'this kernel does not count the packets that it fragments';
    case 'withheld':
      return 'it gives neither data nor a token';
    case 'in-series':
      return `exchange ${failure.exchange} of ${failure.of}: ${failure.failure ? failureText(failure.failure) : 'no answer'}`;
    case 'unknown':
      return failure.text;
  }
}

const localErrors: Readonly<Record<LocalErrorCode, string>> = {
  EMFILE: 'this process may open no more files and sockets (ulimit -n)',
  ENFILE: 'the machine has no more open files to give (sysctl fs.file-max)',
  ENOBUFS: 'the kernel has no room for another packet or neighbour entry',
  ENOMEM: 'the kernel has no memory left',
  EADDRINUSE: 'the port is taken',
  EAGAIN: 'the kernel has no resources for another socket',
  EADDRNOTAVAIL: 'no port is free for another connection (sysctl net.ipv4.ip_local_port_range)',
};

/** What the machine that asks lacked. */
export function lackText(lack: Lack): string {
  switch (lack.code) {
    case 'no-server':
      return `no server can be started at ${lack.endpoint} (${lack.address}, port ${lack.port}): ${lack.error}: ${localErrors[lack.error]}`;
    case 'neighbour-table-full':
      return 'the kernel’s table of neighbours, one for all namespaces, was full each time (sysctl net.ipv4.neigh.default.gc_thresh3)';
    case 'broken':
      return 'the prober failed';
    case 'unknown':
      return lack.text;
    default:
      return `${lack.code}: ${localErrors[lack.code]}`;
  }
}
