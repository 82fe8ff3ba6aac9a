import { VendorUnreachable, type FormatItem, type Polled, type VendorHttp } from '@hearback/channel';
import { POLLERS } from '../src/pollers';
import { typeform } from '../src/formats/typeform';
import {
  FORM,
  FormVendors,
  SECOND_FORM,
  typeformPush,
  VENDORS,
  type Vendor,
  type VendorAnswerRow,
} from './form-vendors';

const NOW = new Date('2026-03-02T12:00:00Z');
const settings = { formId: FORM, surveyId: FORM, reconcile: 'true' };
const access = { settings, credentials: { token: 'key', apiKey: 'key' }, mapping: { stars: 'rating.stars' } };
const row = (index: number, minutesAgo = index): VendorAnswerRow => ({
  id: String(9_000_000_000_000_000_000n + BigInt(index)),
  text: `转账没有到账😡 ${index}`,
  at: new Date(NOW.getTime() - minutesAgo * 60_000),
});
const rowsOf = (rows: VendorAnswerRow[]) =>
  Object.fromEntries(VENDORS.map((vendor) => [vendor, rows])) as Record<Vendor, VendorAnswerRow[]>;

function httpOf(vendors: FormVendors): VendorHttp {
  return {
    request: ({ path, headers = {} }) => {
      if ([...vendors.silent].some((form) => path.includes(form)))
        return Promise.reject(new VendorUnreachable('no answer within 30 s'));
      const { status, headers: said = {}, body } = vendors.answer(path, headers);
      return Promise.resolve({ status, headers: said, body: Buffer.from(JSON.stringify(body)) });
    },
  };
}

function ask(vendor: Vendor, vendors: FormVendors, given: { cursor?: unknown; access?: object } = {}) {
  const poller = POLLERS.find(({ name }) => name === vendor)!;
  return poller.poll({ cursor: given.cursor, access: { ...access, ...given.access }, http: httpOf(vendors), now: NOW });
}

async function round(vendor: Vendor, vendors: FormVendors, start?: unknown) {
  const items: FormatItem[] = [];
  let cursor = start;
  for (;;) {
    const polled = await ask(vendor, vendors, { cursor });
    if (polled.kind !== 'page') throw new Error(polled.why);
    items.push(...polled.items);
    cursor = polled.cursor;
    if (!polled.more) return { items, cursor };
  }
}
const idsOf = (items: readonly FormatItem[]) => items.map(({ value }) => (value as { externalId: string }).externalId);

describe.each(VENDORS)('%s', (vendor) => {
  test('a list of several pages is read to its end, every id with all its digits, and its cursor rests', async () => {
    const rows = Array.from({ length: 450 }, (_, index) => row(index));
    const { items, cursor } = await round(vendor, new FormVendors(rowsOf(rows)));
    expect(idsOf(items)).toEqual(rows.map(({ id }) => id));
    expect(cursor).toEqual({ forms: { [FORM]: { until: NOW.toISOString() } } });
  });

  test('a round asks with an overlap, and no further back, from a cursor of an earlier version too', async () => {
    const vendors = new FormVendors(rowsOf([row(1), row(2, 60 * 60)]));
    for (const cursor of [{ forms: { [FORM]: { until: NOW.toISOString() } } }, { until: NOW.toISOString() }]) {
      const { items } = await round(vendor, vendors, cursor);
      expect(idsOf(items)).toEqual([row(1).id]);
    }
  });

  test('an answer that was taken away or is not finished is left out', async () => {
    const odd = { ...row(1), odd: true };
    const { items } = await round(vendor, new FormVendors(rowsOf([odd, row(2)])));
    expect(idsOf(items)).toEqual(vendor === 'typeform' ? [odd.id, row(2).id] : [row(2).id]);
  });

  test('what is missing or wrong is said by name, and nothing is asked', async () => {
    const vendors = new FormVendors(rowsOf([]));
    const name = vendor === 'typeform' || vendor === 'jotform' ? 'formId' : 'surveyId';
    const wrong = await ask(vendor, vendors, { access: { settings: { [name]: '../user' } } });
    expect(wrong).toEqual({ kind: 'failed', why: `the setting ${name} is missing or none` });
    const credential = vendor === 'typeform' || vendor === 'surveymonkey' ? 'token' : 'apiKey';
    const keyless = await ask(vendor, vendors, { access: { credentials: {} } });
    expect([keyless, vendors.asked]).toEqual([{ kind: 'failed', why: `the credential ${credential} is missing` }, []]);
  });

  test('a wrong key, too many questions and an answer that is no list are told apart', async () => {
    const vendors = new FormVendors(rowsOf([]));
    const wrong = await ask(vendor, vendors, { access: { credentials: { token: 'no', apiKey: 'no' } } });
    expect(wrong).toEqual({ kind: 'failed', why: 'the vendor refuses the credentials (401)' });
    vendors.tooMany = 1;
    expect(await ask(vendor, vendors)).toMatchObject({ kind: 'wait', seconds: 2 });
    const http = { request: () => Promise.resolve({ status: 200, headers: {}, body: Buffer.from('<html>') }) };
    const poller = POLLERS.find(({ name }) => name === vendor)!;
    const none = await poller.poll({ cursor: undefined, access, http, now: NOW });
    expect(none).toMatchObject({ kind: 'failed', why: expect.stringContaining('no JSON') as string });
  });

  test('an answer that cannot be read costs only itself, and is kept as its vendor would have pushed it', async () => {
    const vendors = new FormVendors(rowsOf([row(1), { ...row(2), id: '' }]));
    const { items } = await round(vendor, vendors);
    expect(items.map(({ faults }) => faults?.length ?? 0)).toEqual([0, 1]);
    const format = JSON.parse(String(items[1]!.original)) as object;
    expect(Object.keys(format)).toContain(
      { typeform: 'form_response', jotform: 'content', surveymonkey: 'pages', formbricks: 'data' }[vendor],
    );
  });
});

