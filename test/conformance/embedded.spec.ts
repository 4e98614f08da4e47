import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { type Node, startNode, temporaryFolder } from './processes.js';
import { expectNobodyIn, logInOf, Story } from './story.js';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let node: Node;
let story: Story;

beforeAll(async () => {
  folder = await temporaryFolder();
  node = await startNode({ ROLE: 'all', DATA_DIR: folder.path, UNSAFE_DATABASE: 'true', DEMO_PEOPLE: '0' });
  const logIn = await eventually(() => logInOf(node.said()), 60_000);
  story = await Story.begin([node.url], logIn);
}, 180_000);
afterAll(async () => {
  story.end();
  await node.stop();
  await folder.remove();
});

describe('embedded PostgreSQL, one process', () => {
  it('runs a launch day', async () => {
    await story.importRoster();
    await story.prepareEvent();
    await story.publish(await story.plan());
    const people = await story.acceptAll();
    await story.changeState('live');
    await story.watch();
    for (const { personId } of people) await story.checkIn(personId);
    await story.everybodySays(4);
    expectNobodyIn(node.said());
  }, 120_000);

  it('stops in order when asked', async () => {
    expect(await node.stop()).toBe(0);
  });
});
