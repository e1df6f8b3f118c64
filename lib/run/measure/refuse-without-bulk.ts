import { type Aspect, type Engine, ownEngine, wantedBy, worksBy } from '../../measure';
import { RunError } from '../run-error';

/** @throws RunError where another program is to make the bulk measurements, and none are made */
export function refuseWithoutBulk(engine: Engine, only: readonly Aspect[]): void {
  const { engine: others } = worksBy(engine, wantedBy(only).works);
  if (engine !== ownEngine && others.length === 0)
    throw new RunError({ code: 'engine-without-bulk', engine });
}
