import { existsSync } from 'node:fs';
import type { Host } from '../../../lib/datapath';
import { buildLab } from '../../../lib/lab/lab';
import { noneInKernel } from '../../../lib/lab/realise/features';
import { failingPairs, judged, testbedOf } from '../../support/labs';
import { describeLab } from '../../support/namespaces';

const loaded = existsSync('/proc/sys/net/bridge/bridge-nf-call-iptables');

/** Pairs that fail where a node forwards nothing, and all that was not predicted. */
async function failing(setting: '0' | '1') {
  const testbed = testbedOf({ workers: 1 });
  const hosts = testbed.datapath.hosts.map(
    (host): Host =>
      host.name === 'worker-1'
        ? {
            ...host,
            sysctls: { ...host.sysctls, 'bridge/bridge-nf-call-iptables': setting },
            filters: [{ family: 'ipv4', hook: 'forward', comment: 'nothing passes' }],
          }
        : host,
  );
  const lab = await buildLab(`bridge-${process.pid}-${setting}`, {
    ...testbed,
    datapath: { ...testbed.datapath, hosts },
  });
  try {
    const checks = await judged(lab);
    return {
      unforeseen: checks.filter(({ mispredicted }) => mispredicted).map(({ from, to }) => `${from} → ${to}`),
      pairs: failingPairs(checks, ({ verdict }) => verdict === 'fail'),
    };
  } finally {
    await lab.end();
  }
}

describeLab('pods on one bridge', () => {
  const title = 'are kept apart by rules that forward nothing where the bridge asks them, as predicted';
  const body = async () => {
    const [without, asking] = [await failing('0'), await failing('1')];
    expect([without.unforeseen, asking.unforeseen]).toEqual([[], []]);
    const between = 'pod:worker-1/0 → pod:worker-1/1';
    expect([without, asking].map(({ pairs }) => pairs.includes(between))).toEqual([false, true]);
    expect(without.pairs).toContain('pod:worker-1/0 → node:control-plane-1');
  };
  if (loaded) test(title, body);
  else test.skip(`${title} (skipped: br_netfilter: ${noneInKernel}; as root: modprobe br_netfilter)`, body);
}, ['nft']);
