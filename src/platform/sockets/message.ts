/** One Socket.IO event for the main namespace, encoded once for as many clients as it concerns. */
export interface Message {
  /** As Socket.IO hands it to its engine. */
  packet: string;
  /** The same as a whole WebSocket frame: final, text, unmasked, uncompressed. */
  frame: Buffer;
}

/** @param json the event's only value, as JSON text */
export function messageOf(name: string, json: string): Message {
  const packet = `2[${JSON.stringify(name)},${json}]`;
  return { packet, frame: frameOf(`4${packet}`) };
}

const FINAL_TEXT = 0x81;

/** RFC 6455, 5.2. */
function frameOf(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  // Of its own memory: a slice of the shared pool would keep the pool alive as long as the slowest client.
  const frame = Buffer.allocUnsafeSlow(head + length);
  frame[0] = FINAL_TEXT;
  if (head === 2) frame[1] = length;
  if (head === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  }
  if (head === 10) {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, head);
  return frame;
}
