/**
 * `npm run bench`: what has a budget, measured. Each number stands beside a reference taken in the same run, as machines
 * differ and are shared: compare the ratios, not the times. Nothing fails here on time.
 */
import { benchProgram } from './bench-program';
import { benches } from './benches';

void benchProgram(process.argv.slice(2), benches, process).then((code) => {
  process.exitCode = code;
});
