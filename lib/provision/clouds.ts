import { aws } from './aws/cloud';
import type { Cloud } from './cloud';

/** The clouds. This list is the only place that a new one is entered at. */
export const clouds: readonly Cloud[] = [aws];
