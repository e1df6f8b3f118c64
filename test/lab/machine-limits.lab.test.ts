/** What a machine lacks is never a failed check: open files, ports, an agent that stands still. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { packageRoot } from '../../lib/base/package-root';
import { TargetError } from '../../lib/base/target-error';
import { AgentClient } from '../../lib/lab/agent/agent-client';
import { nsenterArguments } from '../../lib/lab/agent/nsenter';
import type { Results } from '../../lib/results';
import { failures, inLab, judged, setIn } from '../support/labs';
import { describeLab } from '../support/namespaces';

const program = join(packageRoot, 'dist', 'testbed.js');

/** Runs a lab in which a process may have so many open files. */
function labWithOpenFiles(most: number, ...args: string[]) {
  return spawnSync(
    'sh',
    ['-c', 'ulimit -n "$1"; shift; exec "$@"', 'sh', `${most}`, process.execPath, program, 'lab', ...args],
    { encoding: 'utf8', maxBuffer: 2 ** 28, env: { ...process.env, NO_COLOR: '1' } },
  );
}

describeLab('a machine', () => {
  test('with one free port in a pod lets two threads probe from there without a failure', () =>
    inLab({ workers: 13 }, async (lab) => {
      const { host } = lab.testbed.datapath.endpoints.find(({ id }) => id === 'pod:worker-5/0')!;
      setIn(lab, host, 'ipv4/ip_local_port_range', '50000 50000');
      expect(failures(await judged(lab))).toEqual([]);
    }));

  test('on which something else has the probes’ port skips what that endpoint would answer, with the reason', () =>
    inLab({}, async (lab) => {
      const where = 'pod:worker-1/0';
      const pod = lab.testbed.datapath.endpoints.find(({ id }) => id === where)!;
      const listen = `require('node:net').createServer().listen(27431, '${pod.address.ipv4}', () => console.log('up'))`;
      const squatter = spawn(
        'nsenter',
        [...nsenterArguments(lab.holderPid), 'ip', 'netns', 'exec', pod.host, process.execPath, '-e', listen],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      await once(squatter.stdout, 'data');
      const checks = await judged(lab);
      squatter.kill();
      expect(failures(checks)).toEqual([]);
      const unasked = checks.filter(({ notAsked }) => notAsked);
      expect(unasked.length).toBeGreaterThan(0);
      expect(unasked.every(({ to, verdict }) => to === where && verdict === 'skip')).toBe(true);
      const address = `${pod.address.ipv4}`;
      const lack = { code: 'no-server', endpoint: where, address, port: 27_431, error: 'EADDRINUSE' };
      expect(unasked.map(({ why }) => why)).toEqual(Array(unasked.length).fill({ code: 'not-asked', lack }));
    }));

  test('that allows too few open files is refused before anything is built, with what is needed', () => {
    const { status, stdout, stderr } = labWithOpenFiles(64, '--nodes', '12');
    expect({ status, stdout }).toEqual({ status: 4, stdout: '' });
    expect(stderr).toMatch(
      /^error: 37 nodes and pods to probe need \d+ open files and sockets, and a process may have 64 here\n/,
    );
  });

  test('that allows just enough of them probes with fewer exchanges at a time, also where answers are lost', () => {
    const [, needed] = /need (\d+) open files/.exec(labWithOpenFiles(64, '-q').stderr)!;
    const least = Number(needed);
    expect(labWithOpenFiles(least, '-q').status).toBe(0);
    const { status, stdout } = labWithOpenFiles(least, '--fault', 'node-dead', '--json', '-');
    expect(status).toBe(3);
    const { checks }: Results = JSON.parse(stdout);
    expect(checks.filter(({ notAsked, mispredicted }) => notAsked || mispredicted)).toEqual([]);
  });

  test('whose agent was stopped is not waited for without end', () =>
    inLab({}, async (lab) => {
      const agent = new AgentClient(lab.holderPid, 3000);
      await agent.ask({ do: 'features', features: [] });
      process.kill(-agent.pid!, 'SIGSTOP');
      const asked = agent.ask({ do: 'features', features: [] });
      await expect(asked).rejects.toThrow('the agent in the lab has said nothing for 3 s: it was stopped');
      await expect(asked).rejects.toBeInstanceOf(TargetError);
      await expect(agent.ask({ do: 'features', features: [] })).rejects.toThrow('the agent in the lab ended');
    }));
});
