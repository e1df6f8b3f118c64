/** Work that mostly waits, a few pieces at a time: whoever asks for one starts those that come after it too. */
export class InTurns<T, R> {
  private readonly started = new Map<T, Promise<R>>();

  /** @param ahead pieces that are begun before anybody asks for them */
  constructor(
    private readonly items: readonly T[],
    private readonly work: (item: T) => Promise<R>,
    private readonly ahead = 3,
  ) {}

  /** What became of one. */
  of(item: T): Promise<R> {
    const first = this.items.indexOf(item);
    for (const next of this.items.slice(first, first + this.ahead + 1)) this.start(next);
    return this.start(item);
  }

  /** Waits until all that was started has ended. */
  async end(): Promise<void> {
    await Promise.allSettled(this.started.values());
  }

  private start(item: T): Promise<R> {
    const found = this.started.get(item) ?? this.work(item);
    this.started.set(item, found);
    found.catch(() => {}); // whoever asks for it hears of it
    return found;
  }
}
