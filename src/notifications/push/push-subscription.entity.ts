import { Column, Entity, PrimaryColumn } from 'typeorm';
import { defineSealed, type HashColumn } from '../../platform/sealing/sealed-column.js';

const ENDPOINT_HASH: HashColumn = {
  column: 'endpoint_hash',
  kind: 'push endpoint',
  of: (address) => readAddress(address).endpoint,
};
/** Endpoint and keys of a browser: whoever has them can ring it, and they tell one browser from all others. */
export const PUSH_ADDRESS = defineSealed('push_subscriptions', 'address_sealed', { hashes: [ENDPOINT_HASH] });

export interface PushAddress {
  endpoint: string;
  p256dh: string;
  auth: string;
}
export const readAddress = (text: string): PushAddress => JSON.parse(text) as PushAddress;

@Entity('push_subscriptions')
export class PushSubscriptionEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') person_id!: string;
  @Column('uuid') session_id!: string;
  @Column('bytea') endpoint_hash!: Buffer;
  @Column('bytea') address_sealed!: Buffer;
  @Column('text') lang!: 'vi' | 'en';
  @Column('timestamptz') created_at!: Date;
  /** The last letter it was rung for. */
  @Column('integer') told_seq!: number;
  @Column('integer') failures!: number;
  @Column('timestamptz', { nullable: true }) not_before!: Date | null;
}
