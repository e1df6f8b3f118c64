/** Time is counted in pieces of this many milliseconds, so that a lost piece shows. */
const pieceMs = 100;
/** So many pieces may be lost to a machine that is too busy; then waiting ends all the same. */
const mostLost = 50;

/**
 * Calls back after so many milliseconds in which this process ran. A process that was kept from running (a busy or
 * paused machine) finds its timers due before it has read the answers that lie in its sockets: such time is no verdict
 * on a network, and does not count.
 *
 * @returns ends the waiting without the call
 */
export function afterWaiting(ms: number, act: () => void): () => void {
  let left = ms;
  let lost = 0;
  let timer: NodeJS.Timeout;
  const waitOn = () => {
    const piece = Math.min(left, pieceMs);
    const due = performance.now() + piece;
    timer = setTimeout(() => {
      if (performance.now() - due > pieceMs && lost < mostLost) lost += 1;
      else left -= piece;
      if (left > 0) waitOn();
      else act();
    }, piece);
  };
  waitOn();
  return () => clearTimeout(timer);
}
