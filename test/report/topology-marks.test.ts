import { editsOfFault, testbedOfResults } from '../../lib/results';
import { htmlReport } from './built-report';
import { golden } from './golden';

const topologyOf = (page: string) => /<section id="topology".*?<\/section>/s.exec(page)![0];

test('the entry that a fault has changed is marked at its host and its device, and named', () => {
  const results = golden('route-missing');
  const [edit] = editsOfFault(testbedOfResults(results));
  const topology = topologyOf(htmlReport(results));
  expect(topology.match(/<g class="felt"/g)).toHaveLength(2);
  expect(topology).toContain(`Broken on purpose: ${edit!.host}, route ${edit!.key}`);
  expect(edit!.real).toBeUndefined();
});

test('nothing is marked where nothing was broken and no state was read', () => {
  expect(topologyOf(htmlReport(golden('healthy')))).not.toContain('felt');
});
