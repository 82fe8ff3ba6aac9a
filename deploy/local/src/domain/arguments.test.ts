import { parseArguments } from './arguments';

test('without options all services run in one process and samples are sent', () => {
  expect(parseArguments([])).toEqual({ ok: true, options: { samples: true, processes: false, file: null } });
});

test('an empty start sends nothing', () => {
  expect(parseArguments(['--empty', '--processes'])).toEqual({
    ok: true,
    options: { samples: false, processes: true, file: null },
  });
});

test.each(['app-ratings', 'app-rating', 'channel-app-ratings'])(
  'a file goes through the channel %s names',
  (channel) => {
    const argv = ['--file', 'r.csv', '--channel', channel, '--text-column', 'text', '--id-column', 'id'];
    expect(parseArguments(argv)).toEqual({
      ok: true,
      options: {
        samples: false,
        processes: false,
        file: { path: 'r.csv', service: 'channel-app-ratings', textColumn: 'text', idColumn: 'id' },
      },
    });
  },
);

test.each([
  [['--file', 'r.csv', '--channel', 'social'], /--text-column and --id-column must be given too/],
  [['--channel', 'social'], /--file and --text-column and --id-column/],
  [
    ['--file', 'r', '--channel', 'fax', '--text-column', 't', '--id-column', 'i'],
    /no channel fax; choose hotline, app-/,
  ],
  [['--fast'], /Unknown option '--fast'[^]*npm start --/],
  [['now'], /Unexpected argument 'now'/],
])('%j is refused with a way out', (argv, message) => {
  expect(parseArguments(argv)).toEqual({ ok: false, message: expect.stringMatching(message) });
});
