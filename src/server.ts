import fastifyMultipart from '@fastify/multipart';
import { type INestApplication, Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { FastifyInstance, FastifyReply } from 'fastify';
import 'reflect-metadata';
import type { DataSource } from 'typeorm';
import { MIGRATIONS } from '../migrations/index.js';
import { AppModule, ENTITIES } from './app.module.js';
import type { Clock } from './kernel/clock.js';
import { importGazetteer } from './places/index.js';
import { createDataSource, migrate, PATIENT } from './platform/database/data-source.js';
import { DatabaseClock } from './platform/database/database-clock.js';
import { admitApplication, applicationUrl, expectNotOwner } from './platform/database/roles.js';
import { obstacleOf } from './platform/database/sql-state.js';
import type { Env } from './platform/env.js';
import { AppError } from './platform/errors/app-error.js';
import { refuseUnreadable } from './platform/errors/client-error.js';
import { serveFaces } from './platform/faces.js';
import { openJobBackend } from './platform/jobs/backend.js';
import { findHost } from './platform/listen.js';
import { accessLog, jsonLogger } from './platform/logging.js';
import { ANSWER_MS, namesInRedis, RedisLink } from './platform/redis.js';
import { readKeyring } from './platform/sealing/keyring.js';
import { Sealer } from './platform/sealing/sealer.js';
import { takeOverSealing } from './platform/sealing/take-over.js';
import { addSecurityHeaders } from './platform/security-headers.js';
import { waitFor } from './platform/wait-for.js';
import { SocketAdapter, STREAM_WAITS_MS } from './platform/sockets/socket-adapter.js';

export interface RunningServer {
  app: INestApplication;
  /** Where the faces are; null for a worker, which serves only its health. */
  url: string;
  close(): Promise<void>;
}

/** The largest file that may be sent: a roster of 50,000 rows is below 8 MB. */
const MAX_FILE_BYTES = 20 * 1024 * 1024;

const NOT_FOUND = new AppError('not_found');

/** Who sends a request more slowly is hung up on: the largest file takes less at 0.6 Mbit/s. */
const SLOWEST_MS = 300_000;

/**
 * After a restart all phones come back within seconds; so many wait in the kernel (net.core.somaxconn allows as many) for a
 * process that is busy. With Node's own 511 the others' first packets are dropped, and a proxy may take the node for dead.
 */
const WAITING_AT_MOST = 4_096;

/** How long a shutdown waits for requests that are under way; who is cut off asks again. */
const CLOSE_MS = 5_000;

/** Starts one process of Ra Quân as soon as its database is there: migrates it, then serves or works. */
export async function startServer(env: Env, databaseUrl: string, ownClock?: Clock): Promise<RunningServer> {
  const sealer = new Sealer(await readKeyring(env));
  Logger.overrideLogger(jsonLogger(env)); // what is waited for is said before there is an application
  const dataSource = await waitFor(
    'PostgreSQL',
    () => prepareDatabase(env, databaseUrl, sealer),
    (thrown) => obstacleOf(thrown) === 'away',
  );
  const clock = await DatabaseClock.follow(dataSource);
  const names = env.REDIS_URL ? await namesInRedis(dataSource) : '';
  const jobs = await openJobBackend(env, addressesOf(env, databaseUrl), names);
  const redis = env.REDIS_URL
    ? new RedisLink(env.REDIS_URL, { maxRetriesPerRequest: null, socketTimeout: STREAM_WAITS_MS + ANSWER_MS })
    : null;

  const adapter = new FastifyAdapter({
    bodyLimit: 1024 * 1024,
    trustProxy: (_address: string, hop: number) => hop < env.TRUSTED_PROXIES,
    requestTimeout: SLOWEST_MS,
    routerOptions: { maxParamLength: 200 },
    // While closing, what still comes in is answered and its connection then closed: a check-in is not
    // turned away with a sentence of Fastify's that no phone knows.
    return503OnClosing: false,
    clientErrorHandler: refuseUnreadable,
    // What the router itself refuses, a broken or endless path, is an address that does not exist.
    frameworkErrors: (_error: unknown, _request: unknown, reply: FastifyReply) => {
      void reply.status(NOT_FOUND.status).send(NOT_FOUND.toBody());
    },
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot(env, dataSource, jobs, sealer, ownClock ?? clock),
    adapter,
    { logger: jsonLogger(env), abortOnError: false },
  );
  app.setGlobalPrefix('api');
  app.useWebSocketAdapter(new SocketAdapter(app, redis, names, env));
  limitBodies(adapter.getInstance());
  addSecurityHeaders(adapter.getInstance(), env.SECURE_COOKIES);
  await app.register(fastifyMultipart, { limits: { fileSize: MAX_FILE_BYTES, files: 1, fields: 10 } });
  accessLog(adapter.getInstance());
  if (env.startsWeb) {
    documentApi(app);
    await serveFaces(adapter.getInstance());
  } else {
    serveHealthOnly(adapter.getInstance());
  }
  await app.listen({ port: env.PORT, host: await findHost(env), backlog: WAITING_AT_MOST });

  const address = app.getHttpServer().address();
  const port = typeof address === 'object' && address !== null ? address.port : env.PORT;
  const url = `http://localhost:${port}`;
  new Logger('server').log({ role: env.ROLE, port, pid: process.pid });
  return {
    app,
    url,
    close: async () => {
      const late = setTimeout(() => adapter.getHttpServer().closeAllConnections(), CLOSE_MS);
      await app.close();
      clearTimeout(late);
      redis?.disconnect();
      clock.stop();
      if (dataSource.isInitialized) await dataSource.destroy();
    },
  };
}

/** The same database for its owner and for the application, which is another role and owns nothing. */
function addressesOf(
  env: Partial<Pick<Env, 'MIGRATION_DATABASE_URL'>>,
  databaseUrl: string,
): { owner: string; application: string } {
  return env.MIGRATION_DATABASE_URL === undefined
    ? { owner: databaseUrl, application: applicationUrl(databaseUrl) }
    : { owner: env.MIGRATION_DATABASE_URL, application: databaseUrl };
}

/**
 * Brings the schema and the gazetteer up to date as the owner, then connects as the application; with a sealer,
 * nothing is left in the clear.
 */
export async function prepareDatabase(
  env: Pick<Env, 'DATABASE_POOL'> & Partial<Pick<Env, 'ROLE' | 'MIGRATION_DATABASE_URL'>>,
  databaseUrl: string,
  sealer?: Sealer,
): Promise<DataSource> {
  const { owner, application } = addressesOf(env, databaseUrl);
  const patient = createDataSource(owner, { DATABASE_POOL: 2 }, ENTITIES, MIGRATIONS, PATIENT);
  await patient.initialize();
  try {
    await migrate(patient);
    if (sealer) await takeOverSealing(patient, sealer);
    await importGazetteer(patient);
  } finally {
    await patient.destroy();
  }
  if (env.MIGRATION_DATABASE_URL === undefined) await admitApplication(owner);
  const dataSource = createDataSource(application, env, ENTITIES, MIGRATIONS);
  await dataSource.initialize();
  try {
    await expectNotOwner(dataSource);
    return dataSource;
  } catch (thrown) {
    await dataSource.destroy();
    throw thrown;
  }
}

/** The OpenAPI document, made from the schemas that validate. */
function documentApi(app: INestApplication): void {
  const config = new DocumentBuilder().setTitle('Ra Quân').setVersion('1').addCookieAuth('rq_staff').build();
  SwaggerModule.setup('api/docs', app, () => SwaggerModule.createDocument(app, config), {
    jsonDocumentUrl: 'api/docs/openapi.json',
  });
}

/** Who is nobody yet sends a name, a password, a code: nothing long is read of that. */
function limitBodies(server: FastifyInstance): void {
  server.addHook('onRoute', (route) => {
    if (/^\/api\/(sessions|devices)\b/.test(route.url)) route.bodyLimit = 16 * 1024;
  });
}

/** A worker answers whoever looks after it, and nobody else. */
function serveHealthOnly(server: FastifyInstance): void {
  server.addHook('onRequest', async (request, reply) => {
    if (request.url.startsWith('/api/health/')) return;
    await reply.status(NOT_FOUND.status).send(NOT_FOUND.toBody());
  });
}
