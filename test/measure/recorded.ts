/**
 * A real run of `testbed lab --all --measure` on two cores beside other work: 12 blocks of three modes, of which the first
 * was measured twice, on the ways between two nodes. Renewed by hand; the modes that are left out were measured in the same turns.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Measurements } from '../../lib/measure';
import { readMeasurements } from '../../lib/results';

/** The file. */
export const recordedFile = join(__dirname, 'recorded', 'modes.json');

/** What it holds. */
export const recorded = (): Measurements => readMeasurements(readFileSync(recordedFile))!;
