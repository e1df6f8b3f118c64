import { enterLab } from '../../lab/lab';
import { type StateReport, stateReport } from '../../results';
import { checkedLabName } from '../lab/lab-name';
import { readLab } from './read-lab';

/** Holds the real state of a lab that is up against the computed one. @throws RunError, and TargetError where no such lab is up */
export async function diffLab(name: string): Promise<StateReport> {
  const lab = enterLab(checkedLabName(name));
  try {
    const { reading } = await readLab(lab);
    return stateReport(reading);
  } finally {
    lab.leave();
  }
}