describe.each(VENDORS)('%s with several forms', (vendor) => {
  const [SECOND, THIRD] = [SECOND_FORM, '243231271343448'];
  const named = (...ids: string[]) => ({ settings: { formId: ids.join(' , '), surveyId: ids.join(' , ') } });
  const rows = Array.from({ length: 650 }, (_, index) => ({ ...row(index), form: [FORM, SECOND, THIRD][index % 3]! }));
  const idsOfForm = (...forms: string[]) =>
    forms.flatMap((form) => rows.filter((one) => one.form === form)).map(({ id }) => id);

  /** A round in which the service is restarted after every page: nothing but the cursor is left. */
  async function restarted(vendors: FormVendors, access: object, start?: unknown) {
    const ids: string[] = [];
    let cursor = start;
    for (;;) {
      const polled = await ask(vendor, vendors, { cursor, access });
      if (polled.kind !== 'page') return { ids, cursor: polled.kind === 'failed' ? polled.cursor : cursor, polled };
      ids.push(...idsOf(polled.items));
      cursor = JSON.parse(JSON.stringify(polled.cursor)) as unknown;
      if (!polled.more) return { ids, cursor, polled };
    }
  }
  const cursorOf = (polled: Polled) => JSON.parse(JSON.stringify(polled.cursor)) as unknown;
  const until = { until: NOW.toISOString() };

  test('they are walked in turn within a round, each to its end, through restarts', async () => {
    const { ids, cursor } = await restarted(new FormVendors(rowsOf(rows)), named(FORM, SECOND, THIRD));
    expect(ids).toEqual(idsOfForm(FORM, SECOND, THIRD));
    expect(cursor).toEqual({ forms: { [FORM]: until, [SECOND]: until, [THIRD]: until } });
  });

  test('one that is named later is asked a day back, and one that is not named any longer is forgotten', async () => {
    const vendors = new FormVendors(rowsOf([{ ...row(20 * 60), form: SECOND }]));
    const { ids, cursor } = await restarted(vendors, named(FORM, SECOND), { forms: { [FORM]: until } });
    expect(ids).toEqual([row(20 * 60).id]);
    expect((await restarted(vendors, named(SECOND), cursor)).cursor).toEqual({ forms: { [SECOND]: until } });
  });

  test('one that was deleted keeps nobody back, is told at the end of the round, and again after the next', async () => {
    const vendors = new FormVendors(rowsOf(rows));
    vendors.gone.add(SECOND);
    const first = await restarted(vendors, named(FORM, SECOND, THIRD));
    expect(first.ids).toEqual(idsOfForm(FORM, THIRD));
    expect(first.polled).toMatchObject({ kind: 'failed', why: `${SECOND}: the vendor answered 404` });
    expect(first.cursor).toEqual({ forms: { [FORM]: until, [THIRD]: until } });
    const second = await restarted(vendors, named(FORM, SECOND, THIRD), first.cursor);
    expect(second.polled).toMatchObject({ kind: 'failed' });
    vendors.gone.clear();
    expect((await restarted(vendors, named(FORM, SECOND), second.cursor)).ids).toEqual(
      expect.arrayContaining(idsOfForm(SECOND)),
    );
  });

  test('a vendor that asks to wait is asked on where the round was', async () => {
    const vendors = new FormVendors(rowsOf(rows));
    const first = await ask(vendor, vendors, { access: named(THIRD, SECOND) });
    vendors.tooMany = 1;
    const cursor = first.kind === 'page' ? first.cursor : undefined;
    expect(await ask(vendor, vendors, { cursor, access: named(THIRD, SECOND) })).toMatchObject({ kind: 'wait' });
    const rest = await restarted(vendors, named(THIRD, SECOND), cursor);
    expect(new Set([...idsOf(first.kind === 'page' ? first.items : []), ...rest.ids])).toEqual(
      new Set(idsOfForm(THIRD, SECOND)),
    );
  });

  test.each([
    ['is always answered with 5xx', 'broken', 'the vendor answered 503'],
    ['never gets an answer', 'silent', 'no answer within 30 s'],
  ] as const)(
    'one that %s has the others wait three times, once in later rounds, and is told of',
    async (_name, how, why) => {
      const vendors = new FormVendors(rowsOf(rows));
      vendors[how].add(SECOND);
      const all = named(FORM, SECOND, THIRD);
      const first = await restarted(vendors, all);
      const again = await restarted(vendors, all, cursorOf(first.polled));
      expect([first.polled, again.polled, first.ids, again.ids]).toMatchObject([
        { kind: 'wait', why },
        { kind: 'wait' },
        idsOfForm(FORM),
        [],
      ]);
      const passed = await restarted(vendors, all, cursorOf(again.polled));
      expect([passed.ids, passed.polled]).toMatchObject([
        idsOfForm(THIRD),
        { kind: 'failed', why: `${SECOND}: ${why}` },
      ]);
      const later = await restarted(vendors, all, passed.cursor);
      expect(later.polled).toMatchObject({ kind: 'failed', why: `${SECOND}: ${why}` });
      vendors[how].clear();
      const mended = await restarted(vendors, all, later.cursor);
      expect(mended.ids).toEqual(expect.arrayContaining(idsOfForm(SECOND)));
      expect(mended.cursor).toEqual({ forms: { [FORM]: until, [SECOND]: until, [THIRD]: until } });
    },
  );

  test('too many forms, and one that is none, are said by name', async () => {
    const name = vendor === 'typeform' || vendor === 'jotform' ? 'formId' : 'surveyId';
    const many = named(...Array.from({ length: 101 }, (_, n) => `${n}`));
    const vendors = new FormVendors(rowsOf([]));
    expect(await ask(vendor, vendors, { access: many })).toMatchObject({
      why: `the setting ${name} names more than 100`,
    });
    const { polled } = await restarted(vendors, named(FORM, '../user'));
    expect(polled).toMatchObject({ kind: 'failed', why: `../user: the setting ${name} is missing or none` });
  });
});

