/**
 * Loaded into a server process with `--import`: its wall clock steps by what the file CLOCK_STEP_FILE
 * says, in milliseconds, as a machine's does when somebody sets it. Timers run on, as they do there.
 */
import { readFileSync } from 'node:fs';

const file = process.env.CLOCK_STEP_FILE;
const RealDate = Date;
const realNow = RealDate.now.bind(RealDate);
let step = 0;

function read() {
  try {
    step = Number(readFileSync(file, 'utf8'));
  } catch {
    step = 0; // nobody has set the clock yet
  }
}

class SteppedDate extends RealDate {
  constructor(...values) {
    if (values.length === 0) super(realNow() + step);
    else super(...values);
  }

  static now() {
    return realNow() + step;
  }
}

if (file !== undefined) {
  read();
  setInterval(read, 100).unref();
  globalThis.Date = SteppedDate;
}
