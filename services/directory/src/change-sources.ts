import { createHmac, randomBytes } from 'node:crypto';
import { seal, unseal } from '@hearback/access';
import { sourceChanged, type Source } from '@hearback/contracts';
import { encodeEvent } from '@hearback/kafka';
import { inTransaction, writeOutbox, type Pool, type PoolClient } from '@hearback/postgres';
import {
  changeSource,
  isFitSecret,
  makeSource,
  proofOf,
  removeSource,
  rotateSecret,
  secretOf,
  shownOf,
  type NewSource,
  type SourceDecision,
  type SourceFields,
  type SourceRefusal,
} from './domain/decide-source';
import { lockPublication } from './io/publication-lock';
import { tombstone } from './io/snapshot-publisher';
import {
  findSourceCommand,
  insertSourceChange,
  insertSourceCommand,
  type SourceAction,
  type SourceCommand,
} from './io/source-change-store';
import { findSource, insertSource, markRemoved, updateSource } from './io/source-store';

/** Who asks, and by which Idempotency-Key. */
export interface Asked {
  principalId: string;
  by: string;
  idempotencyKey: string;
}

type Credentials = Record<string, string> | null;
export type GivenSource = Omit<NewSource, 'credentialsEncrypted' | 'sourceId'> & {
  /** Made up when it is not given. */
  sourceId?: string | undefined;
  credentials: Credentials;
  secret?: string | undefined;
};
export type GivenFields = Partial<Omit<SourceFields, 'credentialsEncrypted'>> & {
  credentials?: Credentials | undefined;
};

export type SourceView = ReturnType<typeof shownOf> & { changedBy: string };

export type SourceAnswer =
  /** `secret` only when it was made here: nobody else knows it, and it is shown in this answer only. */
  { ok: true; source: SourceView; secret: string | null } | { ok: false; error: SourceRefusal | 'key-reused' };

export interface ChangeSources {
  create(given: GivenSource, asked: Asked): Promise<SourceAnswer>;
  change(sourceId: string, given: GivenFields, asked: Asked): Promise<SourceAnswer>;
  rotate(
    sourceId: string,
    given: { secret?: string | undefined; overlapSeconds: number },
    asked: Asked,
  ): Promise<SourceAnswer>;
  remove(sourceId: string, asked: Asked): Promise<SourceAnswer>;
}

interface Deps {
  pool: Pool;
  /** Seals secrets and credentials. */
  key: Buffer;
  /** Publishes what the transaction left in the outbox; called after the commit. */
  kick(): void;
  now(): Date;
}

interface Work {
  action: SourceAction;
  /** The whole request, to know a repetition by. */
  request: unknown;
  decide(client: PoolClient, at: Date): Promise<Decided>;
}

interface Decided {
  decision: SourceDecision;
  /** The secret that was made here, if any. */
  made?: string | null;
  /** Who changed the source last before this. */
  changedBy?: string;
}

/**
 * Row, audit entry, answer and outbox record are one transaction, and one change goes after the other (publication lock). A
 * repetition under the same Idempotency-Key gets the stored answer and does nothing; a refusal is not stored.
 */
export function changeSources(deps: Deps): ChangeSources {
  const { key } = deps;
  return {
    create: (given, asked) => {
      const decide = async (_client: PoolClient, at: Date) => creation(given, key, at);
      return carryOut(deps, { action: 'created', request: given, decide }, asked);
    },
    change: (sourceId, given, asked) => {
      const { credentials, ...fields } = given;
      const sealed = credentials === undefined ? {} : { credentialsEncrypted: sealCredentials(key, credentials) };
      const decide = existing(sourceId, (source, at) => ({
        decision: changeSource(source, { ...fields, ...sealed }, at),
      }));
      return carryOut(deps, { action: 'changed', request: [sourceId, given], decide }, asked);
    },
    rotate: (sourceId, given, asked) => {
      const decide = existing(sourceId, (source, at) => rotation(source, given, { key, at }));
      return carryOut(deps, { action: 'secret-rotated', request: [sourceId, given], decide }, asked);
    },
    remove: (sourceId, asked) => {
      const decide = existing(sourceId, (source, at) => ({ decision: removeSource(source, at) }));
      return carryOut(deps, { action: 'removed', request: [sourceId], decide }, asked);
    },
  };
}

