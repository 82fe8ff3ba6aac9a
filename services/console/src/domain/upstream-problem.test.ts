import { upstreamProblem } from './upstream-problem';

test.each([
  ['ECONNREFUSED', 503],
  ['UND_ERR_CONNECT_TIMEOUT', 503],
  ['UND_ERR_HEADERS_TIMEOUT', 504],
  ['ECONNRESET', 502],
  ['UND_ERR_SOCKET', 502],
  [undefined, 502],
])('a service failing with %s is answered %i', (code, status) => {
  expect(upstreamProblem('cases', code).status).toBe(status);
});
