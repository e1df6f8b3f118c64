/** In place of a target: nothing was measured, and packets were walked over the computed state. */
export const notMeasured = 'predicted';
