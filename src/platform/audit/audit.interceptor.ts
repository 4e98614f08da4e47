import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { firstValueFrom, from, type Observable } from 'rxjs';
import { newId } from '../../kernel/ids.js';
import { type Sight, Transactions } from '../database/transactions.js';
import { ENDPOINT, type EndpointOptions, SAFE_METHODS } from '../policy/endpoint-options.js';
import type { Principal } from '../policy/principal.js';
import { type Act, actAs } from './act.js';
import { idsIn, shows, tellsOfPeople } from './personal.js';
import { SeenLately } from './seen-lately.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Tells the audit of every request that changes something or shows personal data. Which ones these
 * are follows from their method and from the schema of their answer, so that no route has to say it.
 */
@Injectable()
export class AuditInterceptor implements NestInterceptor {
  private readonly seen = new SeenLately();

  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(Transactions) private readonly transactions: Transactions,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const endpoint = this.reflector.get<EndpointOptions | undefined>(ENDPOINT, context.getHandler());
    if (!endpoint) return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (!SAFE_METHODS.has(request.method)) {
      const act: Act = { ...actOf(request, endpoint), kind: 'act' };
      return from(actAs(act, () => firstValueFrom<unknown>(next.handle())));
    }
    const sight = sightOf(request.principal);
    const kind = shows(endpoint);
    if (sight === null || kind === null) return next.handle();
    const act = actOf(request, endpoint);
    return from(
      this.transactions.showing(
        act,
        sight,
        () => firstValueFrom<unknown>(next.handle()),
        (answer) => this.entryOf({ ...act, kind }, answer),
      ),
    );
  }

  /** The same look again within a minute, by a page that refreshes itself, is the same look; nobody in it, none. */
  private entryOf(act: Act, answer: unknown): Act | null {
    const people = idsIn(answer);
    const isLook = act.kind === 'look';
    if (isLook && people.length === 0 && !tellsOfPeople(answer)) return null;
    const entry = { ...act, rows: [...new Set([...act.rows, ...people])] };
    const { sessionId, route, of, rows } = entry;
    return isLook && this.seen.again(JSON.stringify([sessionId, route, of, rows])) ? null : entry;
  }
}

function actOf(request: FastifyRequest, endpoint: EndpointOptions): Act {
  const parameters = Object.entries({ ...entriesOf(request.params), ...entriesOf(request.query) });
  const ids = parameters.filter((pair): pair is [string, string] => isId(pair[1]));
  return {
    id: newId(),
    ...actorOf(request.principal),
    address: request.ip,
    action: endpoint.action,
    route: `${request.method} ${request.routeOptions.url ?? ''}`,
    eventId: ids.find(([name]) => name === 'eventId')?.[1].toLowerCase() ?? null,
    rows: ids.map(([, id]) => id.toLowerCase()),
    // What was typed may be a name or a phone number: only that something was.
    of: Object.fromEntries(
      parameters.map(([name, value]) => [name, isId(value) || /^\d{1,4}$/.test(String(value)) ? value : '•']),
    ),
  };
}

function actorOf(
  principal: Principal | undefined,
): Pick<Act, 'actorKind' | 'actorId' | 'sessionId' | 'units'> {
  if (!principal) return { actorKind: 'nobody', actorId: null, sessionId: null, units: [] };
  const { kind, id, sessionId } = principal;
  const units = kind === 'staff' ? [...new Set(principal.grants.map((grant) => grant.orgUnitId))] : [];
  return { actorKind: kind, actorId: id, sessionId, units };
}

/** What who asks may see of others; null: nothing. Volunteers see what is held about themselves. */
function sightOf(principal: Principal | undefined): Sight | null {
  if (principal?.kind === 'gate') return { units: [], events: [principal.eventId], campaigns: [] };
  if (principal?.kind !== 'staff') return null;
  const { grants } = principal;
  return {
    units: grants.flatMap((grant) =>
      grant.eventId === null && grant.campaignId === null ? [grant.orgUnitId] : [],
    ),
    events: grants.flatMap((grant) => grant.eventId ?? []),
    campaigns: grants.flatMap((grant) => grant.campaignId ?? []),
  };
}

const entriesOf = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});
const isId = (value: unknown): value is string => typeof value === 'string' && UUID.test(value);
