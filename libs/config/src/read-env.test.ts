import { z } from 'zod';
import { ConfigurationError, readEnv } from './read-env';

const schema = z.object({
  PORT: z.coerce.number().int().min(1).max(65_535).default(8101),
  DATABASE_URL: z.string().startsWith('postgres', 'expected postgresql://user@host:port/database'),
  DEDUP_WINDOW_DAYS: z.coerce.number().positive(),
});

test('all faults are named in one message, without their values', () => {
  const read = () => readEnv(schema, { DATABASE_URL: 'mysql://secret@host', PORT: '0' });
  expect(read).toThrow(ConfigurationError);
  expect(read).toThrow(/PORT: .*\n {2}DATABASE_URL: expected postgresql.*\n {2}DEDUP_WINDOW_DAYS: is not set/s);
  expect(read).not.toThrow(/secret/);
});

test('an empty value counts as absent and takes the default', () => {
  expect(readEnv(schema, { PORT: '', DATABASE_URL: 'postgresql://h/d', DEDUP_WINDOW_DAYS: '30' })).toEqual({
    PORT: 8101,
    DATABASE_URL: 'postgresql://h/d',
    DEDUP_WINDOW_DAYS: 30,
  });
});
