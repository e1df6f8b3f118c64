import { stateTable, styleFor } from '../../lib/report';
import { broken, stateRun } from './real-state';

const state = stateRun({
  ...broken,
  changed: ['worker-1'],
  expected: 'cni0',
  gaps: ({ role }) =>
    role === 'pod'
      ? [
          { of: 'sockets', command: 'ss -H -lntu', why: 'not-captured' },
          { of: 'forwarding', command: 'bridge -j fdb show', why: 'not-captured' },
        ]
      : [],
}).state!;

describe('the table of differences', () => {
  test('has the entry before its values, and one line for all that was not read alike', () => {
    expect(stateTable(state, styleFor(false))).toMatchSnapshot();
  });

  test('fits a line of 80 characters', () => {
    const text = stateTable(state, styleFor(false, 80));
    expect(text).toMatchSnapshot();
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('lists on demand what is expected to differ, with the reason', () => {
    expect(stateTable(state, styleFor(false, 100), { all: true })).toMatchSnapshot();
  });
});
