// Names every skipped test with its reason at the end of a run, as Jest only counts them, and writes the list to
// SKIPS_FILE where that is set.
const { writeFileSync } = require('node:fs');

module.exports = class SkipsReporter {
  onRunComplete(_contexts, { testResults, numPassedTests, numFailedTests }) {
    const skipped = testResults.flatMap(({ testResults: tests }) =>
      tests.filter(({ status }) => status === 'pending').map(({ fullName }) => fullName),
    );
    if (process.env.SKIPS_FILE) writeFileSync(process.env.SKIPS_FILE, JSON.stringify(skipped));
    const lines = skipped.map((title) => `  – ${title}`);
    if (lines.length > 0) process.stderr.write(`\nSkipped, with the reasons:\n${lines.join('\n')}\n`);
    process.stderr.write(`\n${numPassedTests} passed, ${numFailedTests} failed, ${skipped.length} skipped\n`);
  }
};
