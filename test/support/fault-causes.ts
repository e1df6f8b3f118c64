/** What a testbed's checks come to by the walk, and the causes that are named. */
import { checkMatrix, judgePrediction } from '../../lib/check';
import { diagnose } from '../../lib/diagnosis';
import { broken, faults, isFelt } from '../../lib/faults';
import type { Testbed } from '../../lib/testbed';

/** Every check as the walk predicts it. */
export const predicted = (testbed: Testbed) => checkMatrix(testbed).map(judgePrediction);

/** The findings. */
export const said = (testbed: Testbed) =>
  diagnose(predicted(testbed), { datapath: testbed.datapath, intended: testbed.fault?.intended });

/** Their codes, each once. */
export const causes = (testbed: Testbed): string[] => [...new Set(said(testbed).map(({ code }) => code))];

/** Faults that have not their cause alone on that testbed, each with the causes that are named. */
export const faultsWithOtherCauses = (healthy: Testbed): string[][] =>
  faults.flatMap((fault) => {
    const wanted = fault.random ? undefined : broken(healthy, fault, 1);
    if (!wanted || !isFelt(wanted, fault)) return [];
    const codes = causes(wanted);
    return codes.length === 1 && codes[0] === fault.diagnosis ? [] : [[fault.name, ...codes]];
  });
