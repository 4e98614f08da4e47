/** How to close what a bench has opened. */
export const opened: (() => unknown)[] = [];

/** Runs a bench and closes what it opened, the last first, however it ends: also by a signal. */
export async function runAndClose(bench: () => Promise<void>): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void closeAll().then(() => process.exit(1)));
  try {
    await bench();
  } finally {
    await closeAll();
  }
}

let closing: Promise<void> | null = null;

/** Once: a bench that fails because what it needs is being closed waits for the end of that. */
function closeAll(): Promise<void> {
  closing ??= closeEach();
  return closing;
}

async function closeEach(): Promise<void> {
  for (const close of opened.splice(0).reverse()) {
    try {
      await close();
    } catch (thrown) {
      console.error(thrown);
    }
  }
}
