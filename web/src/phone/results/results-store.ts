import type { SavedResult } from './saved-result.js';

/** A picture that waits to be sent. */
export interface SavedPhoto {
  id: string;
  personId: string;
  assignmentId: string;
  eventId: string;
  indicatorId: string;
  deviceTime: string;
  jpeg: ArrayBuffer;
}
interface Rows {
  results: SavedResult;
  photos: SavedPhoto;
}
export interface ResultsStore {
  all<S extends keyof Rows>(store: S): Promise<Rows[S][]>;
  put<S extends keyof Rows>(store: S, row: Rows[S]): Promise<void>;
  remove(store: keyof Rows, id: string): Promise<void>;
}

const DATABASE = 'rq-results';

/** Reports and pictures in IndexedDB; where the browser forbids it they live as long as the page. */
export async function openResultsStore(): Promise<ResultsStore & { durable: boolean }> {
  try {
    const database = await open();
    const run = <T>(
      name: keyof Rows,
      mode: IDBTransactionMode,
      work: (store: IDBObjectStore) => IDBRequest<T>,
    ) =>
      new Promise<T>((resolve, reject) => {
        // Saved means on the disk, not in a buffer of the browser.
        const tx = database.transaction(name, mode, { durability: 'strict' });
        const request = work(tx.objectStore(name));
        tx.oncomplete = () => resolve(request.result);
        tx.onabort = tx.onerror = () => reject(tx.error ?? new Error('the phone did not save'));
      });
    return {
      durable: true,
      all: <S extends keyof Rows>(name: S) =>
        run(name, 'readonly', (store) => store.getAll() as IDBRequest<Rows[S][]>),
      put: (name, row) => run(name, 'readwrite', (store) => store.put(row)).then(() => undefined),
      remove: (name, id) => run(name, 'readwrite', (store) => store.delete(id)),
    };
  } catch {
    return memory();
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('results', { keyPath: 'id' });
      request.result.createObjectStore('photos', { keyPath: 'id' });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no database'));
    request.onblocked = () => reject(new Error('blocked'));
  });
}

function memory(): ResultsStore & { durable: boolean } {
  const rows: { [S in keyof Rows]: Map<string, Rows[S]> } = { results: new Map(), photos: new Map() };
  return {
    durable: false,
    all: (name) => Promise.resolve([...rows[name].values()]),
    put: (name, row) => Promise.resolve(void rows[name].set(row.id, row)),
    remove: (name, id) => Promise.resolve(void rows[name].delete(id)),
  };
}
