import { eventually } from '../../support/eventually.js';
import type { Row } from '../scene.js';
import { openScreens } from '../stage.js';
import { Storm } from '../storm.js';

const SCREENS = 5_000;
const AWAY_MS = 20_000;

/** Faults between the clients and the web processes. */
export const SOCKET_ROWS: readonly Row[] = [
  {
    name: 'reconnect-storm',
    title: `every socket dropped for ${AWAY_MS / 1000} s, then ${SCREENS} screens come back`,
    kind: 'postgres',
    heavy: true,
    load: { people: 120, overMs: 6_000 },
    async run(scene) {
      const { web } = scene.world;
      const { eventId } = scene.stage;
      const cookies = await openScreens(scene.world, eventId, SCREENS);
      const ports = web.map(({ clients }) => clients.port);
      const storm = await Storm.start(scene.world.folder, { ports, cookies, eventId });
      scene.lastly(() => storm.stop());
      await eventually(() => storm.news.current === SCREENS, 120_000);
      for (const { clients } of web) clients.refuse();
      scene.injected(SCREENS);
      await scene.sleep(AWAY_MS);
      for (const { clients } of web) clients.heal(true);
      scene.healed();
      scene.awaits(() => storm.news.current === SCREENS);
      scene.awaits(async () => {
        const [row] = await scene.world.ask<{ rev: string }>('SELECT rev FROM events WHERE id = $1', [
          eventId,
        ]);
        return storm.news.oldestRev === Number(row?.rev);
      });
      scene.afterwards(() => {
        const { stepsBack } = storm.news;
        if (stepsBack > 0) scene.finds('wrong', `screens of the storm went back ${stepsBack} times`);
      });
    },
  },
];
