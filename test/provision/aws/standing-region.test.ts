import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SpecError } from '../../../lib/plan';
import { refuseOtherRegion } from '../../../lib/provision/aws/standing-region';

const folder = mkdtempSync(join(tmpdir(), 'testbed-region-'));
const before = process.cwd();
beforeAll(() => process.chdir(folder));
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

const subnet = { type: 'aws_subnet', instances: [{ attributes: { availability_zone: 'us-east-1b' } }] };
const codesOf = (state: string, region: string) => {
  writeFileSync('terraform.aws-flannel.tfstate', state);
  try {
    refuseOtherRegion('aws-flannel', region);
    return [];
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    return error.problems.map(({ code }) => code);
  }
};

test.each([
  ['as its outputs say', { outputs: { region: { value: 'us-east-1' } }, resources: [{ type: 'aws_vpc' }] }],
  ['as its subnets say, where the deploy was killed', { outputs: {}, resources: [subnet] }],
])('a stack that stands elsewhere, %s, is not moved: its machines would be forgotten', (_, state) => {
  expect(codesOf(JSON.stringify(state), 'eu-central-1')).toEqual(['aws/region-moved']);
  expect(codesOf(JSON.stringify(state), 'us-east-1')).toEqual([]);
});

test.each([
  ['was destroyed', JSON.stringify({ outputs: {}, resources: [] })],
  ['has no state here', ''],
])('a stack that %s goes where it likes', (_, state) => expect(codesOf(state, 'eu-central-1')).toEqual([]));
