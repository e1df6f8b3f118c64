import { askedService, type CheckResult, Explainer } from '../../check';
import type { Lab } from '../../lab/lab';
import type { LostBetween, Reading } from '../../state';
import { walked } from '../packet/exchange';
import { traceIn } from '../packet/trace';

/**
 * Of the exchanges that the real state lets pass and that failed all the same, sends one again and sees where it is lost.
 * Nothing where there is none, or where this one got through.
 */
export async function traceUnexplained(
  lab: Lab,
  { real }: Reading,
  failures: readonly CheckResult[],
): Promise<LostBetween | undefined> {
  const walks = new Explainer(real);
  const check = failures.find(
    (one) =>
      one.protocol && !askedService(real, one) && walks.fails(one) === false && !walks.mayFailByChance(one),
  );
  if (!check?.protocol) return undefined;
  const { from, to, family, protocol } = check;
  const exchange = { from, to, family, protocol };
  const explained = walked({ ...lab.testbed, datapath: real }, exchange, 'lab');
  const { way } = await traceIn(lab, explained, exchange);
  if (!way.lost?.after) return undefined;
  const { after, before } = way.lost;
  return {
    after: { host: after.host, link: after.link },
    ...(before && { before: { host: before.host, link: before.link } }),
  };
}
