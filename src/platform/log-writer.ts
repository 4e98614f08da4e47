import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';

/** Characters that may wait for a terminal that stands still, or for a reader that does not read. */
const MOST_WAITING = 1_000_000;

const DESCRIPTOR = { stdout: 1, stderr: 2 };

/**
 * Writes lines of the log and waits for nobody. Node writes to a terminal before it does anything else: while somebody
 * holds it with Ctrl-S, the whole server would stand still at its next line. What finds no room is dropped, and counted.
 */
export class LogWriter {
  private dropped = 0;

  constructor(private readonly to: Writable) {}

  static to(name: keyof typeof DESCRIPTOR): LogWriter {
    if (!process[name].isTTY) return new LogWriter(process[name]);
    const terminal = createWriteStream('', { fd: DESCRIPTOR[name], autoClose: false });
    terminal.on('error', () => undefined); // the terminal is gone
    return new LogWriter(terminal);
  }

  write(line: string): void {
    if (this.to.writableLength > MOST_WAITING) {
      this.dropped++;
      return;
    }
    if (this.dropped > 0) this.to.write(`${JSON.stringify({ level: 'warn', dropped: this.dropped })}\n`);
    this.dropped = 0;
    this.to.write(`${line}\n`);
  }
}
