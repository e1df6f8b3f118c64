/** Where nothing could be measured, and why. */
import { groupBy } from '../../base/lists';
import type { Sample } from '../file/sample';
import type { Measurements } from '../file/schema';

/** Samples of one subject that failed in the same way. */
export interface FailedSamples {
  readonly subject: string;
  readonly path: Sample['path'];
  readonly work: Sample['work'];
  readonly failure: NonNullable<Sample['failure']>;
  readonly count: number;
  /** Samples of this subject, path and work in all. */
  readonly of: number;
}

/** All that failed, by subject, path, work and code; those of blocks that were set aside are left out. */
export function failedSamples({ blocks }: Measurements): FailedSamples[] {
  const counted = blocks.filter(({ setAside }) => setAside === undefined);
  const all = counted.flatMap(({ subject, samples }) => samples.map((sample) => ({ subject, sample })));
  const place = ({ subject, sample }: (typeof all)[number]) => [subject, sample.path, sample.work].join(' ');
  const places = groupBy(all, place);
  const failed = all.filter(({ sample }) => sample.failure);
  return [...groupBy(failed, (one) => `${place(one)} ${one.sample.failure!.code}`).values()].map((group) => {
    const [{ subject, sample }] = group as [(typeof all)[number]];
    const of = places.get(place(group[0]!))!.length;
    return {
      ...{ subject, path: sample.path, work: sample.work, failure: sample.failure!, count: group.length, of },
    };
  });
}
