import type { Pattern } from '../../diagnosis';

/** An endpoint that does not have its planned address: what is sent to it cannot arrive. */
export const addressMissing: Pattern = ({ failures }) =>
  failures.flatMap((failure) => {
    const { from: id, why, predicted } = failure;
    if (why?.code !== 'address-missing' || predicted.reachable === false) return [];
    const { planned, has } = why;
    return [
      {
        cause: { code: 'address-missing' as const, endpoint: id, planned, has },
        failures: failures.filter(({ from, to }) => from === id || to === id),
      },
    ];
  });
