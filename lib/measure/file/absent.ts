/** Why a mode is not among what was measured, in sentences of our own. */
export const absentReasons = {
  unconnected: 'pods of two nodes do not reach one another, so there is nothing to measure',
} as const;
