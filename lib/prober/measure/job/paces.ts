/** How often new pods and Jobs ask, in milliseconds: as exactly as what they see is known. */
export const paces = { first: 5, isolation: 2, silence: 5 } as const;
