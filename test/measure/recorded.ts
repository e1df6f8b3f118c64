/**
 * Real runs on two cores, renewed by hand or by `--record`: a lab's, of which the modes that are left out were measured in
 * the same turns, and two real clusters'.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Measurements } from '../../lib/measure';
import { readMeasurements } from '../../lib/results';

const folder = join(__dirname, 'recorded');

/** `testbed lab --all --measure`: 12 blocks of three modes, of which the first was measured twice, between two nodes. */
export const recordedFile = join(folder, 'modes.json');

/** `npm run test:real -- measure flannel-vxlan cilium-vxlan --record`: 12 blocks of each, and events. */
export const recordedClustersFile = join(folder, 'clusters.json');

/** What a recorded file holds. */
export const recorded = (file = recordedFile): Measurements => readMeasurements(readFileSync(file))!;
