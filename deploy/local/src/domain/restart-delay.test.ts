import { restartDelayMs } from './restart-delay';

test('a service that died once is back within 2 s, one that keeps failing is tried every 5 s', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 40].map(restartDelayMs)).toEqual([200, 200, 400, 800, 1600, 3200, 5000, 5000]);
});
