import { seal } from '@hearback/access';
import { channelUnderTest, eventually, firstRefusalOf, replayed, type ChannelUnderTest } from '@hearback/testing';
import { start } from '../src/main';
import { FORM, FormVendors, VENDORS, type Vendor } from './form-vendors';

jest.setTimeout(90_000);

const row = (vendor: Vendor) => ({
  ...{ id: `${VENDORS.indexOf(vendor) + 1}98765432109876500`, text: '慢'.repeat(20_001) },
  at: new Date(Date.now() - 600_000),
});
const vendors = new FormVendors(
  Object.fromEntries(VENDORS.map((vendor) => [vendor, [row(vendor)]])) as Record<Vendor, ReturnType<typeof row>[]>,
);
let service: ChannelUnderTest;

beforeAll(async () => {
  await vendors.listen();
  service = await channelUnderTest(start);
  for (const vendor of VENDORS)
    await service.registerSource({
      ...{ sourceId: vendor, channel: 'web-form', format: vendor },
      settings: { reconcile: 'true', baseUrl: vendors.url, formId: FORM, surveyId: FORM },
      credentialsEncrypted: seal(service.keys.secrets, JSON.stringify({ token: 'key', apiKey: 'key' })),
    });
  await service.completeSnapshots();
  await eventually(async () => expect((await fetch(`${service.url}/health/ready`)).status).toBe(200), 30_000);
});
afterAll(async () => {
  vendors.stop();
  await service?.stop();
});

test.each(VENDORS)('an answer of %s’s list that was refused is read again alone', async (vendor) => {
  const refusal = await firstRefusalOf(service, vendor);
  expect(refusal).toMatchObject({ part: true, reasons: [{ reason: 'too-long' }] });
  expect(await replayed(service, refusal)).toMatchObject({ format: refusal.format, reasons: refusal.reasons });
});
