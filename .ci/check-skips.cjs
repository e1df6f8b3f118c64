// Fails on every skipped test whose reason is not one that CI cannot help: what is listed here and nothing else.
const { readFileSync } = require('node:fs');

const beyondHelp = [
  /skipped: (wireguard|geneve|ipip): .*Unknown device type/, // the kernel's choice
  /skipped: (.*KUBECONFIG|run it with npm run test:cluster)/, // no cluster
  /skipped: .*cdktn/, // installed by hand for the one test
  /skipped: .*(terraform|moto_server|CNI_TESTBED_TF_MIRROR)/, // no package of the distribution
];

const skips = JSON.parse(readFileSync(process.argv[2], 'utf8') || 'null');
if (skips === null) {
  console.error('the tests wrote no list of skips: they did not end');
  process.exit(1);
}
const unexpected = skips.filter((title) => !beyondHelp.some((reason) => reason.test(title)));
for (const title of skips) console.log(`${unexpected.includes(title) ? 'FAIL' : 'ok  '} ${title}`);
console.log(`${skips.length} skipped, ${unexpected.length} of them should have run here`);
process.exit(unexpected.length > 0 ? 1 : 0);
