import type { EntityManager } from 'typeorm';
import { CHAINED, type ChainedEntry, GENESIS, linkOf } from './chain.js';
import { type HeadKey, headText } from './head-key.js';
import type { ToldHead } from './told-heads.js';

export type Fault =
  | { fault: 'changed' | 'missing'; seq: number; entryId: string }
  | { fault: 'gap'; seq: number }
  | { fault: 'unsigned' | 'foreign_key' | 'other_hash'; seq: number; at: string }
  | { fault: 'unsealed'; entries: number; since: string };

export interface Verdict {
  entries: number;
  heads: number;
  /** The hash of the last link. */
  hash: string;
  /** In the order of the chain, the first broken link first. */
  faults: Fault[];
}

interface Seal {
  seq: string;
  sealed: string;
  hash: Buffer;
}
type Link = (Seal & ChainedEntry) | (Seal & { id: null });

/** A seal may outlive its entry only where somebody has been at the database. */
const isThere = (link: Link): link is Seal & ChainedEntry => link.id !== null;

const BATCH = 5_000;
/** The sealer comes every five seconds. */
const SEALED_WITHIN = `interval '10 minutes'`;

/**
 * Makes every link of the chain again, in one snapshot, and holds the signed heads against it. It
 * stops at the first broken link: what follows hangs on it.
 */
export async function verifyChain(
  manager: EntityManager,
  key: HeadKey | null,
  told: readonly Pick<ToldHead, 'seq' | 'hash'>[],
): Promise<Verdict> {
  const faults: Fault[] = [];
  const wanted = new Map<number, string[]>();
  const heads = await manager.query<
    { seq: string; hash: Buffer; signed_at: Date; key_id: string; signature: Buffer }[]
  >('SELECT seq, hash, signed_at, key_id, signature FROM audit_heads ORDER BY seq');
  for (const head of heads) {
    const seq = Number(head.seq);
    const at = head.signed_at.toISOString();
    wanted.set(seq, [...(wanted.get(seq) ?? []), head.hash.toString('hex')]);
    if (!key || key.id !== head.key_id) faults.push({ fault: 'foreign_key', seq, at });
    else if (!key.verify(headText(seq, head.hash, head.signed_at), head.signature))
      faults.push({ fault: 'unsigned', seq, at });
  }
  for (const head of told) wanted.set(head.seq, [...(wanted.get(head.seq) ?? []), head.hash]);

  let hash: Buffer = GENESIS;
  let seq = 0;
  walk: for (;;) {
    const links = await manager.query<Link[]>(
      `SELECT s.seq, s.entry_id::text AS sealed, s.hash, ${CHAINED}
       FROM audit_seals s LEFT JOIN audit_entries e ON e.id = s.entry_id
       WHERE s.seq > $1 ORDER BY s.seq LIMIT ${BATCH}`,
      [seq],
    );
    for (const link of links) {
      if (Number(link.seq) !== seq + 1) {
        faults.unshift({ fault: 'gap', seq: seq + 1 });
        break walk;
      }
      const entry = isThere(link) ? link : null;
      if (!entry || !(hash = linkOf(hash, ++seq, entry)).equals(link.hash)) {
        const fault = entry ? ('changed' as const) : ('missing' as const);
        faults.unshift({ fault, seq: entry ? seq : seq + 1, entryId: link.sealed });
        break walk;
      }
      for (const signed of wanted.get(seq) ?? []) {
        if (signed !== hash.toString('hex')) faults.push({ fault: 'other_hash', seq, at: '' });
      }
      wanted.delete(seq);
    }
    if (links.length < BATCH) {
      // The chain has been cut off behind what was signed.
      for (const missing of [...wanted.keys()].sort((a, b) => a - b))
        faults.push({ fault: 'gap', seq: missing });
      break;
    }
  }
  const [late] = await manager.query<{ entries: number; since: Date | null }[]>(
    `SELECT count(*)::int AS entries, min(e.at) AS since FROM audit_entries e
     WHERE e.at < now() - ${SEALED_WITHIN} AND NOT EXISTS (SELECT FROM audit_seals s WHERE s.entry_id = e.id)`,
  );
  if (late && late.entries > 0 && late.since)
    faults.push({ fault: 'unsealed', entries: late.entries, since: late.since.toISOString() });
  return { entries: seq, heads: heads.length, hash: hash.toString('hex'), faults };
}
