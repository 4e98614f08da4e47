import { Encoder, type Packet, PacketType } from 'socket.io-parser';

/** A value of which the JSON text is already there: what thousands ask for is not written out for each. */
export class EncodedJson {
  constructor(readonly text: string) {}
}

/** Socket.IO's own encoder, which lets an answer through that is already encoded. */
export class AnswerEncoder extends Encoder {
  override encode(packet: Packet): ReturnType<Encoder['encode']> {
    const data: unknown = packet.data;
    if (packet.type !== PacketType.ACK || packet.nsp !== '/' || !Array.isArray(data))
      return super.encode(packet);
    const answer: unknown = data[0];
    if (!(answer instanceof EncodedJson)) return super.encode(packet);
    return [`${PacketType.ACK}${packet.id ?? ''}[${answer.text}]`];
  }
}
