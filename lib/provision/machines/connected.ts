import { TargetError } from '../../base/target-error';
import type { PlanNode } from '../../plan';
import { PassingError } from '../exchange/exchange';
import type { ConnectedNode, Remote } from './remote';
import { connect, type Machine, type MachineTarget, SshError, type SshFailureCode } from './ssh';

/** What may be over at the next try. */
const passing: ReadonlySet<SshFailureCode> = new Set(['lost', 'timeout', 'unreachable']);

/** A node with its connection. */
type LinedNode = ConnectedNode & { readonly remote: Line };

/** Connections to machines, each made at its first use. */
export function linesTo(machines: readonly (MachineTarget & Pick<ConnectedNode, 'role'>)[]): {
  readonly nodes: readonly LinedNode[];
  close(): Promise<void>;
} {
  const nodes = machines.map(({ role, ...target }) => ({
    role,
    name: target.name,
    remote: new Line(target),
  }));
  return { nodes, close: async () => void (await Promise.all(nodes.map(({ remote }) => remote.close()))) };
}

/** Takes a step with connections to the machines of all nodes, and ends them. @throws TargetError with all that fail */
export async function withMachines<T>(
  planned: readonly PlanNode[],
  hosts: readonly MachineTarget[],
  step: (nodes: readonly ConnectedNode[]) => Promise<T>,
): Promise<T> {
  const { nodes, close } = linesTo(
    planned.map(({ name, role }) => ({ role, ...hosts.find((host) => host.name === name)! })),
  );
  try {
    const tried = await Promise.allSettled(nodes.map(({ remote }) => remote.ask(async () => {})));
    refuseUnreached(tried.flatMap((one) => (one.status === 'rejected' ? [one.reason] : [])));
    return await step(nodes);
  } finally {
    await close();
  }
}

function refuseUnreached(reasons: readonly unknown[]): void {
  for (const reason of reasons) if (!(reason instanceof TargetError)) throw reason;
  const errors = reasons as readonly TargetError[];
  const [first, ...others] = errors;
  if (!first) return;
  if (others.length === 0) throw first;
  throw new TargetError(
    errors.map(({ message }) => message).join('; '),
    [...new Set(errors.map(({ remedy }) => remedy))].join('. '),
  );
}

/** A connection that is made anew where it has ended. */
class Line implements Remote {
  private machine?: Promise<Machine>;

  constructor(private readonly target: MachineTarget) {}

  readonly run: Remote['run'] = (...words) => this.ask((machine) => machine.run(...words));
  readonly putFile: Remote['putFile'] = (...words) => this.ask((machine) => machine.putFile(...words));
  readonly getFile: Remote['getFile'] = (...words) => this.ask((machine) => machine.getFile(...words));

  /** @throws PassingError where another try may help */
  async ask<T>(question: (machine: Machine) => Promise<T>): Promise<T> {
    this.machine ??= connect(this.target);
    const current = this.machine;
    try {
      return await question(await current);
    } catch (error) {
      if (!(error instanceof SshError && passing.has(error.failure.code))) throw error;
      if (this.machine === current) this.machine = undefined;
      await current.then((machine) => machine.close()).catch(() => {});
      throw new PassingError(error.message, error.remedy);
    }
  }

  async close(): Promise<void> {
    const { machine } = this;
    this.machine = undefined;
    await machine?.then((one) => one.close()).catch(() => {});
  }
}
