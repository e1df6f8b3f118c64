import type { Check, Observed } from '../../lib/check';

/** What would be observed of a check if all came as the walk predicts. */
export function asPredicted({ id, predicted }: Check): Observed {
  const { why, none: _none, path: _path, answers, ...others } = predicted;
  const { source, ...rest } = { ...others, ...answers?.[0] };
  if (id === 'mtu/path' && rest.bytes === undefined) return { ...rest, failure: { code: 'udp-lost' } };
  const failure = why && ({ code: 'no-answer', afterMs: 1000 } as const);
  return { ...rest, source, failure, addresses: source === undefined ? undefined : [source] };
}
