import { z } from 'zod';

/** How people read it, in the two languages of the console. */
export const titleSchema = z.strictObject({ en: z.string().min(1).max(200), zh: z.string().min(1).max(200) });
export type Title = z.output<typeof titleSchema>;
