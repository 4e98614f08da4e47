import { GateCodeSchema, type GateCode } from '../../contracts/participation.js';
import type { Api } from './api.js';

/** The displays at the gates: each shows its code, and fetches a new one when the old runs out. */
export class Gates {
  private readonly codes = new Map<string, Promise<GateCode>>();

  constructor(
    private readonly staff: Api,
    private readonly eventId: string,
  ) {}

  /** The six digits that a volunteer reads at this gate now. */
  async read(siteId: string): Promise<string> {
    const known = await this.codes.get(siteId);
    if (known && Date.parse(known.expiresAt) > Date.now()) return known.code;
    const asked = this.staff.get(`/events/${this.eventId}/sites/${siteId}/gate-code`, GateCodeSchema);
    this.codes.set(siteId, asked);
    return (await asked).code;
  }
}
