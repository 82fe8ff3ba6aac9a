import { fileSummary, welcome } from './welcome';

const facts = { consoleUrl: 'http://localhost:8080', adminPassword: 'pass', folder: '/h', signInTold: false };

test('the first start shows the sign-in, a later one does not', () => {
  expect(welcome(facts)).toMatch(/Sign-in {3}admin \/ pass/);
  expect(welcome({ ...facts, signInTold: true })).not.toMatch(/pass\b/);
});

test('the summary of a file counts rows, refusals by reason, and distinct ids by their end', () => {
  expect(
    fileSummary({
      ...{ rows: 5_000, accepted: 4_998, refused: { 'text-missing': 2 }, distinct: 4_990 },
      ends: { joined: 10, opened: 4_980 },
    }),
  ).toBe(
    '\n5000 rows sent: 4998 accepted, 2 refused (2 text-missing).\n' +
      '4990 distinct feedback ids, which ended as: 4980 opened, 10 joined.\n',
  );
});
