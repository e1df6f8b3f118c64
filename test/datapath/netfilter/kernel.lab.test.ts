/**
 * The evaluator against the kernel: random rules are programmed on a router in namespaces, packets are really sent, and
 * where they come, from whom, and whether they are answered must be what the walk says.
 */
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { searchingEnv } from '../../../lib/base/exec';
import type { Netfilter } from '../../../lib/datapath';
import { noneInKernel } from '../../../lib/lab/realise/features';
import { describeLab, hasProgram } from '../../support/namespaces';
import { type Compared, compared, type Trial } from './kernel/in-lab';
import { iptablesInput } from './kernel/iptables-words';
import { nftInput } from './kernel/nft-words';
import { packetsOf, randomPackets } from './kernel/packets';
import { randomRules } from './kernel/random-rules';
import { randomTables, setCommands } from './kernel/random-tables';

/** Trials of random rules, the same in every run. */
function trials(
  rules: fc.Arbitrary<Netfilter>,
  program: readonly string[],
  inputOf: (netfilter: Netfilter) => string,
  [count, seed]: readonly [number, number],
): Trial[] {
  const drawn = fc.sample(fc.tuple(rules, randomPackets(10)), { numRuns: count, seed });
  return drawn.map(([netfilter, packets], i) => ({
    ...{ netfilter, program, input: inputOf(netfilter) },
    packets: packetsOf(packets, i * 10),
  }));
}

/** Why tables cannot be programmed here. */
function lackOf(program: string): string | undefined {
  if (!hasProgram(program)) return 'it is not installed; get the package iptables';
  const tried = spawnSync('unshare', ['--map-root-user', '--net', program], {
    ...{ input: '*filter\nCOMMIT\n', env: searchingEnv() },
  });
  return tried.status === 0 ? undefined : noneInKernel;
}

/** Where walk and kernel differ, as a person can read it. */
function differences(all: readonly Compared[]): string[] {
  return all
    .filter(({ said, seen }) => said !== 'unknown' && !isSame(said, seen))
    .map(
      ({ packet, said, seen, input }) =>
        `${JSON.stringify(packet)}\n  walk: ${JSON.stringify(said)}\n  kernel: ${JSON.stringify(seen)}\n${input}`,
    );
}

const isSame = (said: Exclude<Compared['said'], 'unknown'>, seen: Compared['seen']) =>
  said.answered === seen.answered && said.came === seen.came;

/** Whether walk and kernel say the same of all packets, and enough of either kind. */
function expectSame(all: readonly Compared[], packets: number): void {
  expect(differences(all).slice(0, 3)).toEqual([]);
  const of = (wanted: (one: Compared) => boolean) => all.filter(wanted).length;
  expect([all.length, of(({ said }) => said === 'unknown')]).toEqual([packets, 0]);
  expect(of(({ seen }) => seen.answered === true)).toBeGreaterThan(packets / 6);
  expect(of(({ seen }) => !seen.answered)).toBeGreaterThan(packets / 6);
}

describeLab('rules that nft programs', () => {
  test('do with packets what the walk says', async () => {
    const all = await compared(trials(randomRules, ['nft', '-f', '-'], nftInput, [120, 12]));
    expectSame(all, 1200);
  });
}, ['nft']);

describeLab('tables', () => {
  for (const tool of ['iptables-nft', 'iptables-legacy']) {
    const title = `that ${tool} programs do with packets what the walk says`;
    const body = async () => {
      const sets = hasProgram('ipset');
      const drawn = trials(randomTables(sets), [`${tool}-restore`], iptablesInput, [60, 12]);
      expectSame(await compared(drawn, sets ? setCommands : []), 600);
    };
    const lack = lackOf(`${tool}-restore`);
    if (lack === undefined) test(title, body);
    else test.skip(`${title} (skipped: ${tool}: ${lack})`, body);
  }
});
