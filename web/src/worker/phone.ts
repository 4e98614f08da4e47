import { keepFace } from './keep.js';
import { takePushes } from './push.js';
import { sendOutboxOnSync } from './send-outbox.js';

keepFace();
takePushes();
sendOutboxOnSync();
