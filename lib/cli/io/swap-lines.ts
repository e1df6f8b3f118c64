/** Lines about machines that are swapped while they are measured. */
import { counted } from '../../report';
import type { SwapEvent } from '../../run';

/** A line for people. */
export function swapLine(event: SwapEvent): string {
  switch (event.code) {
    case 'plan':
      return [
        `the stacks have the same machines, which run ${event.runs ?? 'none of them'}:`,
        `${counted(event.swaps, 'swap')} of some minutes each, ${counted(event.visits, 'visit')}`,
      ].join(' ');
    case 'swap':
      return `swap ${event.number} of ${event.of}: the machines get ${event.to}`;
    case 'swapped':
      return `the machines run ${event.to}, after ${duration(event.durationMs)}`;
    case 'visit':
      return `visit ${event.number} of ${event.of}: ${counted(event.blocks, 'block')} of ${event.stack}, ${duration(event.elapsedMs)} after the beginning`;
    case 'end':
      return event.onItsWay
        ? `the machines were being given to ${event.stack}: npx cdktf deploy ${event.stack} goes on, and so does the same command`
        : `the machines run ${event.stack}`;
  }
}

/** What an interrupt does. */
export const swapInterruptNote =
  'interrupted: what was measured is kept, what was made to measure is removed, and the machines stay as they are; once more ends at once';

function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
