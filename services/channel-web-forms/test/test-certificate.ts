import { generateKeyPairSync, sign } from 'node:crypto';

/** A certificate of today for this machine that vouches for itself, and its key; PEM. No test needs a tool or a key on disk. */
export function testCertificate(): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = seq(der(0x31, seq(oid([2, 5, 4, 3]), der(0x0c, Buffer.from('localhost')))));
  const day = 86_400_000;
  const validity = seq(...[-day, day].map((ms) => der(0x17, Buffer.from(utcTime(new Date(Date.now() + ms))))));
  const algorithm = seq(oid([1, 2, 840, 10045, 4, 3, 2])); // ecdsa-with-SHA256
  const names = seq(der(0x82, Buffer.from('localhost')), der(0x87, Buffer.from([127, 0, 0, 1])));
  const body = seq(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    algorithm,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, seq(seq(oid([2, 5, 29, 17]), der(0x04, names)))),
  );
  const signature = der(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)]));
  const pem = seq(body, algorithm, signature).toString('base64').replace(/.{64}/g, '$&\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${pem}\n-----END CERTIFICATE-----\n`,
  };
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const seq = (...parts: Buffer[]) => der(0x30, Buffer.concat(parts));

function oid([first, second, ...rest]: number[]): Buffer {
  const arcs = rest.flatMap((arc) => {
    const digits = [arc & 127];
    for (let left = arc >> 7; left > 0; left >>= 7) digits.unshift((left & 127) | 128);
    return digits;
  });
  return der(0x06, Buffer.from([first! * 40 + second!, ...arcs]));
}

const utcTime = (at: Date) => `${at.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`;
