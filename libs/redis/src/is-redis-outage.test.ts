import { isRedisOutage } from './is-redis-outage';

const named = (name: string, message: string) => Object.assign(new Error(message), { name });

test.each([
  ['no server', Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:6379'), { code: 'ECONNREFUSED' })],
  ['a connection that was closed', new Error('Connection is closed.')],
  [
    'a command while there is no connection',
    new Error("Stream isn't writeable and enableOfflineQueue options is false"),
  ],
  ['a command without an answer', new Error('Command timed out')],
  ['given up by the client', named('MaxRetriesPerRequestError', 'Reached the max retries per request limit')],
  ['loading its data', new Error('LOADING Redis is loading the dataset in memory')],
  ['a replica after a failover', new Error("READONLY You can't write against a read only replica.")],
  ['out of memory', new Error("OOM command not allowed when used memory > 'maxmemory'.")],
  ['a password that was changed', new Error('WRONGPASS invalid username-password pair')],
  ['an outage as the cause', new Error('could not decide', { cause: new Error('Connection is closed.') })],
])('%s is an outage', (_what, error) => expect(isRedisOutage(error)).toBe(true));

test.each([
  ['a fault in a script', new Error('ERR Error running script: attempt to index a nil value')],
  ['a key of another type', new Error('WRONGTYPE Operation against a key holding the wrong kind of value')],
  ['any other fault', new TypeError('undefined is not a function')],
  ['no error at all', 'Connection is closed.'],
])('%s is none', (_what, error) => expect(isRedisOutage(error)).toBe(false));
