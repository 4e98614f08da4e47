import { ConsoleLogger, Logger, type LogLevel } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import type { Env } from './env.js';
import { LogWriter } from './log-writer.js';

const LEVELS: LogLevel[] = ['fatal', 'error', 'warn', 'log', 'debug'];

/** Nest's hundred lines about its own wiring, at each start. */
const WIRING = new Set<unknown>(['InstanceLoader', 'NestFactory', 'RouterExplorer', 'RoutesResolver']);

class QuietLogger extends ConsoleLogger {
  private readonly writers = { stdout: LogWriter.to('stdout'), stderr: LogWriter.to('stderr') };

  override log(message: unknown, ...rest: unknown[]): void {
    if (!WIRING.has(rest.at(-1))) super.log(message, ...rest);
  }

  protected override printAsJson(...[message, options]: Parameters<ConsoleLogger['printAsJson']>): void {
    const line = this.stringifyJsonLogObject(this.getJsonLogObject(message, options));
    this.writers[options.writeStreamType ?? 'stdout'].write(line);
  }
}

/** One JSON object a line. Whoever logs passes ids and counts, never a name or a phone. */
export function jsonLogger(env: Env): ConsoleLogger {
  return new QuietLogger({
    json: true,
    colors: false,
    logLevels: LEVELS.slice(0, LEVELS.indexOf(env.LOG_LEVEL) + 1),
  });
}

/** A line for each slow or failed request: the route's pattern and not its URL, which may hold a name or a token. */
export function accessLog(server: FastifyInstance): void {
  const log = new Logger('http');
  server.addHook('onResponse', (request, reply, done) => {
    const line = {
      method: request.method,
      route: request.routeOptions.url ?? '(none)',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    };
    if (reply.statusCode >= 500) log.error(line);
    else log.debug(line);
    done();
  });
}
