/** `npm run test:real`: real Kubernetes with real CNIs, on nodes that are namespaces of this machine. */
import { realProgram } from './command/program';

realProgram()
  .parseAsync()
  .catch((error: Error) => {
    process.stderr.write(`error: ${error.message}\n`);
    process.exitCode = 4;
  });
