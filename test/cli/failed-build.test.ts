import { TargetError } from '../../lib/base/target-error';
import { run } from './run';

jest.mock('../../lib/lab/lab', () => ({
  ...jest.requireActual('../../lib/lab/lab'),
  buildLab: () => Promise.reject(new TargetError('no namespaces here', 'Allow them')),
}));

const hideCursor = '\u001b[?25l';
const showCursor = '\u001b[?25h';

test.each([['lab'], ['up'], ['lab', '--all', '--cni', 'flannel', '--mode', 'vxlan']])(
  'a lab that cannot be built ends the progress on a terminal, whose timer would keep the command from ending: %j',
  async (...argv) => {
    const { code, stderr } = await run(argv, true, 80);
    expect([code, stderr]).toEqual([4, expect.stringContaining('error: no namespaces here')]);
    expect(stderr.lastIndexOf(showCursor)).toBeGreaterThan(stderr.lastIndexOf(hideCursor));
  },
);
