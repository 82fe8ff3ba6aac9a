import { entriesOf } from '@hearback/config';
import { isIP } from 'node:net';

const WITH_PORT = /^(?:\[(?<v6>[^\]]+)\]|(?<v4>[\d.]+))(?::(?<port>\d{1,5}))?$/;

/** Whether a list, separated by commas, holds addresses of name servers only, each with a port or without. */
export function isServerList(list: string): boolean {
  return entriesOf(list).every((entry) => {
    const { v6, v4, port = '53' } = WITH_PORT.exec(entry)?.groups ?? {};
    return (
      (isIP(entry) !== 0 || isIP(v6 ?? '') === 6 || isIP(v4 ?? '') === 4) && Number(port) > 0 && Number(port) < 65_536
    );
  });
}

/** The servers of a list that `isServerList` has let through. */
export function serversOf(list: string): string[] {
  return entriesOf(list);
}
