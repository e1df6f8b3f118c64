/** What is not known of a run's state is claimed of none of it. */
import { compareRuns } from '../../lib/compare';
import { runComparisonText } from '../../lib/report';
import { type Results, readResults } from '../../lib/results';
import { predictedResults, testbedOf } from '../testbeds';
import { htmlReport } from './built-report';
import { changed } from './golden';
import { plain, run } from './runs';

describe('the report of a CNI that this version does not know', () => {
  const page = htmlReport(readResults(changed('healthy', 'cni.name', 'cni-of-tomorrow')));

  test('says nothing of the rules of its nodes, nor of how packets cross the network', () => {
    expect(page).toContain('Which rules the nodes have is not known here');
    expect(page).not.toMatch(/no node translates|Packets between nodes cross/i);
  });
});

test('nodes without a share of the pod network are not said to have one and the same', () => {
  const results = run();
  const nodes = results.plan.nodes.map(({ podCidr: _podCidr, ...node }) => node);
  const page = htmlReport({ ...results, plan: { ...results.plan, nodes } as Results['plan'] });
  expect(page).not.toContain('one and the same share');
  expect(page).toContain('the nodes have no shares of the pod network');
});

test('numbers of a run that measured nothing stand in brackets beside measured ones', () => {
  const predicted = { ...predictedResults(testbedOf()), target: 'predicted' };
  const filed = [predicted, run()].map((results, i) => ({ file: `${i}.json`, results }));
  const text = runComparisonText(compareRuns(filed), plain);
  expect(text).toMatch(/predicted +\(237 of 237\) +\(1450\)/);
  expect(text).toMatch(/pass +237 of 237 +1450/);
  expect(text).toContain('(numbers) are predicted by the walk');
});
