import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** `shown` says whether what was said is on the list already; `question` is what was posted. */
export type Lister = (url: URL, shown: boolean, question: string) => object | null;

/** The vendors' own lists of what was said, each under a base address of its own, with a page as small as it is asked for. */
export interface PostLists {
  /** The base address of a source's vendor. */
  of(sourceId: string, lister: Lister): string;
  /** From now on its list shows what was said. */
  show(sourceId: string): void;
  /** The questions that came for it, in their order. */
  askedFor(sourceId: string): URL[];
  stop(): Promise<void>;
}

/** Answers 401 to whoever has not the token or key `good`. */
export async function postLists(): Promise<PostLists> {
  const listers = new Map<string, Lister>();
  const shown = new Set<string>();
  const asked: { sourceId: string; url: URL }[] = [];
  const server = createServer(async (request, response) => {
    const question = await text(request);
    const [, sourceId = '', rest = ''] = /^\/([^/]+)(\/.*)$/.exec(request.url!) ?? [];
    const url = new URL(rest, 'http://vendor');
    asked.push({ sourceId, url });
    if (!isBelieved(request)) return void response.writeHead(401).end();
    const body = listers.get(sourceId)?.(url, shown.has(sourceId), question);
    response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? {}));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  return {
    of: (sourceId, lister) => {
      listers.set(sourceId, lister);
      return `${base}/${sourceId}`;
    },
    show: (sourceId) => void shown.add(sourceId),
    askedFor: (sourceId) => asked.filter((one) => one.sourceId === sourceId).map(({ url }) => url),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function isBelieved({ headers }: IncomingMessage): boolean {
  return [headers.authorization, headers.apikey, headers['x-api-key'], headers['access-token']].some((said) =>
    /^(Bearer )?good$/.test(`${said}`),
  );
}
