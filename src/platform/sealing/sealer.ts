import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';
import type { Keyring, SealingKey } from './keyring.js';
import type { HashColumn, SealedColumn } from './sealed-column.js';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Random bytes in stock: a trip to the generator for each nonce costs half of the sealing. */
const stock = Buffer.alloc(340 * IV_BYTES);
let used = stock.length;

function newNonce(): Buffer {
  if (used === stock.length) {
    randomFillSync(stock);
    used = 0;
  }
  return Buffer.from(stock.subarray(used, (used += IV_BYTES)));
}

/**
 * Seals what identifies a person by itself before it goes into the database, and opens it again. AES-256-GCM:
 * the key's number, the nonce, the ciphertext, the tag; bound to its table, column and row.
 */
export class Sealer {
  constructor(readonly keys: Keyring) {}

  seal(column: SealedColumn, rowId: string, clear: string | Buffer): Buffer {
    const { id, cipher: key } = this.keys.current;
    const iv = newNonce();
    const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(placeOf(column, rowId));
    const bytes = typeof clear === 'string' ? Buffer.from(clear, 'utf8') : clear;
    const sealed = cipher.update(bytes);
    cipher.final(); // this mode has nothing left to give but its tag
    return Buffer.concat([Buffer.of(id), iv, sealed, cipher.getAuthTag()]);
  }

  /** @throws Error when it was sealed with a key that is not known, for another row, or was changed */
  open(column: SealedColumn, rowId: string, sealed: Buffer): Buffer {
    const key = this.keyOf(sealed);
    const end = sealed.length - TAG_BYTES;
    const iv = sealed.subarray(1, 1 + IV_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', key.cipher, iv, { authTagLength: TAG_BYTES })
      .setAAD(placeOf(column, rowId))
      .setAuthTag(sealed.subarray(end));
    return Buffer.concat([decipher.update(sealed.subarray(1 + IV_BYTES, end)), decipher.final()]);
  }

  sealText(column: SealedColumn, rowId: string, clear: string | null): Buffer | null {
    return clear === null ? null : this.seal(column, rowId, clear);
  }

  openText(column: SealedColumn, rowId: string, sealed: Buffer | null): string | null {
    return sealed === null ? null : this.open(column, rowId, sealed).toString('utf8');
  }

  /** All that is written for one value: itself, then its hashes in the order they were declared in. */
  columnsOf(column: SealedColumn, rowId: string, clear: string | Buffer | null): (Buffer | null)[] {
    if (clear === null) return [null, ...column.hashes.map(() => null)];
    const sealed = this.seal(column, rowId, clear);
    return [sealed, ...column.hashes.map((one) => this.hash(one, clear.toString()))];
  }

  /** What is written to find a value by. */
  hash(column: HashColumn, clear: string): Buffer {
    return this.keys.current.hash(column.kind, column.of(clear));
  }

  /** What a value is looked up by: under every key, for a row may not have been hashed anew yet. */
  hashes(column: HashColumn, clear: string): Buffer[] {
    return Array.from(this.keys.known.values(), (key) => key.hash(column.kind, column.of(clear)));
  }

  /** The same for every process while keys change, whichever each of them seals with: to lock by. */
  lastOf(column: HashColumn, clear: string): Buffer {
    const oldest = [...this.keys.known.values()].reduce((a, b) => (a.id < b.id ? a : b));
    return oldest.hash(column.kind, column.of(clear));
  }

  private keyOf(sealed: Buffer): SealingKey {
    const id = sealed[0] ?? 0;
    const key = this.keys.known.get(id);
    if (!key) throw new Error(`sealed with key ${id}, which is not known here`);
    return key;
  }
}

const placeOf = ({ table, column }: SealedColumn, rowId: string): Buffer =>
  Buffer.from(`${table}.${column}:${rowId}`);
