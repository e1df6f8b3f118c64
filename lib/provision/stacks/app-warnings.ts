import { planWarnings, type Warning } from '../../plan';
import { readSpec } from '../../read-spec';
import { type Cloud, specReading } from '../cloud';
import type { AppContext } from './app-context';

/** What is likely not meant in the spec that all stacks are made from: ranges are the same in each. @throws SpecError */
export function appWarnings({ testbed }: AppContext, clouds: readonly Cloud[]): readonly Warning[] {
  return planWarnings(readSpec(testbed, specReading(clouds)));
}
