/** What the user of a stack does next, as remedies name it. */
export interface StackCommands {
  /** Runs the connectivity Jobs again. */
  readonly rerun: string;
  /** Waits until every node is Ready. */
  readonly wait: string;
  /** Where the user sees how far the stack is. */
  readonly look: string;
  /** Where the user sees why a node is not Ready. */
  readonly nodes: string;
  /** What to do where the Jobs take longer than the wait for them. */
  readonly later: string;
}

/** What a cloud's user does with a stack, or what one does with a stack of Terraform's. */
export function commandsOf(
  stack: string,
  { commands }: { readonly commands?: StackCommands },
): StackCommands {
  return (
    commands ?? {
      rerun: `testbed rerun ${stack}`,
      wait: `testbed status ${stack} --wait`,
      look: `testbed status ${stack}`,
      nodes: `testbed status ${stack}, and kubectl get nodes through testbed connect ${stack}`,
      later: `see testbed status ${stack}, and then testbed results ${stack}`,
    }
  );
}
