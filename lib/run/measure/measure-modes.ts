import { absentReasons, type Measurements } from '../../measure';
import { SpecError } from '../../plan';
import { type Testbed, testbed } from '../../testbed';
import { type ModeChoice, type ModeSelection, modeChoices } from '../many/mode-choices';
import { requestedSpec, type SpecRequest } from '../spec/spec-request';
import { type LabToMeasure, type MeasureOptions, measureLabs } from './measure-labs';

/** Which modes are measured, and how. */
export interface MeasureModesOptions extends Omit<ModeSelection, 'zones'>, MeasureOptions {
  /** Zones of each lab, from 1 to 26. @default 1 */
  readonly zones?: number;
}

/**
 * Measures every CNI in every mode that this machine can build, in turns.
 * @throws SpecError where the spec suits no mode; TargetError where no lab can be built here
 */
export async function measureModes(
  request: SpecRequest,
  { zones = 1, ...options }: MeasureModesOptions = {},
): Promise<Measurements> {
  const refused: Measurements['absent'][number][] = [];
  const labs = modeChoices(request, { ...options, zones }).flatMap((choice): LabToMeasure[] => {
    const found = testbedOf(choice);
    if (typeof found !== 'string') return [{ id: `${choice.cni} ${choice.mode}`, testbed: found }];
    refused.push({ cni: choice.cni, mode: choice.mode, why: 'refused', reason: found });
    return [];
  });
  const measured = await measureLabs(labs, options);
  return { ...measured, absent: [...measured.absent, ...refused] };
}

/** The testbed, or why it cannot be measured. */
function testbedOf({ request }: ModeChoice): Testbed | string {
  try {
    const wanted = testbed(requestedSpec(request));
    return wanted.choice.mode.connects === false ? absentReasons.unconnected : wanted;
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    return error.problems.map(({ rule }) => rule).join('; ');
  }
}
