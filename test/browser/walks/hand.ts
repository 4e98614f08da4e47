import type { Locator, Page } from 'playwright-core';

/**
 * How long a hand and a head take, in seconds, by the keystroke-level model: Card, Moran and Newell, “The
 * keystroke-level model for user performance time with interactive systems”, Communications of the ACM 23(7), 1980
 * (K, P, H, M); the two halves of a click from Kieras, “Using the Keystroke-Level Model to Estimate Execution
 * Times”, 2001 (B). Made for a mouse; a thumb on a small screen has less far to go.
 */
const PACE = {
  /** M: before each thing that has to be decided or read. */
  think: 1.35,
  /** P: to where one presses; raising a phone to a code on the wall counts as one. */
  point: 1.1,
  /** BB: down and up. */
  press: 0.2,
  /** H: between the mouse and the keys. */
  reach: 0.4,
  /** K of who is no typist. */
  key: 0.28,
  /** K of a code, which is read sign by sign. */
  codeKey: 0.75,
};

/** One person's hand: does every act on the page itself, counts it, and knows how long people take for it. */
export class Hand {
  clicks = 0;
  keys = 0;
  seconds = 0;

  constructor(private readonly isOnGlass = false) {}

  async press(what: Locator): Promise<void> {
    this.takes(PACE.think + PACE.point + PACE.press);
    this.clicks += 1;
    await (this.isOnGlass ? what.tap() : what.click());
  }

  /** From a list that opens: one click opens it, one chooses. */
  async choose(list: Locator, label: string): Promise<void> {
    this.takes(PACE.think + 2 * (PACE.point + PACE.press));
    this.clicks += 2;
    await list.focus();
    await list.selectOption({ label });
  }

  async aim(): Promise<void> {
    this.takes(PACE.think + PACE.point);
    return Promise.resolve();
  }

  /** Where the caret is. */
  async type(page: Page, text: string, kind: 'words' | 'code'): Promise<void> {
    const keys = keysOf(text);
    this.takes(PACE.think + (this.isOnGlass ? 0 : PACE.reach));
    this.takes(keys * (kind === 'code' ? PACE.codeKey : PACE.key));
    this.keys += keys;
    await page.keyboard.type(text);
  }

  async key(page: Page, name: 'Tab' | 'Enter'): Promise<void> {
    this.takes(PACE.key);
    this.keys += 1;
    await page.keyboard.press(name);
  }

  private takes(seconds: number): void {
    this.seconds += seconds;
  }
}

/** As Telex types it: each mark of a letter is a key more. */
const keysOf = (text: string): number => text.normalize('NFD').length + (text.match(/đ/gi)?.length ?? 0);
