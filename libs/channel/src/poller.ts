import type { FormatCallPart, FormatItem, FormatReply } from './format';

/** What a source of a vendor that is asked was told in the directory. */
export interface VendorAccess {
  settings: Readonly<Record<string, string>>;
  /** Unsealed; for instance `token`, or `issuer`, `keyId` and `privateKey`. */
  credentials: Readonly<Record<string, string>>;
  /** Which of the vendor's questions is which field; the shell always says it. */
  mapping?: Readonly<Record<string, string>>;
}

/** HTTP as pollers and senders may use it: base address and proxy of the source, a time limit, a limit of the answer's size. */
export interface VendorHttp {
  /**
   * `path` is put after the source's base address, unless it is a whole address below it.
   * @throws VendorUnreachable after the time limit or without a connection; any status is an answer
   */
  request(call: {
    method: 'GET' | 'POST' | 'PUT' | 'DELETE';
    path: string;
    headers?: Record<string, string>;
    body?: string;
  }): Promise<VendorAnswer>;
}

export interface VendorAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: Buffer;
}

/** What one question to a vendor came to. */
export type Polled =
  | {
      kind: 'page';
      /** With `original` each, as the format reads it alone: a refusal is replayed from it. So for parts. */
      items: FormatItem[];
      replies?: FormatReply[];
      /** What the vendor's list says of calls. */
      parts?: FormatCallPart[];
      /** What to ask with next time, kept across restarts; JSON. */
      cursor: unknown;
      /** More is waiting; ask again at once. */
      more: boolean;
    }
  /** Too fast, or out of order for now: not before so many seconds. */
  | {
      kind: 'wait';
      seconds: number;
      why: string;
      /** What to ask with then; the kept one when absent. */
      cursor?: unknown;
    }
  /** It will not get better by itself (a wrong token): shown to people, asked again slowly. */
  | {
      kind: 'failed';
      why: string;
      /** What to ask with next time all the same; the kept one when absent. */
      cursor?: unknown;
    };

export interface PollQuestion {
  cursor: unknown;
  access: VendorAccess;
  http: VendorHttp;
  /** To where tokens are given; the shell says it to pollers with a `loginUrl`. */
  login?: VendorHttp | undefined;
  now: Date;
}

/** Asks a vendor for what customers said there. Pure but for `http`; one file for each, beside its format. */
export interface Poller {
  /** The format's name. */
  name: string;
  /**
   * Address that the source's `baseUrl` replaces, for tests and proxies. Of a vendor that has several, by region or by kind
   * of question, all that belong to the source's settings: they are called by whole addresses, and `baseUrl` replaces all.
   */
  baseUrl: string | ((settings: VendorAccess['settings']) => readonly [string, ...string[]]);
  /**
   * Settings that say whose list is asked, beside `baseUrl`: when one of them is changed, the cursor of the other list means
   * nothing, and the poller begins as for the first time. Not those of which it keeps a place for each value.
   */
  account: readonly string[];
  /**
   * Its vendor allows few questions a second, and many belong to one page: a 429 that passes within seconds is waited for,
   * and the question asked again, because the page would never be whole otherwise.
   */
  patient?: boolean;
  everySeconds: number;
  /** Its vendor pushes everything, so only sources that say `reconcile` are asked. */
  onlyReconciles?: boolean;
  /** Address that gives tokens, where it is another than `baseUrl` (as the source has it); its `loginUrl` replaces it. */
  loginUrl?(baseUrl: string): string;
  poll(input: PollQuestion): Promise<Polled>;
}