test('a Typeform answer reads from the list as from its push: titles and scales come from the form', async () => {
  const { items } = await round('typeform', new FormVendors(rowsOf([row(1)])));
  const pushed = typeform.read(Buffer.from(JSON.stringify(typeformPush(row(1)))));
  expect(pushed).toMatchObject({ kind: 'read', items: [{ value: items[0]!.value }] });
  expect(items[0]!.value).toMatchObject({ rating: { stars: 5 }, branch: '朝阳支行', attributes: { form: FORM } });
});

test('a page after an answer that is gone from Typeform begins the round anew', async () => {
  const walk = { since: '2026-03-01T00:00:00.000Z', until: NOW.toISOString() };
  const http = { request: () => Promise.resolve({ status: 404, headers: {}, body: Buffer.from('{}') }) };
  const polled: Polled = await POLLERS[0]!.poll({ cursor: { ...walk, step: 'gone' }, access, http, now: NOW });
  const forms = { [FORM]: { ...walk, step: '' } };
  expect(polled).toEqual({ kind: 'page', items: [], cursor: { forms }, more: false });
});

test("Jotform's times are in a zone that nobody says: asked early enough, and never taken for later than they can be", async () => {
  const vendors = new FormVendors(rowsOf([row(1)]));
  const { items } = await round('jotform', vendors, { until: '2026-03-02T12:00:00.000Z' });
  expect(decodeURIComponent(vendors.asked[0]!.url)).toContain('"created_at:gt":"2026-03-01+22:00:00"');
  expect(items).toMatchObject([{ saidAt: '2026-03-01T16:59:00.000Z', value: { rating: { stars: 2 } } }]);
});
