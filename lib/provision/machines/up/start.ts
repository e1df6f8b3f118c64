import { shAsRoot } from '../as-root';
import type { Connected } from '../remote';

const naming = 'export STEP=up; exec bash -c ". /opt/testbed/lib.sh; locate; echo \\$SELF"';

/** The machine's name in the exchange, which its own scripts make. Its files are there. */
export async function selfOf(on: Connected): Promise<string> {
  return (await shAsRoot(on, naming)).trim();
}

/** Starts the boot, or goes on with it; at each start of the machine it goes on by itself. */
export async function startBoot(on: Connected): Promise<void> {
  const starting =
    'systemctl daemon-reload && systemctl enable testbed-boot.service && systemctl start --no-block testbed-boot.service';
  await shAsRoot(on, starting);
}
