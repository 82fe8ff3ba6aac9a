import { randomUUID } from 'node:crypto';
import { open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chunksOf } from './spool-file';

test('a file of which the disk holds only a part is not read as if it were whole', async () => {
  const path = join(tmpdir(), `hearback-test-${randomUUID()}`);
  const handle = await open(path, 'wx+');
  await unlink(path);
  await handle.write('text\n好\n');
  const read = async (bytes: number) => {
    const chunks: Buffer[] = [];
    for await (const chunk of chunksOf({ handle, bytes, hash: '', samples: [], close: () => handle.close() }))
      chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  };
  expect(await read(9)).toBe('text\n好\n');
  await expect(read(10)).rejects.toThrow('shorter');
  await handle.close();
});
