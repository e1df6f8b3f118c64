import type { Command } from 'commander';
import { shellWords } from '../../../base/shell-words';
import { connectToStack, type StackConnection } from '../../../run';
import { exitCode } from '../../exit-codes';
import type { Finish } from '../../finish';
import { exampleStack } from '../../io/example-stack';
import { onInterrupt } from '../../io/interrupt';
import { printed } from '../../io/output-files';
import { objection, runCommand } from '../../io/run-command';
import type { Streams } from '../../io/streams';

const help = `
Without a command it stays until Ctrl-C, and prints the line that another terminal takes. The exit code of a command is
its own; 126: it cannot be executed, 127: there is no such command, 128 and more: a signal ended it.

Examples:
  testbed connect ${exampleStack}
  testbed connect ${exampleStack} -- kubectl get nodes
  testbed connect ${exampleStack} -- testbed test --target kubernetes`;

/** `testbed connect` */
export function connectCommand(program: Command, streams: Streams, finish: Finish): void {
  program
    .command('connect')
    .description('kubectl from here: a way to the API server of a stack on a cloud, and a kubeconfig for it')
    .argument('<stack>', `name of the stack, such as ${exampleStack}`)
    .argument(
      '[command...]',
      'a command and its arguments, after --, that finds the kubeconfig in KUBECONFIG',
    )
    .showHelpAfterError(
      `(put -- in front of the command: testbed connect ${exampleStack} -- kubectl get nodes)`,
    )
    .addHelpText('after', help)
    .action(async (stack: string, command: string[]) => finish(await connect(stack, command, streams)));
}

async function connect(
  stack: string,
  [program, ...args]: readonly string[],
  streams: Streams,
): Promise<number> {
  const code = program === undefined ? undefined : objection(program, streams.stderr);
  if (code !== undefined) return code;
  const connection = await connectToStack(stack);
  try {
    if (program === undefined) return await stay(connection, streams);
    return await runCommand([program, ...args], { KUBECONFIG: connection.kubeconfig });
  } finally {
    await connection.close();
  }
}

/** Until an interrupt, which ends this process, or until the session ends. @throws TargetError where it does */
async function stay(connection: StackConnection, { stdout, stderr }: Streams): Promise<number> {
  const takeBack = onInterrupt(() => connection.close());
  try {
    stderr.write(`${connection.stack} is open through ${connection.machine.node}; Ctrl-C closes it\n`);
    await printed(`export KUBECONFIG=${shellWords([connection.kubeconfig])}\n`, stdout);
    const lost = await connection.closed;
    if (lost) throw lost;
    return exitCode.ok;
  } finally {
    takeBack();
  }
}
