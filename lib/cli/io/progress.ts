import { Presets, SingleBar } from 'cli-progress';
import { leastWidth } from '../../report';
import type { Streams } from './streams';

/** Long work's progress, on stderr and only where that is a terminal with room for it. */
export class Progress {
  private readonly bar: SingleBar | undefined;

  constructor({ progress }: Pick<Streams, 'progress'>, quiet: boolean) {
    const { columns } = progress;
    if (quiet || !progress.isTTY || (columns && columns < leastWidth)) return;
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
