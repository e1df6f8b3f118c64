/**
 * `npm run bench`: the budgets of the design, measured. Each number stands beside a reference taken in the same run, as
 * machines differ and are shared: compare the ratios, not the times. Nothing fails here on time.
 */
import { cpus, release } from 'node:os';
import { styleFor, table } from '../report';
import { TargetError } from '../target-error';
import { commandBench, hundredNodes } from './lab-bench';
import type { Measurement } from './measure';
import { planBench } from './plan-bench';
import { synthBench } from './synth-bench';

const parts: readonly (() => Promise<Measurement[]>)[] = [planBench, commandBench, hundredNodes, synthBench];

async function main(): Promise<void> {
  const style = styleFor(process.stdout.isTTY === true && !process.env.NO_COLOR);
  const rows: string[][] = [];
  for (const part of parts) {
    try {
      for (const { what, measured, budget, holds, reference } of await part())
        rows.push([
          what,
          measured,
          budget,
          holds === undefined ? '' : holds ? style.good('✓') : style.bad('over'),
          reference,
        ]);
    } catch (error) {
      if (!(error instanceof TargetError)) throw error;
      rows.push([part.name, style.warn('skipped'), '', '', error.message]);
    }
  }
  const { model } = cpus()[0]!;
  process.stdout.write(`${cpus().length} × ${model.trim()}, Linux ${release()}, Node ${process.version}\n\n`);
  process.stdout.write(`${table(['WHAT', 'MEASURED', 'BUDGET', '', 'REFERENCE'], rows)}\n`);
}

void main();
