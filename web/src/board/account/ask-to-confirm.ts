/** How the board asks who speaks; the dialog that does so says it here. */
type Ask = (answer: (confirmed: boolean) => void) => void;
let ask: Ask | null = null;
let asking: Promise<boolean> | null = null;

export function onAskToConfirm(next: Ask | null): void {
  ask = next;
}

/** Asks once, however many requests wait for it. @returns false when the person gave it up */
export function askToConfirm(): Promise<boolean> {
  asking ??= new Promise<boolean>((resolve) => (ask ? ask(resolve) : resolve(false))).finally(() => {
    asking = null;
  });
  return asking;
}
