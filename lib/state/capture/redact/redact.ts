import { randomBytes } from 'node:crypto';
import type { Capture, Output, Outputs } from '../capture';
import { AddressMap } from './addresses';
import { redactedJson } from './data';
import { redactedLines } from './lines';
import { MacMap } from './macs';
import { NameMap } from './names';
import { type Replacements, withoutAddresses } from './text';

/**
 * Captures of one cluster that can be shared: addresses, hardware addresses, public keys, comments and the names of
 * machines and links are replaced, the same by the same everywhere, so that they still fit together. What is left is what
 * the network does, with the names of chains and sets, ports and numbers.
 * @param key decides what replaces what; it is kept nowhere. @default a new one
 */
export function redacted(captures: readonly Capture[], key = randomBytes(16)): Capture[] {
  const macs = new MacMap(key);
  const by = { macs, addresses: new AddressMap(key), names: new NameMap(key, macs) };
  for (const { host } of captures) by.names.host(host); // before any text that may name it
  return captures.map((capture) => ({
    ...capture,
    host: by.names.host(capture.host),
    outputs: redactedOutputs(capture.outputs, by),
    ...(capture.pods && {
      pods: capture.pods.map(({ pod, outputs }) => ({
        pod: /^\d+$/.test(pod) ? pod : by.names.host(pod),
        outputs: redactedOutputs(outputs, by),
      })),
    }),
  }));
}

function redactedOutputs(outputs: Outputs, by: Replacements): Outputs {
  return Object.fromEntries(
    Object.entries(outputs).map(([line, output]) => [
      redactedLine(line, by),
      redactedOutput(line, output, by),
    ]),
  );
}

/** A command line may name a link. */
function redactedLine(line: string, by: Replacements): string {
  const named = line.replace(/(?<= dev )\S+/, (link) => by.names.link(link));
  return withoutAddresses(by.names.hostsIn(named), by);
}

function redactedOutput(line: string, { stdout, stderr, exit }: Output, by: Replacements): Output {
  const [program = ''] = line.split(' ');
  const errors = redactedErrors(stderr, by);
  const text = / -j /.test(line) ? redactedJson(stdout, by) : redactedLines(program, stdout, by);
  if (text !== undefined) return { stdout: text, stderr: errors, exit };
  return { stdout: '', stderr: `left out, as it is not JSON and cannot be redacted\n${errors}`, exit: null };
}

/** What programs complain of may quote anything. */
function redactedErrors(text: string, by: Replacements): string {
  const quoteless = text.replace(/(["'`])(?:(?!\1)[^\n])*\1/g, '"…"');
  return withoutAddresses(by.names.hostsIn(quoteless), by);
}
