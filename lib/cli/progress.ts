import { Presets, SingleBar } from 'cli-progress';
import type { Streams } from './streams';

/** Long work's progress, on stderr and only where that is a terminal. */
export class Progress {
  private readonly bar: SingleBar | undefined;

  constructor({ progress }: Pick<Streams, 'progress'>, quiet: boolean) {
    if (quiet || !progress.isTTY) return;
    this.bar = new SingleBar(
      {
        stream: progress,
        format: '{stage} {bar} {value}/{total}',
        clearOnComplete: true,
        hideCursor: true,
        barsize: 24,
      },
      Presets.shades_grey,
    );
  }

  stage(name: string, total: number): void {
    this.bar?.stop();
    this.bar?.start(total, 0, { stage: name });
  }

  done(count: number): void {
    this.bar?.update(count);
  }

  end(): void {
    this.bar?.stop();
  }
}
