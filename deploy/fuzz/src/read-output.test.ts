import { readOutput } from './read-output';

const SUMMARY = `=================================== SUMMARY ====================================

Test cases:
  1542 generated, 2 found 2 unique failures
`;

test('each operation’s faults stand alone, with the request that shows them', () => {
  const output = `=================================== FAILURES ===================================
____________________________ POST /v1/refused/replay ____________________________
1. Test Case ID: pA4P8D

- ST103 Undocumented status code

_____________________ POST /v1/refused/{refusedId}/dismiss _____________________
1. Test Case ID: WyTpim

- ST103 Undocumented status code

=================================== WARNINGS ===================================

Missing test data
${SUMMARY}`;
  expect(readOutput(output)).toEqual({
    cases: 1542,
    faults: [
      expect.stringMatching(/^POST \/v1\/refused\/replay\n1\. Test Case ID: pA4P8D\n\n- ST103/),
      expect.stringMatching(/^POST \/v1\/refused\/\{refusedId\}\/dismiss\n/),
    ],
  });
});

test('a run without faults has none', () => {
  expect(readOutput(SUMMARY.replace('2 found 2 unique failures', '1542 passed'))).toEqual({ cases: 1542, faults: [] });
});

test('a run that broke off is no result', () => {
  expect(readOutput('Failed to load the schema\n')).toBeUndefined();
});
