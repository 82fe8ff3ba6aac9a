// kafkajs 2.2.4 lets every request that finds its connection closed open a socket of its own: several publishers or a
// heartbeat beside a commit then share one connection object between two or more sockets, whose answers land in one
// buffer and whose ends close each other (test/kafkajs-overrides.it.test.ts: five calls, five sockets without this).
// Remove this file when a kafkajs release lets concurrent `connect` calls of a connection share one attempt.
interface Connection {
  connectionTimeout: number;
  connecting?: Promise<unknown> | null;
}

const patched = Symbol.for('hearback.kafkajs.single-connect');

/** Lets concurrent attempts of one connection share one socket. Idempotent; affects every kafkajs client of the process. */
export function singleConnect(): void {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- not part of kafkajs' typed surface
  const { prototype } = require('kafkajs/src/network/connection') as { prototype: Record<PropertyKey, unknown> };
  if (prototype[patched]) return;
  prototype[patched] = true;
  const connect = prototype['connect'] as (this: Connection) => Promise<unknown>;
  prototype['connect'] = function (this: Connection): Promise<unknown> {
    return (this.connecting ??= share(this, connect.call(this)));
  };
}

function share(connection: Connection, attempt: Promise<unknown>): Promise<unknown> {
  const over = () => {
    clearTimeout(forgotten);
    if (connection.connecting === attempt) connection.connecting = null;
  };
  // An attempt that a half-open peer leaves unanswered must not keep later ones from starting.
  const forgotten = setTimeout(over, connection.connectionTimeout + 1_000);
  attempt.then(over, over);
  return attempt;
}
