import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { FanOut } from '../../src/live/fan-out.js';
import { LiveFeeds } from '../../src/live/live-feeds.js';
import { topicRoom } from '../../src/live/rooms.js';
import { startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js';
import { readEnv } from '../../src/platform/env.js';
import { startServer } from '../../src/server.js';
import { makeLiveDay } from '../live/province.js';
import { provinceFrame } from './frame.js';
import { answerParent, tell } from './ticks.js';

/**
 * The whole server, as in production, with real sessions, joined rooms and looks at everybody's access; only
 * what changed is handed to the fan-out here instead of being read from the database.
 */
const folder = mkdtempSync(join(tmpdir(), 'ra-quan-fanout-'));
const postgres = await startEmbeddedPostgres(folder, true);
const env = readEnv({
  ROLE: 'web', // the jobs go on elsewhere, and do not count
  PORT: '0',
  HOST: '127.0.0.1',
  DEMO_PROVINCE: 'none',
  LOG_LEVEL: 'error',
  DATA_DIR: folder,
});
const server = await startServer(env, postgres.url);
const { manager } = server.app.get(DataSource, { strict: false });
const day = await makeLiveDay((text, values) => manager.query(text, values), Number(process.argv[2]));
const fanOut = server.app.get(FanOut, { strict: false });
// The feeds would send beats besides, because they do not know of what is sent from here; while frames flow no beat is due.
await server.app.get(LiveFeeds, { strict: false }).onModuleDestroy();
answerParent(
  (rev) => {
    const frame = provinceFrame(day.eventId, rev);
    void fanOut.say(topicRoom('board', day.eventId), frame, () => JSON.stringify(frame));
  },
  async () => {
    await server.close();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  },
);
tell({ port: Number(new URL(server.url).port), ...day });
