import type { OutboxStore } from './outbox.js';
import type { Saved } from './saved-check-in.js';

const DATABASE = 'rq-phone';
const STORE = 'check-ins';

/**
 * The outbox in IndexedDB: they survive a closed page and an empty battery. Where the browser
 * forbids it (some private windows) they live as long as the page, and `durable` says so.
 */
export async function openOutboxStore(): Promise<OutboxStore & { durable: boolean }> {
  try {
    const database = await open();
    const run = <T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        // Saved means on the disk, not in a buffer of the browser.
        const tx = database.transaction(STORE, mode, { durability: 'strict' });
        const request = work(tx.objectStore(STORE));
        tx.oncomplete = () => resolve(request.result);
        tx.onabort = tx.onerror = () => reject(tx.error ?? new Error('the phone did not save'));
      });
    return {
      durable: true,
      all: () => run('readonly', (store) => store.getAll() as IDBRequest<Saved[]>),
      put: (saved) => run('readwrite', (store) => store.put(saved)).then(() => undefined),
      remove: (id) => run('readwrite', (store) => store.delete(id)),
    };
  } catch {
    return memory();
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no database'));
    request.onblocked = () => reject(new Error('blocked'));
  });
}

function memory(): OutboxStore & { durable: boolean } {
  const rows = new Map<string, Saved>();
  return {
    durable: false,
    all: () => Promise.resolve([...rows.values()]),
    put: (saved) => Promise.resolve(void rows.set(saved.id, saved)),
    remove: (id) => Promise.resolve(void rows.delete(id)),
  };
}
