import { connect } from 'node:net';

const ANSWERS_WITHIN_MS = 3_000;

// A Metadata request, version 4, for no topic: https://kafka.apache.org/protocol#The_Messages_Metadata. One request on a
// bare socket says more than an open port (the broker has joined its cluster) and costs no client.
const REQUEST = Buffer.concat([int16(3), int16(4), int32(77), int16(-1), int32(0), Buffer.from([0])]);

/** Resolves when the broker at `host:port` lists at least one live broker; otherwise rejects with what was seen. */
export async function checkKafka(address: string): Promise<void> {
  const answer = await exchange(address, Buffer.concat([int32(REQUEST.length), REQUEST]));
  // Correlation id, throttle time, then the number of brokers.
  if (answer.readInt32BE(4) !== 77 || answer.readInt32BE(12) < 1)
    throw new Error(`the Kafka broker at ${address} has no live broker to offer`);
}

function exchange(address: string, request: Buffer): Promise<Buffer> {
  const [, host, port] = /^(.*):(\d+)$/.exec(address) ?? [];
  return new Promise((resolve, reject) => {
    const socket = connect({ host: host ?? '', port: Number(port) }, () => socket.write(request));
    let answer = Buffer.alloc(0);
    const fail = (reason: string) => {
      socket.destroy();
      reject(new Error(`the Kafka broker at ${address} ${reason}`));
    };
    socket.setTimeout(ANSWERS_WITHIN_MS, () => fail('does not answer'));
    socket.on('error', (error) => fail(`cannot be reached (${error.message})`));
    socket.on('close', () => fail('closed the connection'));
    socket.on('data', (chunk: Buffer) => {
      answer = Buffer.concat([answer, chunk]);
      if (answer.length < 16) return;
      resolve(answer);
      socket.destroy();
    });
  });
}

function int16(value: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeInt16BE(value);
  return buffer;
}

function int32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32BE(value);
  return buffer;
}
