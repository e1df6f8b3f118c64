import type { Measurements } from '../../measure';
import type { TestbedSpec } from '../../plan';
import { testbed } from '../../testbed';
import { type MeasureOptions, measureLabs } from './measure-labs';

/** Measures what one CNI in one mode adds to the host network, in a lab. @throws SpecError, TargetError */
export function measureLab(spec: TestbedSpec, options: MeasureOptions = {}): Promise<Measurements> {
  const wanted = testbed(spec);
  const id = `${wanted.cni.name} ${wanted.choice.mode.name}`;
  return measureLabs([{ id, testbed: wanted }], options);
}
