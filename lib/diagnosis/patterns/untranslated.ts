import { isControl, standsOnPackets, type Unreachable } from '../../check';
import type { Prediction } from '../../datapath';
import { nodeOf } from '../../net';
import type { Cause } from '../causes/cause';
import type { Pattern } from '../diagnosis';
import type { Failure } from '../failure';

/** Services that fail as the walk predicts, though plain packets pass: by where their translation, or its way back, ends. */
export const untranslated: Pattern = ({ failures, walks }) => {
  const groups = new Map<string, { cause: Cause; failures: Failure[] }>();
  for (const failure of failures) {
    const { reachable, why } = failure.predicted;
    if (!standsOnPackets(failure) || reachable === true || !why) continue;
    const { key, cause } = causeOf(failure, why, isTranslated(walks.of(failure)));
    const group = groups.get(key);
    if (group) group.failures.push(failure);
    else groups.set(key, { cause, failures: [failure] });
  }
  return [...groups.values()];
};

/** Whether the packet got another destination on its way. */
const isTranslated = (way: Prediction | undefined): boolean => {
  const [first] = way?.forward.hops ?? [];
  return !first || !way?.forward.packet.destination.equals(first.packet.destination);
};

function causeOf(
  { id, from, to }: Failure,
  why: Unreachable,
  translated: boolean,
): { key: string; cause: Cause } {
  const drop = 'drop' in why ? why.drop : undefined;
  const named = (cause: Cause) => ({ key: JSON.stringify(cause), cause });
  if (why.code === 'answer-untranslated')
    return named({ code: 'bridge-netfilter-off', node: nodeOf(why.reached) });
  if (drop?.code === 'hairpin-off') return named({ code: 'hairpin-off', host: drop.host, link: drop.link });
  if (drop?.code === 'filtered' && isControl(id))
    return named({
      ...{ code: 'control-port-blocked', of: id === 'control/kubelet' ? 'kubelet' : 'api-server' },
      ...{ where: drop.host, rule: drop.rule },
    });
  if (drop?.code === 'filtered' && drop.reject !== undefined && !translated)
    return named({ code: 'service-without-endpoints', where: drop.host, rule: drop.rule });
  if (drop?.code === 'filtered' && id === 'service/node-port' && !translated)
    return named({ code: 'node-port-blocked', where: drop.host, rule: drop.rule });
  return { key: JSON.stringify(drop ?? why), cause: { code: 'as-predicted', why, from, to } };
}
