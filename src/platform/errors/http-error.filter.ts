import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from './app-error.js';
import type { ErrorCode } from './catalogue.js';
import { mapError } from './map-error.js';

/** Of those who do not say when: so many seconds. */
const RETRY_AFTER_S: Partial<Record<ErrorCode, number>> = { overloaded: 2, too_many_requests: 60 };

/** The one place where an error becomes an HTTP answer. */
@Catch()
export class HttpErrorFilter implements ExceptionFilter {
  private readonly log = new Logger('http');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    let error = mapError(thrown);
    if (!error) {
      const request = http.getRequest<FastifyRequest>();
      this.log.error({ route: request.routeOptions.url, ...describe(thrown) });
      error = new AppError('internal');
    }
    if (reply.sent) return;
    const retryAfter = error.retryAfter ?? RETRY_AFTER_S[error.code];
    if (retryAfter !== undefined) void reply.header('retry-after', String(retryAfter));
    void reply.status(error.status).send(error.toBody());
  }
}

/** Kind and stack, but never a database error's parameters or detail: they hold names and phones. */
export function describe(thrown: unknown): { error: string; stack: string | undefined } {
  if (!(thrown instanceof Error)) return { error: typeof thrown, stack: undefined };
  const code = 'code' in thrown ? ` ${String(thrown.code)}` : '';
  return {
    error: `${thrown.name}${code}: ${thrown.message.slice(0, 300)}`,
    stack: thrown.stack?.slice(0, 2000),
  };
}
