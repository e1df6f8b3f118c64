/** The program that makes the bulk measurements. All others are always the testbed's own. */
import type { Work } from '../../prober/measure';

/** Programs that can make them. */
export const engines = ['testbed', 'iperf3'] as const;
/** One of them. */
export type Engine = (typeof engines)[number];

/** The one that needs nothing but itself. */
export const ownEngine: Engine = 'testbed';

/** Streams of a work that another engine can make. */
export const streamsOf: Readonly<Partial<Record<Work, number>>> = { bulk: 1, 'bulk-8': 8 };

/** Whether another engine could make it. */
export const isBulk = (work: Work): boolean => streamsOf[work] !== undefined;

/** Works by who makes them: those of the testbed's own program, and those of the engine. */
export function worksBy(
  engine: Engine,
  works: readonly Work[],
): { readonly own: readonly Work[]; readonly engine: readonly Work[] } {
  const isEngines = (work: Work) => engine !== ownEngine && isBulk(work);
  return { own: works.filter((work) => !isEngines(work)), engine: works.filter(isEngines) };
}
