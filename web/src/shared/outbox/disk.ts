/** Rows of one store, by their ids. */
export interface Rows<R extends { id: string }> {
  all: () => Promise<R[]>;
  /** Resolves when the row is on the disk. */
  put: (row: R) => Promise<void>;
  remove: (id: string) => Promise<void>;
}

export interface Disk {
  /** False where the browser keeps nothing when the page closes. */
  durable: boolean;
  rows<R extends { id: string }>(store: string): Rows<R>;
}

/**
 * Stores in IndexedDB: their rows survive a closed page and an empty battery. Where the browser forbids it
 * (some private windows) they live as long as the page.
 */
export async function openDisk(name: string, stores: readonly string[]): Promise<Disk> {
  try {
    const database = await openDatabase(name, (made) => {
      for (const store of stores) made.createObjectStore(store, { keyPath: 'id' });
    });
    return {
      durable: true,
      rows: (store) => ({
        all: () => request(database, store, 'readonly', (rows) => rows.getAll()),
        put: (row) => request(database, store, 'readwrite', (rows) => rows.put(row)),
        remove: (id) => request(database, store, 'readwrite', (rows) => rows.delete(id)),
      }),
    };
  } catch {
    return { durable: false, rows: memory };
  }
}

export function openDatabase(name: string, make: (database: IDBDatabase) => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, 1);
    opening.onupgradeneeded = () => make(opening.result);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error ?? new Error('no database'));
    opening.onblocked = () => reject(new Error('blocked'));
  });
}

/** One request in a transaction of its own. */
export function request<T>(
  database: IDBDatabase,
  store: string,
  mode: IDBTransactionMode,
  work: (rows: IDBObjectStore) => IDBRequest,
): Promise<T> {
  return new Promise((resolve, reject) => {
    // Saved means on the disk, not in a buffer of the browser.
    const tx = database.transaction(store, mode, { durability: 'strict' });
    const asked = work(tx.objectStore(store)) as IDBRequest<T>;
    tx.oncomplete = () => resolve(asked.result);
    tx.onabort = tx.onerror = () => reject(tx.error ?? new Error('not saved'));
  });
}

function memory<R extends { id: string }>(): Rows<R> {
  const rows = new Map<string, R>();
  return {
    all: () => Promise.resolve([...rows.values()]),
    put: (row) => Promise.resolve(void rows.set(row.id, row)),
    remove: (id) => Promise.resolve(void rows.delete(id)),
  };
}
