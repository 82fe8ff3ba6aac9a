import { BEARER, hookServer } from './hook-server';

describe('POST /v1/hooks/<sourceId>/test', () => {
  const body = JSON.stringify({ text: '錢沒到', externalId: '1', author: { phone: '+85251234567', name: '陳大文' } });
  const tryOn = async (sourceId: string, headers: object = BEARER) => {
    const { call, published } = await hookServer();
    const answer = await call('POST', `/v1/hooks/${sourceId}/test`, { body, headers });
    expect(published).toEqual([]);
    return { status: answer.statusCode, body: answer.json() };
  };

  test('says which fields would be taken, with contact data masked, and publishes nothing', async () => {
    const answer = await tryOn('signed-paused');
    expect(answer).toMatchObject({
      status: 200,
      body: {
        sourceId: 'signed-paused',
        format: 'signed/v1',
        kind: 'read',
        items: [
          {
            index: 0,
            accepted: true,
            says: 'feedback',
            fields: {
              text: '錢沒到',
              script: 'Hant',
              customer: { identities: ['phone'] },
              author: { phone: '***4567', name: '陳***' },
            },
          },
        ],
        replies: [],
      },
    });
    expect(JSON.stringify(answer)).not.toMatch(/51234567|大文|Encrypted/);
  });

  test('a source of Hearback’s own items is tried like any other', async () => {
    expect((await tryOn('main')).body).toMatchObject({ format: 'hearback/v1', items: [{ accepted: true }] });
  });

  test('what would be refused is told with its place', async () => {
    const { call } = await hookServer();
    const answer = await call('POST', '/v1/hooks/main/test', { body: '{"text":5,"rating":{}}', headers: BEARER });
    expect(answer.json().items).toEqual([
      {
        index: 0,
        accepted: false,
        reason: 'wrong-type',
        detail: 'text: expected a string; rating.stars: expected a number',
        faults: [
          { path: 'text', reason: 'wrong-type', detail: 'expected a string' },
          { path: 'rating.stars', reason: 'wrong-type', detail: 'expected a number' },
        ],
      },
    ]);
  });

  test('needs a key that may post to this source', async () => {
    const statuses = [
      await tryOn('main', {}),
      await tryOn('main', { authorization: 'Bearer reader' }),
      await tryOn('x'),
    ];
    expect(statuses.map(({ status }) => status)).toEqual([401, 403, 404]);
  });
});
