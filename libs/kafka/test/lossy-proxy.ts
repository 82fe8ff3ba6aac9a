import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { lowPort } from '@hearback/testing';
import type { ISocketFactory } from 'kafkajs';

interface Pair {
  client: Socket;
  broker: Socket;
}

/** Stands between client and broker and cuts connections; the broker may get a request whose answer is swallowed. */
export class LossyProxy {
  cuts = 0;
  private readonly pairs = new Set<Pair>();
  private swallowing = false;
  private port = 0;
  private timer: NodeJS.Timeout | undefined;

  private constructor(private readonly server: Server) {}

  static async before(broker: string): Promise<LossyProxy> {
    const [host, port] = broker.split(':') as [string, string];
    const server = createServer();
    const proxy = new LossyProxy(server);
    server.on('connection', (client) => proxy.join(client, connect(Number(port), host)));
    proxy.port = await lowPort();
    server.listen(proxy.port, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  /** Leads every socket of kafkajs here, whatever address the broker advertises. */
  readonly socketFactory: ISocketFactory = ({ onConnect }) => connect(this.port, '127.0.0.1', onConnect);

  /** Cuts all connections about this often; every other time answers vanish for a while before. */
  lose(everyMs: number): void {
    const next = () => {
      const swallow = this.cuts % 2 === 1;
      this.swallowing = swallow;
      setTimeout(() => this.cut(), swallow ? 120 : 0);
      this.timer = setTimeout(next, everyMs * (0.75 + Math.random() / 2));
    };
    next();
  }

  stopLosing(): void {
    clearTimeout(this.timer);
    this.swallowing = false;
  }

  /** From now on nothing passes, and nothing is closed either. */
  freeze(): void {
    for (const { client, broker } of this.pairs) {
      client.removeAllListeners('data');
      broker.removeAllListeners('data');
    }
  }

  /** As if the broker were gone: nothing connects until `up`. */
  async down(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.cut();
    await closed;
  }

  async up(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(this.port, '127.0.0.1', resolve));
  }

  async close(): Promise<void> {
    this.stopLosing();
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(client: Socket, broker: Socket): void {
    const pair = { client, broker };
    this.pairs.add(pair);
    client.on('data', (data) => broker.write(data));
    broker.on('data', (data) => {
      if (!this.swallowing) client.write(data);
    });
    const end = () => {
      this.pairs.delete(pair);
      client.destroy();
      broker.destroy();
    };
    for (const socket of [client, broker]) socket.on('close', end).on('error', end);
  }

  private cut(): void {
    this.cuts++;
    this.swallowing = false;
    for (const { client, broker } of [...this.pairs]) {
      client.destroy();
      broker.destroy();
    }
  }
}
