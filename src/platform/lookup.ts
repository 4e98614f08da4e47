import { setTimeout as delay } from 'node:timers/promises';
import { onNobodysBehalf } from './audit/act.js';

/**
 * Looks many things up together. What is asked for while a question is under way waits for the next one;
 * `patience` keeps questions further apart, for who would rather wait than ask often.
 */
export class Lookup<V> {
  private waiting = new Map<string, PromiseWithResolvers<V>>();
  private running = false;
  private last = { size: 0, began: -Infinity };

  constructor(
    private readonly load: (keys: string[]) => Promise<ReadonlyMap<string, V>>,
    /** What a key gets that `load` does not answer. */
    private readonly nothing: V,
    /** Milliseconds between two questions, by how much the first was for. */
    private readonly patience: (size: number) => number = () => 0,
  ) {}

  /** @throws whatever `load` throws, for all who asked together */
  get(key: string): Promise<V> {
    let one = this.waiting.get(key);
    if (!one) this.waiting.set(key, (one = withResolvers<V>()));
    if (!this.running) void onNobodysBehalf(() => this.run());
    return one.promise;
  }

  private async run(): Promise<void> {
    this.running = true;
    while (this.waiting.size > 0) {
      const next = this.last.began + this.patience(this.last.size);
      await delay(Math.max(0, next - performance.now()));
      const asked = this.waiting;
      this.waiting = new Map();
      this.last = { size: asked.size, began: performance.now() };
      try {
        const found = await this.load([...asked.keys()]);
        for (const [key, one] of asked) one.resolve(found.get(key) ?? this.nothing);
      } catch (thrown) {
        for (const one of asked.values()) one.reject(thrown);
      }
    }
    this.running = false;
  }
}

interface PromiseWithResolvers<V> {
  promise: Promise<V>;
  resolve: (value: V) => void;
  reject: (reason: unknown) => void;
}

function withResolvers<V>(): PromiseWithResolvers<V> {
  let resolve!: (value: V) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<V>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
