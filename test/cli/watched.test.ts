/** What is said when a command is interrupted: once, however much there is to clean up. */
import { Writable } from 'node:stream';
import type { Streams } from '../../lib/cli/io/streams';
import { interruptNote, watched } from '../../lib/cli/io/watched';

class Memory extends Writable {
  text = '';
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk;
    done();
  }
}

test('an interrupt of work on several clusters cleans up each of them, and says so once', async () => {
  const stderr = new Memory();
  const streams = { stdout: new Memory(), stderr, progress: new Memory() } as unknown as Streams;
  const ended = new Promise<unknown>((resolve) =>
    jest.spyOn(process, 'exit').mockImplementation(((code: unknown) => resolve(code)) as never),
  );
  const emptied: string[] = [];
  await watched(streams, { interruptNote: interruptNote('probe') }, async (watcher) => {
    for (const cluster of ['a', 'b']) watcher.onInterrupt(async () => void emptied.push(cluster));
    process.emit('SIGINT', 'SIGINT');
    expect(await ended).toBe(130);
  });
  expect(emptied).toEqual(['a', 'b']);
  expect(stderr.text).toBe(`${interruptNote('probe')}\n`);
});
