// What must work on every Node that is supported: the package's entries, as they are built, and labs by the command line.
const assert = require('node:assert/strict');
const { spawnSync } = require('node:child_process');
const { join } = require('node:path');

const built = (name) => join(__dirname, '../dist', name);

const planner = require(built('planner.js'));
const main = require(built('index.js'));
const { awsCluster, LocalStack, stackSerializer } = require(built('cdktf.js'));
const { Testing } = require('cdktf');

const spec = planner.parseSpec({ cni: 'calico', workers: 3 });
assert.match(planner.planSnapshot(planner.plannedTestbed(spec)), /^worker-3 +192\.168\.1\.13 /m);
assert.equal(main.predictLab(main.testbed(spec)).summary.fail, 0);
assert.throws(() => awsCluster({ cni: 'none' }), main.SpecError);
const stack = Testing.synth(new LocalStack(Testing.app(), 'here', { spec: {} }));
assert.ok(stackSerializer.test(stack));

for (const args of [['plan'], ['lab'], ['lab', '--cni', 'cilium', '--predict-only']]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [built('testbed.js'), ...args], { encoding: 'utf8' });
  assert.equal(status, 0, `testbed ${args.join(' ')}: exit code ${status}\n${stdout}${stderr}`);
}
console.log(`Node ${process.version}: the entries load, and plans, walks, stacks and labs are right`);
