import type { CniMode } from '../../lib/cni';
import { cnis } from '../../lib/cni';
import { choiceOf, deployed, everyChoice, planOf, trafficLines } from './deployment-fixtures';

describe.each(everyChoice)('$name $mode with $dataPlane, $ipFamily', (row) => {
  const plan = planOf({ ipFamily: row.ipFamily });
  const choice = choiceOf(row.name, row.mode, row.dataPlane);
  const chart = row.deployment.chart(plan, choice);
  const traffic = row.deployment.nodeTraffic(plan, choice);

  test('has a chart that can be found, and commands that end when it is ready', () => {
    expect(chart.repository).toMatch(/^https:\/\/[a-z.-]+(\/|$)/);
    expect(chart.version).toMatch(/^v?\d+\.\d+\.\d+$/);
    expect(chart.ready.length).toBeGreaterThan(0);
    for (const command of chart.ready) expect(command.at(-1)).toMatch(/^--timeout=\d+s$/);
  });

  test('leaves the MTU to each node', () => {
    expect(JSON.stringify(chart.values)).not.toMatch(/"mtu"/i);
  });

  test('has values of plain data only, with no address or range left as an object', () => {
    expect(JSON.parse(JSON.stringify(chart.values))).toEqual(chart.values);
  });

  test('opens each protocol and port once, and says what for', () => {
    const lines = trafficLines(traffic);
    expect(lines.length).toBeGreaterThan(0);
    expect(new Set(lines).size).toBe(lines.length);
    for (const { protocol, ports, purpose } of traffic) {
      expect(purpose).not.toBe('');
      expect(ports !== undefined).toBe(protocol === 'tcp' || protocol === 'udp');
    }
  });

  test('loads each kernel module once, br_netfilter among them', () => {
    const modules = row.deployment.kernelModules(choice);
    expect(modules).toContain('br_netfilter');
    expect(new Set(modules).size).toBe(modules.length);
  });

  test('switches kube-proxy off exactly where eBPF takes its place', () => {
    expect(row.deployment.kubeadm(choice).kubeProxy === 'disabled').toBe(row.dataPlane === 'ebpf');
  });
});

const pigeon: CniMode = {
  name: 'carrier-pigeon',
  description: 'by bird',
  overhead: { ipv4: 0 },
  features: [],
  barePods: 'never',
};

test('a mode that a deployment does not know is an error that names it', () => {
  for (const { name, deployment } of deployed)
    expect(() => deployment.kernelModules({ mode: pigeon, dataPlane: 'iptables' })).toThrow(
      `${name} has no deployment for its mode carrier-pigeon`,
    );
});

describe('the listed CNIs', () => {
  const listed = cnis.flatMap((cni) =>
    cni.deployment === undefined
      ? []
      : cni.modes.flatMap((mode) =>
          cni.dataPlanes.map((dataPlane) => ({
            title: `${cni.name} ${mode.name} ${dataPlane}`,
            deployment: cni.deployment!,
            choice: { mode, dataPlane },
          })),
        ),
  );

  test.each(listed)('$title has a chart and node traffic', ({ deployment, choice }) => {
    expect(() => deployment.chart(planOf(), choice)).not.toThrow();
    expect(deployment.nodeTraffic(planOf(), choice)).not.toHaveLength(0);
  });

  test.each(listed)(
    '$title lets pods’ own packets in exactly where they go bare',
    ({ deployment, choice }) => {
      const lines = trafficLines(deployment.nodeTraffic(planOf(), choice));
      expect(lines.includes('all')).toBe(choice.mode.barePods !== 'never');
    },
  );
});
