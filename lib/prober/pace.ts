/** How many tasks run at once. */
export interface Pace {
  /** Tasks that are fresh at one time: few, so that one does not slow down the other and times stay true. */
  readonly fresh: number;
  /** After so many milliseconds a task that waits for a lost answer makes room for the next. */
  readonly staleAfterMs: number;
  /** Tasks under way at most, fresh or stale: each may hold a socket. */
  readonly most: number;
}

/** The pace of probing where nothing else is asked for. */
export const defaultPace: Pace = { fresh: 4, staleAfterMs: 4, most: 1000 };

/** Runs a task for each item, started in the order of the list. Tasks do not throw. */
export async function paced<T>(
  items: readonly T[],
  run: (item: T, index: number) => Promise<void>,
  pace = defaultPace,
): Promise<void> {
  const room = new Room(pace.most);
  let next = 0;
  const lane = async () => {
    while (next < items.length) {
      await room.enter();
      const index = next++;
      if (index >= items.length) {
        room.leave();
        return;
      }
      const task = run(items[index]!, index).finally(() => room.leave());
      await Promise.race([task, delay(pace.staleAfterMs)]);
    }
  };
  await Promise.all(Array.from({ length: pace.fresh }, lane));
  await room.empty();
}

/** Counts who is in, and lets the next in when one leaves. */
class Room {
  private inside = 0;
  private readonly waiting: (() => void)[] = [];
  private whenEmpty: (() => void) | undefined;

  constructor(private readonly most: number) {}

  async enter(): Promise<void> {
    if (this.inside < this.most) this.inside += 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** Hands the place to who waits first: nobody else can slip in before that one goes on. */
  leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.inside -= 1;
    if (this.inside === 0) this.whenEmpty?.();
  }

  async empty(): Promise<void> {
    if (this.inside > 0)
      await new Promise<void>((resolve) => {
        this.whenEmpty = resolve;
      });
  }
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
