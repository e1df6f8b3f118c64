import type { OneFaultFlags } from './fault-options';
import type { MeasureFlags } from './measure-options';
import type { ReportFlags, SampleFlags, StateFlags } from './report-options';
import type { SpecFlags } from './spec-options';
import type { LabTargetFlags } from './target-options';

/** What `testbed lab` is given. */
export interface LabFlags
  extends SpecFlags,
    ReportFlags,
    SampleFlags,
    StateFlags,
    LabTargetFlags,
    OneFaultFlags,
    MeasureFlags {
  readonly name?: string;
  readonly all?: boolean;
  readonly measure?: boolean;
}
