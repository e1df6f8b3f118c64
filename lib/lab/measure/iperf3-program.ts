import { ExecError, exec } from '../../base/exec';
import { TargetError } from '../../base/target-error';
import { iperf3Version, refuseOldIperf3 } from '../../measure';

/** Version of the iperf3 of this machine. @throws TargetError where there is none, or it is too old */
export async function installedIperf3(): Promise<string> {
  try {
    return refuseOldIperf3(iperf3Version(await exec('iperf3', ['--version'])), 'this machine');
  } catch (error) {
    if (!(error instanceof ExecError)) throw error;
    throw new TargetError(
      `--engine iperf3: ${error.notFound ? 'iperf3 is not installed' : `iperf3 cannot be run: ${error.output.trim()}`}`,
      'Install iperf3, such as with apt-get install iperf3, or leave --engine out',
    );
  }
}
