export { type LiveView, follow } from './follow.js';
export type { FrameOf, SnapshotOf, TopicName } from './merge.js';
export { type Backoff, BACKOFF, type LiveSocket, openSocket, SCREEN_BACKOFF } from './socket.js';
export { jitter, type Timers } from './timers.js';
