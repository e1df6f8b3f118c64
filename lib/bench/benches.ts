import type { Bench } from './bench-program';
import { commandBench } from './lab-bench';
import { meshBench } from './mesh-bench';
import { planBench } from './plan-bench';
import { synthBench } from './synth-bench';
import { turnsBench } from './turns-bench';

/** Everything that is measured, in the order in which it is. */
export const benches: readonly Bench[] = [
  { name: 'plan', about: 'plan and proof of 5,000 nodes, and how their cost grows', run: planBench },
  { name: 'lab', about: '`testbed lab` of 3 nodes, reports and all, beside mininet', run: commandBench },
  {
    name: 'mesh',
    about: '100 nodes: time to build, rates of probing, memory of the prober',
    run: meshBench,
  },
  { name: 'turns', about: 'modes measured in turns, and one of them twice', run: turnsBench },
  { name: 'synth', about: 'the CDKTF app with AWS stacks of 3, 100 and 1,000 nodes', run: synthBench },
];
