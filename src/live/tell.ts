import type { Topic } from '../contracts/live.js';
import type { FanOut } from './fan-out.js';
import { topicRoom } from './rooms.js';
import type { Snapshot } from './snapshot.js';

/**
 * Tells a topic's clients what has changed from one state to another.
 * @param changed null: a frame cannot say it
 * @returns when everybody has been sent it
 */
export function tell(
  fanOut: FanOut,
  topic: Topic['topic'],
  before: Snapshot,
  after: Snapshot,
  changed: object | null,
): Promise<void> {
  const { rev } = after;
  const { eventId, at } = after.board;
  // What a frame cannot say begins at a revision nobody has, so that everybody asks anew.
  const frame = { topic, eventId, from: changed ? before.rev : rev, rev, at, changed: changed ?? {} };
  const whole = () => `{"topic":"${topic}","snapshot":${after.json(topic)}}`;
  return fanOut.say(topicRoom(topic, eventId), frame, whole);
}
