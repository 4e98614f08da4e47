import { Connection, elseInMemory, isDone } from '../../shared/outbox/disk.js';
import type { SavedEntry } from '../outbox/saved-entry.js';
import { type Book, isOver } from './book.js';
import { newKey, type Sealed, seal, unseal } from './seal.js';

/** What this browser keeps of a gate, sealed: the book, which is wiped, and entries, which are sent. */
export interface Vault {
  /**
   * False where the browser keeps nothing, or cannot seal it: then all of it lives as long as the page. So do entries of
   * which the disk has no room: then it becomes false.
   */
  readonly durable: boolean;
  /** Null when there is none, or when its time is over: then it is wiped. */
  book(now: number): Promise<Book | null>;
  keepBook(book: Book): Promise<void>;
  wipeBook(): Promise<void>;
  entries(): Promise<SavedEntry[]>;
  putEntry(entry: SavedEntry): Promise<void>;
  removeEntry(id: string): Promise<void>;
}

const KEYS = 'keys';
const BOOKS = 'books';
const ENTRIES = 'entries';
const ONLY = 'only';

interface SealedRow extends Sealed {
  id: string;
}

export async function openVault(): Promise<Vault> {
  try {
    const connection = await Connection.open('rq-gate', (made) => {
      made.createObjectStore(KEYS);
      for (const store of [BOOKS, ENTRIES]) made.createObjectStore(store, { keyPath: 'id' });
    });
    return sealedVault(connection, await keyOf(connection));
  } catch {
    return memoryVault();
  }
}

function sealedVault(connection: Connection, key: CryptoKey): Vault {
  const put = async (store: string, id: string, value: unknown) => {
    // Sealed first: a transaction does not wait for it.
    const row: SealedRow = { id, ...(await seal(key, value)) };
    await connection.request(store, 'readwrite', (rows) => rows.put(row));
  };
  const remove = async (store: string, id: string) => {
    await connection.request(store, 'readwrite', (rows) => rows.delete(id));
  };
  let durable = true;
  const entries = elseInMemory<SavedEntry>(
    {
      all: async () => {
        const rows = await connection.request<SealedRow[]>(ENTRIES, 'readonly', (all) => all.getAll());
        const opened = await Promise.all(rows.map((row) => unseal(key, row) as Promise<SavedEntry | null>));
        return opened.filter((entry) => entry !== null);
      },
      put: (entry) => put(ENTRIES, entry.id, entry),
      remove: (id) => remove(ENTRIES, id),
    },
    () => (durable = false),
  );
  const vault: Vault = {
    get durable() {
      return durable;
    },
    book: async (now) => {
      // What cannot be read, no more than what cannot be opened, keeps the gate from its work.
      const row = await connection
        .request<SealedRow | undefined>(BOOKS, 'readonly', (rows) => rows.get(ONLY))
        .catch(() => undefined);
      const book = row && ((await unseal(key, row)) as Book | null);
      if (!book) return null;
      if (!isOver(book.roster, now)) return book;
      await vault.wipeBook();
      return null;
    },
    keepBook: (book) => put(BOOKS, ONLY, book),
    wipeBook: () => remove(BOOKS, ONLY),
    entries: entries.all,
    putEntry: entries.put,
    removeEntry: entries.remove,
  };
  return vault;
}

/** The one key of this browser; made at the first opening. Two pages that make one at once keep the first. */
async function keyOf(connection: Connection): Promise<CryptoKey> {
  const made = await newKey();
  const tx = await connection.transaction(KEYS);
  const keys = tx.objectStore(KEYS);
  const found = keys.get(ONLY) as IDBRequest<CryptoKey | undefined>;
  found.onsuccess = () => {
    if (!found.result) keys.put(made, ONLY);
  };
  await isDone(tx);
  return found.result ?? made;
}

function memoryVault(): Vault {
  let kept: Book | null = null;
  const entries = new Map<string, SavedEntry>();
  return {
    durable: false,
    book: (now) => Promise.resolve(kept && isOver(kept.roster, now) ? null : kept),
    keepBook: (book) => Promise.resolve(void (kept = book)),
    wipeBook: () => Promise.resolve(void (kept = null)),
    entries: () => Promise.resolve([...entries.values()]),
    putEntry: (entry) => Promise.resolve(void entries.set(entry.id, entry)),
    removeEntry: (id) => Promise.resolve(void entries.delete(id)),
  };
}
