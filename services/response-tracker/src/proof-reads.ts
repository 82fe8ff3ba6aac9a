import type { Pool, PoolClient } from '@hearback/postgres';
import {
  fingerprintOf,
  PROOF_FORMAT,
  proofText,
  type Checkpoint,
  type ProofFront,
  type ProofQuestion,
} from '@hearback/proof';
import { proofFileName } from './domain/proof-question';
import { proofTerms } from './domain/proof-terms';
import type { ReadInForce } from './io/in-force-store';
import { openSnapshot } from './io/proof-snapshot';
import { readClaim, readMarks, readProofEvents } from './io/proof-store';
import { listCheckpoints, readCheckpoint, readDays, type StoredCheckpoint } from './io/seal-store';

/** Nest token of ProofReads. */
export const PROOF_READS = Symbol('PROOF_READS');

export type ProofReads = ReturnType<typeof proofReads>;

export interface ProofDeps {
  pool: Pool;
  readInForce: ReadInForce;
  /** Whose signature the checkpoints carry. */
  key: { keyId: string; publicKey: string };
}

/** A proof on its way: its text piece by piece, as fast as the reader takes it. */
export interface OpenProof {
  fileName: string;
  text: AsyncGenerator<string>;
  /** To be called when the last piece was taken or the reader went away; again without effect. */
  close(): Promise<void>;
}

export type ProofAnswer =
  | { ok: true; proof: OpenProof }
  /** `busy`: as many proofs as may be are on their way. `nothing-sealed`: no checkpoint by then. */
  | { ok: false; error: 'busy' }
  | { ok: false; error: 'nothing-sealed'; first: Checkpoint | null }
  | { ok: false; error: 'other-key'; checkpoint: Checkpoint };

/** Each holds a connection and a snapshot of the database for as long as its reader takes. */
const MOST_AT_ONCE = 3;

/** What lets an outsider check a figure: proofs, checkpoints and the public key. */
export function proofReads(deps: ProofDeps) {
  const { pool, key } = deps;
  let underWay = 0;

  async function open(question: ProofQuestion): Promise<ProofAnswer> {
    if (underWay >= MOST_AT_ONCE) return { ok: false, error: 'busy' };
    underWay += 1;
    const end = once(() => (underWay -= 1));
    try {
      return await answer(question, end);
    } catch (error) {
      end();
      throw error;
    }
  }

  async function answer(question: ProofQuestion, end: () => void): Promise<ProofAnswer> {
    const snapshot = await openSnapshot(pool);
    const close = () => snapshot.close().finally(end);
    try {
      const begun = await begin(snapshot.client, question, deps);
      if (begun.ok) return { ok: true, proof: { ...begun.proof, close } };
      await close();
      return begun;
    } catch (error) {
      await close();
      throw error;
    }
  }

  return {
    open,

    /** Checkpoints after a number, in order. */
    checkpoints: async (after: number, limit: number) => {
      const items = await listed(pool, after, limit + 1);
      const page = items.slice(0, limit);
      return { items: page, next: items.length > limit ? String(page.at(-1)!.number) : null };
    },

    key: () => ({ keyId: key.keyId, publicKey: key.publicKey, fingerprint: fingerprintOf(key.publicKey) }),
  };
}

async function begin(client: PoolClient, question: ProofQuestion, { readInForce, key }: ProofDeps) {
  const sealed = await readCheckpoint(client, new Date(question.asOf));
  if (!sealed) return { ok: false, error: 'nothing-sealed', first: (await listed(client, 0, 1))[0] ?? null } as const;
  const { position } = sealed;
  const checkpoint = withoutPosition(sealed);
  // A key that is not ours any more cannot be given, and a proof with another one would look forged.
  if (checkpoint.keyId !== key.keyId) return { ok: false, error: 'other-key', checkpoint } as const;
  const front: ProofFront = {
    format: PROOF_FORMAT,
    question,
    claim: await readClaim(client, question, position),
    checkpoint,
    publicKey: key.publicKey,
    days: [...(await readDays(client, checkpoint.number))].map(([day, { events, root }]) => [day, events, root]),
    marks: await readMarks(client, question, checkpoint.number),
    terms: proofTerms((await readInForce(client)).policies, question),
  };
  const text = proofText(front, readProofEvents(client, question, position));
  return { ok: true, proof: { fileName: proofFileName(question, checkpoint.number), text } } as const;
}

async function listed(client: Pick<PoolClient, 'query'>, after: number, limit: number): Promise<Checkpoint[]> {
  return (await listCheckpoints(client, after, limit)).map(withoutPosition);
}

function withoutPosition({ position: _, ...checkpoint }: StoredCheckpoint): Checkpoint {
  return checkpoint;
}

function once(work: () => void): () => void {
  let done = false;
  return () => {
    if (!done) work();
    done = true;
  };
}
