import { smallest } from '../../../base/lists';
import { placeOf } from '../../../net';
import { exampleOf } from '../../causes/example';
import type { Explanation, Run } from '../../diagnosis';
import type { Failure } from '../../failure';
import { crossesNodes } from '../../scope/traffic';
import { narrowest } from './black-hole';

const leaves = ({ to }: Failure) => placeOf(to) === undefined;

const isBetweenNodes = (one: Failure) =>
  placeOf(one.from)?.kind === 'node' && placeOf(one.to)?.kind === 'node' && crossesNodes(one);

/** Sizes of packets that leave the cluster: the way out is to blame where larger ones pass between the nodes. */
export function leavingSizes(
  failures: readonly Failure[],
  tried: readonly Failure[],
  { walks }: Run,
): Explanation[] {
  const leaving = failures.filter((one) => leaves(one) && one.why?.code === 'black-hole');
  const held = smallest(leaving.map(({ observed, predicted }) => observed?.bytes ?? predicted.bytes ?? 0));
  const inside = smallest(
    tried.filter(isBetweenNodes).map(({ observed, predicted }) => observed?.bytes ?? predicted.bytes ?? 0),
  );
  if (leaving.length === 0 || inside <= held || !Number.isFinite(inside)) return [];
  const stop = narrowest(walks, leaving[0]!)?.decision;
  const link = stop?.step === 'drop' && stop.drop.code === 'too-big' ? stop.drop.mtu : undefined;
  const [seen, passes] = [exampleOf(leaving[0]!), link ?? held];
  return [{ cause: { code: 'outside-mtu', pairs: leaving.length, seen, passes, inside }, failures: leaving }];
}
