/** Rules of netfilter in a line, for snapshots. */
import type { Condition, Rule } from '../../lib/datapath';

/** What the rule asks, what it does, and what its owner wrote beside it. */
export function ruleLine({ conditions, action: { do: kind, ...rest }, comment }: Rule): string {
  const details = Object.keys(rest).length > 0 ? [JSON.stringify(rest)] : [];
  const remark = comment === undefined ? [] : [`(${comment})`];
  return [...conditions.map(conditionText), `→ ${kind}`, ...details, ...remark].join(' ');
}

const conditionText = ({ on, ...rest }: Condition) => `${on}${JSON.stringify(rest)}`;
