import type { TestbedSpec } from '../../plan';
import { type StateReport, stateReport } from '../../results';
import { testbed } from '../../testbed';
import { captured } from './captured';
import { capturesIn } from './captures-in';

/** Holds captures against the state that follows from a spec. @throws SpecError; RunError where the captures cannot be read */
export function diffCaptures(spec: TestbedSpec, path: string): StateReport {
  const { reading } = captured(testbed(spec), capturesIn(path), path);
  return stateReport(reading);
}
