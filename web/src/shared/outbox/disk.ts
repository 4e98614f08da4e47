/** Rows of one store, by their ids. */
export interface Rows<R extends { id: string }> {
  all: () => Promise<R[]>;
  /** Resolves when the row is on the disk; or, on a disk that takes nothing, in this page's memory. */
  put: (row: R) => Promise<void>;
  remove: (id: string) => Promise<void>;
}

export interface Disk {
  /** False where the browser keeps nothing when the page closes, from the beginning. */
  readonly durable: boolean;
  rows<R extends { id: string }>(store: string): Rows<R>;
}

/**
 * Stores in IndexedDB: their rows survive a closed page and an empty battery. Where the browser forbids it
 * (some private windows), and of what it has no room for, they live as long as the page.
 * @param onLost something could not be put on a disk that is durable
 */
export async function openDisk(
  name: string,
  stores: readonly string[],
  onLost: () => void = () => undefined,
): Promise<Disk> {
  const connection = await Connection.open(name, (made) => {
    for (const store of stores) made.createObjectStore(store, { keyPath: 'id' });
  }).catch(() => null);
  if (!connection) return { durable: false, rows: memory };
  return {
    durable: true,
    rows: (store) =>
      elseInMemory(
        {
          all: () => connection.request(store, 'readonly', (rows) => rows.getAll()),
          put: (row) => connection.request(store, 'readwrite', (rows) => rows.put(row)),
          remove: (id) => connection.request(store, 'readwrite', (rows) => rows.delete(id)),
        },
        onLost,
      ),
  };
}

/**
 * Rows that go on in memory when the disk takes no more: a phone that is full, and whose owner is there, counts. What
 * cannot be removed may come again from the disk; it was answered, and is answered the same. A disk that gave no answer is
 * waited for no more, until it has given one.
 */
export function elseInMemory<R extends { id: string }>(disk: Rows<R>, onLost: () => void): Rows<R> {
  const unsaved = new Map<string, R>();
  let silent = false;
  const save = async (row: R) => {
    try {
      await disk.put(row);
      silent = false;
      if (unsaved.get(row.id) === row) unsaved.delete(row.id);
    } catch (thrown) {
      silent = thrown instanceof NoAnswer;
      throw thrown;
    }
  };
  return {
    all: async () => {
      const saved = await disk.all().catch(() => []);
      return [...saved.filter(({ id }) => !unsaved.has(id)), ...unsaved.values()];
    },
    put: async (row) => {
      unsaved.set(row.id, row);
      const saved = save(row).catch(onLost);
      if (!silent) await saved;
    },
    remove: async (id) => {
      unsaved.delete(id);
      const removed = disk.remove(id).catch(() => undefined);
      if (!silent) await removed;
    },
  };
}

/** Browsers are known never to answer: then there is no disk. */
const ANSWER_WITHIN_MS = 5_000;
class NoAnswer extends Error {}

/** Rejects unless it is ended in time. @returns ends it, once there is an answer */
const noAnswer = (reject: (why: NoAnswer) => void): (() => void) => {
  const late = setTimeout(() => reject(new NoAnswer()), ANSWER_WITHIN_MS);
  return () => clearTimeout(late);
};

/** Resolves when all of it is on the disk; rejects when it never will be, or nothing is heard of it. */
export function isDone(tx: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    const answered = noAnswer(reject);
    tx.oncomplete = () => {
      answered();
      resolve();
    };
    tx.onabort = tx.onerror = () => {
      answered();
      reject(tx.error ?? new Error('not saved'));
    };
  });
}

/** A database whose connection is opened anew when it was lost, as browsers do to pages that slept. */
export class Connection {
  private constructor(
    private readonly name: string,
    private readonly make: (made: IDBDatabase) => void,
    private opened: Promise<IDBDatabase>,
  ) {}

  /** @param make makes the stores, at the first opening */
  static async open(name: string, make: (made: IDBDatabase) => void): Promise<Connection> {
    const connection = new Connection(name, make, openDatabase(name, make));
    await connection.opened;
    return connection;
  }

  /** One request in a transaction of its own. */
  async request<T>(
    store: string,
    mode: IDBTransactionMode,
    work: (rows: IDBObjectStore) => IDBRequest,
  ): Promise<T> {
    const opened = this.opened;
    try {
      return await requestOn(await opened, store, mode, work);
    } catch {
      if (this.opened === opened) {
        void opened.then((lost) => lost.close()).catch(() => undefined);
        this.opened = openDatabase(this.name, this.make);
      }
      return requestOn(await this.opened, store, mode, work);
    }
  }

  /** For what reads and writes in one. */
  async transaction(store: string): Promise<IDBTransaction> {
    return begin(await this.opened, store, 'readwrite');
  }
}

function openDatabase(name: string, make: (made: IDBDatabase) => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, 1);
    const answered = noAnswer(reject);
    opening.onupgradeneeded = () => make(opening.result);
    opening.onsuccess = () => {
      answered();
      resolve(opening.result);
    };
    opening.onerror = () => reject(opening.error ?? new Error('no database'));
    opening.onblocked = () => reject(new Error('blocked'));
  });
}

// Saved means on the disk, not in a buffer of the browser.
const begin = (database: IDBDatabase, store: string, mode: IDBTransactionMode) =>
  database.transaction(store, mode, { durability: 'strict' });

async function requestOn<T>(
  database: IDBDatabase,
  store: string,
  mode: IDBTransactionMode,
  work: (rows: IDBObjectStore) => IDBRequest,
): Promise<T> {
  const tx = begin(database, store, mode);
  const asked = work(tx.objectStore(store)) as IDBRequest<T>;
  await isDone(tx);
  return asked.result;
}

function memory<R extends { id: string }>(): Rows<R> {
  const rows = new Map<string, R>();
  return {
    all: () => Promise.resolve([...rows.values()]),
    put: (row) => Promise.resolve(void rows.set(row.id, row)),
    remove: (id) => Promise.resolve(void rows.delete(id)),
  };
}
