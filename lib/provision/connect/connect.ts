/** kubectl from one's own machine: a way to a stack's API server that is open for as long as somebody holds it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { oneLine } from '../../base/plain-text';
import { TargetError } from '../../base/target-error';
import { refuseMissing } from '../reach/needed-programs';
import type { Machine } from '../reach/reach';
import type { StackAccess } from '../watch';
import { apiAnswers } from './api-answers';
import { newConnectionFolder, sweepConnections } from './connection-folder';
import { type Forwarding, startForwarding } from './forwarding';
import { freePort } from './free-port';
import { administrator } from './identity';
import { kubeconfig } from './kubeconfig';

/** Where kubeadm's API servers listen on their own machines. */
const apiPort = 6443;

/** An open way to a stack's API server. */
export interface StackConnection {
  readonly stack: string;
  /** File for kubectl. It is there until the way closes. */
  readonly kubeconfig: string;
  /** The control plane that it leads to. */
  readonly machine: Machine;
  /** All that run. */
  readonly machines: readonly Machine[];
  /** When the way closes, why: `undefined` where `close` was called. */
  readonly closed: Promise<TargetError | undefined>;
  /** Closes it, and waits until nothing is left. Where this process ends without it, the same happens. */
  close(): Promise<void>;
}

/** Opens a way. @throws TargetError with what is missing: programs, rights, machines, a cluster that answers */
export async function connectStack({ stack, cloud, place }: StackAccess): Promise<StackConnection> {
  const { reach } = cloud;
  if (!reach)
    throw new TargetError(
      `${cloud.title} has no way to the API server of ${stack} from here`,
      `Use kubectl on its first control plane: ${cloud.exchange.session}`,
    );
  refuseMissing(reach, 'forward');
  sweepConnections();
  const machines = await reach.machines(place, stack);
  const machine = controlPlaneOf(stack, machines);
  const identity = await administrator(stack, (script) => reach.run(place, machine, script));
  const local = await freePort();
  const folder = newConnectionFolder(stack);
  const forwarding = startForwarding(folder, reach.forwarding(place, machine, { local, remote: apiPort }));
  const file = join(folder, 'kubeconfig');
  await opened(stack, forwarding, async (gaveUp) => {
    await apiAnswers(stack, local, identity, gaveUp);
    writeFileSync(file, kubeconfig(stack, local, identity), { flag: 'wx', mode: 0o600 });
  });
  return { stack, kubeconfig: file, machine, machines, ...closing(stack, forwarding) };
}

function controlPlaneOf(stack: string, machines: readonly Machine[]): Machine {
  const names = machines
    .filter(({ role }) => role === 'control-plane')
    .sort((a, b) => (a.node < b.node ? -1 : 1));
  const [first] = names;
  if (first) return first;
  throw new TargetError(
    `no control plane of ${stack} runs`,
    'Its machines may have ended by their time to live: destroy the stack, and deploy it again',
  );
}

/**
 * Opens a way that a program has been started for.
 * @param open waits until the way is open, or there is nothing to wait for
 * @throws TargetError where it does not open; the program has ended then
 */
async function opened(
  stack: string,
  forwarding: Forwarding,
  open: (gaveUp: () => boolean) => Promise<void>,
): Promise<void> {
  let said: string | undefined;
  void forwarding.ended.then((text) => {
    said = text;
  });
  try {
    await open(() => said !== undefined);
  } catch (error) {
    if (said !== undefined) throw ended(stack, said);
    await forwarding.end();
    throw withWords(error, await forwarding.ended);
  }
}

/** Why the other end did not answer may be among what the program has said meanwhile. */
function withWords(error: unknown, said: string): unknown {
  const words = oneLine(said.trim());
  if (!(error instanceof TargetError) || words === '') return error;
  return new TargetError(`${error.message}; the session says: ${words}`, error.remedy);
}

function closing(stack: string, forwarding: Forwarding): Pick<StackConnection, 'closed' | 'close'> {
  let asked = false;
  return {
    closed: forwarding.ended.then((said) => (asked ? undefined : ended(stack, said))),
    close: () => {
      asked = true;
      return forwarding.end();
    },
  };
}

function ended(stack: string, said: string): TargetError {
  return new TargetError(
    `the session to the control plane of ${stack} has ended: ${oneLine(said.trim()) || 'nothing was said'}`,
    'See whether the machine runs, and connect again',
  );
}
