/** How often new pods and Jobs ask, in milliseconds: as exactly as what they see is known. */
export const paces = { first: 5, isolation: 2, silence: 5, way: 5 } as const;

/** How often a pod that tries a way says its clock, in milliseconds: as old as the last line of its log may be. */
export const clockMs = 10;
