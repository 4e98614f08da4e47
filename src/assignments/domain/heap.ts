interface Item {
  key: number;
  node: number;
}

const isLess = (a: Item, b: Item): boolean => a.key < b.key || (a.key === b.key && a.node < b.node);

/** A binary heap of nodes: the least key first, of equals the least node. */
export class Heap {
  private readonly items: Item[] = [];

  push(key: number, node: number): void {
    const { items } = this;
    const item = { key, node };
    let i = items.length;
    items.push(item);
    while (i > 0) {
      const above = (i - 1) >> 1;
      if (!isLess(item, items[above]!)) break;
      items[i] = items[above]!;
      i = above;
    }
    items[i] = item;
  }

  pop(): Item | undefined {
    const { items } = this;
    const top = items[0];
    const last = items.pop();
    if (top === undefined || last === undefined || items.length === 0) return top;
    let i = 0;
    for (;;) {
      let below = 2 * i + 1;
      if (below >= items.length) break;
      if (below + 1 < items.length && isLess(items[below + 1]!, items[below]!)) below++;
      if (!isLess(items[below]!, last)) break;
      items[i] = items[below]!;
      i = below;
    }
    items[i] = last;
    return top;
  }
}
