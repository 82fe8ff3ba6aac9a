import { randomBytes } from 'node:crypto';

/** A prefix of its own for the topics, groups or keys of one test file, so that files can run side by side. */
export function testPrefix(): string {
  return `t${randomBytes(4).toString('hex')}.`;
}
