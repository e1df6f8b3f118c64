import { agentEndpoint } from '../../lib/lab/agent/agent-protocol';
import type { NewLab } from '../../lib/lab/lab';
import { captureLab } from '../../lib/lab/state/capture-lab';
import { linkSettings } from '../../lib/lab/state/known-links';
import type { Capture } from '../../lib/state/capture';
import { captureFileSchema } from '../../lib/state/capture/capture';
import { inLab, outputIn, runIn } from '../support/labs';
import { describeLab, hasProgram } from '../support/namespaces';

const everything = (lab: NewLab) => captureLab(lab.agent, lab.testbed.datapath.hosts);
const of = (captures: readonly Capture[], host: string) =>
  captures.find((capture) => capture.host === host)!.outputs;
const podsOf = (lab: NewLab) => lab.testbed.datapath.hosts.filter(({ role }) => role === 'pod');

/** Without the times that a bridge counts down. */
const steady = (json: string): unknown =>
  JSON.parse(json, (key, value) => (/timer$/.test(key) ? undefined : value));

/** Protocol, state and address of each. */
const socketsIn = (lines: string) =>
  lines
    .trim()
    .split('\n')
    .map((line) => line.split(/ +/))
    .map(([protocol, state, , , address]) => `${protocol} ${state} ${address}`)
    .sort();

/** What is the same however often one asks. */
const asked = [
  'ip -j -d link show',
  'ip -j -d addr show',
  'ip -j -d route show table all',
  'ip -j -d -6 route show table all',
  'ip -j -d rule show',
  'ip -j -d -6 rule show',
  'ip -j -d neigh show',
  'ip -j -d -6 neigh show',
  'bridge -j fdb show',
  'bridge -j -d link show',
  'bridge -j vlan show',
];

describeLab('captures of a lab', () => {
  test('are one of each host, in the form of capture files', async () => {
    await inLab({ workers: 1 }, async (lab) => {
      const captures = await everything(lab);
      expect(captures.map(({ host }) => host)).toEqual(lab.testbed.datapath.hosts.map(({ name }) => name));
      for (const capture of captures) expect(captureFileSchema.parse(capture)).toEqual(capture);
    });
  });

  test.each(['ipv4', 'dual'] as const)('hold what each command says by itself (%s)', async (ipFamily) => {
    await inLab({ workers: 1, ipFamily }, async (lab) => {
      const outputs = of(await everything(lab), 'worker-1');
      for (const line of asked) {
        // A lab without IPv6 is not asked for it.
        const empty = ipFamily === 'ipv4' && line.includes(' -6 ');
        const said = outputIn(lab, 'worker-1', ...line.split(' '));
        expect([line, steady(outputs[line]!.stdout)]).toEqual([line, empty ? [] : steady(said)]);
      }
    });
  });

  test('have the settings that /proc has', async () => {
    await inLab({ workers: 1, ipFamily: 'dual' }, async (lab) => {
      runIn(lab, 'worker-1', 'sh', '-c', 'echo 2 > /proc/sys/net/ipv4/conf/flannel.1/rp_filter');
      const settings = new Map(
        of(await everything(lab), 'worker-1')
          ['sysctl net']!.stdout.trim()
          .split('\n')
          .map((line) => line.split(' = ') as [string, string]),
      );
      for (const [family, names] of Object.entries(linkSettings))
        for (const link of ['all', 'ens5', 'flannel.1', 'cni0', 'lo'])
          for (const name of Object.keys(names)) {
            const said = outputIn(lab, 'worker-1', 'cat', `/proc/sys/net/${family}/conf/${link}/${name}`);
            const key = `net.${family}.conf.${link.replace('.', '/')}.${name}`;
            expect([key, settings.get(key)]).toEqual([key, said.trim()]);
          }
      expect(settings.get('net.ipv4.conf.flannel/1.rp_filter')).toBe('2');
      expect(settings.get('net.ipv4.ip_forward')).toBe('1');
    });
  });

  const sockets = 'have the sockets that ss lists';
  const withSs = hasProgram('ss') ? test : test.skip;
  withSs(hasProgram('ss') ? sockets : `${sockets} (skipped: ss: the package iproute2)`, async () => {
    await inLab({ workers: 1, ipFamily: 'dual' }, async (lab) => {
      const endpoints = lab.testbed.datapath.endpoints.map(agentEndpoint);
      await lab.agent.ask({ do: 'listen', endpoints });
      for (const host of ['worker-1', podsOf(lab)[0]!.name]) {
        const said = outputIn(lab, host, 'ss', '-H', '-lntu');
        const seen = of(await everything(lab), host)['ss -H -lntu']!.stdout;
        expect(socketsIn(seen)).toEqual(socketsIn(said));
        expect(socketsIn(seen).length).toBeGreaterThan(2);
      }
    });
  });

  test('say of a namespace that was removed what each program says of it', async () => {
    await inLab({ workers: 1 }, async (lab) => {
      const { name } = podsOf(lab)[0]!;
      runIn(lab, 'worker-1', 'ip', 'netns', 'del', name);
      const outputs = of(await everything(lab), name);
      for (const line of ['ip -j -d link show', 'ip -j -d neigh show'])
        expect(outputs[line]).toMatchObject({ stdout: '', stderr: expect.stringContaining(name), exit: 1 });
    });
  });
}, ['vxlan']);

describeLab('captures of a lab that was edited by hand', () => {
  test('hold the rules of every host that has some, pods too', async () => {
    await inLab({ workers: 1 }, async (lab) => {
      const [pod, other] = podsOf(lab);
      runIn(lab, pod!.name, 'nft', 'add table inet by_hand');
      const captures = await everything(lab);
      const rules = (host: string) => of(captures, host)['nft -j list ruleset']!;
      expect(rules(pod!.name).stdout).toContain('by_hand');
      expect(rules('worker-1').stdout).toContain('cni_testbed');
      expect(JSON.parse(rules(other!.name).stdout)).toEqual({ nftables: [] });
    });
  });

  const iptables = 'hold the rules that iptables has made, as iptables saves them';
  const withIptables = hasProgram('iptables-nft') ? test : test.skip;
  withIptables(
    hasProgram('iptables-nft') ? iptables : `${iptables} (skipped: iptables-nft is not installed)`,
    async () => {
      await inLab({ workers: 1 }, async (lab) => {
        const [pod] = podsOf(lab);
        runIn(lab, pod!.name, 'iptables-nft', '-A', 'INPUT', '-p', 'udp', '--dport', '53', '-j', 'DROP');
        const outputs = of(await everything(lab), pod!.name);
        expect(outputs['iptables-save']!.stdout).toContain('-A INPUT -p udp -m udp --dport 53 -j DROP');
        expect(outputs['ip6tables-save']).toEqual({ stdout: '', stderr: '', exit: 0 });
      });
    },
  );

  const title = 'hold the filters of links where programs can hang';
  const withTc = hasProgram('tc') ? test : test.skip;
  withTc(hasProgram('tc') ? title : `${title} (skipped: tc: the package iproute2)`, async () => {
    await inLab({ workers: 1 }, async (lab) => {
      const [pod] = podsOf(lab);
      runIn(lab, pod!.name, 'tc', 'qdisc', 'add', 'dev', 'eth0', 'clsact');
      const outputs = of(await everything(lab), pod!.name);
      expect(outputs['tc -j filter show dev eth0 ingress']).toMatchObject({ exit: 0, stderr: '' });
      expect(outputs['tc -j filter show dev eth0 egress']).toMatchObject({ exit: 0, stderr: '' });
    });
  });
}, ['nft', 'vxlan']);
