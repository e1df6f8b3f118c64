/** What does not keep to the rules yet. These lists only get shorter. */

/** Files that import one another in a circle. */
export const inCircles: ReadonlySet<string> = new Set([
  'lib/cli/commands/lab-all.ts',
  'lib/cli/commands/lab-command.ts',
  'lib/cli/commands/test-command.ts',
  'lib/cli/commands/test-on-cluster.ts',
  'lib/diagnosis/cause-text.ts',
  'lib/diagnosis/diagnosis.ts',
  'lib/diagnosis/service-text.ts',
  'lib/diagnosis/trace.ts',
  'lib/provision/aws/observe/deploy-note.ts',
  'lib/provision/aws/observe/stack-access.ts',
  'lib/results/nat-text.ts',
  'lib/results/nat.ts',
]);

/** Folders with more files than one may have. */
export const wideFolders: ReadonlySet<string> = new Set(['lib/provision/aws']);

/** Files, and folders with all in them, that have exports without a sentence. */
export const undocumented: readonly string[] = [
  'lib/cli/io/publish.ts',
  'lib/cli/options/base-spec.ts',
  'lib/provision/',
];
