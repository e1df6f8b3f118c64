import type { KeepState } from '../../run';
import { named, type Report } from './write-reports';

/** The captures of a run, kept for a file that the user named. */
export class KeptState {
  private captures: Parameters<KeepState>[0] = [];

  constructor(private readonly file: string | undefined) {}

  readonly take: KeepState = (captures) => {
    this.captures = captures;
  };

  /** The file; none was read where nothing failed, and the list is then empty. */
  get report(): readonly Report[] {
    const make = () => `${JSON.stringify(this.captures)}\n`;
    return [{ what: 'the captures', to: named(this.file), make }];
  }
}
