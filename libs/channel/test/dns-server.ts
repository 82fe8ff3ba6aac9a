import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIP } from 'node:net';

/** A name server on this machine, whose answers a test changes as it likes. */
export interface DnsServer {
  /** For DNS_SERVERS. */
  address: string;
  /** The addresses of every name that is asked for, from now on. */
  say(...addresses: string[]): void;
  /** How many questions came. */
  asked(): number;
  stop(): void;
}

export async function dnsServer(): Promise<DnsServer> {
  let addresses: string[] = [];
  let asked = 0;
  const socket: Socket = createSocket('udp4');
  socket.on('message', (question, { port, address }) => {
    asked++;
    socket.send(answerTo(question, addresses), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${socket.address().port}`,
    say: (...said) => (addresses = said),
    asked: () => asked,
    stop: () => socket.close(),
  };
}

const HEAD_BYTES = 12;
const [A, AAAA] = [1, 28];

/** RFC 1035, 4.1: the question again, and a record with a time to live of 0 for each address of the kind that is asked for. */
function answerTo(question: Buffer, addresses: readonly string[]): Buffer {
  const end = question.indexOf(0, HEAD_BYTES) + 5;
  const asked = question.subarray(HEAD_BYTES, end);
  const type = asked.readUInt16BE(asked.length - 4);
  const records = addresses
    .filter((one) => (isIP(one) === 6 ? AAAA : A) === type)
    .map((one) => record(type, bytesOf(one)));
  const head = Buffer.alloc(HEAD_BYTES);
  question.copy(head, 0, 0, 2);
  head.writeUInt16BE(0x8180, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(records.length, 6);
  return Buffer.concat([head, asked, ...records]);
}

function record(type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

function bytesOf(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
  const inBrackets = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail = ''] = inBrackets.split('::');
  const groups = (part: string) => part.split(':').filter((group) => group !== '');
  const missing = 8 - groups(head).length - groups(tail).length;
  const all = [...groups(head), ...Array<string>(missing).fill('0'), ...groups(tail)];
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex');
}
