// Fails on every skipped test whose reason is not one that CI cannot help: what is listed here and nothing else.
const { readFileSync } = require('node:fs');

const beyondHelp = [
  /skipped: (wireguard|geneve|ipip): the kernel has none/, // the kernel's choice
  /skipped: (.*KUBECONFIG|run it with npm run test:cluster)/, // no cluster
  /skipped: .*CNI_TESTBED_(CDKTN|CDKTF|TOOLS) names no folder/, // of other packages than this project's
  /skipped: .*(terraform|tofu|moto_server|\baws\b|acc-provision|CNI_TESTBED_TF_MIRROR)/, // no package of the distribution
];

/** Whether no package of the distribution could have made the test run; `title` has its reason. */
const isBeyondHelp = (title) => beyondHelp.some((reason) => reason.test(title));

function main(file) {
  const skips = JSON.parse(readFileSync(file, 'utf8') || 'null');
  if (skips === null) {
    console.error('the tests wrote no list of skips: they did not end');
    return 1;
  }
  const unexpected = skips.filter((title) => !isBeyondHelp(title));
  for (const title of skips) console.log(`${unexpected.includes(title) ? 'FAIL' : 'ok  '} ${title}`);
  console.log(`${skips.length} skipped, ${unexpected.length} of them should have run here`);
  return unexpected.length > 0 ? 1 : 0;
}

module.exports = { isBeyondHelp };
if (require.main === module) process.exitCode = main(process.argv[2]);
