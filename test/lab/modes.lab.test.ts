import { cnis } from '../../lib/cni';
import { SpecError } from '../../lib/plan';
import { stateReport } from '../../lib/results';
import { readLab } from '../../lib/run/state/read-lab';
import { failures, inLab, judged, testbedOf } from '../support/labs';
import { describeLab, testWithFeatures } from '../support/namespaces';

const zonesOf = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ name: 'ab'[i]!, nodeCidr: `192.168.${i + 1}.0/24` }));

const working = cnis.filter(({ deployment }) => deployment);
const cases = working.flatMap((cni) =>
  cni.modes.flatMap((mode) =>
    cni.dataPlanes
      .filter((plane) => plane !== 'ebpf')
      .map((dataPlane) => ({ cni: cni.name, mode, dataPlane })),
  ),
);

const specOf = ({ cni, mode, dataPlane }: (typeof cases)[number], zones: number) => ({
  cni,
  mode: mode.name,
  dataPlane,
  zones: zonesOf(zones),
  ipFamily: 'dual' as const,
});

describeLab('every mode, realised in namespaces', () => {
  for (const choice of cases)
    for (const zones of choice.mode.barePods === 'always' ? [1] : [1, 2])
      testWithFeatures(
        choice.mode.features,
        `${choice.cni} ${choice.mode.name} (${choice.dataPlane}) over ${zones} zone(s) passes every check of both families, as predicted, and really has the computed state`,
        () =>
          inLab(specOf(choice, zones), async (lab) => {
            const checks = await judged(lab);
            expect(failures(checks)).toEqual([]);
            expect(checks.filter(({ verdict }) => verdict === 'pass').length).toBeGreaterThanOrEqual(450);
            const { diff, hosts, equal, findings } = stateReport((await readLab(lab)).reading);
            expect({ diff, findings }).toEqual({ diff: [], findings: undefined });
            expect(hosts.map(({ name }) => name)).toEqual(lab.testbed.datapath.hosts.map(({ name }) => name));
            expect(hosts.flatMap(({ gaps }) => gaps)).toEqual([]);
            expect(equal).toBeGreaterThan(400);
          }),
      );
});

describeLab('a router between the zones that knows the pods', () => {
  // Flannel's host-gw names a next hop in another subnet, which the kernel refuses whatever the router knows.
  for (const choice of cases.filter(({ cni, mode }) => cni !== 'flannel' && mode.barePods === 'always'))
    testWithFeatures(
      choice.mode.features,
      `lets ${choice.cni} ${choice.mode.name} go bare over two zones, as predicted`,
      () =>
        inLab({ ...specOf(choice, 2), podRoutes: true }, async (lab) =>
          expect(failures(await judged(lab))).toEqual([]),
        ),
    );
});

test.each(cases.filter(({ mode }) => mode.barePods === 'always'))(
  '$cni $mode.name ($dataPlane) is refused over two zones, with a remedy',
  (choice) => {
    expect(() => testbedOf(specOf(choice, 2))).toThrow(SpecError);
    expect(() => testbedOf(specOf(choice, 2))).toThrow(/one subnet.*--mode vxlan/s);
  },
);