function existing(sourceId: string, decide: (source: Source, at: Date) => Decided): Work['decide'] {
  return async (client, at) => {
    const found = await findSource(client, sourceId);
    if (!found) return { decision: { ok: false, error: 'source-unknown' } };
    return { ...decide(found.source, at), changedBy: found.changedBy };
  };
}

const ID_BYTES = 5;
const SECRET_BYTES = 32;

function creation(given: GivenSource, key: Buffer, at: Date): Decided {
  const { secret: wanted, credentials, ...fields } = given;
  const { channel, format } = fields;
  const takesSecret = proofOf(format) !== 'bearer';
  if (wanted !== undefined && !takesSecret) return { decision: { ok: false, error: 'format-takes-no-secret' } };
  if (wanted !== undefined && !isFitSecret(format, wanted)) return { decision: { ok: false, error: 'secret-unfit' } };
  const sourceId = given.sourceId ?? `${channel}-${randomBytes(ID_BYTES).toString('hex')}`;
  const secret = takesSecret ? (wanted ?? secretOf(format, randomBytes(SECRET_BYTES))) : null;
  const source = { ...fields, sourceId, credentialsEncrypted: sealCredentials(key, credentials) };
  const decision = makeSource(source, secret === null ? null : seal(key, secret), at);
  return { decision, made: wanted === undefined ? secret : null };
}

function rotation(
  source: Source,
  { secret: wanted, overlapSeconds }: { secret?: string | undefined; overlapSeconds: number },
  { key, at }: { key: Buffer; at: Date },
): Decided {
  const made = wanted === undefined ? secretOf(source.format, randomBytes(SECRET_BYTES)) : null;
  const secret = wanted ?? made!;
  if (made === null && !isFitSecret(source.format, secret)) return { decision: { ok: false, error: 'secret-unfit' } };
  return { decision: rotateSecret(source, { sealed: seal(key, secret), overlapSeconds }, at), made };
}

function sealCredentials(key: Buffer, credentials: Credentials): string | null {
  return credentials === null ? null : seal(key, JSON.stringify(credentials));
}

async function carryOut(deps: Deps, work: Work, asked: Asked): Promise<SourceAnswer> {
  const answer = await inTransaction(deps.pool, (client) => carryOutIn(client, deps, { work, asked }));
  deps.kick();
  return answer;
}

async function carryOutIn(
  client: PoolClient,
  { key, now }: Deps,
  { work, asked }: { work: Work; asked: Asked },
): Promise<SourceAnswer> {
  await lockPublication(client);
  const request = JSON.stringify([work.action, work.request]);
  const requestHash = createHmac('sha256', key).update(request).digest('hex');
  const earlier = await findSourceCommand(client, asked);
  if (earlier) return repeated(earlier, requestHash, key);
  const at = now();
  const { decision, made = null, changedBy = asked.by } = await work.decide(client, at);
  if (!decision.ok) return decision;
  const { next, changes } = decision;
  if (changes) {
    if (!(await save(client, next, { action: work.action, by: asked.by })))
      return { ok: false, error: 'source-exists' };
    const { action } = work;
    await insertSourceChange(client, { sourceId: next.sourceId, action, changes, by: asked.by, at });
  }
  const source = { ...shownOf(next), changedBy: changes ? asked.by : changedBy };
  const secretSealed = made === null ? null : seal(key, made);
  await insertSourceCommand(client, { ...asked, requestHash, answer: source, secretSealed }, at);
  return { ok: true, source, secret: made };
}

function repeated(earlier: SourceCommand, requestHash: string, key: Buffer): SourceAnswer {
  if (earlier.requestHash !== requestHash) return { ok: false, error: 'key-reused' };
  const secret = earlier.secretSealed === null ? null : unseal(key, earlier.secretSealed).toString();
  return { ok: true, source: earlier.answer as SourceView, secret };
}

/** False when a source of this id exists already, removed or not; ids of feedback derive from it, so none is used twice. */
async function save(
  client: PoolClient,
  source: Source,
  { action, by }: { action: SourceAction; by: string },
): Promise<boolean> {
  if (action === 'created') {
    if (!(await insertSource(client, source, { by, sampleSecret: false }))) return false;
  } else if (action === 'removed') await markRemoved(client, source, by);
  else await updateSource(client, source, { by, newSecret: action === 'secret-rotated' });
  const record =
    action === 'removed'
      ? tombstone(sourceChanged.topic, source.sourceId)
      : encodeEvent(sourceChanged, source, { service: 'directory' });
  await writeOutbox(client, [record]);
  return true;
}
