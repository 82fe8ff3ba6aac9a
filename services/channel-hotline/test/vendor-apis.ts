import { createServer, type IncomingMessage, type Server } from 'node:http';
import { once } from 'node:events';

/** A call as Twilio's lists know it, with what was transcribed of its recording. */
export interface ListedCall {
  callId: string;
  text: string;
  /** When it began; now when absent. */
  at?: Date;
  phone?: string | undefined;
}

export interface Listed {
  twilio: ListedCall[];
  tccc: Record<string, string>[];
  genesys?: { conversationId: string; conversationStart: string; [field: string]: unknown }[];
}

const ACCOUNT = '/2010-04-01/Accounts/AC1/';

/** The vendors' own lists of calls, as a local server: TCCC's DescribeTelCdr, Genesys Cloud's sign-in and query for conversations, and Twilio's calls, recordings and transcriptions. */
export class VendorApis {
  url = '';
  /** What was asked for, with how it was proved. */
  readonly asked: { path: string; authorization: string }[] = [];
  /** How many questions were ever under way at the same time. */
  mostAtOnce = 0;
  /** The only one that Genesys Cloud believes; what its sign-in gives. */
  genesysToken = 'issued-1';
  private atOnce = 0;

  private constructor(private readonly server: Server) {}

  /** Answers as late as a vendor that is some way off. */
  static async of(listed: Listed, afterMs = 0): Promise<VendorApis> {
    const server = createServer((request, response) => {
      lists.asked.push({ path: request.url!, authorization: request.headers.authorization ?? '' });
      lists.mostAtOnce = Math.max(lists.mostAtOnce, ++lists.atOnce);
      response.on('close', () => lists.atOnce--);
      const later = new Promise((resolve) => setTimeout(resolve, afterMs));
      void Promise.all([lists.answerTo(request, listed), later]).then(([body]) => {
        response.statusCode = body === UNBELIEVED ? 401 : 200;
        response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
      });
    });
    const lists = new VendorApis(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    lists.url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
    return lists;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async answerTo(request: IncomingMessage, listed: Listed): Promise<object> {
    const { url, headers } = request;
    if (url === '/oauth/token') {
      const known = headers.authorization === `Basic ${Buffer.from('client:secret').toString('base64')}`;
      return known ? { access_token: this.genesysToken, token_type: 'bearer', expires_in: 86_399 } : UNBELIEVED;
    }
    if (url !== '/api/v2/analytics/conversations/details/query') return listOf(request, listed);
    return headers.authorization === `Bearer ${this.genesysToken}` ? conversationsOf(request, listed) : UNBELIEVED;
  }
}

/** Answered with 401. */
const UNBELIEVED = {};

async function listOf(request: IncomingMessage, listed: Listed): Promise<object> {
  const url = new URL(request.url!, 'http://vendor');
  if (request.method === 'POST') return cdrsOf(request, listed);
  const path = url.pathname.slice(ACCOUNT.length);
  if (path === 'Calls.json') return pageOf('calls', since(listed, url, 'StartTime>').map(callOf), url);
  if (path === 'Recordings.json') return pageOf('recordings', since(listed, url, 'DateCreated>').map(recordingOf), url);
  const [, name = ''] = path.replace('.json', '').split('/');
  const one = listed.twilio.find(({ callId }) => callId.endsWith(name.slice(2)))!;
  if (path.startsWith('Calls/')) return callOf(one);
  return { transcriptions: [{ sid: 'TR1', status: 'completed', transcription_text: one.text }] };
}

async function questionOf<T>(request: IncomingMessage): Promise<T> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(String(Buffer.concat(chunks))) as T;
}

async function conversationsOf(request: IncomingMessage, { genesys = [] }: Listed): Promise<object> {
  const { interval, paging } = await questionOf<{ interval: string; paging: Record<string, number> }>(request);
  const [from = '', to = ''] = interval.split('/');
  const found = genesys.filter(({ conversationStart: at }) => at >= from && at < to);
  const [page, size] = [paging.pageNumber! - 1, paging.pageSize!];
  return { conversations: found.slice(page * size, (page + 1) * size), totalHits: found.length };
}

async function cdrsOf(request: IncomingMessage, { tccc }: Listed): Promise<object> {
  const asked = await questionOf<Record<string, number>>(request);
  const [page, size] = [asked.PageNumber!, asked.PageSize!];
  const between = tccc.filter(
    ({ StartTimestamp: at }) => Number(at) >= asked.StartTimeStamp! && Number(at) <= asked.EndTimeStamp!,
  );
  const TelCdrs = between.slice(page * size, (page + 1) * size);
  return { Response: { TotalCount: between.length, TelCdrs, RequestId: `r${page}` } };
}

/** The pages after the first say by their token what they go on with. */
function since({ twilio }: Listed, { searchParams }: URL, name: string): ListedCall[] {
  const from = Date.parse(searchParams.get(name) ?? searchParams.get('PageToken') ?? '');
  return twilio.filter(({ at = new Date() }) => at.getTime() > from);
}

function pageOf(name: string, rows: object[], url: URL): object {
  const [page, size] = [Number(url.searchParams.get('Page') ?? 0), Number(url.searchParams.get('PageSize'))];
  const more = rows.length > (page + 1) * size;
  const from = ['StartTime>', 'DateCreated>', 'PageToken'].map((one) => url.searchParams.get(one)).find(Boolean)!;
  const next = `${url.pathname}?${new URLSearchParams({ PageSize: `${size}`, Page: `${page + 1}`, PageToken: from })}`;
  return { [name]: rows.slice(page * size, (page + 1) * size), page, next_page_uri: more ? next : null };
}

function callOf({ callId, phone = '+8613800138001', at = new Date() }: ListedCall): object {
  const time = at.toUTCString().replace('GMT', '+0000');
  return {
    ...{ sid: callId, parent_call_sid: null, from: phone, to: '+864008208820', direction: 'inbound' },
    ...{ status: 'completed', start_time: time, end_time: time, duration: '60', caller_name: null, price: '-0.0085' },
  };
}

function recordingOf({ callId, at = new Date() }: ListedCall): object {
  const sid = `RE${callId.slice(2)}`;
  const media_url = `https://recordings.example.com${ACCOUNT}Recordings/${sid}`;
  return { sid, call_sid: callId, status: 'completed', start_time: at.toUTCString(), media_url };
}
