/** The command line of `npm run test:real`. */
import { Command } from 'commander';
import { buildCommand } from './build-command';
import { cleanCommand } from './clean-command';
import { faultsCommand } from './faults-command';
import { machinesCommand } from './machines-command';
import { matrixCommand } from './matrix-command';
import { measureCommand } from './measure-command';
import { readyCommand } from './ready-command';
import { runCommand } from './run-command';
import { swapCommand } from './swap-command';
import { worldCommand } from './world-command';

/** All commands. */
export function realProgram(): Command {
  const program = new Command('npm run test:real --')
    .description(
      'Real Kubernetes with real CNIs on this machine: kubelets in namespaces, set up and tested by the files and commands that a user of kind has. Needs root, Go, Debian packages (`build --check` lists them) and 15 GB for what it builds, once.',
    )
    .showHelpAfterError();
  buildCommand(program);
  runCommand(program);
  matrixCommand(program);
  faultsCommand(program);
  measureCommand(program);
  readyCommand(program);
  swapCommand(program);
  machinesCommand(program);
  worldCommand(program);
  cleanCommand(program);
  return program;
}
