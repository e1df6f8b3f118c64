import { cnis } from '../../cni';
import { type CniNames, collect, type Problem, SpecError, withCni } from '../../plan';
import { type Testbed, testbed } from '../../testbed';
import { refuseWithoutIPv4 } from '../lab/one-fault';
import { predictLab } from '../lab/predict-lab';
import { RunError } from '../run-error';
import { requestedSpec, type SpecRequest } from '../spec/spec-request';

/** Where faults look for something to break. */
export interface FaultTestbeds {
  /** Whether to break every CNI in every mode in turn, instead of the one of the spec. @default false */
  readonly everyMode?: boolean;
  /** The data plane that each of them is to have. @default the CNI's first */
  readonly dataPlane?: string;
}

/**
 * The testbeds to look in for something to break, the first one first.
 * @throws SpecError where the spec suits none, RunError where checks of the one that was asked for fail without a fault
 */
export function faultTestbeds(
  request: SpecRequest,
  options: FaultTestbeds,
): readonly [Testbed, ...Testbed[]] {
  if (!options.everyMode) return [sound(testbed(requestedSpec(request)))];
  const problems: Problem[] = [];
  const every = (wanted: SpecRequest, found: Problem[]) =>
    modesOfRealClusters().flatMap((names) => {
      const input = withCni(wanted.input, { ...names, dataPlane: options.dataPlane });
      return collect(found, () => testbed(requestedSpec({ ...wanted, input }))) ?? [];
    });
  const [first, ...others] = every(request, problems);
  if (!first) throw new SpecError(problems);
  refuseWithoutIPv4(first);
  return [
    first,
    ...others,
    ...(request.input.ipFamily ? [] : every(withBothFamilies(request), [])),
    ...(request.input.services === undefined ? every(withServices(request), []) : []),
    ...(request.input.cards === undefined ? every(withCards(request), []) : []),
  ];
}

/** For faults of IPv6, where nobody has chosen. */
const withBothFamilies = (request: SpecRequest): SpecRequest => ({
  ...request,
  input: { ...request.input, ipFamily: 'dual' },
});

/** For faults of Services, likewise. */
const withServices = (request: SpecRequest): SpecRequest => ({
  ...request,
  input: { ...request.input, services: true },
});

/** For faults of nodes with several cards, likewise: those of Vagrant. */
const withCards = (request: SpecRequest): SpecRequest => ({
  ...request,
  input: {
    ...request.input,
    nodeCard: 'eth1',
    cards: [
      { name: 'eth0', network: 'nat' },
      { name: 'eth1', network: 'nodes' },
    ],
  },
});

function modesOfRealClusters(): CniNames[] {
  return cnis
    .filter(({ deployment }) => deployment)
    .flatMap(({ name, modes }) => modes.map((mode) => ({ cni: name, mode: mode.name })));
}

/** Where checks fail anyway, a fault does not show. @throws RunError */
function sound(healthy: Testbed): Testbed {
  refuseWithoutIPv4(healthy);
  const { fail } = predictLab(healthy).summary;
  if (fail === 0) return healthy;
  const { cni, choice } = healthy;
  throw new RunError({ code: 'fails-anyway', failures: fail, cni: cni.name, mode: choice.mode.name });
}
