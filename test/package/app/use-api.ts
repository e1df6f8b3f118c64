/** What programs without AWS stacks do: a run, a walk and a report, in the words of the package's main entry. */
import {
  explainPacket,
  explanation,
  type LabOptions,
  parseSpec,
  predictLab,
  RunError,
  runLab,
  styleFor,
  terminalReport,
  testbed,
} from 'cni-testbed';

const spec = parseSpec({ cni: 'calico', mode: 'ipip', workers: 1 });
const plain = styleFor(false, undefined);
const options: LabOptions = { predictOnly: true, fault: { name: 'route-missing', seed: 4 } };

async function main(): Promise<void> {
  const broken = await runLab(spec, options);
  const { prediction, from, to } = explainPacket(spec, { from: 'worker-1/0', to: 'control-plane-1' });
  const refused = await runLab(spec, { ...options, fault: { name: 'nosuch' } }).catch((error) => error);
  console.log(
    JSON.stringify({
      healthy: predictLab(testbed(spec)).summary.fail,
      broken: broken.diagnoses[0]?.code,
      report: /^FAIL \d+ checks/m.test(terminalReport(broken, plain)),
      walk: explanation(prediction, from.id, to.id, plain).split('\n')[0],
      refused: refused instanceof RunError ? refused.problem.code : `${refused}`,
      cdktf: Object.keys(require.cache).filter((path) => /node_modules.(@?cdktf|constructs)/.test(path)),
    }),
  );
}

void main();
