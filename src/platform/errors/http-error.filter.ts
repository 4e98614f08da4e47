import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerError } from './answer-error.js';
import type { ErrorCode } from './catalogue.js';

/** Of those who do not say when: so many seconds. */
const RETRY_AFTER_S: Partial<Record<ErrorCode, number>> = {
  database_away: 2,
  overloaded: 2,
  too_many_requests: 60,
};

/** The one place where an error becomes an HTTP answer. */
@Catch()
export class HttpErrorFilter implements ExceptionFilter {
  private readonly log = new Logger('http');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const request = http.getRequest<FastifyRequest>();
    const error = answerError(thrown, this.log, { route: request.routeOptions.url });
    if (reply.sent) return;
    const retryAfter = error.retryAfter ?? RETRY_AFTER_S[error.code];
    if (retryAfter !== undefined) void reply.header('retry-after', String(retryAfter));
    void reply.status(error.status).send(error.toBody());
  }
}
