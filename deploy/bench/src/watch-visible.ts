import { Client } from 'pg';

const POLL_MS = 40;
// Late commits that a poll's short look back missed are found by a wider look, now and then.
const WIDE_LOOK_EVERY = 50;
const WIDE_LOOK_BACK = 20_000;

/** Notes when each id became visible to a reader of PostgreSQL; a poll adds at most 40 ms to a delay. */
export interface Watch {
  seenAt: Map<string, number>;
  stop(): Promise<void>;
}

/** A query for what is new: `$1` is a position to look back to, rows are `{position, id}`. */
export interface NewRows {
  text: string;
  /** Positions are given out before a commit, so a lower one may become visible later: look back this far. */
  lookBack: number;
}

/** Hearback: a feedback is visible with its case and its running clock. */
export const NEW_CLOCKS: NewRows = {
  text: `select e.position, c.feedback_id as id from response.clock_event e join response.clock c using (clock_id)
          where e.position > $1 and e.kind = 'activated' and e.promise = 'first-reply' order by e.position`,
  lookBack: 150,
};

/** The plain pipeline: its rows carry a serial number. */
export const NEW_PLAIN_CLOCKS: NewRows = {
  text: 'select position, feedback_id as id from plain_clock where position > $1 order by position',
  lookBack: 100,
};

export async function watchVisible(databaseUrl: string, rows: NewRows): Promise<Watch> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const seenAt = new Map<string, number>();
  let position = 0;
  let watching = true;
  const loop = async () => {
    for (let look = 1; watching; look += 1) {
      const lookBack = look % WIDE_LOOK_EVERY === 0 ? WIDE_LOOK_BACK : rows.lookBack;
      const from = Math.max(0, position - lookBack);
      const found = await client.query<{ position: string; id: string }>({ ...rows, values: [from] });
      const now = Date.now();
      for (const row of found.rows) {
        position = Math.max(position, Number(row.position));
        if (!seenAt.has(row.id)) seenAt.set(row.id, now);
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  };
  const ended = loop();
  return {
    seenAt,
    stop: async () => {
      watching = false;
      await ended;
      await client.end();
    },
  };
}
