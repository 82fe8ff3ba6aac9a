import { eventually } from '@hearback/testing';
import { arrival, caseOf } from '../src/domain/test-feedback';
import { command as send, detail as shown } from './drive-cases';
import { startHarness, type Harness } from './harness';

jest.setTimeout(120_000);
let h: Harness;
const names = ['machine', 'one', 'two', 'three', 'four', 'five', 'own'];

beforeAll(async () => {
  h = await startHarness();
  await h.classified(...names.map((name) => arrival({ name, text: name })));
  await eventually(async () => {
    const found = await Promise.all(names.map((name) => h.get(`/v1/cases/${caseOf(name)}`)));
    expect(found.map((answer) => answer.status)).toEqual(names.map(() => 200));
  });
});
afterAll(() => h?.stop());

const reply = (name: string, text: string) =>
  send(h, { caseId: caseOf(name), name: 'reply', body: { text, by: 'logged' } });
const replied = async (name: string) => {
  const { state, timeline } = (await shown(h, caseOf(name))) as unknown as {
    state: string;
    timeline: { kind: string; data: object }[];
  };
  return { state, data: timeline.find(({ kind }) => kind === 'replied')?.data };
};

test('a reply that says it was sent by a machine is kept, marked and answers nobody', async () => {
  await reply('machine', '【自動回覆】您好，本郵件由系統自動發送，專員將於三日內處理您的年費。');
  expect(await replied('machine')).toMatchObject({ state: 'new', data: { automatic: true, substantive: true } });
});

test('the same words in five cases are shown as a bulk text in each, and words of one case are not', async () => {
  const words = ['您好，系统已于昨晚恢复。', '您好：系统已于昨晚恢复！！'];
  for (const [index, name] of ['one', 'two', 'three', 'four', 'five'].entries()) {
    await reply(name, words[Math.min(index, 1)]!);
  }
  await reply('own', '您好，您尾号1122的卡已补办，请到城东支行领取。');
  expect((await replied('five')).data).toMatchObject({ automatic: false, bulk: 5 });
  expect((await replied('one')).data).toMatchObject({ bulk: 5 });
  expect((await replied('own')).data).not.toHaveProperty('bulk');
});
