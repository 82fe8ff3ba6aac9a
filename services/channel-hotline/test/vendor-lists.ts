import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { Traffic } from './call-traffic';

/** The vendors' own lists of calls, as a local server: TCCC's DescribeTelCdr by pages, and Twilio's transcriptions. */
export class VendorLists {
  url = '';

  private constructor(private readonly server: Server) {}

  static async of({ twilio, tccc }: Traffic['listed']): Promise<VendorLists> {
    const server = createServer((request, response) => {
      const query = new URL(request.url!, 'http://vendor').searchParams;
      const [page, size] = [Number(query.get('PageNumber') ?? 0), Number(query.get('PageSize') ?? 100)];
      const cut = <T>(rows: readonly T[]) => rows.slice(page * size, (page + 1) * size);
      const body = request.url!.startsWith('/DescribeTelCdr')
        ? { Response: { TotalCount: tccc.length, TelCdrs: cut(tccc), RequestId: `r${page}` } }
        : { transcriptions: cut(twilio).map(({ callId, text }) => ({ call_sid: callId, transcription_text: text })) };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const lists = new VendorLists(server);
    lists.url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
    return lists;
  }

  stop(): void {
    this.server.close();
  }
}
