import type { Command } from 'commander';
import { enterLab } from '../local/lab';
import { labName } from './lab-options';
import { Progress } from './progress';
import { addReportOptions, type ReportFlags, report, sampleOf } from './report-options';
import { testLab } from './run-lab';
import type { Streams } from './streams';
import type { Finish } from './testbed-program';

export function testCommand(program: Command, streams: Streams, finish: Finish): void {
  addReportOptions(program.command('test').description('test every pair in a lab that is up'))
    .option('--name <name>', 'name of the lab', 'testbed')
    .addHelpText('after', '\nExamples:\n  testbed test\n  testbed test --sample 100 --json r.json')
    .action(async (flags: ReportFlags & { name: string }) => {
      const sample = sampleOf(flags);
      const startedAt = new Date();
      const lab = enterLab(labName(flags.name));
      const progress = new Progress(streams, flags.quiet ?? false);
      try {
        finish(report(await testLab(lab, { sample }, startedAt, progress), flags, streams));
      } finally {
        progress.end();
        lab.leave();
      }
    });
}
