import { backlogOf } from './figure-ages';

const hour = (text: string) => new Date(`2026-02-16T${text}:00:00Z`);

test('running promises are counted by age and by the hour in which they fall due, in all and by key', () => {
  const backlog = backlogOf([
    { key: 'social', band: 1, dueHour: hour('05'), count: 2 },
    { key: 'hotline', band: 8, dueHour: null, count: 1 },
    { key: 'hotline', band: 1, dueHour: hour('04'), count: 3 },
    { key: 'hotline', band: 2, dueHour: hour('05'), count: 1 },
  ]);
  const none = { '<1h': 0, '1-4h': 0, '4-8h': 0, '8-16h': 0, '16-24h': 0, '1-3d': 0, '3-7d': 0, '>7d': 0 };
  const [four, five] = ['2026-02-16T04:00:00.000Z', '2026-02-16T05:00:00.000Z'];
  expect(backlog).toEqual({
    running: 7,
    ages: { ...none, '<1h': 5, '1-4h': 1, '>7d': 1 },
    atRisk: [
      { hour: four, count: 3 },
      { hour: five, count: 3 },
    ],
    by: [
      {
        key: 'hotline',
        running: 5,
        ages: { ...none, '<1h': 3, '1-4h': 1, '>7d': 1 },
        atRisk: [
          { hour: four, count: 3 },
          { hour: five, count: 1 },
        ],
      },
      { key: 'social', running: 2, ages: { ...none, '<1h': 2 }, atRisk: [{ hour: five, count: 2 }] },
    ],
  });
});
