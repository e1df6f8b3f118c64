import { ruleName } from '../../../datapath';
import { dropPattern, placeName } from '../../drop-pattern';

/** Wrapped packets arrive, and no device there takes them. */
export const tunnelMismatch = dropPattern(['no-tunnel'], (trace) => {
  const { hops, host, from, to, drop } = trace;
  const where = placeName(trace);
  const wrapped = hops.findLast(({ decision }) => decision.step === 'encapsulate');
  const rewritten = hops
    .slice(0, wrapped && hops.indexOf(wrapped))
    .find(({ decision }) => decision.step === 'translate');
  if (rewritten?.decision.step === 'translate' && rewritten.decision.rule) {
    const comment = ruleName(rewritten.decision.rule.rule);
    const source = `${rewritten.packet.source}`;
    const seen = { where: rewritten.host, rule: comment, source, refusedBy: where };
    return { key: 'all', cause: { code: 'source-translated', seen } };
  }
  const others = [from.node, to.node].filter((node) => node !== host.name);
  const sender = wrapped?.host;
  return { key: 'all', cause: { code: 'tunnel-mismatch', where, host: host.name, drop, sender, others } };
});
