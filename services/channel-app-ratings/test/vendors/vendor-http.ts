import type { VendorHttp } from '@hearback/channel';

/** A real HTTP client, as the shell gives it to pollers and senders. */
export function vendorHttp(baseUrl: string): VendorHttp {
  return {
    request: async ({ method, path, headers, body }) => {
      if (!path.startsWith('/') && !path.startsWith(baseUrl)) throw new Error(`${path} is not below ${baseUrl}`);
      const answer = await fetch(path.startsWith('/') ? baseUrl + path : path, {
        method,
        ...(headers ? { headers } : {}),
        ...(body === undefined ? {} : { body }),
      });
      return {
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
        body: Buffer.from(await answer.arrayBuffer()),
      };
    },
  };
}
