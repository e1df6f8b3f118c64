/** This machine's clock in milliseconds since 1970, with fractions: it goes on evenly while the program runs. */
export const now = (): number => performance.timeOrigin + performance.now();
