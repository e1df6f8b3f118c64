import { CaptureError, largestCapture, readCapture } from '../../../lib/state/capture';
import { captureFileSchema } from '../../../lib/state/capture/capture';

const output = { stdout: '[]\n', stderr: '', exit: 0 };
const whole = {
  schema: 'cni-testbed/capture/v1',
  host: 'worker-1',
  takenAt: '2026-01-02T03:04:05Z',
  kernel: '6.1.0',
  root: true,
  outputs: { 'ip -j -d link show': output },
  pods: [{ pod: '4026532177', outputs: { 'ip -j -d link show': output } }],
};
const read = (data: unknown) => readCapture(JSON.stringify(data));

function refusal(file: string | Buffer): string {
  try {
    readCapture(file);
  } catch (error) {
    if (error instanceof CaptureError) return error.message;
    throw error;
  }
  throw new Error('it was taken');
}

describe('a capture file', () => {
  test('is read as it is', () => expect(read(whole)).toEqual(captureFileSchema.parse(whole)));

  test('may begin as some editors have it', () =>
    expect(readCapture(Buffer.from(`\ufeff${JSON.stringify(whole)}`))).toEqual(whole));

  test('keeps what the tools said, whatever it is', () => {
    const stdout = '\u001b[31m\n\u202e\0';
    expect(read({ ...whole, outputs: { nft: { ...output, stdout } } }).outputs.nft!.stdout).toBe(stdout);
  });

  test('shows every sign of its names', () => {
    const { host, kernel, outputs, pods } = read({
      ...whole,
      host: 'a\u001b[2Jb',
      kernel: 'k\r\n::error::',
      outputs: { 'tc dev \u009b': output },
      pods: [{ pod: 'p\u202e', outputs: { 'x\u0000': output } }],
    });
    expect([host, kernel, Object.keys(outputs), pods![0]!.pod, Object.keys(pods![0]!.outputs)]).toEqual([
      'a\\u001b[2Jb',
      'k ::error::',
      ['tc dev \\u009b'],
      'p\\u202e',
      ['x\\u0000'],
    ]);
  });
});

describe('a file that holds no capture', () => {
  test.each([
    ['nothing', '', 'it is not JSON, or its end is missing'],
    ['half of one', JSON.stringify(whole).slice(0, 200), 'it is not JSON, or its end is missing'],
    ['text that moves the cursor', '\u001b[2J', 'it is not JSON, or its end is missing'],
    ['a list', '[]', 'it is no capture: its field schema is missing and must be "cni-testbed/capture/v1"'],
    ['null', 'null', 'it is no capture'],
    [
      'results',
      '{"schema":"cni-testbed/results/v1"}',
      'its field schema is "cni-testbed/results/v1" and must be',
    ],
    [
      'a capture of another version',
      '{"schema":"cni-testbed/capture/v2"}',
      'its schema is "cni-testbed/capture/v2" and this version reads "cni-testbed/capture/v1": use the version',
    ],
    ['lists in lists', `${'['.repeat(1e6)}`, 'it is not JSON, or its end is missing'],
  ])('(%s) is refused', (_, text, words) => {
    const message = refusal(text);
    expect(message).toContain(words);
    expect(message).not.toMatch(/\p{Cc}/u);
  });

  test.each([
    [{ host: '' }, 'host is ""'],
    [{ host: undefined }, 'host is missing'],
    [{ takenAt: 'yesterday' }, 'takenAt is "yesterday"'],
    [{ outputs: { 'ip\u001b': { ...output, exit: 'no' } } }, 'outputs.ip\\u001b.exit is "no"'],
    [{ outputs: { ip: { stdout: '', stderr: '' } } }, 'outputs.ip.exit is missing'],
    [{ outputs: [] }, 'outputs is []'],
    [{ pods: {} }, 'pods is {}'],
    [{ root: '\u001b[31m' }, 'root is "\\u001b[31m"'],
  ])('as it has %j is refused by the name of the field', (change, words) => {
    const message = refusal(JSON.stringify({ ...whole, ...change }));
    expect(message).toContain(words);
    expect(message).toContain('take it anew');
    expect(message).not.toMatch(/\p{Cc}/u);
  });

  test('names eight of its problems and counts the others', () => {
    const outputs = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`ip ${i}`, {}]));
    expect(refusal(JSON.stringify({ ...whole, outputs }))).toContain('and 52 more problems');
  });

  test('that is larger than any is refused before it is looked at', () =>
    expect(refusal(Buffer.alloc(largestCapture + 1))).toMatch(
      /^it has 257 MiB, and at most 256 MiB are read/,
    ));

  test('of 100 MB of one answer is read, for its reader to say that this is too long', () => {
    const stdout = 'x'.repeat(100_000_000);
    const file = Buffer.from(JSON.stringify({ ...whole, outputs: { ip: { ...output, stdout } } }));
    expect(readCapture(file).outputs.ip!.stdout).toHaveLength(stdout.length);
  });
});
