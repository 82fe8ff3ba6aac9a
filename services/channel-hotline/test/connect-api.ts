import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';

/** A contact as DescribeContact tells of it, with the turns that Contact Lens heard. */
export interface ListedContact {
  Id: string;
  DisconnectTimestamp: number;
  turns?: object[];
  [field: string]: unknown;
}

const KEY = { id: 'AKIDEXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', region: 'ap-southeast-1' };
export const CONNECT_INSTANCE = '12345678-1234-1234-1234-123456789012';
export const CONNECT_SETTINGS = { region: KEY.region, instanceId: CONNECT_INSTANCE };
export const CONNECT_CREDENTIALS = { accessKeyId: KEY.id, secretAccessKey: KEY.secret };

interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body: object;
}

/**
 * Amazon Connect and Contact Lens of a region, as one local server. It believes only what it can sign itself, and the
 * second question of each kind is one too many, once.
 */
export class ConnectApi {
  url = '';
  /** What was asked and how it was answered. */
  readonly asked: { path: string; status: number }[] = [];
  private readonly throttled = new Set<string>();

  private constructor(
    private readonly server: Server,
    private readonly contacts: readonly ListedContact[],
  ) {}

  static async of(contacts: readonly ListedContact[]): Promise<ConnectApi> {
    const server = createServer((request, response) => {
      void read(request).then((body) => {
        const { status = 200, headers = {}, body: answer } = api.answerTo(request, body);
        api.asked.push({ path: request.url!, status });
        response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(answer));
      });
    });
    const api = new ConnectApi(server, contacts);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    api.url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
    return api;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private answerTo(request: IncomingMessage, body: string): Answer {
    const signature = signatureOver(request, body);
    if (request.headers.authorization !== signature)
      return refused(403, 'InvalidSignatureException', { 'x-amzn-errortype': 'InvalidSignatureException:' });
    const [, kind = ''] = request.url!.split('/');
    const before = this.asked.filter(({ path }) => path.startsWith(`/${kind}`)).length;
    if (before === 1 && !this.throttled.has(kind)) {
      this.throttled.add(kind);
      return refused(429, 'TooManyRequestsException', { 'retry-after': '1' });
    }
    if (kind === 'contacts') return this.described(request.url!);
    const asked = JSON.parse(body) as Record<string, unknown>;
    if (asked.InstanceId !== CONNECT_INSTANCE) return refused(404, 'ResourceNotFoundException');
    return kind === 'search-contacts' ? this.searched(asked) : this.heard(asked);
  }

  private searched({ TimeRange, MaxResults, NextToken }: Record<string, unknown>): Answer {
    const { Type, StartTime, EndTime } = TimeRange as { Type: string; StartTime: number; EndTime: number };
    if (Type !== 'DISCONNECT_TIMESTAMP') return refused(400, 'InvalidParameterException');
    const found = this.contacts.filter(({ DisconnectTimestamp: at }) => at >= StartTime && at <= EndTime);
    // Neither who called nor why it ended stands in the list.
    const listed = found.map(({ turns: _, CustomerEndpoint: _who, DisconnectReason: _why, ...summary }) => summary);
    const { rows: Contacts, next } = pageOf(listed, NextToken, MaxResults);
    return { body: { Contacts, TotalCount: found.length, ...next } };
  }

  private described(path: string): Answer {
    const [, , instance, id] = path.split('/');
    const contact = this.contacts.find(({ Id }) => instance === CONNECT_INSTANCE && Id === id);
    if (!contact) return refused(404, 'ResourceNotFoundException');
    const { turns: _, ...Contact } = contact;
    return { body: { Contact } };
  }

  private heard({ ContactId, MaxResults, NextToken }: Record<string, unknown>): Answer {
    const turns = this.contacts.find(({ Id }) => Id === ContactId)?.turns;
    if (!turns) return refused(404, 'ResourceNotFoundException');
    const segments = turns.map((Transcript) => ({ Transcript }));
    const { rows: Segments, next } = pageOf(segments, NextToken, MaxResults);
    return { body: { Segments, ...next } };
  }
}

function refused(status: number, code: string, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'x-amzn-errortype': `${code}:`, ...headers }, body: { message: 'not shown' } };
}

function pageOf<T>(rows: readonly T[], token: unknown, size: unknown): { rows: T[]; next: object } {
  const from = token === undefined ? 0 : Number(String(token).replace('token-', ''));
  const to = from + Number(size);
  return { rows: rows.slice(from, to), next: to < rows.length ? { NextToken: `token-${to}` } : {} };
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return String(Buffer.concat(chunks));
}

/** `Authorization` as the service computes it over what arrived, by AWS Signature Version 4. */
function signatureOver({ method, url, headers }: IncomingMessage, body: string): string {
  const signed = ['content-type', 'host', 'x-amz-date'].filter((name) => headers[name] !== undefined);
  const lines = signed.map((name) => `${name}:${String(headers[name])}\n`).join('');
  const canonical = [method, url, '', lines, signed.join(';'), sha256(body)].join('\n');
  const at = String(headers['x-amz-date']);
  const scope = `${at.slice(0, 8)}/${KEY.region}/connect/aws4_request`;
  const steps = [at.slice(0, 8), KEY.region, 'connect', 'aws4_request'];
  const key = steps.reduce<Buffer>(hmac, Buffer.from(`AWS4${KEY.secret}`));
  const signature = hmac(key, ['AWS4-HMAC-SHA256', at, scope, sha256(canonical)].join('\n')).toString('hex');
  return `AWS4-HMAC-SHA256 Credential=${KEY.id}/${scope}, SignedHeaders=${signed.join(';')}, Signature=${signature}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
