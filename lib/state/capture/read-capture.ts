/** Reads a capture file that somebody else wrote: nothing in it is trusted, and what is wrong is named. */
import type { z } from 'zod';
import { oneLine } from '../../base/plain-text';
import { shown } from '../../base/shown';
import { type Capture, captureFileSchema, captureSchemaName, type Outputs } from './capture';

/** A file that holds no capture of this version, in sentences. */
export class CaptureError extends Error {}

/** Bytes of a file that is read: all answers of a large node and of its pods are a tenth. */
export const largestCapture = 2 ** 28;

/** Problems that an error lists. */
const mostProblems = 8;

/** What some editors put before UTF-8. */
const byteOrderMark = /^\ufeff/;

/**
 * The capture that a file holds. Its names are lines that show every sign in them; what the tools said is as it was, and
 * whoever shows any of it makes lines of it.
 * @throws CaptureError that names each field that is missing or of the wrong kind
 */
export function readCapture(file: string | Buffer): Capture {
  return captureOf(parsed(file));
}

/** The captures of a file that holds one, or a list of them. @throws CaptureError as above */
export function readCaptures(file: string | Buffer): Capture[] {
  const data = parsed(file);
  return Array.isArray(data) ? data.map(captureOf) : [captureOf(data)];
}

function captureOf(data: unknown): Capture {
  const { schema } = (data ?? {}) as { schema?: unknown };
  if (schema !== captureSchemaName) throw new CaptureError(schemaProblem(schema));
  const result = captureFileSchema.safeParse(data, { reportInput: true });
  if (!result.success) throw new CaptureError(problemsOf(result.error.issues));
  return inLines(result.data);
}

function parsed(file: string | Buffer): unknown {
  if (file.length > largestCapture)
    throw new CaptureError(
      `it has ${Math.ceil(file.length / 2 ** 20)} MiB, and at most ${largestCapture / 2 ** 20} MiB are read: take it without --pods, or of fewer pods`,
    );
  try {
    return JSON.parse(file.toString().replace(byteOrderMark, ''));
  } catch (error) {
    throw new CaptureError(`it is not JSON, or its end is missing: ${shortened((error as Error).message)}`);
  }
}

/** Parsers quote what they do not understand. */
const shortened = (message: string) => oneLine(message).slice(0, 200);

function schemaProblem(schema: unknown): string {
  const version =
    typeof schema === 'string' ? /^cni-testbed\/capture\/v(\d{1,6})$/.exec(schema)?.[1] : undefined;
  if (version === undefined)
    return `it is no capture: its field schema is ${shown(schema)} and must be "${captureSchemaName}"; take one with capture.sh, which \`testbed capture --script\` prints`;
  return `its schema is ${shown(schema)} and this version reads "${captureSchemaName}": use the version of cni-testbed that wrote it, or a newer one`;
}

function problemsOf(issues: readonly z.core.$ZodIssue[]): string {
  const lines = issues
    .slice(0, mostProblems)
    .map(
      ({ path, input, message }) =>
        `${oneLine(path.map(String).join('.')).slice(0, 100) || 'the file'} is ${shown(input)}: ${message}`,
    );
  const more = issues.length > mostProblems ? `; and ${issues.length - mostProblems} more problems` : '';
  return `it does not hold what ${captureSchemaName} promises: ${lines.join('; ')}${more}; take it anew with capture.sh`;
}

function inLines({ host, kernel, outputs, pods, ...others }: Capture): Capture {
  return {
    ...others,
    host: oneLine(host),
    ...(kernel !== undefined && { kernel: oneLine(kernel) }),
    outputs: namesInLines(outputs),
    ...(pods && {
      pods: pods.map(({ pod, outputs: inside }) => ({ pod: oneLine(pod), outputs: namesInLines(inside) })),
    }),
  };
}

const namesInLines = (outputs: Outputs): Outputs =>
  Object.fromEntries(Object.entries(outputs).map(([line, output]) => [oneLine(line), output]));
