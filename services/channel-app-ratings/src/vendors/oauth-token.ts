import { z } from 'zod';

const tokenSchema = z.looseObject({ access_token: z.string().min(1) });

/** The token of an OAuth answer, or null. */
export function tokenOf(body: Buffer): string | null {
  try {
    const answer = tokenSchema.safeParse(JSON.parse(body.toString('utf8')));
    return answer.success ? answer.data.access_token : null;
  } catch {
    return null;
  }
}
